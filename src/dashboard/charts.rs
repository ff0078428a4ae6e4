//! Figures of the domain as charts: their data with names and labels.

use crate::dashboard::{aim::Aim, filter::Filter, words};
use crate::domain::{
    figure::{Data, overview::Factors, places_of, trend::Months},
    month::Period,
};
use crate::ui::{
    chart::{
        dots::{Dot, Dots},
        line::Line,
    },
    format,
};

/// Factors in the order of the form, with last year and the national figure of the same factor.
pub(super) fn factors(factors: &Factors, data: &Data, filter: &Filter, before: Period, aim: Option<Aim>) -> Dots {
    let lang = filter.lang;
    let rows = data.survey.factors.iter().zip(&factors.rows).map(|(factor, row)| Dot {
        key: factor.key.clone(),
        label: factor.title.get(lang).to_owned(),
        now: row.now,
        before: row.before,
        reference: row.reference,
    });
    Dots {
        rows: rows.collect(),
        places: places_of(factors.rows.iter().map(|row| (row.now, aim.map(Aim::threshold)))),
        target: target(filter, aim),
        head: words::factor(lang).to_owned(),
        now: format::sentence(&format::period(filter.question.period, lang)),
        before: format::sentence(&format::period(before, lang)),
        reference: format::sentence(&words::national_sipas(lang, factors.reference_year.unwrap_or_default())),
    }
}

pub(super) fn line(months: &Months, filter: &Filter, aim: Option<Aim>) -> Line {
    Line {
        partial: months.partial,
        months: months.months.clone(),
        places: places_of(months.months.iter().map(|(_, shown)| (*shown, aim.map(Aim::threshold)))),
        target: target(filter, aim),
        name: filter.measure().to_owned(),
    }
}

fn target(filter: &Filter, aim: Option<Aim>) -> Option<(i64, String)> {
    aim.map(|aim| (i64::from(aim.hundredths), aim.label(filter.lang)))
}
