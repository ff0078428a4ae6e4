//! Text from outside: normalised once, refused where a database or a reader could not keep it.

use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What is wrong with a text that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Contains a control character other than newline or tab (NUL among them).
    Control,
    /// Longer than the limit, in characters after normalisation.
    TooLong { limit: usize, length: usize },
}

/// Free text: NFC, line ends as `\n`, trimmed, at most `limit` characters. `None` where nothing is left.
///
/// # Errors
/// [`TextError`] for control characters and over-long text.
pub fn clean(text: &str, limit: usize) -> Result<Option<String>, TextError> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    if unified.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextError::Control);
    }
    let normal = nfc(unified.trim());
    let length = normal.chars().count();
    if length > limit {
        return Err(TextError::TooLong { limit, length });
    }
    Ok((!normal.is_empty()).then_some(normal))
}

/// Unicode normalisation form C.
#[must_use]
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// For searching: lower case, without marks, `đ` as `d`. LIKE folds none of this.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// What stands for a removed identifier.
pub const MASK: &str = "▒▒▒";

// E-mail; dossier codes; number plates; identity and phone numbers (9 to 12 digits, also grouped).
#[expect(clippy::expect_used, reason = "a constant pattern, which the tests compile")]
static IDENTIFIERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[\w.+-]+@[\w-]+(\.[\w-]+)+",
        r"|\b[A-Z0-9]+(\.[A-Z0-9]+)+\s?[-‐-―−]\s?\d{6}\s?[-‐-―−]\s?\d{4,7}\b",
        r"|\b\d{2}\s?-?\s?[A-Z]{1,2}\d?\s?-?\s?\d{3}[.]?\d{2}\b",
        r"|\+?\d(?:[ .\-]?\d){8,11}",
    ))
    .expect("a constant pattern")
});

/// Replaces e-mail addresses, dossier codes, number plates, and identity or phone numbers by [`MASK`].
#[must_use]
pub fn mask_identifiers(text: &str) -> String {
    IDENTIFIERS.replace_all(text, MASK).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_vietnamese_is_stored_composed() {
        assert_eq!(clean("Ha\u{300}i lo\u{300}ng", 1000), Ok(Some("Hài lòng".to_owned())));
    }

    #[test]
    fn nul_and_long_text_are_refused_and_blank_is_nothing() {
        assert_eq!(clean("a\0b", 10), Err(TextError::Control));
        assert_eq!(clean(&"ớ".repeat(1001), 1000), Err(TextError::TooLong { limit: 1000, length: 1001 }));
        assert!(clean(&"o\u{31b}\u{301}".repeat(1000), 1000).is_ok(), "counted after normalisation");
        assert_eq!(clean(" \r\n\t ", 10), Ok(None));
        assert_eq!(clean("một\r\nhai", 10), Ok(Some("một\nhai".to_owned())));
    }

    #[test]
    fn searching_folds_marks() {
        assert_eq!(fold("Sở Nội vụ Đà Nẵng"), "so noi vu da nang");
    }

    #[test]
    fn identifiers_are_masked_and_plain_numbers_are_not() {
        for (text, kept) in [
            ("gọi 0905 123 456 nhé", "gọi ▒▒▒ nhé"),
            ("CCCD 056099001234", "CCCD ▒▒▒"),
            ("a.b@example.vn viết", "▒▒▒ viết"),
            ("hồ sơ H32.15-240530-0007 trễ", "hồ sơ ▒▒▒ trễ"),
            ("hồ sơ 000.12.33.h32-261008-1090001 trễ", "hồ sơ ▒▒▒ trễ"),
            ("hồ sơ H32.33.12 – 261008 – 090001 trễ", "hồ sơ ▒▒▒ trễ"),
            ("xe 79A-123.45 đậu", "xe ▒▒▒ đậu"),
            ("chờ 3 ngày, 250.000 đồng", "chờ 3 ngày, 250.000 đồng"),
        ] {
            assert_eq!(mask_identifiers(text), kept);
        }
    }
}
