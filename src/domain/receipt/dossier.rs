//! Dossier codes: read, brought into one form, and forgotten.

use jiff::civil::Date;
use regex::Regex;

/// The code that the one-stop information system gave a dossier, in the form in which it is known again.
/// It is never stored.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DossierCode(String);

impl std::fmt::Debug for DossierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DossierCode(…)")
    }
}

impl DossierCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The pattern of a site's dossier codes.
#[derive(Clone, Debug)]
pub struct DossierPattern(Option<Regex>);

/// The organisations' groups, the day, the serial.
fn groups(text: &str) -> Option<(Vec<&str>, &str, &str)> {
    let mut parts = text.split('-');
    let (groups, day, serial) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then(|| (groups.split('.').collect(), day, serial))
}

impl DossierPattern {
    /// `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` of Thông tư 01/2018/TT-VPCP, and the order of practice that
    /// begins with the province: `H32.15-240530-0007`. Two to four groups, a day that exists, a serial of four to
    /// seven digits: the province's portal gives four, those of ministries six or seven.
    pub fn national() -> Self {
        Self(None)
    }

    /// A pattern of the site's own, which the whole code must match.
    ///
    /// # Errors
    /// A fault in the expression.
    pub fn own(expression: &str) -> Result<Self, regex::Error> {
        Ok(Self(Some(Regex::new(&format!("^(?:{expression})$"))?)))
    }

    /// Reads a code; `None` where it does not fit the pattern. Under the national pattern both orders of one
    /// dossier are the same code, with whatever spaces and dashes a word processor made of it.
    pub fn read(&self, text: &str) -> Option<DossierCode> {
        let text = text.trim_matches(is_blank).to_uppercase();
        match &self.0 {
            Some(own) => own.is_match(&text).then_some(DossierCode(text)),
            None => national(&plain(&text)).map(DossierCode),
        }
    }
}

/// White space, and the marks without width that copying from a page brings along.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Without blanks, and with the hyphen of the keyboard for each of its look-alikes.
fn plain(text: &str) -> String {
    let is_dash = |c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}');
    text.chars().filter(|c| !is_blank(*c)).map(|c| if is_dash(c) { '-' } else { c }).collect()
}

fn national(text: &str) -> Option<String> {
    let (mut groups, day, serial) = groups(text)?;
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    let group = |text: &&str| (2..=3).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric());
    let fits = (2..=4).contains(&groups.len())
        && groups.iter().all(group)
        && (4..=7).contains(&serial.len())
        && digits(serial)
        && is_day(day);
    if !fits {
        return None;
    }
    // The province is the group with a letter; it stands last in the circular, first in practice.
    let is_province = |group: &str| group.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_province(groups[0]) && groups.last().is_some_and(|last| is_province(last)) {
        groups.reverse();
    }
    // Groups that say "none" at the low end are left out in practice.
    while groups.len() > 2 && groups.last().is_some_and(|last| last.bytes().all(|c| c == b'0')) {
        groups.pop();
    }
    is_province(groups[0]).then(|| format!("{}-{day}-{serial}", groups.join(".")))
}

/// `YYMMDD` of this century.
fn is_day(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<i8>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..2), part(2..4), part(4..6)) else { return false };
    text.len() == 6 && text.bytes().all(|c| c.is_ascii_digit()) && Date::new(2000 + i16::from(year), month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        DossierPattern::national().read(text).map(|code| code.as_str().to_owned())
    }

    #[test]
    fn both_orders_are_one_dossier() {
        let practice = read("H32.15-240530-0007");
        assert_eq!(practice.as_deref(), Some("H32.15-240530-0007"));
        assert_eq!(read("000.00.15.H32-240530-0007"), practice);
        assert_eq!(read(" h32.15-240530-0007\t"), practice);
        assert_eq!(read("000.12.33.H32-240530-00071").as_deref(), Some("H32.33.12-240530-00071"));
        assert_eq!(read("H32.33.12-240530-0001").as_deref(), Some("H32.33.12-240530-0001"));
    }

    #[test]
    fn serials_of_four_to_seven_digits_are_read_in_both_orders() {
        for serial in ["0001", "00001", "090001", "1090001"] {
            let practice = read(&format!("H32.33.12-261008-{serial}"));
            assert_eq!(practice, Some(format!("H32.33.12-261008-{serial}")));
            assert_eq!(read(&format!("000.12.33.H32-261008-{serial}")), practice);
            assert_eq!(read(&format!("12.33.H32-261008-{serial}")), practice);
        }
        assert_ne!(read("H32.33.12-261008-0001"), read("H32.33.12-261008-000001"), "two portals count for themselves");
    }

    #[test]
    fn spaces_and_dashes_of_word_processors_make_no_other_dossier() {
        for text in [
            "h32.33.12 - 261008 - 090001",
            "H32.33.12–261008—090001",
            "\u{a0}H32.33.12\u{2011}261008\u{2212}090001\u{200b}",
            "000.12.33.\u{ad}H32‐261008‐090001",
        ] {
            assert_eq!(read(text).as_deref(), Some("H32.33.12-261008-090001"), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_not_guessed_at() {
        let bad = [
            "",
            "H32",
            "H32-240530-0007",
            "H32.15-240530",
            "H32.15-240530-0007-1",
            "H32.15-241330-0007",
            "H32.15-240230-0007",
            "H32.15-2405-0007",
            "H32.15-240530-007",
            "H32.15-240530-00071234",
            "H32.15-2405300007",
            "H32.15-240530-00A7",
            "H32..15-240530-0007",
            "15.16-240530-0007",
            "H32.15-+40530-0007",
            "Hồ sơ.15-240530-0007",
        ];
        for text in bad {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_site_may_have_a_pattern_of_its_own() {
        let own = DossierPattern::own("HS[0-9]{6}").unwrap();
        assert!(own.read("hs123456").is_some() && own.read("HS1234567").is_none());
        assert!(DossierPattern::own("[").is_err());
    }
}
