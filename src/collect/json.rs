//! A submission in JSON, read into a [`Draft`]: on the open routes, and out of what a kiosk has sealed.

use crate::domain::submission::{Draft, DraftSource, FieldError, FieldProblem, Given};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, collections::HashSet, fmt};

/// JSON as it stands: names and texts out of the body itself, fields in their order, a name that stands twice as two
/// fields. The tree of maps that `serde_json::Value` makes costs a tenth of all that a submission costs.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Json<'j> {
    #[default]
    Null,
    Whole(i64),
    Text(Cow<'j, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'j, str>, Self)>),
    /// Truth values, fractions, numbers beyond 64 bits.
    Other,
}

impl<'j> Deserialize<'j> for Json<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsItStands)
    }
}

struct AsItStands;

impl<'j> Visitor<'j> for AsItStands {
    type Value = Json<'j>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'j>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json<'j>, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'j>, E> {
        Ok(Json::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'j>, E> {
        Ok(i64::try_from(number).map_or(Json::Other, Json::Whole))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'j>, E> {
        Ok(Json::Other)
    }

    fn visit_borrowed_str<E>(self, text: &'j str) -> Result<Json<'j>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'j>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut all: A) -> Result<Json<'j>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = all.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'j>>(self, mut all: A) -> Result<Json<'j>, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = all.next_key()? {
            let Json::Text(name) = name else { return Err(de::Error::custom("a name is a text")) };
            fields.push((name, all.next_value()?));
        }
        Ok(Json::Object(fields))
    }
}

/// A draft, and what has to be looked up before it can be checked.
#[derive(Default)]
pub(super) struct JsonDraft {
    pub survey: Option<String>,
    pub receipt: Option<String>,
    pub draft: Draft,
}

/// Reads the JSON of a submission. A member with the wrong type, with an unknown name or that stands twice is a mistake of its own: of
/// two readers one takes the first and another the last.
pub(super) fn draft_of(json: Json<'_>) -> (JsonDraft, Vec<FieldError>) {
    let mut reading = JsonReader(Vec::new());
    let mut read = JsonDraft::default();
    let Json::Object(fields) = json else {
        reading.wrong("");
        return (read, reading.0);
    };
    reading.once("", &fields);
    for (name, value) in fields {
        match &*name {
            "id" => read.draft.id = reading.text("id", value),
            "survey" => read.survey = reading.text("survey", value),
            "source" => reading.source(value, &mut read),
            "respondent" => reading.respondent(value, &mut read.draft),
            "answers" => read.draft.answers = reading.answers(value),
            "expectations" => read.draft.expectations = reading.texts("expectations", value),
            "comment" => read.draft.comment = reading.text("comment", value),
            "language" => read.draft.language = reading.text("language", value),
            "seconds" => read.draft.seconds = reading.number("seconds", &value),
            _ => reading.unknown(&name),
        }
    }
    (read, reading.0)
}

struct JsonReader(Vec<FieldError>);

impl JsonReader {
    fn wrong(&mut self, field: &str) {
        self.0.push(FieldError { field: field.to_owned(), problem: FieldProblem::WrongType });
    }

    fn unknown(&mut self, field: &str) {
        self.0.push(FieldError { field: field.to_owned(), problem: FieldProblem::UnknownKey });
    }

    /// Each member that stands again is a mistake; `within` is the object's path with a point, or nothing.
    fn once(&mut self, within: &str, fields: &[(Cow<'_, str>, Json<'_>)]) {
        let mut seen = HashSet::with_capacity(fields.len());
        for (name, _) in fields {
            if !seen.insert(&**name) {
                self.0.push(FieldError { field: format!("{within}{name}"), problem: FieldProblem::Twice });
            }
        }
    }

    fn text(&mut self, field: &str, value: Json<'_>) -> Option<String> {
        match value {
            Json::Text(text) => Some(text.into_owned()),
            Json::Null => None,
            _ => {
                self.wrong(field);
                None
            }
        }
    }

    fn number(&mut self, field: &str, value: &Json<'_>) -> Option<i64> {
        match value {
            Json::Whole(number) => Some(*number),
            Json::Null => None,
            _ => {
                self.wrong(field);
                None
            }
        }
    }

    fn texts(&mut self, field: &str, value: Json<'_>) -> Vec<String> {
        match value {
            Json::List(list) => list
                .into_iter()
                .enumerate()
                .filter_map(|(n, value)| self.text(&format!("{field}[{n}]"), value))
                .collect(),
            Json::Null => Vec::new(),
            _ => {
                self.wrong(field);
                Vec::new()
            }
        }
    }

