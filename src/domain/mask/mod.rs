//! Identifiers that people write into a comment: numbers, addresses and names that tell who somebody is are masked before anybody
//! reads them.
//!
//! Blanks, dashes, digits and marks of all of Unicode are first folded to those of a keyboard, so a telephone number is found
//! however it is written. Sums of money, dates, hours and numbers of documents stay: they are what a comment is about.

mod names;
mod numbers;
mod patterns;

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The mark in place of a removed identifier.
pub const MASK: &str = "▒▒▒";

/// Replaces each identifier by [`MASK`].
pub fn mask_identifiers(text: &str) -> String {
    let folded = Folded::of(text);
    let read = folded.text.as_str();
    let mut found = patterns::identifiers(read);
    found.extend(numbers::identifying(read, &found));
    found.extend(names::named(read));
    found.sort_by_key(|range| range.start);
    let (mut masked, mut end) = (String::with_capacity(text.len()), 0);
    for range in found.into_iter().map(|range| folded.origin(&range)) {
        // One identifier inside or across another is one mark.
        if range.start >= end {
            masked.push_str(&text[end..range.start]);
            masked.push_str(MASK);
        }
        end = end.max(range.end);
    }
    masked + &text[end..]
}

/// A text with plain blanks, dashes and digits, that knows where it comes from.
struct Folded {
    text: String,
    /// The bytes of the original of each byte.
    origins: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        for (start, c) in text.char_indices() {
            let origin = start..start + c.len_utf8();
            let before = folded.text.len();
            for plain in std::iter::once(c).nfkc().filter_map(plain) {
                folded.text.push(plain);
                folded.origins.extend(std::iter::repeat_n(origin.clone(), plain.len_utf8()));
            }
            // An unseen mark goes with the letter before it.
            if let Some(last) = folded.origins.last_mut().filter(|_| folded.text.len() == before) {
                last.end = origin.end;
            }
        }
        folded
    }

    /// The bytes of the original of a part that is not empty.
    fn origin(&self, part: &Range<usize>) -> Range<usize> {
        self.origins[part.start].start..self.origins[part.end - 1].end
    }
}

/// Zeros of the decimal digits that compatibility folding keeps.
const ZEROS: [u32; 12] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0, 0x1810, 0xa900, 0x19d0, 0xaa50];

fn plain(c: char) -> Option<char> {
    let digit = |zero: &u32| char::from_digit(u32::from(c).checked_sub(*zero).filter(|value| *value < 10)?, 10);
    match c {
        '\n' => Some(c),
        '\u{2800}' | '\u{3164}' | '\u{115f}' | '\u{1160}' => Some(' '),
        c if c.is_whitespace() => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{30fc}' | '\u{2500}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
        c if is_combining_mark(c) => None,
        c if c.is_ascii() => Some(c),
        c => ZEROS.iter().find_map(digit).or(Some(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: &str = include_str!("samples.txt");

    #[test]
    fn identifiers_are_found_and_other_numbers_stay() {
        let (mut found, mut identifying, mut lost, mut harmless) = (0, 0, 0, 0);
        for sample in SAMPLES.lines().filter(|line| !line.starts_with('#')) {
            let plain = sample.replace("[[", "").replace("]]", "");
            let masked = mask_identifiers(&plain);
            if let Some((before, rest)) = sample.split_once("[[") {
                identifying += 1;
                // Of several in a line each must go.
                let mut expected = format!("{before}{MASK}");
                let mut rest = rest.split_once("]]").unwrap().1;
                while let Some((before, more)) = rest.split_once("[[") {
                    expected += &format!("{before}{MASK}");
                    rest = more.split_once("]]").unwrap().1;
                }
                expected += rest;
                found += usize::from(masked == expected);
                if masked != expected {
                    println!("{plain} → {masked}, not {expected}");
                }
            } else {
                harmless += 1;
                lost += usize::from(masked != plain);
                if masked != plain {
                    println!("{plain} → {masked}");
                }
            }
        }
        println!("found {found} of {identifying}; lost {lost} of {harmless}");
        assert!(identifying > 100 && harmless > 100);
        assert!(found * 100 >= identifying * 95, "{found} of {identifying} are found");
        assert!(lost * 100 <= harmless * 2, "{lost} of {harmless} are lost");
    }

    #[test]
    fn a_text_without_identifiers_stays_as_it_was_typed() {
        for text in ["", "Rất\u{a0}hài lòng – 95\u{202f}%", "gia đình \u{1f468}\u{200d}\u{1f469}", "e\u{301}p 2,5"]
        {
            assert_eq!(mask_identifiers(text), text);
        }
    }
}
