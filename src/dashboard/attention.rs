//! What deserves a look first: at most five sentences, made by rule and never by taste.

use crate::dashboard::{overview::Overview, ranking::LEAST_RANKED, words};
use crate::domain::{index::Verdict, survey::Lang};
use crate::ui::{chart::dots::Row, format};

const MOST: usize = 5;
/// Names said before "and n more".
const NAMES: usize = 3;

/// In this order: units with many flagged answers, units surely below target, the largest sure fall, factors below target, factors below
/// the national figure, too few responses, units without any.
#[must_use]
pub fn sentences(overview: &Overview) -> Vec<String> {
    let rules = [
        flagged_units,
        units_below,
        largest_fall,
        factor_below_target,
        factor_below_national,
        few_responses,
        no_responses,
    ];
    rules.into_iter().filter_map(|rule| rule(overview)).take(MOST).collect()
}

fn flagged_units(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let names: Vec<&str> = overview.flagged_units.iter().map(String::as_str).collect();
    (!names.is_empty()).then(|| words::flagged_units(lang, names.len(), named(&names, lang)))
}

fn units_below(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let missed = overview.units.iter().filter(|row| row.verdict == Some(Verdict::NotMet));
    let names: Vec<&str> = missed.map(|row| row.name.as_str()).collect();
    (!names.is_empty()).then(|| words::units_below(lang, names.len(), named(&names, lang)))
}

/// A fall is sure where the intervals of the two years do not meet.
fn largest_fall(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let fell = overview.units.iter().filter(|row| !row.collects).filter_map(|row| {
        let (now, before) = (row.now.point()?, row.before.point()?);
        (now.high < before.low).then_some((row.change()?, row))
    });
    let (change, row) = fell.min_by_key(|(change, _)| *change)?;
    let before = format::period(overview.before_period, lang);
    Some(words::largest_fall(lang, &row.name, format::index(-change, lang), before))
}

fn factor_below_target(overview: &Overview) -> Option<String> {
    let (lang, aim) = (overview.filter.lang, overview.aim?);
    let rows = overview.factors.as_ref()?.rows.iter();
    let (lowest, index) = rows.filter_map(|row| Some((row, row.now.point()?.index))).min_by_key(|it| it.1)?;
    let short = i64::from(aim.hundredths) - index;
    (short > 0).then(|| {
        let [index, short] = [index, short].map(|value| format::index(value, lang));
        words::factor_below_target(lang, &lowest.label, index, short, aim.words(lang))
    })
}

fn factor_below_national(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let below = |row: &&Row| row.now.point().zip(row.reference).is_some_and(|(point, national)| point.index < national);
    let factors = overview.factors.as_ref()?;
    let names: Vec<&str> = factors.rows.iter().filter(below).map(|row| row.label.as_str()).collect();
    (!names.is_empty()).then(|| words::factors_below_national(lang, named(&names, lang), &factors.reference))
}

fn few_responses(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let few = overview
        .units
        .iter()
        .filter(|row| !row.collects && row.now.point().is_some_and(|point| point.responses < LEAST_RANKED));
    let names: Vec<&str> = few.map(|row| row.name.as_str()).collect();
    (!names.is_empty()).then(|| words::few_responses(lang, names.len(), LEAST_RANKED, named(&names, lang)))
}

fn no_responses(overview: &Overview) -> Option<String> {
    let lang = overview.filter.lang;
    let none = overview.units.iter().filter(|row| !row.collects && row.now == crate::ui::chart::dots::Shown::NoData);
    let names: Vec<&str> = none.map(|row| row.name.as_str()).collect();
    (!names.is_empty()).then(|| words::no_responses(lang, names.len(), named(&names, lang)))
}

fn named(names: &[&str], lang: Lang) -> String {
    let some = names[..names.len().min(NAMES)].join("; ");
    match names.len().saturating_sub(NAMES) {
        0 => some,
        more => words::and_more(lang, some, more),
    }
}
