//! From a draft to a submission, or to every mistake at once.

use super::{COMMENT_LIMIT, Draft, FieldError, Given, Problem, SECONDS_LIMIT, Stratum, Submission, SubmissionId};
use crate::domain::{
    answers::{Answers, AnswersBuilder, Chosen, Rating},
    survey::{Kind, Lang, Question, Slot, Survey},
    text::{self, TextError},
    unit::{Catalogue, Desk},
};
use std::collections::HashSet;

impl Submission {
    /// Checks a draft against its version and the site's desks.
    ///
    /// # Errors
    /// Every mistake at once.
    pub fn parse(draft: &Draft, survey: &Survey, catalogue: &Catalogue) -> Result<Self, Vec<FieldError>> {
        let mut check = Check { survey, errors: Vec::new() };
        let id = check.id(draft);
        let place = check.place(draft, catalogue);
        let kind = check.kind(draft);
        let lang = check.lang(draft);
        let answers = check.answers(draft, kind);
        let comment = check.comment(draft);
        let seconds = check.seconds(draft);
        if answers.is_blank() && comment.is_none() && check.errors.is_empty() {
            check.say("answers", Problem::NothingAnswered);
        }
        match (id, place, kind) {
            (Some(id), Some((desk, unit)), Some(kind)) if check.errors.is_empty() => Ok(Self {
                id,
                survey: survey.key.clone(),
                desk,
                unit,
                stratum: if draft.source.screen.is_some() { Stratum::Kiosk } else { Stratum::Poster },
                kind,
                lang,
                answers,
                comment,
                seconds,
            }),
            _ => Err(check.errors),
        }
    }
}

struct Check<'s> {
    survey: &'s Survey,
    errors: Vec<FieldError>,
}

