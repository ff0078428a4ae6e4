//! From TOML to a checked [`Survey`]: every mistake of the file at once.

use super::{
    model::{Choice, Factor, Item, Kind, Level, Mode, Question, Slot, Survey},
    read::{Check, LoadError},
};
use crate::domain::method::Method;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use toml::{Table, Value};

/// Reasons of a quick version: six and "something else".
const REASONS: usize = 7;

impl Survey {
    /// Reads and checks a questionnaire; `file` is only named in mistakes.
    ///
    /// # Errors
    /// [`LoadError`] with every mistake of the file.
    pub fn from_toml(file: &str, toml: &str) -> Result<Self, LoadError> {
        load(file, toml)
    }
}

fn load(file: &str, toml: &str) -> Result<Survey, LoadError> {
    let mut check = Check { file, mistakes: Vec::new() };
    let table = match toml.parse::<Table>() {
        Ok(table) => table,
        Err(error) => {
            check.say("(file)", format!("valid TOML: {}", error.to_string().trim().replace('\n', " ")));
            return Err(LoadError(check.mistakes));
        }
    };
    let survey = check.survey(&table, toml);
    match survey {
        Some(survey) if check.mistakes.is_empty() => Ok(survey),
        _ => Err(LoadError(check.mistakes)),
    }
}

/// The names that a file may have.
const NAMES: [&str; 17] = [
    "key",
    "mode",
    "title",
    "source",
    "wording_status",
    "method",
    "opens",
    "closes",
    "expectations_max",
    // Published files say it. Nobody reads it: the length of a version follows from its questions.
    "minutes",
    "stem",
    "scale",
    "factors",
    "items",
    "facts",
    "expectations",
    "about",
];