    fn object<'j>(&mut self, field: &str, value: Json<'j>) -> Vec<(Cow<'j, str>, Json<'j>)> {
        match value {
            Json::Object(fields) => fields,
            Json::Null => Vec::new(),
            _ => {
                self.wrong(field);
                Vec::new()
            }
        }
    }

    fn source(&mut self, value: Json<'_>, read: &mut JsonDraft) {
        let mut source = DraftSource::default();
        let fields = self.object("source", value);
        self.once("source.", &fields);
        for (name, value) in fields {
            match &*name {
                "desk" => source.desk = self.text("source.desk", value),
                "unit" => source.unit = self.text("source.unit", value),
                "screen" => source.screen = self.text("source.screen", value),
                "receipt" => read.receipt = self.text("source.receipt", value),
                _ => self.unknown(&format!("source.{name}")),
            }
        }
        read.draft.source = source;
    }

    fn respondent(&mut self, value: Json<'_>, draft: &mut Draft) {
        let fields = self.object("respondent", value);
        self.once("respondent.", &fields);
        for (name, value) in fields {
            if name == "kind" {
                draft.kind = self.text("respondent.kind", value);
            } else if value != Json::Null {
                draft.about.push((name.into_owned(), given(value)));
            }
        }
    }

    fn answers(&mut self, value: Json<'_>) -> Vec<(String, Given)> {
        let answered = self.object("answers", value).into_iter().filter(|(_, value)| *value != Json::Null);
        answered.map(|(key, value)| (key.into_owned(), given(value))).collect()
    }
}

fn given(value: Json<'_>) -> Given {
    match value {
        Json::Text(word) => Given::Word(word.into_owned()),
        Json::Whole(number) => Given::Level(number),
        _ => Given::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_submission_is_said_by_field() {
        let read = |text: &str| draft_of(serde_json::from_str(text).unwrap()).1;
        let wrong = |field: &str| FieldError { field: field.to_owned(), problem: FieldProblem::WrongType };
        assert_eq!(read("[1]"), [wrong("")]);
        assert_eq!(read(r#"{"id": 1, "seconds": 1.5, "answers": [], "comment": true}"#).len(), 4);
        assert_eq!(read(r#"{"expectations": ["a", 2, null]}"#), [wrong("expectations[1]")]);
        assert_eq!(read(r#"{"seconds": 18446744073709551615}"#), [wrong("seconds")]);
        let unknown = |field: &str| FieldError { field: field.to_owned(), problem: FieldProblem::UnknownKey };
        assert_eq!(read(r#"{"x": 1, "source": {"y": 2}}"#), [unknown("x"), unknown("source.y")]);
    }

    #[test]
    fn a_member_that_stands_twice_is_said() {
        let read = |text: &str| draft_of(serde_json::from_str(text).unwrap()).1;
        let twice = |field: &str| FieldError { field: field.to_owned(), problem: FieldProblem::Twice };
        assert_eq!(read(r#"{"id": "a", "id": "a"}"#), [twice("id")]);
        assert_eq!(read(r#"{"source": {"desk": "A", "unit": "B", "desk": "C"}}"#), [twice("source.desk")]);
        assert_eq!(read(r#"{"source": {}, "source": {"desk": "A"}}"#), [twice("source")]);
        assert_eq!(read(r#"{"respondent": {"kind": "citizen", "kind": "organization"}}"#), [twice("respondent.kind")]);
        assert_eq!(read(r#"{"\u0069d": "a", "id": "b"}"#), [twice("id")], "written in another way");
        let about = r#"{"respondent": {"kind": "citizen", "gender": "female", "gender": "male"}}"#;
        assert_eq!(read(about), [twice("respondent.gender")]);
    }

    #[test]
    fn everything_is_read_as_it_stands() {
        let text =
            r#"{"answers": {"a": 5, "a": "na", "b": null, "c": 1.0}, "comment": "Rất \"tốt\"\n", "seconds": -1}"#;
        let (read, errors) = draft_of(serde_json::from_str(text).unwrap());
        assert!(errors.is_empty());
        let answers = [("a", Given::Level(5)), ("a", Given::Word("na".to_owned())), ("c", Given::Other)]
            .map(|(key, given)| (key.to_owned(), given));
        assert_eq!(read.draft.answers, answers, "said twice, and not by the last alone");
        assert_eq!((read.draft.comment.as_deref(), read.draft.seconds), (Some("Rất \"tốt\"\n"), Some(-1)));
        assert!(serde_json::from_str::<Json<'_>>(&"[".repeat(200)).is_err());
        assert!(serde_json::from_str::<Json<'_>>(r#"{"a": 1"#).is_err());
    }
}
