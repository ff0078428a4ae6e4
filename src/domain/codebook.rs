//! The code book: the meaning of every column and code of the responses.

mod words;

use words::{FILES, FIXED, HEAD, LAST, MISSING, ROLES, alike, columns_apart, no_unit, own_id};

use crate::domain::{
    dialect::{Cell, Dialect},
    flags::Rule,
    language::Lang,
    survey::{Choice, Item, Question, Survey},
};

/// The meaning of a column of the responses.
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
    pub missing: Missing,
}

/// The sign of a missing answer, for programs and for people.
pub type Missing = (&'static str, &'static str);

/// The columns of a version's file by unit, in their order. The person's details are in [`people`](crate::domain::people): beside
/// unit and month they would name people.
pub fn columns(survey: &Survey) -> Vec<ColumnMeaning> {
    let mut columns: Vec<ColumnMeaning> = FIXED.into_iter().map(|names| plain(names, "identity")).collect();
    columns.extend(survey.items.iter().map(|item| rated(survey, item)));
    columns.extend(survey.facts.iter().map(|question| asked(question, "fact")));
    let rules = |lang| join(Rule::ALL.map(|rule| (rule.key().to_owned(), rule.meaning(lang).to_owned())).into_iter());
    let [expectations, flags] = LAST;
    // A version that asks nothing about the person has no details that wishes could stand beside.
    columns.extend(survey.about.is_empty().then(|| wished(survey, expectations)));
    columns.push(ColumnMeaning { values_vi: rules(Lang::Vi), values_en: rules(Lang::En), ..plain(flags, "flags") });
    columns
}

/// A column without codes; its key and both names are given.
pub fn plain((key, vi, en): (&str, &str, &str), role: &'static str) -> ColumnMeaning {
    ColumnMeaning {
        key: key.to_owned(),
        vi: vi.to_owned(),
        en: en.to_owned(),
        role,
        values_vi: String::new(),
        values_en: String::new(),
        missing: ("", ""),
    }
}

/// The column of an item.
pub fn rated(survey: &Survey, item: &Item) -> ColumnMeaning {
    let levels =
        |lang| join(survey.levels.iter().map(|level| (level.value.to_string(), level.text.get(lang).to_owned())));
    ColumnMeaning {
        key: item.key.clone(),
        vi: item.text.vi.clone(),
        en: item.text.en.clone(),
        role: "item",
        values_vi: levels(Lang::Vi),
        values_en: levels(Lang::En),
        missing: if item.na_label.is_some() { ITEM_MISSING } else { QUESTION_MISSING },
    }
}

/// The column of expectations; its key and both names are given.
pub fn wished(survey: &Survey, names: (&str, &str, &str)) -> ColumnMeaning {
    ColumnMeaning {
        values_vi: choices(&survey.expectations, Lang::Vi),
        values_en: choices(&survey.expectations, Lang::En),
        ..plain(names, "expectations")
    }
}

const ITEM_MISSING: Missing = MISSING[0];
const QUESTION_MISSING: Missing = MISSING[1];
const DETAIL_MISSING: Missing = MISSING[2];

/// The column of a question with choices.
pub fn asked(question: &Question, role: &'static str) -> ColumnMeaning {
    ColumnMeaning {
        key: question.key.clone(),
        vi: question.text.vi.clone(),
        en: question.text.en.clone(),
        role,
        values_vi: choices(&question.choices, Lang::Vi),
        values_en: choices(&question.choices, Lang::En),
        missing: if role == "about" { DETAIL_MISSING } else { QUESTION_MISSING },
    }
}

fn choices(choices: &[Choice], lang: Lang) -> String {
    join(choices.iter().map(|choice| (choice.key.clone(), choice.text.get(lang).to_owned())))
}

fn join(values: impl Iterator<Item = (String, String)>) -> String {
    values.map(|(value, label)| format!("{value} = {label}")).collect::<Vec<_>>().join(" | ")
}

/// The codebook of a version as CSV, whole: the columns of the file by unit, then those of the file about people.
pub fn codebook(survey: &Survey, about_people: &[ColumnMeaning], dialect: Dialect) -> Vec<u8> {
    let mut out = dialect.preamble().to_vec();
    let mut records = dialect.records(&mut out);
    let said = |(key, vi): (&'static str, &'static str)| Cell::Text(if dialect == Dialect::ExcelVi { vi } else { key });
    records.write(HEAD.map(said));
    let by_unit = columns(survey);
    let [unit, people] = FILES;
    let columns = by_unit.iter().map(|column| (unit, column)).chain(about_people.iter().map(|column| (people, column)));
    for (file, column) in columns {
        let role = ROLES.into_iter().find(|(key, _)| *key == column.role);
        let (note_vi, note_en) = if file == people { note(column) } else { ("", "") };
        records.write([
            Cell::Text(&column.key),
            said(role.unwrap_or((column.role, column.role))),
            Cell::Text(&column.vi),
            Cell::Text(&column.en),
            Cell::Text(&column.values_vi),
            Cell::Text(&column.values_en),
            said(column.missing),
            Cell::Text(&survey.key),
            said(file),
            Cell::Text(note_vi),
            Cell::Text(note_en),
        ]);
    }
    drop(records);
    out
}

/// Why a column of the file about people stands there, and what its rows are; in both languages.
fn note(column: &ColumnMeaning) -> (&'static str, &'static str) {
    let note = match (column.role, column.key.as_str()) {
        ("item" | "expectations", _) => columns_apart,
        ("about", "block") => no_unit,
        ("about", _) => alike,
        (_, "id") => own_id,
        _ => return ("", ""),
    };
    (note(Lang::Vi), note(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebook_names_every_column() {
        let survey = Survey::from_toml("s", include_str!("../../surveys/one-stop-2024.toml")).unwrap();
        let people = [plain(("age", "Tuổi", "Age"), "about")];
        let book = String::from_utf8(codebook(&survey, &people, Dialect::Machine)).unwrap();
        assert_eq!(book.lines().count(), columns(&survey).len() + 2);
        assert!(book.contains("5 = Rất hài lòng"));
        assert!(book.lines().last().unwrap().starts_with("age,about,Tuổi,Age,") && book.contains(",people,Không có"));
        assert!(codebook(&survey, &people, Dialect::ExcelVi).starts_with("\u{feff}Cột;".as_bytes()));
    }
}
