//! Findings in words: a sentence each.

use crate::dashboard::{aim::Aim, filter::Filter, words};
use crate::domain::{
    figure::{
        Data,
        attention::{Attention, findings},
        overview::Overview,
        ranks::LEAST_RANKED,
    },
    language::Lang,
};
use crate::ui::format;

/// Names said before "and n more".
const NAMES: usize = 3;

pub(super) fn sentences(overview: &Overview, data: &Data, filter: &Filter) -> Vec<String> {
    findings(overview).iter().map(|finding| sentence(finding, overview, data, filter)).collect()
}

fn sentence(finding: &Attention, overview: &Overview, data: &Data, filter: &Filter) -> String {
    let lang = filter.lang;
    let units = |codes: &[String]| named(codes, |code| unit(data, code), lang);
    let aim = || overview.target.as_ref().map_or(String::new(), |target| Aim::of(target).words(lang));
    let factor = |place: usize| data.survey.factors.get(place).map_or("", |factor| factor.title.get(lang));
    match finding {
        Attention::FlaggedUnits(codes) => words::flagged_units(lang, codes.len(), units(codes)),
        Attention::UnitsBelowTarget(codes) => words::units_below(lang, codes.len(), units(codes)),
        Attention::UnitsFell(falls) => {
            let before = format::period(overview.before_period, lang);
            let fall =
                |(code, points): &(String, i64)| words::fall(lang, unit(data, code), format::index(*points, lang));
            words::units_fell(lang, falls.len(), named(falls, fall, lang), before)
        }
        Attention::FactorBelowTarget { factor: place, index, short } => {
            let [index, short] = [index, short].map(|value| format::index(*value, lang));
            words::factor_below_target(lang, factor(*place), index, short, aim())
        }
        Attention::FactorsBelowTarget(places) => {
            words::factors_below_target(lang, named(places, |place| factor(*place), lang), aim())
        }
        Attention::FactorsBelowNational(places) => {
            let year = overview.factors.as_ref().and_then(|factors| factors.reference_year).unwrap_or_default();
            let names = named(places, |place| factor(*place), lang);
            words::factors_below_national(lang, names, words::national_sipas(lang, year))
        }
        Attention::FewResponses(codes) => words::few_responses(lang, codes.len(), LEAST_RANKED, units(codes)),
        Attention::NoResponses(codes) => words::no_responses(lang, codes.len(), units(codes)),
    }
}

fn unit<'n>(data: &Data<'n>, code: &'n str) -> &'n str {
    data.catalogue.unit(code).map_or(code, |unit| unit.name.as_str())
}

fn named<'n, T, S: ToString>(all: &'n [T], name: impl Fn(&'n T) -> S, lang: Lang) -> String {
    let some = all.iter().take(NAMES).map(|it| name(it).to_string()).collect::<Vec<_>>().join("; ");
    match all.len().saturating_sub(NAMES) {
        0 => some,
        more => words::and_more(lang, some, more),
    }
}
