//! A filter is read, said and written back.

use crate::dashboard::filter::{Filter, Known, Problem};
use crate::domain::{index::Method, month::Period, survey::Lang};

fn known() -> Known<'static> {
    Known { surveys: vec!["one-stop-2024", "short-2025"], blocks: vec!["Sở, ban"], year: 2024, method: Method::Top2 }
}

fn parse(pairs: &[(&str, &str)]) -> (Filter, Vec<Problem>) {
    Filter::parse(pairs.iter().copied(), &known())
}

#[test]
fn a_link_leads_back_to_the_same_filter() {
    let pairs = [
        ("from", "2024-03"),
        ("to", "2024-08"),
        ("block", "Sở, ban"),
        ("stratum", "kiosk"),
        ("method", "mean4"),
        ("survey", "short-2025"),
        ("sort", "change"),
        ("dir", "desc"),
        ("lang", "en"),
    ];
    let (filter, problems) = parse(&pairs);
    assert_eq!(problems, []);
    let query = filter.to_query();
    assert!(query.contains("block=S%E1%BB%9F%2C%20ban"), "{query}");
    let decoded = query.replace("S%E1%BB%9F%2C%20ban", "Sở, ban");
    let again: Vec<(&str, &str)> = decoded.split('&').filter_map(|pair| pair.split_once('=')).collect();
    assert_eq!(parse(&again), (filter, vec![]));
}

#[test]
fn what_is_wrong_is_said_and_the_rest_kept() {
    let (filter, problems) =
        parse(&[("year", "20x4"), ("stratum", "tv"), ("method", "mean5"), ("to", "2024-13"), ("utm", "x")]);
    assert_eq!(filter.method, Method::Mean5);
    assert_eq!(filter.period, Period::of_year(2024));
    assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["year", "stratum", "to"]);
    for lang in Lang::ALL {
        assert!(problems.iter().all(|problem| problem.text(lang).contains(&problem.given)));
    }
    assert_eq!(parse(&[("from", "2024-08"), ("to", "2024-03")]).1[0].field, "period");
    assert_eq!(parse(&[("block", ""), ("year", " ")]).1, []);
}

#[test]
fn one_month_alone_reaches_to_the_end_of_its_year() {
    let period = |pairs: &[(&str, &str)]| parse(pairs).0.period.to_string_pair();
    assert_eq!(period(&[("from", "2023-05")]), ("2023-05".into(), "2023-12".into()));
    assert_eq!(period(&[("to", "2023-05")]), ("2023-01".into(), "2023-05".into()));
    assert_eq!(period(&[("year", "2022")]), ("2022-01".into(), "2022-12".into()));
}

trait Pair {
    fn to_string_pair(&self) -> (String, String);
}

impl Pair for Period {
    fn to_string_pair(&self) -> (String, String) {
        (self.from.to_string(), self.to.to_string())
    }
}
