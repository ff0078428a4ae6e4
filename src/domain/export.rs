//! Released responses and their codebook as tables.

use crate::domain::{
    dialect::{Cell, Dialect},
    flags::Rule,
    month::Month,
    survey::{Choice, Lang, Question, Survey},
};

/// A response on its way out; every text is a key of ours or a rule's name, safe in any CSV without quotes.
#[derive(Clone, Copy, Debug)]
pub struct ResponseRecord<'r> {
    /// 32 hex digits.
    pub id: &'r str,
    pub unit: &'r str,
    pub month: Month,
    pub stratum: &'r str,
    pub kind: &'r str,
    pub lang: &'r str,
    /// Packed as `domain::answers` does.
    pub answers: &'r str,
    pub flags: &'r str,
}

/// Writes responses of one version in one dialect: one row each, one column per closed question.
#[derive(Debug)]
pub struct ResponseTable<'s> {
    survey: &'s Survey,
    dialect: Dialect,
    separator: u8,
    end: &'static [u8],
    /// Per question with choices, facts first: the keys of its choices.
    choices: Vec<Vec<&'s [u8]>>,
}

const CHOICE_CODES: &[u8; 20] = b"123456789ABCDEFGHIJK";
const FIXED: [(&str, &str, &str); 7] = [
    ("id", "Mã phiếu ngẫu nhiên", "Random id of the response"),
    ("survey", "Mẫu khảo sát", "Questionnaire version"),
    ("unit", "Mã cơ quan, đơn vị", "Organisation"),
    ("month", "Tháng", "Month"),
    ("stratum", "Kênh", "Stratum"),
    ("kind", "Đối tượng", "Kind of respondent"),
    ("language", "Ngôn ngữ", "Language"),
];
const LAST: [(&str, &str, &str); 2] =
    [("expectations", "Mong đợi", "Expectations"), ("flags", "Dấu hiệu bất thường", "Flags")];

impl<'s> ResponseTable<'s> {
    #[must_use]
    pub fn new(survey: &'s Survey, dialect: Dialect) -> Self {
        let keys = |question: &'s Question| question.choices.iter().map(|choice| choice.key.as_bytes()).collect();
        let (separator, end): (u8, &[u8]) = match dialect {
            Dialect::Machine => (b',', b"\n"),
            Dialect::ExcelVi => (b';', b"\r\n"),
        };
        Self { survey, dialect, separator, end, choices: survey.facts.iter().chain(&survey.about).map(keys).collect() }
    }

    /// Appends what stands before the first response: byte order mark and names of columns.
    pub fn head(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.dialect.preamble());
        let names: Vec<String> = columns(self.survey)
            .into_iter()
            .map(|column| if self.dialect == Dialect::ExcelVi { column.vi } else { column.key })
            .collect();
        self.dialect.records(out).write(names.iter().map(|name| Cell::Text(name)));
    }

    /// Appends one response.
    pub fn record(&self, out: &mut Vec<u8>, response: &ResponseRecord) {
        let mut field = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            out.push(self.separator);
        };
        field(response.id.as_bytes());
        field(self.survey.key.as_bytes());
        field(response.unit.as_bytes());
        field(response.month.to_string().as_bytes());
        for text in [response.stratum, response.kind, response.lang] {
            field(text.as_bytes());
        }
        let packed = response.answers.as_bytes();
        let (items, rest) = packed.split_at(self.survey.items.len().min(packed.len()));
        for item in items {
            match item {
                b'n' => field(b"na"),
                b's' => field(b"skipped"),
                b'.' => field(b""),
                level => field(std::slice::from_ref(level)),
            }
        }
        let (chosen, expected) = rest.split_at(self.choices.len().min(rest.len()));
        for (choices, code) in self.choices.iter().zip(chosen) {
            match code {
                b's' => field(b"skipped"),
                code => {
                    let place = CHOICE_CODES.iter().position(|known| known == code);
                    field(place.and_then(|place| choices.get(place)).copied().unwrap_or_default());
                }
            }
        }
        let mut first = true;
        for (wish, _) in self.survey.expectations.iter().zip(expected).filter(|(_, code)| **code == b'1') {
            if !std::mem::take(&mut first) {
                out.push(b'|');
            }
            out.extend_from_slice(wish.key.as_bytes());
        }
        out.push(self.separator);
        self.flags(out, response.flags);
        out.extend_from_slice(self.end);
    }
}

impl ResponseTable<'_> {
    /// Signs by their keys for programs, by their names for people.
    fn flags(&self, out: &mut Vec<u8>, flags: &str) {
        if self.dialect == Dialect::Machine {
            return out.extend_from_slice(flags.as_bytes());
        }
        let names = flags.split('|').map(|key| Rule::from_key(key).map_or(key, |rule| rule.name(Lang::Vi)));
        out.extend_from_slice(names.collect::<Vec<_>>().join(" | ").as_bytes());
    }
}

/// What a column of the responses holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    pub key: String,
    pub vi: String,
    pub en: String,
    /// `identity`, `item`, `fact`, `about`, `expectations` or `flags`.
    pub role: &'static str,
    /// `value = label`, joined by ` | `.
    pub values_vi: String,
    pub values_en: String,
    /// What stands for a missing answer.
    pub missing: &'static str,
}

