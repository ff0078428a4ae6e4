//! From a draft to a submission, or to every mistake at once.

use super::{
    COMMENT_LIMIT, Draft, DraftSource, FieldError, FieldProblem, Given, SECONDS_LIMIT, Stratum, Submission,
    SubmissionId,
};
use crate::domain::{
    answers::{Answers, AnswersBuilder, Chosen, Rating},
    language::Lang,
    survey::{Kind, Question, Slot, Survey},
    text::{self, TextError},
    unit::{Catalogue, Desk},
};
use jiff::civil::Date;

impl Submission {
    /// Checks a draft against its version and the site's desks, as they are on the day on which it was given.
    /// A unit that does not exist on it is no mistake: an answer that is known already is known for ever.
    ///
    /// # Errors
    /// Every mistake at once.
    pub fn parse(draft: &Draft, survey: &Survey, catalogue: &Catalogue, day: Date) -> Result<Self, Vec<FieldError>> {
        let mut check = Check { survey, errors: Vec::new() };
        let id = check.id(draft);
        let place = check.place(draft, catalogue, day);
        let kind = check.kind(draft);
        let lang = check.lang(draft);
        let answers = check.answers(draft, kind);
        let comment = check.comment(draft);
        let seconds = check.seconds(draft);
        if answers.is_blank() && comment.is_none() && check.errors.is_empty() {
            check.say("answers", FieldProblem::NothingAnswered);
        }
        match (id, place, kind) {
            (Some(id), Some((desk, unit)), Some(kind)) if check.errors.is_empty() => Ok(Self {
                id,
                survey: survey.key.clone(),
                desk,
                unit,
                receipt: draft.source.receipt.clone(),
                stratum: stratum(&draft.source),
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
    fn say(&mut self, field: impl Into<String>, problem: FieldProblem) {
        self.errors.push(FieldError { field: field.into(), problem });
    }

    fn id(&mut self, draft: &Draft) -> Option<SubmissionId> {
        let id = draft.id.as_deref().and_then(SubmissionId::parse);
        if id.is_none() {
            self.say("id", if draft.id.is_none() { FieldProblem::Missing } else { FieldProblem::BadId });
        }
        id
    }

    fn place(&mut self, draft: &Draft, catalogue: &Catalogue, day: Date) -> Option<(String, String)> {
        if draft.source.screen.as_deref().is_some_and(|screen| screen != "kiosk") {
            self.say("source.screen", FieldProblem::NotAChoice { choices: vec!["kiosk".to_owned()] });
        }
        if self.survey.is_quick() && draft.source.receipt.is_some() {
            self.say("source.receipt", FieldProblem::NoReceiptHere);
        }
        let Some(code) = &draft.source.desk else {
            if draft.source.receipt.is_none() {
                self.say("source.desk", FieldProblem::Missing);
            }
            return self.unit_of_receipt(draft, None).map(|unit| (String::new(), unit));
        };
        let Some(desk) = catalogue.desk(code) else {
            self.say("source.desk", FieldProblem::UnknownDesk);
            return None;
        };
        if draft.source.receipt.is_some() {
            return self.unit_of_receipt(draft, Some(desk)).map(|unit| (desk.code.clone(), unit));
        }
        let unit = self.unit(desk, draft.source.unit.as_deref(), catalogue, day)?;
        Some((desk.code.clone(), unit))
    }

    /// The receipt says whose procedure it was. Anything else that is said must agree.
    fn unit_of_receipt(&mut self, draft: &Draft, desk: Option<&Desk>) -> Option<String> {
        let unit = &draft.source.receipt.as_ref()?.unit;
        if desk.is_some_and(|desk| !desk.units.contains(unit)) {
            self.say("source.desk", FieldProblem::NotTheReceipts);
        }
        if draft.source.unit.as_ref().is_some_and(|named| named != unit) {
            self.say("source.unit", FieldProblem::NotTheReceipts);
        }
        Some(unit.clone())
    }

    fn unit(&mut self, desk: &Desk, named: Option<&str>, catalogue: &Catalogue, day: Date) -> Option<String> {
        if let (None, [only]) = (named, catalogue.received_on(desk, day).as_slice()) {
            return Some(only.code.clone());
        }
        let problem = match (named, desk.units.as_slice()) {
            (None, [only]) => return Some(only.clone()),
            (None, _) => FieldProblem::Missing,
            (Some(code), units) if units.iter().any(|unit| unit == code) => return Some(code.to_owned()),
            (Some(code), _) if catalogue.unit(code).is_none() => FieldProblem::UnknownUnit,
            (Some(_), _) => FieldProblem::UnitNotAtDesk,
        };
        self.say("source.unit", problem);
        None
    }

    fn kind(&mut self, draft: &Draft) -> Option<Kind> {
        if self.survey.is_quick() {
            if draft.kind.is_some() {
                self.say("respondent.kind", FieldProblem::UnknownKey);
            }
            return Some(Kind::Unstated);
        }
        let kind = draft.kind.as_deref().and_then(Kind::stated);
        if kind.is_none() {
            self.say(
                "respondent.kind",
                if draft.kind.is_none() { FieldProblem::Missing } else { FieldProblem::UnknownKind },
            );
        }
        kind
    }

    fn lang(&mut self, draft: &Draft) -> Lang {
        let Some(tag) = &draft.language else { return Lang::Vi };
        Lang::from_tag(tag).unwrap_or_else(|| {
            self.say("language", FieldProblem::UnknownLanguage);
            Lang::Vi
        })
    }

    fn answers(&mut self, draft: &Draft, kind: Option<Kind>) -> Answers {
        let survey = self.survey;
        let mut builder = AnswersBuilder::new(survey);
        let (mut items, mut facts) = (vec![false; survey.items.len()], vec![false; survey.facts.len()]);
        for (key, given) in &draft.answers {
            let field = || format!("answers.{key}");
            let seen = match survey.slot(key) {
                Some(Slot::Item(place)) => {
                    if let Some(rating) = self.rating(&field, place, given) {
                        builder.rate(place, rating);
                    }
                    std::mem::replace(&mut items[place], true)
                }
                Some(Slot::Fact(place)) => {
                    if let Some(chosen) = self.chosen(&field, &survey.facts[place], kind, given) {
                        builder.fact(place, chosen);
                    }
                    std::mem::replace(&mut facts[place], true)
                }
                _ => {
                    self.say(field(), FieldProblem::UnknownKey);
                    false
                }
            };
            if seen {
                self.say(field(), FieldProblem::Twice);
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
                _ => self.say(field(), FieldProblem::UnknownKey),
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
                    self.say(field(), FieldProblem::NotALevel { highest });
                }
                fitting.map(Rating::Level)
            }
            Given::Word(word) if word == "skipped" => Some(Rating::Skipped),
            Given::Word(word) if word == "na" => {
                if self.survey.items[place].na_label.is_none() {
                    self.say(field(), FieldProblem::NotApplicableNotOffered);
                    return None;
                }
                Some(Rating::NotApplicable)
            }
            _ => {
                self.say(field(), FieldProblem::NotALevel { highest });
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
            self.say(field(), FieldProblem::NotAsked);
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
                    self.say(format!("expectations[{n}]"), FieldProblem::Twice);
                }
                Some(Slot::Expectation(place)) => places.push(place),
                _ => self.say(format!("expectations[{n}]"), FieldProblem::UnknownKey),
            }
        }
        if places.len() > self.survey.expectations_max {
            self.say("expectations", FieldProblem::TooMany { limit: self.survey.expectations_max });
        }
        places.into_iter().for_each(|place| builder.expect(place));
    }

    fn comment(&mut self, draft: &Draft) -> Option<String> {
        match text::clean(draft.comment.as_deref()?, COMMENT_LIMIT) {
            Ok(comment) => comment,
            Err(TextError::Control) => {
                self.say("comment", FieldProblem::Control);
                None
            }
            Err(TextError::TooLong { limit, length }) => {
                self.say("comment", FieldProblem::TooLong { limit, length });
                None
            }
        }
    }

    fn seconds(&mut self, draft: &Draft) -> Option<i32> {
        let seconds = draft.seconds?;
        if !(0..=SECONDS_LIMIT).contains(&seconds) {
            self.say("seconds", FieldProblem::OutOfRange);
        }
        i32::try_from(seconds).ok()
    }
}

fn stratum(source: &DraftSource) -> Stratum {
    match (source.receipt.is_some(), source.through_device) {
        (true, true) => Stratum::KioskReceipt,
        (true, false) => Stratum::Receipt,
        (false, true) => Stratum::Kiosk,
        (false, false) => Stratum::Poster,
    }
}

fn not_a_choice(question: &Question) -> FieldProblem {
    FieldProblem::NotAChoice { choices: question.choices.iter().map(|choice| choice.key.clone()).collect() }
}
