//! Names of people behind a title or a word that announces them. Vietnamese writes each part of a name with a capital.

use super::patterns::pattern;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// Most parts of a name.
const PARTS: usize = 5;

static TITLES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:ông|bà|anh|chị|cô|chú|bác|cậu|thầy|em|dì|cháu|đồng chí|đ/c|cán bộ|công chức|viên chức|chuyên viên|nhân viên|trưởng phòng",
        r"|phó phòng|giám đốc|chủ tịch|bí thư|lãnh đạo|mr\.?|mrs\.?|ms\.?|tên)(?:\s+là)?\s*:?\s+",
    ))
});

/// Family names that a text in one case is searched for.
const FAMILIES: &str = "nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý, đinh, trương, \
    đoàn, mai, tô, hà, lưu, trịnh, đào, cao, lương, phùng, vương, tạ, châu, quách, thái, kiều, tống";

/// Middle names that make a name of small letters sure.
const MIDDLES: &str = "thị, văn, hữu, đức, ngọc, minh, quốc, thanh";

/// Given names in small letters that are no other word behind "anh" or "chị".
const GIVEN: &str = "lan, huệ, hằng, hương, thủy, thuỷ, thúy, thuý, dũng, hùng, cường, tuấn, nga, ngân, trang, linh, loan, phượng, \
    yến, oanh, nhung, hải, sơn, thảo, vân, hoa, quỳnh, khánh, phúc, lộc, huy, khoa, đạt, kiên, vinh, hưng, phương, thơm, trâm, diệp, \
    nguyệt, tuyết, hạnh, duyên, thắm, thoa, thịnh, tùng, quân, phước";

/// Words with a capital that follow a title and name nobody: bodies, places, beginnings of sentences.
const BODIES: &str = "một cửa, sở, phòng, ban, bộ, ủy ban, uỷ ban, ubnd, hđnd, trung tâm, tư pháp, công an, văn phòng, \
    địa chính, hộ tịch, tiếp nhận, tiếp dân, thanh tra, chi cục, chi nhánh, cục, tài chính, tài nguyên, \
    kế hoạch, kế toán, hành chính, quản lý, bảo hiểm, lao động, nông nghiệp, xây dựng, đăng ký, thuế, \
    y tế, giáo dục, hội đồng, chủ tịch, phó, bí thư, giám đốc, trưởng, cựu chiến binh, tổ, đội, hội, viện, rịa, triệu, chiểu, nà";

/// Common words that begin a sentence or a clause behind "anh" or "chị".
const OTHERS: &str = "rất, không, cảm, cám, đã, đang, có, chưa, cần, làm, đến, và, hay, chị, anh, em, ông, bà, cô, chú, ở, \
    tại, nên, mong, xin, của";

/// The names in a text.
pub(super) fn named(text: &str) -> Vec<Range<usize>> {
    let titles = TITLES.find_iter(text).filter(|title| !is_of_england(&text[..title.start()]));
    titles.filter_map(|title| name(text, title.end())).collect()
}

/// "Tiếng Anh", "người Anh", "nước Anh".
fn is_of_england(before: &str) -> bool {
    ["tiếng", "người", "nước", "vương quốc"].iter().any(|word| ends_with_word(before, word))
}

/// The name that begins at a place.
fn name(text: &str, start: usize) -> Option<Range<usize>> {
    let words = words(text, start);
    let plain: Vec<String> = words.iter().map(|word| text[word.clone()].to_lowercase()).collect();
    let begins =
        |phrase: &str| phrase.split(' ').zip(&plain).filter(|(a, b)| a == b).count() == phrase.split(' ').count();
    if plain.first().is_none_or(|first| is_in(OTHERS, first)) || BODIES.split(", ").any(begins) {
        return None;
    }
    let count = |is: fn(&str) -> bool| words.iter().take_while(|word| is(&text[(*word).clone()])).count();
    let is_family = is_in(FAMILIES, &plain[0]);
    let is_small = is_family && plain.get(1).is_some_and(|middle| is_in(MIDDLES, middle));
    let is_given =
        is_in(GIVEN, &plain[0]) && !["em", "bộ", "tên"].iter().any(|title| ends_with_word(&text[..start], title));
    let parts = match (count(is_capitalised), count(is_of_capitals)) {
        (0, 0) if is_given && !is_small => 1,
        (0, 0) if is_small => Ord::min(words.len(), 3),
        // In a text of capitals nobody sees where a name ends: three parts are one nearly always.
        (0, capitals) if is_family => Ord::min(capitals, 3),
        (parts, _) => parts,
    };
    words[..parts].last().map(|last| words[0].start..last.end)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.trim_end().to_lowercase().ends_with(word)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(", ").any(|other| other == word)
}

/// The words from a place on, as far as only blanks part them.
fn words(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut place = start;
    while words.len() < PARTS {
        let length: usize = text[place..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        if length == 0 {
            break;
        }
        words.push(place..place + length);
        place += length;
        if !text[place..].starts_with(' ') {
            break;
        }
        place += 1;
    }
    words
}

/// "Lan", and "Y" of a name in the highlands.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

fn is_of_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}