impl Check<'_> {
    fn survey(&mut self, root: &Table, toml: &str) -> Option<Survey> {
        self.only(root, "", &NAMES);
        let key = self.key(root, "");
        let mode = self.mode(root);
        let opens = self.date(root, "opens");
        let closes = root.contains_key("closes").then(|| self.date(root, "closes")).flatten();
        let most = self.number(root, "", "expectations_max", 1..=20);
        let method = self.method(root);
        let (levels, satisfied_from) = self.scale(root);
        let factors = self.factors(root);
        let items = self.items(root, &factors);
        let facts = self.questions(root, "facts");
        let about = self.questions(root, "about");
        let expectations = self.expectations(root);
        if mode == Mode::Quick {
            self.quick(&items, [("facts", facts.len()), ("about", about.len())], expectations.len());
        }
        let slots = self.slots(&items, &facts, &about, &expectations);
        let (title, stem) = (self.text(root, "", "title"), self.text(root, "", "stem"));
        let (source, wording_status) = (self.string(root, "", "source"), self.string(root, "", "wording_status"));
        Some(Survey {
            key,
            mode,
            title,
            stem,
            source,
            wording_status,
            method,
            opens: opens?,
            closes,
            levels,
            satisfied_from,
            factors: with_ranges(factors, &items),
            expectations_max: usize::try_from(most).unwrap_or(1),
            items,
            facts,
            expectations,
            about,
            toml: toml.to_owned(),
            digest: Sha256::digest(toml.as_bytes()).into(),
            slots,
        })
    }

    fn mode(&mut self, root: &Table) -> Mode {
        if !root.contains_key("mode") {
            return Mode::Full;
        }
        Mode::from_key(&self.string(root, "", "mode")).unwrap_or_else(|| {
            self.say("mode", "one of full, quick");
            Mode::Full
        })
    }

    /// Ten seconds' worth of questions: a face, and reasons on one screen.
    fn quick(&mut self, items: &[Item], none: [(&str, usize); 2], reasons: usize) {
        if items.len() != 1 || items.iter().any(|item| item.na_label.is_some()) {
            self.say("items", "one item with na = false, because mode = \"quick\"");
        }
        for (name, _) in none.into_iter().filter(|(_, count)| *count > 0) {
            self.say(name, "none, because mode = \"quick\"");
        }
        if !(1..=REASONS).contains(&reasons) {
            self.say("expectations", format!("1 to {REASONS}, because mode = \"quick\""));
        }
    }

    fn scale(&mut self, root: &Table) -> (Vec<Level>, u8) {
        let Some(scale) = self.table(root, "", "scale") else { return (Vec::new(), 0) };
        self.only(scale, "scale", &["satisfied_from", "levels"]);
        let mut levels = Vec::new();
        for (at, level) in self.tables(scale, "scale", "levels") {
            self.only(level, &at, &["value", "text"]);
            let value = u8::try_from(self.number(level, &at, "value", 1..=9)).unwrap_or(0);
            levels.push(Level { value, text: self.text(level, &at, "text") });
        }
        let mut values: Vec<u8> = levels.iter().map(|level| level.value).collect();
        values.sort_unstable();
        if values.len() < 2 || values.iter().zip(1..).any(|(value, want)| *value != want) {
            self.say("scale.levels", "2 to 9 levels whose values run 1, 2, 3 … without gap or double");
        }
        let satisfied_from = self.number(scale, "scale", "satisfied_from", 2..=values.len().max(2) as i64);
        (levels, u8::try_from(satisfied_from).unwrap_or(0))
    }

    fn factors(&mut self, root: &Table) -> Vec<Factor> {
        let mut factors: Vec<Factor> = Vec::new();
        for (at, table) in self.tables(root, "", "factors") {
            self.only(table, &at, &["key", "title", "short"]);
            let key = self.key(table, &at);
            if factors.iter().any(|factor| factor.key == key) {
                self.say(format!("{at}.key"), format!("a key of its own; `{key}` is taken"));
            }
            let (title, short) = (self.text(table, &at, "title"), self.text(table, &at, "short"));
            factors.push(Factor { key, title, short, items: 0..0 });
        }
        if factors.is_empty() {
            self.say("factors", "at least one factor");
        }
        factors
    }

    fn items(&mut self, root: &Table, factors: &[Factor]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for (at, table) in self.tables(root, "", "items") {
            self.only(table, &at, &["key", "factor", "text", "na", "na_label"]);
            let name = self.string(table, &at, "factor");
            let factor = factors.iter().position(|factor| factor.key == name);
            if factor.is_none() && !name.is_empty() {
                self.say(format!("{at}.factor"), format!("the key of a factor; there is no `{name}`"));
            }
            let factor = factor.unwrap_or(0);
            if items.last().is_some_and(|last| last.factor > factor) {
                self.say(format!("{at}.factor"), "items in the order of their factors");
            }
            let key = self.key(table, &at);
            let text = self.text(table, &at, "text");
            let na_label = match self.bool(table, &at, "na") {
                Some(true) => Some(self.text(table, &at, "na_label")),
                Some(false) if table.contains_key("na_label") => {
                    self.say(format!("{at}.na_label"), "no label, because na = false");
                    None
                }
                _ => None,
            };
            items.push(Item { key, factor, text, na_label });
        }
        for (place, factor) in factors.iter().enumerate() {
            if !items.iter().any(|item| item.factor == place) {
                self.say(format!("factors[{place}].key"), format!("at least one item of factor `{}`", factor.key));
            }
        }
        items
    }

    fn questions(&mut self, root: &Table, name: &str) -> Vec<Question> {
        let mut questions = Vec::new();
        for (at, table) in self.optional_tables(root, name) {
            self.only(table, &at, &["key", "ask", "text", "restricted", "choices"]);
            let ask = self.kinds(table, &at);
            let restricted = table.contains_key("restricted") && self.bool(table, &at, "restricted") == Some(true);
            let mut choices = Vec::new();
            for (at, choice) in self.tables(table, &at, "choices") {
                self.only(choice, &at, &["key", "text"]);
                let (key, text) = (self.choice_key(choice, &at), self.text(choice, &at, "text"));
                if choices.iter().any(|other: &Choice| other.key == key) {
                    self.say(format!("{at}.key"), format!("a key of its own; `{key}` is taken"));
                }
                choices.push(Choice { key, text });
            }
            if !(2..=20).contains(&choices.len()) {
                self.say(format!("{at}.choices"), "2 to 20 choices");
            }
            questions.push(Question {
                key: self.key(table, &at),
                ask,
                text: self.text(table, &at, "text"),
                restricted,
                choices,
            });
        }
        questions
    }

    fn expectations(&mut self, root: &Table) -> Vec<Choice> {
        let mut list = Vec::new();
        for (at, table) in self.optional_tables(root, "expectations") {
            self.only(table, &at, &["key", "text"]);
            list.push(Choice { key: self.key(table, &at), text: self.text(table, &at, "text") });
        }
        list
    }

    fn slots(
        &mut self,
        items: &[Item],
        facts: &[Question],
        about: &[Question],
        expectations: &[Choice],
    ) -> HashMap<String, Slot> {
        let named = items
            .iter()
            .enumerate()
            .map(|(n, item)| (&item.key, Slot::Item(n), format!("items[{n}].key")))
            .chain(facts.iter().enumerate().map(|(n, fact)| (&fact.key, Slot::Fact(n), format!("facts[{n}].key"))))
            .chain(about.iter().enumerate().map(|(n, ask)| (&ask.key, Slot::About(n), format!("about[{n}].key"))))
            .chain(
                expectations
                    .iter()
                    .enumerate()
                    .map(|(n, wish)| (&wish.key, Slot::Expectation(n), format!("expectations[{n}].key"))),
            );
        let mut slots = HashMap::new();
        for (key, slot, at) in named {
            if slots.insert(key.clone(), slot).is_some() {
                self.say(at, format!("a key of its own; `{key}` is taken"));
            }
        }
        slots
    }

    fn method(&mut self, root: &Table) -> Method {
        let name = self.string(root, "", "method");
        Method::from_key(&name).unwrap_or_else(|| {
            self.say("method", "one of top2, mean5, mean4");
            Method::Top2
        })
    }

    fn kinds(&mut self, table: &Table, at: &str) -> Vec<Kind> {
        let named: Option<Vec<Kind>> = table
            .get("ask")
            .and_then(Value::as_array)
            .and_then(|list| list.iter().map(|value| value.as_str().and_then(Kind::stated)).collect());
        match named {
            Some(kinds) if !kinds.is_empty() => kinds,
            _ => {
                self.say(format!("{at}.ask"), "a list of \"citizen\", \"organisation\" or both");
                Vec::new()
            }
        }
    }
}

fn with_ranges(mut factors: Vec<Factor>, items: &[Item]) -> Vec<Factor> {
    for (place, factor) in factors.iter_mut().enumerate() {
        let start = items.partition_point(|item| item.factor < place);
        let end = items.partition_point(|item| item.factor <= place);
        factor.items = start..end;
    }
    factors
}

#[cfg(test)]
mod tests;
