//! Rows about people as CSV.

use super::{
    Details, Row,
    words::{HEADS, NO_ANSWER, province},
};
use crate::domain::{
    codebook::{self, ColumnMeaning},
    dialect::{Cell, Dialect},
    figure::rows::Words,
    language::Lang,
    survey::{Choice, Question, Survey},
};

const CHOICE_CODES: &[u8; 20] = b"123456789ABCDEFGHIJK";

/// The columns of the file about people, in their order.
pub fn columns(survey: &Survey) -> Vec<ColumnMeaning> {
    let [id, version, year, block, kind, expectations] = HEADS;
    let mut columns: Vec<ColumnMeaning> = [id, version, year].map(|it| codebook::plain(it, "identity")).into();
    columns.extend([block, kind].map(|it| codebook::plain(it, "about")));
    columns.extend(survey.about.iter().map(|question| codebook::asked(question, "about")));
    columns.extend(survey.items.iter().map(|item| codebook::rated(survey, item)));
    columns.push(codebook::wished(survey, expectations));
    columns
}

/// Writes rows of one version and year in one dialect.
#[derive(Debug)]
pub struct PeopleTable<'s> {
    survey: &'s Survey,
    year: i16,
    dialect: Dialect,
    /// Words for people in place of keys.
    words: &'s Words,
}

impl<'s> PeopleTable<'s> {
    pub fn new(survey: &'s Survey, year: i16, dialect: Dialect, words: &'s Words) -> Self {
        Self { survey, year, dialect, words }
    }

    /// Appends what stands before the first row: byte order mark and names of columns.
    pub fn head(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.dialect.preamble());
        let names: Vec<String> = columns(self.survey)
            .into_iter()
            .map(|column| if self.dialect == Dialect::ExcelVi { column.vi } else { column.key })
            .collect();
        self.dialect.records(out).write(names.iter().map(|name| Cell::Text(name)));
    }

    /// Appends the rows of one group.
    pub fn rows(&self, out: &mut Vec<u8>, details: &Details, rows: &[Row]) {
        let excel = self.dialect == Dialect::ExcelVi;
        let [withheld, skipped, na] = NO_ANSWER.map(|(key, vi)| if excel { vi } else { key });
        let block = details.block.as_deref().unwrap_or(if excel { province(Lang::Vi) } else { "" });
        let kind = details.kind.map_or(withheld, |kind| if excel { (self.words.kind)(kind) } else { kind.key() });
        let about = self.survey.about.iter().zip(&details.about);
        let about: Vec<&str> = about
            .map(|(question, code)| match code {
                None => withheld,
                Some(b's') => skipped,
                // A key such as 10-49 is a month of 1949 to a spreadsheet.
                Some(code) => chosen(question, *code).map_or("", |choice| match self.dialect {
                    Dialect::Machine => choice.key.as_str(),
                    Dialect::ExcelVi => choice.text.get(Lang::Vi),
                }),
            })
            .collect();
        let mut records = self.dialect.records(out);
        for row in rows {
            let id = format!("{:032x}", row.id);
            let wishes = self.survey.expectations.iter().zip(row.expectations.bytes());
            let wishes: Vec<&str> =
                wishes.filter(|(_, code)| *code == b'1').map(|(wish, _)| wish.key.as_str()).collect();
            let wishes = wishes.join("|");
            let items = row.items.iter().map(|code| match code {
                b'n' => Cell::Text(na),
                b's' => Cell::Text(skipped),
                b'.' => Cell::Empty,
                level => Cell::Integer(i64::from(level.saturating_sub(b'0'))),
            });
            let heads = [Cell::Text(&id), Cell::Text(&self.survey.key), Cell::Integer(self.year.into())];
            let person = [block, kind].into_iter().chain(about.iter().copied()).map(Cell::Text);
            records.write(heads.into_iter().chain(person).chain(items).chain([Cell::Text(&wishes)]));
        }
    }
}

fn chosen(question: &Question, code: u8) -> Option<&Choice> {
    question.choices.get(CHOICE_CODES.iter().position(|known| *known == code)?)
}
