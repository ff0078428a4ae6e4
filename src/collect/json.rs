//! A submission in JSON, read into a [`Draft`]: on the open routes, and out of what a kiosk has sealed.

use crate::domain::submission::{Draft, DraftSource, FieldError, Given, Problem as Mistake};
use serde_json::{Map, Value};

/// A draft, and what has to be looked up before it can be checked.
#[derive(Default)]
pub(super) struct JsonDraft {
    pub survey: Option<String>,
    pub receipt: Option<String>,
    pub draft: Draft,
}

/// Reads the JSON of a submission; what has the wrong type or an unknown name is a mistake of its own.
pub(super) fn draft_of(value: Value) -> (JsonDraft, Vec<FieldError>) {
    let mut reading = Reading(Vec::new());
    let mut json = JsonDraft::default();
    let Value::Object(fields) = value else {
        reading.wrong("");
        return (json, reading.0);
    };
    for (name, value) in fields {
        match name.as_str() {
            "id" => json.draft.id = reading.text("id", value),
            "survey" => json.survey = reading.text("survey", value),
            "source" => reading.source(value, &mut json),
            "respondent" => reading.respondent(value, &mut json.draft),
            "answers" => json.draft.answers = reading.answers(value),
            "expectations" => json.draft.expectations = reading.texts("expectations", value),
            "comment" => json.draft.comment = reading.text("comment", value),
            "language" => json.draft.language = reading.text("language", value),
            "seconds" => json.draft.seconds = reading.number("seconds", &value),
            _ => reading.unknown(&name),
        }
    }
    (json, reading.0)
}

struct Reading(Vec<FieldError>);

impl Reading {
    fn wrong(&mut self, field: &str) {
        self.0.push(FieldError { field: field.to_owned(), problem: Mistake::WrongType });
    }

    fn unknown(&mut self, field: &str) {
        self.0.push(FieldError { field: field.to_owned(), problem: Mistake::UnknownKey });
    }

    fn text(&mut self, field: &str, value: Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text),
            Value::Null => None,
            _ => {
                self.wrong(field);
                None
            }
        }
    }

    fn number(&mut self, field: &str, value: &Value) -> Option<i64> {
        if !value.is_null() && value.as_i64().is_none() {
            self.wrong(field);
        }
        value.as_i64()
    }

    fn texts(&mut self, field: &str, value: Value) -> Vec<String> {
        match value {
            Value::Array(list) => list
                .into_iter()
                .enumerate()
                .filter_map(|(n, value)| self.text(&format!("{field}[{n}]"), value))
                .collect(),
            Value::Null => Vec::new(),
            _ => {
                self.wrong(field);
                Vec::new()
            }
        }
    }

    fn object(&mut self, field: &str, value: Value) -> Map<String, Value> {
        match value {
            Value::Object(fields) => fields,
            Value::Null => Map::new(),
            _ => {
                self.wrong(field);
                Map::new()
            }
        }
    }

    fn source(&mut self, value: Value, json: &mut JsonDraft) {
        let mut source = DraftSource::default();
        for (name, value) in self.object("source", value) {
            let field = format!("source.{name}");
            match name.as_str() {
                "desk" => source.desk = self.text(&field, value),
                "unit" => source.unit = self.text(&field, value),
                "screen" => source.screen = self.text(&field, value),
                "receipt" => json.receipt = self.text(&field, value),
                _ => self.unknown(&field),
            }
        }
        json.draft.source = source;
    }

    fn respondent(&mut self, value: Value, draft: &mut Draft) {
        for (name, value) in self.object("respondent", value) {
            if name == "kind" {
                draft.kind = self.text("respondent.kind", value);
            } else if !value.is_null() {
                draft.about.push((name, given(value)));
            }
        }
    }

    fn answers(&mut self, value: Value) -> Vec<(String, Given)> {
        self.object("answers", value)
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, given(value)))
            .collect()
    }
}

fn given(value: Value) -> Given {
    match value {
        Value::String(word) => Given::Word(word),
        Value::Number(number) => number.as_i64().map_or(Given::Other, Given::Level),
        _ => Given::Other,
    }
}