/// The columns of a version's responses, in their order.
#[must_use]
pub fn columns(survey: &Survey) -> Vec<ColumnMeaning> {
    let plain = |(key, vi, en): (&str, &str, &str), role| ColumnMeaning {
        key: key.to_owned(),
        vi: vi.to_owned(),
        en: en.to_owned(),
        role,
        values_vi: String::new(),
        values_en: String::new(),
        missing: "",
    };
    let levels =
        |lang| join(survey.levels.iter().map(|level| (level.value.to_string(), level.text.get(lang).to_owned())));
    let mut columns: Vec<ColumnMeaning> = FIXED.into_iter().map(|names| plain(names, "identity")).collect();
    columns.extend(survey.items.iter().map(|item| ColumnMeaning {
        key: item.key.clone(),
        vi: item.text.vi.clone(),
        en: item.text.en.clone(),
        role: "item",
        values_vi: levels(Lang::Vi),
        values_en: levels(Lang::En),
        missing: if item.na_label.is_some() { ITEM_MISSING } else { QUESTION_MISSING },
    }));
    columns.extend(survey.facts.iter().map(|question| asked(question, "fact")));
    columns.extend(survey.about.iter().map(|question| asked(question, "about")));
    let [expectations, flags] = LAST;
    columns.push(ColumnMeaning {
        values_vi: choices(&survey.expectations, Lang::Vi),
        values_en: choices(&survey.expectations, Lang::En),
        ..plain(expectations, "expectations")
    });
    let rules = |lang| join(Rule::ALL.map(|rule| (rule.key().to_owned(), rule.meaning(lang).to_owned())).into_iter());
    columns.push(ColumnMeaning { values_vi: rules(Lang::Vi), values_en: rules(Lang::En), ..plain(flags, "flags") });
    columns
}

const ITEM_MISSING: &str = "na = not applicable | skipped = skipped | (empty) = not reached";
const QUESTION_MISSING: &str = "skipped = skipped | (empty) = not reached";

fn asked(question: &Question, role: &'static str) -> ColumnMeaning {
    ColumnMeaning {
        key: question.key.clone(),
        vi: question.text.vi.clone(),
        en: question.text.en.clone(),
        role,
        values_vi: choices(&question.choices, Lang::Vi),
        values_en: choices(&question.choices, Lang::En),
        missing: QUESTION_MISSING,
    }
}

fn choices(choices: &[Choice], lang: Lang) -> String {
    join(choices.iter().map(|choice| (choice.key.clone(), choice.text.get(lang).to_owned())))
}

fn join(values: impl Iterator<Item = (String, String)>) -> String {
    values.map(|(value, label)| format!("{value} = {label}")).collect::<Vec<_>>().join(" | ")
}

/// The codebook of a version as CSV, whole.
#[must_use]
pub fn codebook(survey: &Survey, dialect: Dialect) -> Vec<u8> {
    const HEAD: [(&str, &str); 8] = [
        ("column", "Cột"),
        ("role", "Loại"),
        ("meaning_vi", "Ý nghĩa"),
        ("meaning_en", "Ý nghĩa (tiếng Anh)"),
        ("values_vi", "Giá trị"),
        ("values_en", "Giá trị (tiếng Anh)"),
        ("missing", "Mã thiếu"),
        ("version", "Mẫu khảo sát"),
    ];
    let mut out = dialect.preamble().to_vec();
    let mut records = dialect.records(&mut out);
    records.write(HEAD.map(|(key, vi)| Cell::Text(if dialect == Dialect::ExcelVi { vi } else { key })));
    for column in columns(survey) {
        records.write([
            Cell::Text(&column.key),
            Cell::Text(column.role),
            Cell::Text(&column.vi),
            Cell::Text(&column.en),
            Cell::Text(&column.values_vi),
            Cell::Text(&column.values_en),
            Cell::Text(column.missing),
            Cell::Text(&survey.key),
        ]);
    }
    drop(records);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_is_one_row_under_the_names_of_its_columns() {
        let survey = Survey::from_toml("s", include_str!("../../tests/surveys/short-2025.toml")).unwrap();
        let table = ResponseTable::new(&survey, Dialect::Machine);
        let packed: String =
            ["5", "n", "s", ".", "1"].into_iter().chain(["2"]).chain(["s"]).chain(["1", "1"]).collect();
        assert_eq!(packed.len(), survey.packed_len());
        let mut out = Vec::new();
        table.head(&mut out);
        let month = "2025-03".parse().unwrap();
        let record = ResponseRecord {
            id: "ab",
            unit: "KH",
            month,
            stratum: "kiosk",
            kind: "citizen",
            lang: "vi",
            answers: &packed,
            flags: "",
        };
        table.record(&mut out, &record);
        let mut csv = csv::Reader::from_reader(out.as_slice());
        let head: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
        let row: Vec<String> = csv.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head, columns(&survey).into_iter().map(|column| column.key).collect::<Vec<_>>());
        assert_eq!(row.len(), head.len());
        let value = |key: &str| row[head.iter().position(|name| name == key).unwrap()].as_str();
        assert_eq!(row[7..12], ["5", "na", "skipped", "", "1"]);
        assert_eq!(value(&survey.facts[0].key), survey.facts[0].choices[1].key);
        assert_eq!(value(&survey.about[0].key), "skipped");
        assert_eq!(value("expectations"), format!("{}|{}", survey.expectations[0].key, survey.expectations[1].key));
    }

    #[test]
    fn the_codebook_names_every_column() {
        let survey = Survey::from_toml("s", include_str!("../../surveys/one-stop-2024.toml")).unwrap();
        let book = String::from_utf8(codebook(&survey, Dialect::Machine)).unwrap();
        assert_eq!(book.lines().count(), columns(&survey).len() + 1);
        assert!(book.contains("5 = Rất hài lòng"));
        assert!(codebook(&survey, Dialect::ExcelVi).starts_with("\u{feff}Cột;".as_bytes()));
    }
}
