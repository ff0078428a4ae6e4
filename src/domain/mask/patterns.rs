//! Identifiers of a form of their own: addresses, codes of dossiers, plates, passports.

use regex::Regex;
use std::{ops::Range, sync::LazyLock};

#[expect(clippy::expect_used, reason = "a constant pattern, which the tests compile")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

static IDENTIFIERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        // E-mail, also with its sign spelt out, and pages of people.
        r"(?i)[\w.+-]+(?:@|\(at\)|\[at\]|\(a\))[\w-]+(?:\.[\w-]+)+",
        r"|[\w.+-]+\s(?:@|\(at\)|\[at\]|\(a\))\s?[\w-]+(?:\s?\.\s?[\w-]+)+",
        r"|[\w.+-]+\s?(?:a còng|<at>)\s?[\w-]+(?:\s?(?:\.|chấm|<dot>)\s?[\w-]+)+",
        r"|(?:https?://|www\.)\S+",
        r"|\b(?:facebook|fb|zalo|tiktok|instagram|t|m)\.(?:com|me)/\S+",
        r"|\B@[\w.]{4,}",
        // Dossiers: organisation, day, number.
        r"|\b[A-Z0-9]+(?:\.[A-Z0-9]+)+\s?-\s?\d{6}\s?-\s?\d{4,7}\b",
        // Number plates of cars and motorcycles.
        r"|\b\d{2}\s?-?\s?[A-Z]{1,2}\d?\s?[-.]?\s?\d{3}[. ]?\d{2}\b",
        r"|\b\d{2}\s?-?[A-Z]{1,2}\d?-\d{4}\b",
        // Passports, health insurance.
        r"|\b[A-Z]\s?\d{4}\s?\d{3,4}\b",
        r"|\b[A-Z]{2}\d{13}\b",
    ))
});

pub(super) fn identifiers(text: &str) -> Vec<Range<usize>> {
    IDENTIFIERS.find_iter(text).map(|found| found.range()).collect()
}
