//! Questionnaires as programs read them.

use crate::domain::{
    language::Text,
    survey::{Choice, Length, Openness, Question, Survey},
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct BothLanguages<'s> {
    vi: &'s str,
    en: &'s str,
}

impl<'s> BothLanguages<'s> {
    fn of(text: &'s Text) -> Self {
        Self { vi: &text.vi, en: &text.en }
    }
}

/// All versions of the questionnaire, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Surveys<'s> {
    surveys: Vec<SurveyHead<'s>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SurveyHead<'s> {
    key: &'s str,
    /// `full`, or `quick` for one rating with reasons.
    mode: &'static str,
    title: BothLanguages<'s>,
    /// The first day on which answers are taken.
    opens: String,
    /// The last one.
    closes: Option<String>,
    /// Answers are taken today.
    open: bool,
}

impl<'s> Surveys<'s> {
    pub fn of(surveys: &[&'s Survey], today: Date) -> Self {
        let head = |survey: &&'s Survey| SurveyHead {
            key: &survey.key,
            mode: survey.mode.key(),
            title: BothLanguages::of(&survey.title),
            opens: survey.opens.to_string(),
            closes: survey.closes.map(|day| day.to_string()),
            open: survey.state_on(today) == Openness::Open,
        };
        Self { surveys: surveys.iter().map(head).collect() }
    }
}

/// One version of the questionnaire.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeSurvey<'s> {
    key: &'s str,
    /// `full`, or `quick` for one rating with reasons.
    mode: &'static str,
    length: SurveyLength,
    title: BothLanguages<'s>,
    /// The question about each statement.
    stem: BothLanguages<'s>,
    /// The method of the index with its version.
    method: &'static str,
    /// The first day on which answers are taken.
    opens: String,
    /// The last one.
    closes: Option<String>,
    source: &'s str,
    wording_status: &'s str,
    scale: Scale<'s>,
    factors: Vec<FactorHead<'s>>,
    items: Vec<Statement<'s>>,
    facts: Vec<FurtherQuestion<'s>>,
    /// The most expectations that may be chosen.
    expectations_max: usize,
    expectations: Vec<OneChoice<'s>>,
    about: Vec<FurtherQuestion<'s>>,
}

impl<'s> WholeSurvey<'s> {
    pub fn of(survey: &'s Survey) -> Self {
        Self {
            key: &survey.key,
            mode: survey.mode.key(),
            length: SurveyLength::of(survey),
            title: BothLanguages::of(&survey.title),
            stem: BothLanguages::of(&survey.stem),
            method: survey.method.versioned(),
            opens: survey.opens.to_string(),
            closes: survey.closes.map(|day| day.to_string()),
            source: &survey.source,
            wording_status: &survey.wording_status,
            scale: Scale::of(survey),
            factors: survey.factors.iter().map(FactorHead::of).collect(),
            items: survey.items.iter().map(|item| Statement::of(item, survey)).collect(),
            facts: survey.facts.iter().map(FurtherQuestion::of).collect(),
            expectations_max: survey.expectations_max,
            expectations: survey.expectations.iter().map(OneChoice::of).collect(),
            about: survey.about.iter().map(FurtherQuestion::of).collect(),
        }
    }
}

/// The length of a version: it follows from its questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurveyLength {
    /// The statements.
    rated: QuestionsAndSeconds,
    /// The further questions for each kind of respondent, by the kind's key.
    more: BTreeMap<&'static str, QuestionsAndSeconds>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionsAndSeconds {
    questions: usize,
    seconds: u32,
}

impl SurveyLength {
    fn of(survey: &Survey) -> Self {
        let said = |Length { questions, seconds }| QuestionsAndSeconds { questions, seconds };
        let more = survey.kinds().iter().map(|kind| (kind.key(), said(survey.more(*kind))));
        Self { rated: said(survey.rated()), more: more.collect() }
    }
}

/// The levels, as they are shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scale<'s> {
    /// Levels from this one upwards count as satisfied.
    satisfied_from: u8,
    levels: Vec<ScaleLevel<'s>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ScaleLevel<'s> {
    /// From 1, the worst.
    value: u8,
    text: BothLanguages<'s>,
}

impl<'s> Scale<'s> {
    fn of(survey: &'s Survey) -> Self {
        let levels = survey.levels.iter();
        let levels = levels.map(|level| ScaleLevel { value: level.value, text: BothLanguages::of(&level.text) });
        Self { satisfied_from: survey.satisfied_from, levels: levels.collect() }
    }
}

/// A factor: several statements together.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorHead<'s> {
    key: &'s str,
    title: BothLanguages<'s>,
    short: BothLanguages<'s>,
}

impl<'s> FactorHead<'s> {
    fn of(factor: &'s crate::domain::survey::Factor) -> Self {
        Self { key: &factor.key, title: BothLanguages::of(&factor.title), short: BothLanguages::of(&factor.short) }
    }
}

/// A statement that is rated.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement<'s> {
    key: &'s str,
    /// Key of its factor.
    factor: &'s str,
    text: BothLanguages<'s>,
    /// `"na"` is an answer.
    na: bool,
    na_label: Option<BothLanguages<'s>>,
}

impl<'s> Statement<'s> {
    fn of(item: &'s crate::domain::survey::Item, survey: &'s Survey) -> Self {
        Self {
            key: &item.key,
            factor: &survey.factors[item.factor].key,
            text: BothLanguages::of(&item.text),
            na: item.na_label.is_some(),
            na_label: item.na_label.as_ref().map(BothLanguages::of),
        }
    }
}

/// A question with worded choices, of which one is taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct FurtherQuestion<'s> {
    key: &'s str,
    text: BothLanguages<'s>,
    /// Kinds of respondents that are asked.
    ask: Vec<&'static str>,
    /// Oversight alone sees the answers.
    restricted: bool,
    choices: Vec<OneChoice<'s>>,
}

impl<'s> FurtherQuestion<'s> {
    fn of(question: &'s Question) -> Self {
        Self {
            key: &question.key,
            text: BothLanguages::of(&question.text),
            ask: question.ask.iter().map(|kind| kind.key()).collect(),
            restricted: question.restricted,
            choices: question.choices.iter().map(OneChoice::of).collect(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OneChoice<'s> {
    key: &'s str,
    text: BothLanguages<'s>,
}

impl<'s> OneChoice<'s> {
    fn of(choice: &'s Choice) -> Self {
        Self { key: &choice.key, text: BothLanguages::of(&choice.text) }
    }
}
