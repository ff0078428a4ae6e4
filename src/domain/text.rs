//! Text from outside: normalised once, refused where a database or a reader could not keep it.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A mistake in a text that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Contains NUL, which no program that people write with makes, and which PostgreSQL cannot keep.
    Control,
    /// Longer than the limit, in characters after normalisation.
    TooLong { limit: usize, length: usize },
}

/// Free text: NFC, line ends as `\n`, trimmed, at most `limit` characters. `None` where nothing that can be seen is left.
///
/// Word processors and chat programs put marks between the letters. They are no mistake of the person who pastes. Their line and page breaks become `\n`. Other control characters, soft hyphens, zero-width marks and turns
/// of the direction of writing are dropped. Joiners and variation selectors stay, because pictures are made of them.
///
/// # Errors
/// [`TextError`] for NUL and over-long text.
pub fn clean(text: &str, limit: usize) -> Result<Option<String>, TextError> {
    if text.contains('\0') {
        return Err(TextError::Control);
    }
    let unified: String = text.replace("\r\n", "\n").chars().filter_map(readable).collect();
    let normal = nfc(unified.trim());
    if normal.chars().all(is_blank) {
        return Ok(None);
    }
    let length = normal.chars().count();
    if length > limit { Err(TextError::TooLong { limit, length }) } else { Ok(Some(normal)) }
}

/// The character as it is kept, `None` where it is not.
fn readable(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        // CR, vertical tab (a line break in Word), form feed (a page break), NEL, line and paragraph separators.
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_control() || is_unseen_mark(c) => None,
        c => Some(c),
    }
}

/// Marks that are never seen and that neither Vietnamese nor English needs: some move or hide the text around them.
fn is_unseen_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A character that shows nothing alone: blanks, also those that Unicode counts as letters; joiners, selectors
/// and marks that need a letter before them.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c,
            '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e01ef}')
}

/// Unicode normalisation form C.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The name of an account, however it was typed: composed, in lower case, without blanks around it.
pub fn account_name(typed: &str) -> String {
    nfc(&typed.trim().to_lowercase())
}

/// For searching: lower case, without marks, `đ` as `d`. LIKE folds none of this.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// A text for programs: blanks that keep words on one line of a page are plain ones. Labels that look alike are alike.
pub fn plain_blanks(text: &str) -> Cow<'_, str> {
    let no_break = ['\u{a0}', '\u{202f}'];
    if text.contains(no_break) { text.replace(no_break, " ").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_vietnamese_is_stored_composed() {
        assert_eq!(clean("Ha\u{300}i lo\u{300}ng", 1000), Ok(Some("Hài lòng".to_owned())));
    }

    #[test]
    fn a_name_of_an_account_is_one_however_it_is_typed() {
        for typed in ["đỗ.lan", "ĐỖ.LAN", " Đỗ.Lan ", "Đo\u{302}\u{303}.lan"] {
            assert_eq!(account_name(typed), "đỗ.lan", "{typed}");
        }
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
    fn what_word_processors_paste_is_read() {
        for (pasted, kept) in [
            ("Nhanh\u{b}gọn", "Nhanh\ngọn"),
            ("trang\u{c}sau", "trang\nsau"),
            ("a\u{85}b\u{2028}c\u{2029}d\re", "a\nb\nc\nd\ne"),
            ("\u{feff}Cán\u{ad} bộ\u{200b} tốt\u{1f}\u{7}\u{7f}\u{9f}", "Cán bộ tốt"),
            ("\u{202e}đảo\u{202c} \u{2066}ngược\u{2069}\u{200f}", "đảo ngược"),
            (
                "gia đình \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{2764}\u{fe0f}",
                "gia đình \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{2764}\u{fe0f}",
            ),
            ("cột\tmột\u{a0}hai", "cột\tmột\u{a0}hai"),
        ] {
            assert_eq!(clean(pasted, 100), Ok(Some(kept.to_owned())), "{pasted:?}");
        }
        assert_eq!(clean(&format!("{}a", "\u{200b}".repeat(2000)), 1), Ok(Some("a".to_owned())), "counted as kept");
    }

    #[test]
    fn a_text_of_which_nothing_is_seen_is_none() {
        for unseen in [
            "\u{b}",
            "\u{200b}\u{feff}",
            "\u{2060} \u{ad}",
            "\u{3164}\u{115f}",
            "\u{2800}",
            "\u{200d}\u{fe0f}",
            "\u{301}",
            "\u{1}\u{85}",
        ] {
            assert_eq!(clean(unseen, 10), Ok(None), "{unseen:?}");
        }
        for seen in ["\u{2764}\u{fe0f}", ".", "1"] {
            assert_eq!(clean(seen, 10), Ok(Some(seen.to_owned())));
        }
    }

    #[test]
    fn programs_read_plain_blanks() {
        assert_eq!(plain_blanks("Rất hài\u{a0}lòng, 95\u{202f}%"), "Rất hài lòng, 95 %");
        assert!(matches!(plain_blanks("Hài lòng"), Cow::Borrowed(_)));
    }

    #[test]
    fn searching_folds_marks() {
        assert_eq!(fold("Sở Nội vụ Đà Nẵng"), "so noi vu da nang");
    }
}
