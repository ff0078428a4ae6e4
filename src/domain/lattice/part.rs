//! The parts of a breakdown.

use crate::domain::{
    language::Lang,
    submission::Stratum,
    survey::{Kind, Survey},
    time_period::TimePeriod,
    unit::Catalogue,
};
use std::sync::Arc;

/// The thing that one line of a breakdown stands for. It becomes a text only where it leaves the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// By its code.
    Unit(Arc<str>),
    /// By its place in the version.
    Factor(usize),
    /// By its place in the version.
    Item(usize),
    /// A month, or a quarter or year of responses that keep no month.
    Period(TimePeriod),
    Stratum(Stratum),
    Respondent(Kind),
    /// Flagged responses, or those without a flag.
    Flag(bool),
}

impl Part {
    /// Both parts by flag, in their order.
    pub const FLAGS: [Self; 2] = [Self::Flag(false), Self::Flag(true)];

    /// The code of the unit, where it is one.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Unit(code) => Some(code),
            _ => None,
        }
    }

    /// The key for programs: the code of the unit, the key of the factor or item, `YYYY-MM`, `YYYY-Qn` or `YYYY`, the key of the stratum or kind,
    /// `unflagged` or `flagged`.
    pub fn key(&self, survey: &Survey) -> String {
        match self {
            Self::Unit(code) => code.to_string(),
            Self::Factor(place) => survey.factors.get(*place).map(|factor| factor.key.clone()).unwrap_or_default(),
            Self::Item(place) => survey.items.get(*place).map(|item| item.key.clone()).unwrap_or_default(),
            Self::Period(period) => period.to_string(),
            Self::Stratum(stratum) => stratum.key().to_owned(),
            Self::Respondent(kind) => kind.key().to_owned(),
            Self::Flag(false) => "unflagged".to_owned(),
            Self::Flag(true) => "flagged".to_owned(),
        }
    }

    /// The name for people, where it has one of its own.
    pub fn name<'n>(&self, survey: &'n Survey, catalogue: &'n Catalogue, lang: Lang) -> Option<&'n str> {
        match self {
            Self::Unit(code) => catalogue.unit(code).map(|unit| unit.name.as_str()),
            Self::Factor(place) => survey.factors.get(*place).map(|factor| factor.title.get(lang)),
            Self::Item(place) => survey.items.get(*place).map(|item| item.text.get(lang)),
            Self::Period(_) | Self::Stratum(_) | Self::Respondent(_) | Self::Flag(_) => None,
        }
    }
}
