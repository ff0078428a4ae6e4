//! The posts of a browser without JavaScript, read into a [`Draft`], and the way from page to page.
//!
//! The names of the fields are the keys of the answers; every page carries the earlier answers as
//! hidden fields ([`carried`]), so the server keeps nothing between pages. [`step`] decides what
//! comes after a page; nothing is judged here that [`crate::domain::submission::Submission::parse`]
//! judges.

mod flow;

pub use flow::{FormPage, Go, Step, Turn, asks_unit, carried, keys_on, missing, page_of, pages, step, turn_of};

use crate::domain::{
    submission::{Draft, Given},
    survey::{Slot, Survey},
};

/// Most fields of one posted form; more is no form of ours.
pub const FIELD_LIMIT: usize = 500;

/// A form with more than [`FIELD_LIMIT`] fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a form has at most {FIELD_LIMIT} fields, not {0}")]
pub struct TooManyFields(pub usize);

/// Reads posted fields, in their order.
///
/// A doubled or unknown key is kept, so that parsing reports it. Of the fields that a draft holds
/// once (id, kind, comment …) the last counts; an empty one counts as not given. `page` and `go`
/// belong to [`turn_of`] and `survey` to the code that looks the survey up.
///
/// # Errors
/// [`TooManyFields`].
pub fn draft_of(pairs: &[(String, String)], survey: &Survey) -> Result<Draft, TooManyFields> {
    if pairs.len() > FIELD_LIMIT {
        return Err(TooManyFields(pairs.len()));
    }
    let mut draft = Draft::default();
    for (name, value) in pairs {
        let given = || (!value.is_empty()).then(|| value.clone());
        match name.as_str() {
            "id" => draft.id = given(),
            "desk" => draft.source.desk = given(),
            "unit" => draft.source.unit = given(),
            "screen" => draft.source.screen = given(),
            "kind" => draft.kind = given(),
            "language" => draft.language = given(),
            "comment" => draft.comment = given(),
            // A text that is no number is reported as out of range.
            "seconds" => draft.seconds = given().map(|text| text.parse().unwrap_or(-1)),
            "expectations" => draft.expectations.extend(given()),
            "page" | "go" | "survey" => {}
            _ => answer(&mut draft, survey, name, value),
        }
    }
    Ok(draft)
}

fn answer(draft: &mut Draft, survey: &Survey, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let word = || Given::Word(value.to_owned());
    match survey.slot(name) {
        Some(Slot::About(_)) => draft.about.push((name.to_owned(), word())),
        Some(Slot::Item(_)) if value.bytes().all(|b| b.is_ascii_digit()) => {
            let level = value.parse().map_or(Given::Other, Given::Level);
            draft.answers.push((name.to_owned(), level));
        }
        _ => draft.answers.push((name.to_owned(), word())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn names_are_keys_and_digits_are_levels_of_items_only() {
        let draft = draft_of(
            &pairs(&[
                ("id", "6f1c"),
                ("kind", "citizen"),
                ("unit", ""),
                ("access.seats", "5"),
                ("procedure.fees", "na"),
                ("fact.trips", "2"),
                ("age", "25-34"),
                ("expectations", "officer.skill"),
                ("expectations", "transparency"),
                ("comment", "Tốt"),
                ("seconds", "x"),
                ("page", "3"),
                ("go", "next"),
            ]),
            &survey(),
        )
        .unwrap();
        let word = |text: &str| Given::Word(text.to_owned());
        assert_eq!(
            draft.answers,
            [
                ("access.seats".to_owned(), Given::Level(5)),
                ("procedure.fees".to_owned(), word("na")),
                ("fact.trips".to_owned(), word("2")),
            ]
        );
        assert_eq!(draft.about, [("age".to_owned(), word("25-34"))]);
        assert_eq!(draft.expectations, ["officer.skill", "transparency"]);
        assert_eq!((draft.source.unit, draft.seconds), (None, Some(-1)));
    }

    #[test]
    fn doubled_and_unknown_keys_are_kept_for_parsing_and_floods_are_refused() {
        let survey = survey();
        let odd = pairs(&[
            ("access.seats", "5"),
            ("access.seats", "1"),
            ("nothing", "x"),
            ("access.easy", "9".repeat(30).as_str()),
        ]);
        let draft = draft_of(&odd, &survey).unwrap();
        assert_eq!(draft.answers.len(), 4);
        assert_eq!(draft.answers[3].1, Given::Other);
        let flood = vec![("x".to_owned(), "y".to_owned()); FIELD_LIMIT + 1];
        assert_eq!(draft_of(&flood, &survey), Err(TooManyFields(501)));
    }
}
