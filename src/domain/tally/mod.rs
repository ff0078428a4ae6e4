//! Tallies: the sums of many answers. Tallies of any set of responses add,
//! so every figure and its interval come from [`Sums`]. [`Layout`] and bytes are in `pack`.

mod company;
mod pack;
mod person;
mod sums;

pub use company::{Company, DeskDays};
pub use pack::{Layout, unpack_counts, unpack_groups};
pub use sums::Sums;

use crate::domain::{
    answers::{Answers, Chosen, Rating},
    survey::Survey,
};
use pack::{pack, pack_groups};
use person::of_person;

/// Counts of one item: `levels[l - 1]` answers at level `l`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCounts {
    pub levels: Vec<u64>,
    pub na: u64,
    pub skipped: u64,
}

impl ItemCounts {
    pub fn valid(&self) -> u64 {
        self.levels.iter().sum()
    }

    /// The sums of a group that holds this item alone.
    pub fn sums(&self, satisfied_from: u8) -> Sums {
        let levels = || (1u64..).zip(&self.levels);
        let v = self.valid();
        let s = levels().filter(|(level, _)| *level >= u64::from(satisfied_from)).map(|(_, count)| count).sum();
        let t = levels().map(|(level, count)| level * count).sum();
        let t2 = levels().map(|(level, count)| level * level * count).sum();
        Sums {
            n: v,
            v,
            s,
            t,
            v2: v,
            s2: s,
            sv: s,
            t2,
            tv: t,
            na: self.na,
            skipped: self.skipped,
            company: Company::default(),
        }
    }
}

/// Everything that is added up of a set of responses to one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub responses: u64,
    /// All items first, then each factor.
    pub groups: Vec<Sums>,
    /// Laid out by [`Layout`].
    pub counts: Vec<u64>,
}

impl Tally {
    pub fn empty(survey: &Survey) -> Self {
        let layout = Layout::of(survey);
        Self { responses: 0, groups: vec![Sums::default(); survey.factors.len() + 1], counts: vec![0; layout.len] }
    }

    /// Adds one response.
    pub fn add(&mut self, survey: &Survey, answers: &Answers) {
        let layout = Layout::of(survey);
        self.responses += 1;
        for (place, rating) in answers.ratings(survey).enumerate() {
            let factor = survey.items[place].factor + 1;
            let counts = &mut self.counts[layout.item(place)];
            match rating {
                Rating::Level(level) => {
                    counts[usize::from(level) - 1] += 1;
                }
                Rating::NotApplicable => {
                    counts[layout.levels] += 1;
                    self.groups[0].na += 1;
                    self.groups[factor].na += 1;
                }
                Rating::Skipped => {
                    counts[layout.levels + 1] += 1;
                    self.groups[0].skipped += 1;
                    self.groups[factor].skipped += 1;
                }
                Rating::NotReached => {}
            }
        }
        for (group, (v, s, t)) in self.groups.iter_mut().zip(of_person(survey, answers)) {
            group.add_response(v, s, t);
        }
        self.add_choices(survey, answers, &layout);
    }

    fn add_choices(&mut self, survey: &Survey, answers: &Answers, layout: &Layout) {
        let asked = answers.facts(survey).chain(answers.about(survey));
        for (question, chosen) in asked.enumerate() {
            let range = layout.question(survey, question);
            match chosen {
                Chosen::Choice(place) => self.counts[range.start + place] += 1,
                Chosen::Skipped => self.counts[range.end - 1] += 1,
                Chosen::NotReached => {}
            }
        }
        for (place, chosen) in answers.expectations(survey).enumerate() {
            self.counts[layout.expectations + place] += u64::from(chosen);
        }
    }

    /// Adds the company of one response that was added, by group.
    pub fn join(&mut self, company: &[Company]) {
        self.groups.iter_mut().zip(company).for_each(|(group, company)| group.company.merge(company));
    }

