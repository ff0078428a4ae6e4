//! Numbers of people: of telephones, identity cards, accounts, taxes and insurances, however their digits are grouped.

use super::patterns::pattern;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// Fewer digits are no number of a person, unless the word before says so.
const DIGITS: usize = 9;
/// Fewest digits behind such a word.
const DIGITS_NAMED: usize = 6;
/// Most characters between two digits of one number.
const APART: usize = 3;

/// Money, dates, hours, spans of years, standards: none of their digits is part of a number of a person.
static HARMLESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?\s?(?:đ|đồng|vnđ|vnd|usd)(?:\b|$)",
        r"|\b\d+\s?(?:đ|đồng|vnđ|vnd|usd|k|triệu|tỷ)(?:\b|$)",
        r"|\b[1-9]\d{0,2}(?:\.\d{3})+\b",
        r"|\b[1-9]\d{0,2}(?:,\d{3})+\b",
        r"|\b(?:0?[1-9]|[12]\d|3[01])(?:/(?:0?[1-9]|1[0-2])/|-(?:0?[1-9]|1[0-2])-|\.(?:0?[1-9]|1[0-2])\.)(?:(?:19|20)\d{2}|\d{2})\b",
        r"|\b(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b",
        r"|\b(?:[01]?\d|2[0-4])[:.][0-5]\d\s?-\s?(?:[01]?\d|2[0-4])[:.][0-5]\d\b",
        r"|\b(?:[01]?\d|2[0-4]):[0-5]\d\b",
        r"|\b(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}\b",
        r"|\b(?:19|20)\d{2}(?:(?:\s?[-,]\s?|\s)(?:19|20)\d{2})+\b",
        r"|\biso\s?\d{4,5}(?::\d{4})?\b",
    ))
});

/// Words before a number of a person.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:sđt|sdt|đt|dt|điện thoại|phone|tel|zalo|viber|cmnd|cccd|căn cước|chứng minh|mst|mã số thuế|bhxh|bhyt|stk|tài khoản|hồ sơ)(?:\s+(?:bàn|số|của tôi|là))*\s*[:.]?\s*)$",
    )
});

/// A number with its separators, and its groups of digits.
struct Chain {
    range: Range<usize>,
    groups: Vec<Range<usize>>,
}

/// The numbers of people, without those that lie in `taken`.
pub(super) fn identifying(text: &str, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let harmless = HARMLESS.find_iter(text).map(|found| found.range()).filter(|range| !continues(text, range));
    let harmless: Vec<Range<usize>> = harmless.collect();
    let is_free = |part: &Range<usize>| !taken.iter().any(|range| overlap(range, part));
    let chains = chains(text, &harmless).into_iter().filter(|chain| is_free(&chain.range));
    let chains = chains.filter(|chain| identifies(text, chain));
    // A number that money or a date looks like, beside what it cannot be.
    let disguised = harmless.iter().filter(|range| is_free(range) && is_abroad(text, range)).cloned();
    chains.map(|chain| chain.range).chain(disguised).collect()
}

/// Groups of three like those of money, behind a group of digits that begins with 0 or a plus: the rest of a number of a telephone.
fn continues(text: &str, range: &Range<usize>) -> bool {
    let is_of_threes = text[range.clone()].chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let before = text[..range.start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let apart = text[before.len()..range.start].chars().count();
    let (head, group) = before.split_at(before.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    is_of_threes && apart <= APART && group.len() > 1 && (group.starts_with('0') || head.ends_with('+'))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Groups of digits that only blanks and marks keep apart.
fn chains(text: &str, harmless: &[Range<usize>]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for group in digits(text) {
        if harmless.iter().any(|range| overlap(range, &group)) {
            continue;
        }
        let joins = |chain: &&mut Chain| {
            let between = &text[chain.range.end..group.start];
            let crosses = harmless.iter().any(|range| overlap(range, &(chain.range.end..group.start)));
            !crosses && between.chars().count() <= APART && !between.chars().any(char::is_alphanumeric)
        };
        match chains.last_mut().filter(joins) {
            Some(chain) => {
                chain.range.end = group.end;
                chain.groups.push(group);
            }
            None => chains.push(Chain { range: opening(text, group.start)..group.end, groups: vec![group] }),
        }
    }
    chains
}

fn digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_start =
        |place: &usize| bytes[*place].is_ascii_digit() && (*place == 0 || !bytes[*place - 1].is_ascii_digit());
    (0..bytes.len()).filter(is_start).map(|start| {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        start..start + length
    })
}

/// The plus and the bracket before a number are part of it.
fn opening(text: &str, start: usize) -> usize {
    text[..start].trim_end_matches(['+', '(']).len()
}

fn identifies(text: &str, chain: &Chain) -> bool {
    let lengths: Vec<usize> = chain.groups.iter().map(Range::len).collect();
    let digits: usize = lengths.iter().sum();
    let is_named = digits >= DIGITS_NAMED && NAMED.is_match(&text[..chain.range.start]);
    is_named || (digits >= DIGITS && !is_list(text, chain))
}

/// Counters, rooms, marks: short numbers one after the other, with a comma or of one length.
fn is_list(text: &str, chain: &Chain) -> bool {
    let numbers: Vec<&str> = chain.groups.iter().map(|group| &text[group.clone()]).collect();
    let between = |pair: &[Range<usize>]| text[pair[0].end..pair[1].start].contains([',', ';']);
    let has_commas = chain.groups.windows(2).any(between);
    let rises = numbers.windows(2).all(|pair| pair[0].len() == pair[1].len() && pair[0] < pair[1]);
    let are_marks = numbers.iter().all(|number| number.len() == 1 && *number != "0");
    let is_short = numbers.iter().all(|number| number.len() <= 3);
    numbers.len() > 1 && is_short && (has_commas || are_marks || (rises && !numbers[0].starts_with('0')))
}

/// Grouped in threes like money, with the country before it.
fn is_abroad(text: &str, range: &Range<usize>) -> bool {
    let (number, before) = (&text[range.clone()], &text[..range.start]);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    digits >= DIGITS && number.chars().all(|c| !c.is_alphabetic()) && before.ends_with('+')
}
