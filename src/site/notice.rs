//! Notices about the files of a site at its start: nothing is wrong enough to stop for.

use super::words;
use crate::domain::language::Lang;
use crate::domain::unit::Difference;
use std::fmt;

/// The most codes that are told.
const TOLD: usize = 20;

/// Something that keeps nobody from starting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Files and folders in the folder of surveys that nobody reads.
    PassedOver(Vec<String>),
    /// A list with a head only.
    NoRows(String),
    /// Columns that no list of the kind has.
    Unused {
        file: String,
        columns: Vec<String>,
    },
    /// The targets are those that every new site got once, and none of the site's organisations is meant.
    TargetsOfOthers,
    UnitsDiffer(Difference),
    DesksDiffer(Difference),
}

/// Officers read it: Vietnamese first, English below.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [vi, en] = Lang::ALL.map(|lang| self.say(lang));
        write!(f, "{vi}\n    {en}")
    }
}

impl Notice {
    fn say(&self, lang: Lang) -> String {
        let text = match self {
            Self::PassedOver(files) => words::passed_over(lang, files.join(", ")),
            Self::NoRows(file) => words::no_rows(lang, file),
            Self::Unused { file, columns } => words::unused(lang, file, columns.join("”, “")),
            Self::TargetsOfOthers => words::targets_of_others(lang).to_owned(),
            Self::UnitsDiffer(difference) => words::differ(lang, words::units(lang), differences(lang, difference)),
            Self::DesksDiffer(difference) => words::differ(lang, words::desks(lang), differences(lang, difference)),
        };
        words::note(lang, text)
    }
}

fn differences(lang: Lang, Difference { added, missing, changed }: &Difference) -> String {
    let changed: Vec<String> =
        changed.iter().map(|(code, columns)| format!("{code} ({})", columns.join(", "))).collect();
    let parts = words::parts(lang).into_iter().zip([added, missing, &changed]).filter(|(_, codes)| !codes.is_empty());
    parts.map(|(name, codes)| format!("{name} {}", told(codes, lang))).collect::<Vec<_>>().join("; ")
}

fn told(codes: &[String], lang: Lang) -> String {
    let told = codes.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    match codes.len().saturating_sub(TOLD) {
        0 => told,
        rest => words::and_more(lang, told, rest),
    }
}