    /// Adds the sums of another set of responses to the same version.
    pub fn merge(&mut self, other: &Self) {
        self.responses += other.responses;
        self.groups.iter_mut().zip(&other.groups).for_each(|(group, more)| group.merge(more));
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    /// The counts of one item.
    pub fn item(&self, survey: &Survey, place: usize) -> ItemCounts {
        item_counts(survey, &self.counts, place)
    }

    /// As the responses alone give it: they keep no day.
    #[must_use]
    pub fn without_company(mut self) -> Self {
        self.groups.iter_mut().for_each(|group| *group = group.without_company());
        self
    }

    /// `groups` as stored: unsigned LEB128 numbers in their order.
    pub fn pack_groups(&self) -> Vec<u8> {
        pack_groups(&self.groups)
    }

    /// `counts` as stored.
    pub fn pack_counts(&self) -> Vec<u8> {
        pack(self.counts.iter().copied())
    }

    /// Reads a stored tally. `None` where it does not fit the version.
    pub fn unpack(survey: &Survey, responses: u64, groups: &[u8], counts: &[u8]) -> Option<Self> {
        let groups = unpack_groups(groups).filter(|groups| groups.len() == survey.factors.len() + 1)?;
        Some(Self { responses, groups, counts: unpack_counts(survey, counts)? })
    }
}

/// The counts of one item among all counts of a version.
pub fn item_counts(survey: &Survey, counts: &[u64], place: usize) -> ItemCounts {
    let layout = Layout::of(survey);
    let counts = &counts[layout.item(place)];
    ItemCounts {
        levels: counts[..layout.levels].to_vec(),
        na: counts[layout.levels],
        skipped: counts[layout.levels + 1],
    }
}

#[cfg(test)]
mod tests {
    use super::{pack::unpack, *};
    use proptest::prelude::*;

    fn survey() -> Survey {
        Survey::from_toml("s", include_str!("../../../tests/surveys/short-2025.toml")).unwrap()
    }

    /// Any packed answers that fit the short survey.
    fn answers() -> impl Strategy<Value = Answers> {
        let survey = survey();
        let item = prop::sample::select(b"12345ns.".to_vec());
        let question = prop::sample::select(b"12s.".to_vec());
        let wish = prop::sample::select(b"1.".to_vec());
        let (items, questions) = (survey.items.len(), survey.facts.len() + survey.about.len());
        (
            prop::collection::vec(item, items),
            prop::collection::vec(question, questions),
            prop::collection::vec(wish, survey.expectations.len()),
        )
            .prop_map(move |(a, b, c)| {
                let packed = [a, b, c].concat().into_iter().map(char::from).collect();
                Answers::parse(&survey, packed).unwrap()
            })
    }

    fn tally(list: &[Answers]) -> Tally {
        let survey = survey();
        let mut tally = Tally::empty(&survey);
        list.iter().for_each(|answers| tally.add(&survey, answers));
        tally
    }

    proptest! {
        #[test]
        fn order_and_pooling_do_not_matter(mut list in prop::collection::vec(answers(), 0..40), cut in 0usize..40) {
            let whole = tally(&list);
            let (a, b) = list.split_at(cut.min(list.len()));
            let mut pooled = tally(b);
            pooled.merge(&tally(a));
            prop_assert_eq!(&pooled, &whole);
            list.reverse();
            prop_assert_eq!(tally(&list), whole);
        }

        #[test]
        fn what_is_stored_is_read_again(list in prop::collection::vec(answers(), 0..300)) {
            let (survey, whole) = (survey(), tally(&list));
            let read = Tally::unpack(&survey, whole.responses, &whole.pack_groups(), &whole.pack_counts());
            prop_assert_eq!(unpack_groups(&whole.pack_groups()), Some(whole.groups.clone()));
            prop_assert_eq!(read, Some(whole));
        }

        #[test]
        fn factors_and_items_add_up_to_the_whole(list in prop::collection::vec(answers(), 0..40)) {
            let (survey, whole) = (survey(), tally(&list));
            let items: Vec<Sums> = (0..survey.items.len()).map(|place| whole.item(&survey, place).sums(survey.satisfied_from)).collect();
            for (get, name) in [(|s: &Sums| s.v) as fn(&Sums) -> u64, |s| s.s, |s| s.t, |s| s.na, |s| s.skipped].into_iter().zip(["v", "s", "t", "na", "skipped"]) {
                prop_assert_eq!(whole.groups[1..].iter().map(get).sum::<u64>(), get(&whole.groups[0]), "{}", name);
                prop_assert_eq!(items.iter().map(get).sum::<u64>(), get(&whole.groups[0]), "{}", name);
            }
        }
    }

    #[test]
    fn a_tally_of_another_version_is_not_read() {
        let whole = tally(&[]);
        let other = Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap();
        assert_eq!(Tally::unpack(&other, 0, &whole.pack_groups(), &whole.pack_counts()), None);
        assert_eq!((unpack(&[0x80; 3]), unpack(&[0x85, 0x01, 0x07])), (None, Some(vec![133, 7])));
        assert_eq!(unpack(&[0x80; 12]), None);
    }
}
