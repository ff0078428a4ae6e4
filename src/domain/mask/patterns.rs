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

/// False for most comments, at a hundredth of what it costs to look for each form: every form has a digit, one of these signs, a
/// point inside a word, the sign of e-mail spelt out or the begin of an address.
fn may_have_any(text: &str) -> bool {
    let has_sign = text.contains(|c: char| c.is_numeric() || "@([<:/".contains(c));
    let has_inner_point = text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && !b". \n".contains(&pair[1]));
    let folded = text.to_lowercase();
    has_sign || has_inner_point || folded.contains("còng") || folded.contains("www.")
}

pub(super) fn identifiers(text: &str) -> Vec<Range<usize>> {
    if !may_have_any(text) {
        return Vec::new();
    }
    IDENTIFIERS.find_iter(text).map(|found| found.range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_identifier_is_passed_over_before_it_is_looked_for() {
        for text in [
            "lan.nguyen (at) example.com",
            "lan A CÒNG example chấm com",
            "Lan a còng gmail chấm com",
            "xem WWW.abc.vn nhé",
            "fb.com/lan",
            "@lan.nguyen",
            "H32.15-240530-0001",
            "79A-123.45",
            "B1234567",
        ] {
            assert!(may_have_any(text) && IDENTIFIERS.is_match(text), "{text}");
        }
        for text in ["xem www.đánhgiá", "www.-abc", "www..", "B\u{be6}\u{be7}\u{be8}\u{be9}\u{bea}\u{beb}\u{bec}"] {
            assert!(may_have_any(text) && IDENTIFIERS.is_match(text), "{text}");
        }
        for text in ["Rất hài lòng. Cảm ơn anh chị!", "Chờ lâu quá...", "", "Tôi không đồng ý, vì sao phải chờ?"]
        {
            assert!(!may_have_any(text) && !IDENTIFIERS.is_match(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_passed_over_has_no_identifier(text in r"(\PC{0,12}|www\.|fb\.com/|@|\(at\)| a còng |[A-Z0-9]{1,9}|[.-]| ){0,8}") {
            proptest::prop_assert!(may_have_any(&text) || !IDENTIFIERS.is_match(&text));
        }
    }
}
