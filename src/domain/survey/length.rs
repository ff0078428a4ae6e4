//! The length of a version: the number of its questions, and the time that a person takes for them.
//!
//! A full version rates first, and its other questions can be left out. The length stands in no questionnaire: start screen,
//! poster and JSON compute it from the questions.

use super::model::{Choice, Kind, Question, Slot, Survey};
use crate::domain::language::Text;

/// Words read in a second. Vietnamese writes each syllable apart. An adult reads 4.2, somebody over sixty 2.8: this is halfway.
const READ: f64 = 3.36;
/// Seconds to think, to decide and touch (1.1 for an adult, 2.0 over sixty: halfway again), and until the next screen is there.
const ACT: f64 = 1.35 + 1.55 + 0.35;
/// Words of the questions that the pages ask in their own words: what should improve, and a text.
const OWN_WORDS: usize = 10;

/// So many questions, and the seconds that reading and answering them takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    pub questions: usize,
    pub seconds: u32,
}

/// A question that may be left out; `None` is the text.
pub type Further = Option<Slot>;

impl Survey {
    /// The length of the rated statements.
    pub fn rated(&self) -> Length {
        longest(|words| self.items.iter().map(|item| words(&item.text)).collect())
    }

    /// The length of the other questions for a kind of respondent, with their choices read.
    pub fn more(&self, kind: Kind) -> Length {
        longest(|words| {
            let choices = |list: &[Choice]| list.iter().map(|choice| words(&choice.text)).sum::<usize>();
            let worded = |question: &Question| words(&question.text) + choices(&question.choices);
            let of = |slot: Further| match slot {
                Some(Slot::Fact(place)) => worded(&self.facts[place]),
                Some(Slot::About(place)) => worded(&self.about[place]),
                Some(_) => OWN_WORDS + choices(&self.expectations),
                None => OWN_WORDS,
            };
            self.further(kind).into_iter().map(of).collect()
        })
    }

    /// The same questions one by one, as they are asked: facts, what should improve (the first of its choices stands for
    /// all), questions about the person, and a text.
    pub fn further(&self, kind: Kind) -> Vec<Further> {
        let places = |list: &[Question], slot: fn(usize) -> Slot| -> Vec<Further> {
            let asked = list.iter().enumerate().filter(|(_, question)| question.ask.contains(&kind));
            asked.map(|(place, _)| Some(slot(place))).collect()
        };
        let mut all = places(&self.facts, Slot::Fact);
        all.extend((!self.expectations.is_empty()).then_some(Some(Slot::Expectation(0))));
        all.extend(places(&self.about, Slot::About));
        all.extend((!self.is_quick()).then_some(None));
        all
    }

    /// No respondent is asked more questions than this, or for longer; and whether all are asked as many.
    pub fn most(&self) -> (Length, bool) {
        let all: Vec<Length> = self.kinds().iter().map(|kind| self.more(*kind)).collect();
        let most = all.iter().fold(Length::default(), |most, one| Length {
            questions: most.questions.max(one.questions),
            seconds: most.seconds.max(one.seconds),
        });
        (most, all.iter().all(|length| length.questions == most.questions))
    }
}

/// Of the questions, given by how many words each has, in the language in which they take longest: a promise is one for all.
fn longest(questions: impl Fn(&dyn Fn(&Text) -> usize) -> Vec<usize>) -> Length {
    let vi = questions(&|text| text.vi.split_whitespace().count());
    let en = questions(&|text| text.en.split_whitespace().count());
    let words = vi.iter().sum::<usize>().max(en.iter().sum());
    let seconds = words as f64 / READ + vi.len() as f64 * ACT;
    Length { questions: vi.len(), seconds: seconds.round() as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(toml: &str) -> Survey {
        Survey::from_toml("s", toml).unwrap()
    }

    #[test]
    fn each_kind_is_asked_its_own_number_and_nothing_is_written_down() {
        let full = include_str!("../../../surveys/one-stop-2024.toml");
        let survey = survey(full);
        let of = |length: Length| (length.questions, length.seconds);
        assert_eq!(of(survey.rated()), (22, 161));
        assert_eq!(of(survey.more(Kind::Citizen)), (14, 142));
        assert_eq!(of(survey.more(Kind::Organisation)), (13, 148));
        assert_eq!((of(survey.most().0), survey.most().1), ((14, 148), false));
        let said = full.replace("minutes = 3\n", "minutes = 30\n");
        assert_ne!(said, full);
        assert_eq!(Survey::from_toml("s", &said).unwrap().rated(), survey.rated());
    }

    #[test]
    fn what_a_version_does_not_ask_does_not_count() {
        let mut short = survey(include_str!("../../../tests/surveys/short-2025.toml"));
        assert_eq!([Kind::Citizen, Kind::Organisation].map(|kind| short.more(kind).questions), [4, 3]);
        short.about.clear();
        short.expectations.clear();
        assert_eq!((short.more(Kind::Citizen).questions, short.most().1), (2, true));
        let quick = survey(include_str!("../../../surveys/quick-2024.toml"));
        assert_eq!((quick.rated().questions, quick.more(Kind::Unstated).questions), (1, 1));
        assert!(quick.rated().seconds < 10, "{:?}", quick.rated());
    }

    #[test]
    fn the_longer_language_counts_for_both() {
        let mut short = survey(include_str!("../../../tests/surveys/short-2025.toml"));
        let before = short.rated();
        short.items[0].text.en = "word ".repeat(336);
        assert!(short.rated().seconds > before.seconds + 80, "{:?}", short.rated());
        assert_eq!(short.rated().questions, before.questions);
    }
}