impl Check<'_> {
    fn say(&mut self, field: impl Into<String>, problem: Problem) {
        self.errors.push(FieldError { field: field.into(), problem });
    }

    fn id(&mut self, draft: &Draft) -> Option<SubmissionId> {
        let id = draft.id.as_deref().and_then(SubmissionId::parse);
        if id.is_none() {
            self.say("id", if draft.id.is_none() { Problem::Missing } else { Problem::BadId });
        }
        id
    }

    fn place(&mut self, draft: &Draft, catalogue: &Catalogue) -> Option<(String, String)> {
        if draft.source.screen.as_deref().is_some_and(|screen| screen != "kiosk") {
            self.say("source.screen", Problem::NotAChoice { choices: vec!["kiosk".to_owned()] });
        }
        let Some(code) = &draft.source.desk else {
            self.say("source.desk", Problem::Missing);
            return None;
        };
        let Some(desk) = catalogue.desk(code) else {
            self.say("source.desk", Problem::UnknownDesk);
            return None;
        };
        let unit = self.unit(desk, draft.source.unit.as_deref(), catalogue)?;
        Some((desk.code.clone(), unit))
    }

    fn unit(&mut self, desk: &Desk, named: Option<&str>, catalogue: &Catalogue) -> Option<String> {
        let problem = match (named, desk.units.as_slice()) {
            (None, [only]) => return Some(only.clone()),
            (None, _) => Problem::Missing,
            (Some(code), units) if units.iter().any(|unit| unit == code) => return Some(code.to_owned()),
            (Some(code), _) if catalogue.unit(code).is_none() => Problem::UnknownUnit,
            (Some(_), _) => Problem::UnitNotAtDesk,
        };
        self.say("source.unit", problem);
        None
    }

    fn kind(&mut self, draft: &Draft) -> Option<Kind> {
        let kind = draft.kind.as_deref().and_then(Kind::from_key);
        if kind.is_none() {
            self.say("respondent.kind", if draft.kind.is_none() { Problem::Missing } else { Problem::UnknownKind });
        }
        kind
    }

    fn lang(&mut self, draft: &Draft) -> Lang {
        let Some(tag) = &draft.language else { return Lang::Vi };
        Lang::from_tag(tag).unwrap_or_else(|| {
            self.say("language", Problem::UnknownLanguage);
            Lang::Vi
        })
    }

    fn answers(&mut self, draft: &Draft, kind: Option<Kind>) -> Answers {
        let survey = self.survey;
        let mut builder = AnswersBuilder::new(survey);
        let mut seen = HashSet::with_capacity(draft.answers.len());
        for (key, given) in &draft.answers {
            let field = || format!("answers.{key}");
            match survey.slot(key) {
                Some(Slot::Item(place)) => {
                    if let Some(rating) = self.rating(&field, place, given) {
                        builder.rate(place, rating);
                    }
                }
                Some(Slot::Fact(place)) => {
                    if let Some(chosen) = self.chosen(&field, &survey.facts[place], kind, given) {
                        builder.fact(place, chosen);
                    }
                }
                _ => self.say(field(), Problem::UnknownKey),
            }
            if !seen.insert(key.as_str()) {
                self.say(field(), Problem::Twice);
            }
        }
        for (key, given) in &draft.about {
            let field = || format!("respondent.{key}");
            match survey.slot(key) {
                Some(Slot::About(place)) => {
                    if let Some(chosen) = self.chosen(&field, &survey.about[place], kind, given) {
                        builder.about(place, chosen);
                    }
                }
                _ => self.say(field(), Problem::UnknownKey),
            }
        }
        self.expectations(draft, &mut builder);
        builder.finish()
    }

    /// `field` is made where something is wrong only: a good submission has dozens and needs none.
    fn rating(&mut self, field: &impl Fn() -> String, place: usize, given: &Given) -> Option<Rating> {
        let highest = self.survey.scale_size();
        match given {
            Given::Level(level) => {
                let fitting = u8::try_from(*level).ok().filter(|level| (1..=highest).contains(level));
                if fitting.is_none() {
                    self.say(field(), Problem::NotALevel { highest });
                }
                fitting.map(Rating::Level)
            }
            Given::Word(word) if word == "skipped" => Some(Rating::Skipped),
            Given::Word(word) if word == "na" => {
                if self.survey.items[place].na_label.is_none() {
                    self.say(field(), Problem::NotApplicableNotOffered);
                    return None;
                }
                Some(Rating::NotApplicable)
            }
            _ => {
                self.say(field(), Problem::NotALevel { highest });
                None
            }
        }
    }

    fn chosen(
        &mut self,
        field: &impl Fn() -> String,
        question: &Question,
        kind: Option<Kind>,
        given: &Given,
    ) -> Option<Chosen> {
        if kind.is_some_and(|kind| !question.ask.contains(&kind)) {
            self.say(field(), Problem::NotAsked);
            return None;
        }
        let Given::Word(word) = given else {
            self.say(field(), not_a_choice(question));
            return None;
        };
        if word == "skipped" {
            return Some(Chosen::Skipped);
        }
        let place = question.choice(word);
        if place.is_none() {
            self.say(field(), not_a_choice(question));
        }
        place.map(Chosen::Choice)
    }

    fn expectations(&mut self, draft: &Draft, builder: &mut AnswersBuilder<'_>) {
        let mut places = Vec::new();
        for (n, key) in draft.expectations.iter().enumerate() {
            match self.survey.slot(key) {
                Some(Slot::Expectation(place)) if places.contains(&place) => {
                    self.say(format!("expectations[{n}]"), Problem::Twice);
                }
                Some(Slot::Expectation(place)) => places.push(place),
                _ => self.say(format!("expectations[{n}]"), Problem::UnknownKey),
            }
        }
        if places.len() > self.survey.expectations_max {
            self.say("expectations", Problem::TooMany { limit: self.survey.expectations_max });
        }
        places.into_iter().for_each(|place| builder.expect(place));
    }

    fn comment(&mut self, draft: &Draft) -> Option<String> {
        match text::clean(draft.comment.as_deref()?, COMMENT_LIMIT) {
            Ok(comment) => comment,
            Err(TextError::Control) => {
                self.say("comment", Problem::Control);
                None
            }
            Err(TextError::TooLong { limit, length }) => {
                self.say("comment", Problem::TooLong { limit, length });
                None
            }
        }
    }

    fn seconds(&mut self, draft: &Draft) -> Option<i32> {
        let seconds = draft.seconds?;
        if !(0..=SECONDS_LIMIT).contains(&seconds) {
            self.say("seconds", Problem::OutOfRange);
        }
        i32::try_from(seconds).ok()
    }
}

