//! What a reader asks for, as `?survey=&from=&to=&unit=&group_by=&stratum=&method=&dialect=`; the command
//! line asks through the same words.

use crate::{
    domain::{
        dialect::Dialect,
        index::Method,
        lattice::{GroupBy, Query},
        month::{Month, Period},
        submission::Stratum,
        survey::{Lang, Survey},
    },
    site::Site,
    web::{problem::FieldMessage, words},
};
use jiff::civil::Date;

/// A checked question.
#[derive(Clone, Debug)]
pub struct Asked<'s> {
    pub survey: &'s Survey,
    /// Code of the unit whose subtree is asked for.
    pub top: String,
    pub query: Query,
    pub dialect: Option<Dialect>,
}

impl Asked<'_> {
    /// What was asked for, as the log keeps it.
    #[must_use]
    pub fn describe(&self) -> String {
        let period = self.query.period;
        let by = self.query.group_by.map_or_else(String::new, |by| format!(" by {}", by.key()));
        format!("{} {} {}..{}{by}", self.survey.key, self.top, period.from, period.to)
    }
}

/// Reads a question; what is not given is the current version, the current year, everything in scope.
///
/// # Errors
/// Every parameter that cannot be read, by name. Unknown parameters are mistakes too.
pub fn read<'s>(
    pairs: &[(String, String)],
    site: &'s Site,
    scope: &str,
    today: Date,
    lang: Lang,
) -> Result<Asked<'s>, Vec<FieldMessage>> {
    let mut reading = Reading { errors: Vec::new(), lang };
    let get = |name: &str| {
        pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    };
    for (name, _) in pairs.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())) {
        reading.say(name, words::QueryMistake::Unknown);
    }
    let survey = match get("survey") {
        Some(key) => site.surveys.get(key),
        None => site.current_survey(today).or(site.latest_survey()),
    };
    if survey.is_none() {
        reading.say("survey", words::QueryMistake::NoSuchSurvey);
    }
    let from = reading.value("from", get("from"), words::QueryMistake::Month, |text| text.parse::<Month>().ok());
    let to = reading.value("to", get("to"), words::QueryMistake::Month, |text| text.parse::<Month>().ok());
    let from = from.unwrap_or_else(|| Month::january(to.map_or(today.year(), Month::year)));
    let to = to.unwrap_or_else(|| Month::december(from.year()));
    let period = Period::new(from, to).unwrap_or_else(|_| {
        reading.say("to", words::QueryMistake::Order);
        Period { from, to: from }
    });
    let top = get("unit").unwrap_or(scope);
    if !site.catalogue.is_within(top, scope) {
        reading.say("unit", words::QueryMistake::NoSuchUnit);
    }
    let method = reading.value("method", get("method"), words::QueryMistake::Method, Method::from_key);
    let group_by = reading.value("group_by", get("group_by"), words::QueryMistake::GroupBy, GroupBy::from_key);
    let stratum = reading.value("stratum", get("stratum"), words::QueryMistake::Stratum, Stratum::from_key);
    let dialect = reading.value("dialect", get("dialect"), words::QueryMistake::Dialect, Dialect::from_key);
    match survey {
        Some(survey) if reading.errors.is_empty() => {
            let query = Query { period, method: method.unwrap_or(survey.method), stratum, group_by };
            Ok(Asked { survey, top: top.to_owned(), query, dialect })
        }
        _ => Err(reading.errors),
    }
}

const KNOWN: [&str; 9] = ["survey", "from", "to", "unit", "group_by", "stratum", "method", "dialect", "lang"];

struct Reading {
    errors: Vec<FieldMessage>,
    lang: Lang,
}

impl Reading {
    fn say(&mut self, field: &str, mistake: words::QueryMistake) {
        self.errors
            .push(FieldMessage { field: field.to_owned(), message: words::query(mistake, self.lang).to_owned() });
    }

    fn value<T>(
        &mut self,
        field: &str,
        text: Option<&str>,
        mistake: words::QueryMistake,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = text?;
        let value = read(text);
        if value.is_none() {
            self.say(field, mistake);
        }
        value
    }
}
