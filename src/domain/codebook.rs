//! The code book: the meaning of every column and code of the responses.

mod words;

use words::{FIXED, HEAD, LAST, MISSING, ROLES};

use crate::domain::{
    dialect::{Cell, Dialect},
    flags::Rule,
    language::Lang,
    survey::{Choice, Question, Survey},
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

/// The columns of a version's responses, in their order.
pub fn columns(survey: &Survey) -> Vec<ColumnMeaning> {
    let plain = |(key, vi, en): (&str, &str, &str), role| ColumnMeaning {
        key: key.to_owned(),
        vi: vi.to_owned(),
        en: en.to_owned(),
        role,
        values_vi: String::new(),
        values_en: String::new(),
        missing: ("", ""),
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

const ITEM_MISSING: Missing = MISSING[0];
const QUESTION_MISSING: Missing = MISSING[1];

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
pub fn codebook(survey: &Survey, dialect: Dialect) -> Vec<u8> {
    let mut out = dialect.preamble().to_vec();
    let mut records = dialect.records(&mut out);
    let said = |(key, vi): (&'static str, &'static str)| Cell::Text(if dialect == Dialect::ExcelVi { vi } else { key });
    records.write(HEAD.map(said));
    for column in columns(survey) {
        let role = ROLES.into_iter().find(|(key, _)| *key == column.role);
        records.write([
            Cell::Text(&column.key),
            said(role.unwrap_or((column.role, column.role))),
            Cell::Text(&column.vi),
            Cell::Text(&column.en),
            Cell::Text(&column.values_vi),
            Cell::Text(&column.values_en),
            said(column.missing),
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
    fn the_codebook_names_every_column() {
        let survey = Survey::from_toml("s", include_str!("../../surveys/one-stop-2024.toml")).unwrap();
        let book = String::from_utf8(codebook(&survey, Dialect::Machine)).unwrap();
        assert_eq!(book.lines().count(), columns(&survey).len() + 1);
        assert!(book.contains("5 = Rất hài lòng"));
        assert!(codebook(&survey, Dialect::ExcelVi).starts_with("\u{feff}Cột;".as_bytes()));
    }
}
