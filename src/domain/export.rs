//! Released responses as a table, without details of the person; [`codebook`](super::codebook) says what is in it.

mod words;

use words::{LANGUAGES, NO_LEVEL};

use crate::domain::{
    codebook::columns,
    dialect::{Cell, Dialect},
    figure::rows::Words,
    flags::Rule,
    language::Lang,
    submission::Stratum,
    survey::{Kind, Question, Survey},
    time_period::TimePeriod,
};

/// A response on its way out; every text is a key of ours, safe in any CSV without quotes.
#[derive(Clone, Copy, Debug)]
pub struct ResponseRecord<'r> {
    /// 32 hex digits.
    pub id: &'r str,
    pub unit: &'r str,
    pub period: TimePeriod,
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
    /// Words for people in place of keys, without separators or quotes.
    words: &'s Words,
    separator: u8,
    end: &'static [u8],
    na: &'static [u8],
    skipped: &'static [u8],
    /// Per fact, the keys of its choices.
    choices: Vec<Vec<&'s [u8]>>,
}

const CHOICE_CODES: &[u8; 20] = b"123456789ABCDEFGHIJK";

impl<'s> ResponseTable<'s> {
    pub fn new(survey: &'s Survey, dialect: Dialect, words: &'s Words) -> Self {
        let keys = |question: &'s Question| question.choices.iter().map(|choice| choice.key.as_bytes()).collect();
        let (separator, end): (u8, &[u8]) = match dialect {
            Dialect::Machine => (b',', b"\n"),
            Dialect::ExcelVi => (b';', b"\r\n"),
        };
        let [na, skipped] = NO_LEVEL.map(|(key, vi)| if dialect == Dialect::ExcelVi { vi } else { key }.as_bytes());
        let choices = survey.facts.iter().map(keys).collect();
        Self { survey, dialect, words, separator, end, na, skipped, choices }
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
        field(response.period.to_string().as_bytes());
        field(response.period.as_month().map(|month| month.to_string()).unwrap_or_default().as_bytes());
        for text in self.about(response) {
            field(text.as_bytes());
        }
        let packed = response.answers.as_bytes();
        let (items, rest) = packed.split_at(self.survey.items.len().min(packed.len()));
        for item in items {
            match item {
                b'n' => field(self.na),
                b's' => field(self.skipped),
                b'.' => field(b""),
                level => field(std::slice::from_ref(level)),
            }
        }
        for (choices, code) in self.choices.iter().zip(rest) {
            match code {
                b's' => field(self.skipped),
                code => {
                    let place = CHOICE_CODES.iter().position(|known| known == code);
                    field(place.and_then(|place| choices.get(place)).copied().unwrap_or_default());
                }
            }
        }
        if self.survey.about.is_empty() {
            let codes = rest.get(self.choices.len()..).unwrap_or_default();
            let wishes = self.survey.expectations.iter().zip(codes).filter(|(_, code)| **code == b'1');
            let keys: Vec<&str> = wishes.map(|(wish, _)| wish.key.as_str()).collect();
            out.extend_from_slice(keys.join("|").as_bytes());
            out.push(self.separator);
        }
        self.flags(out, response.flags);
        out.extend_from_slice(self.end);
    }
}

impl ResponseTable<'_> {
    /// Channel, kind of respondent and language: keys for programs, names for people.
    fn about<'t>(&self, response: &ResponseRecord<'t>) -> [&'t str; 3] {
        let keys = [response.stratum, response.kind, response.lang];
        if self.dialect == Dialect::Machine {
            return keys;
        }
        let language = LANGUAGES.into_iter().find(|(tag, _)| *tag == response.lang).map(|(_, name)| name);
        let names = [
            Stratum::from_key(response.stratum).map(self.words.stratum),
            Kind::from_key(response.kind).map(self.words.kind),
            language,
        ];
        std::array::from_fn(|place| names[place].unwrap_or(keys[place]))
    }

    /// Signs by their keys for programs, by their names for people.
    fn flags(&self, out: &mut Vec<u8>, flags: &str) {
        if self.dialect == Dialect::Machine {
            return out.extend_from_slice(flags.as_bytes());
        }
        let names = flags.split('|').map(|key| Rule::from_key(key).map_or(key, |rule| rule.name(Lang::Vi)));
        out.extend_from_slice(names.collect::<Vec<_>>().join(" | ").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words {
        verdict: |_| "",
        stratum: |_| "Máy đánh giá, kèm mã đánh giá",
        kind: |_| "Người dân",
        flagged: |_| "",
        yes_no: |_| "",
    };

    #[test]
    fn a_response_is_one_row_under_the_names_of_its_columns() {
        let survey = Survey::from_toml("s", include_str!("../../tests/surveys/short-2025.toml")).unwrap();
        let table = ResponseTable::new(&survey, Dialect::Machine, &WORDS);
        let packed: String =
            ["5", "n", "s", ".", "1"].into_iter().chain(["2"]).chain(["s"]).chain(["1", "1"]).collect();
        assert_eq!(packed.len(), survey.packed_len());
        let mut out = Vec::new();
        table.head(&mut out);
        let period = "2025-03".parse().unwrap();
        let record = ResponseRecord {
            id: "ab",
            unit: "KH",
            period,
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
        assert_eq!(row[8..13], ["5", "na", "skipped", "", "1"]);
        assert_eq!(value(&survey.facts[0].key), survey.facts[0].choices[1].key);
        let details = survey.about.iter().map(|question| question.key.as_str()).chain(["expectations"]);
        assert!(
            !details.into_iter().any(|key| head.iter().any(|name| name == key)),
            "no detail of the person: {head:?}"
        );

        let mut excel = Vec::new();
        ResponseTable::new(&survey, Dialect::ExcelVi, &WORDS).record(&mut excel, &record);
        let row = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(excel.as_slice());
        let row: Vec<String> = row.into_records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(row.len(), head.len());
        assert_eq!(row[5..8], ["Máy đánh giá, kèm mã đánh giá", "Người dân", "tiếng Việt"]);
        assert_eq!(row[8..13], ["5", "không áp dụng", "bỏ qua", "", "1"]);
    }
}