fn not_a_choice(question: &Question) -> Problem {
    Problem::NotAChoice { choices: question.choices.iter().map(|choice| choice.key.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        submission::DraftSource,
        unit::{desks_from_csv, units_from_csv},
    };

    fn survey() -> Survey {
        Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
    }

    fn catalogue() -> Catalogue {
        let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
        Catalogue::new(units, desks_from_csv("d", include_str!("../../../surveys/desks-2024.csv")).unwrap()).unwrap()
    }

    fn draft() -> Draft {
        Draft {
            id: Some("6f1c".repeat(8)),
            source: DraftSource { desk: Some("TTHCC".to_owned()), unit: Some("KH.STP".to_owned()), screen: None },
            kind: Some("citizen".to_owned()),
            answers: vec![
                ("access.seats".to_owned(), Given::Level(5)),
                ("feedback.channel".to_owned(), Given::Word("na".to_owned())),
                ("fact.trips".to_owned(), Given::Word("2".to_owned())),
            ],
            about: vec![("age".to_owned(), Given::Word("25-34".to_owned()))],
            expectations: vec!["officer.skill".to_owned()],
            comment: Some("Ca\u{309}m ơn".to_owned()),
            language: Some("vi".to_owned()),
            seconds: Some(143),
        }
    }

    fn problems(change: impl FnOnce(&mut Draft)) -> Vec<(String, Problem)> {
        let mut changed = draft();
        change(&mut changed);
        let errors = Submission::parse(&changed, &survey(), &catalogue()).unwrap_err();
        errors.into_iter().map(|error| (error.field, error.problem)).collect()
    }

    #[test]
    fn a_good_draft_becomes_packed_and_composed() {
        let (survey, submission) = (survey(), Submission::parse(&draft(), &survey(), &catalogue()).unwrap());
        assert_eq!(submission.comment.as_deref(), Some("Cảm ơn"));
        assert_eq!(submission.answers.ratings(&survey).filter(|r| *r == Rating::Level(5)).count(), 1);
        assert_eq!(submission.answers.facts(&survey).next(), Some(Chosen::Choice(1)));
        assert_eq!(Answers::parse(&survey, submission.answers.as_str().to_owned()), Ok(submission.answers.clone()));
    }

    #[test]
    fn every_mistake_is_named_by_field() {
        let bad = problems(|draft| {
            draft.id = Some("xyz".to_owned());
            draft.kind = None;
            draft.source.unit = Some("KH.NT".to_owned());
            draft.answers[0].1 = Given::Level(6);
            draft.answers[1] = ("access.modern".to_owned(), Given::Word("na".to_owned()));
            draft.answers.push(("nothing.here".to_owned(), Given::Level(1)));
            draft.answers.push(("access.seats".to_owned(), Given::Word("5 ".to_owned())));
            draft.expectations.push("officer.skill".to_owned());
            draft.comment = Some("x".repeat(1001));
            draft.language = Some("fr".to_owned());
            draft.seconds = Some(-1);
        });
        let fields: Vec<&str> = bad.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "id",
                "source.unit",
                "respondent.kind",
                "language",
                "answers.access.seats",
                "answers.access.modern",
                "answers.nothing.here",
                "answers.access.seats",
                "answers.access.seats",
                "expectations[1]",
                "comment",
                "seconds",
            ]
        );
    }

    #[test]
    fn a_question_for_the_other_kind_is_refused() {
        let bad = problems(|draft| draft.kind = Some("organisation".to_owned()));
        assert_eq!(bad, [("respondent.age".to_owned(), Problem::NotAsked)]);
    }

    #[test]
    fn nothing_answered_is_no_submission() {
        let bad = problems(|draft| {
            draft.answers.clear();
            draft.about.clear();
            draft.expectations.clear();
            draft.comment = None;
        });
        assert_eq!(bad, [("answers".to_owned(), Problem::NothingAnswered)]);
    }

    #[test]
    fn the_digest_follows_content_and_id_and_the_receipt_the_id_alone() {
        let parse = |draft: &Draft| Submission::parse(draft, &survey(), &catalogue()).unwrap();
        let (first, mut other) = (parse(&draft()), draft());
        assert_eq!(first.content_digest(), parse(&draft()).content_digest());
        other.comment = None;
        assert_ne!(first.content_digest(), parse(&other).content_digest());
        assert_eq!(first.id.receipt(), parse(&other).id.receipt());
        other.id = Some("0".repeat(32));
        assert_ne!(first.id.receipt(), parse(&other).id.receipt());
        assert!(first.id.receipt().len() == 12 && first.id.receipt().is_char_boundary(4));
    }
}
