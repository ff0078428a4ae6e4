//! A filter is read, said and written back.

use crate::dashboard::{
    filter::{Filter, Misread},
    sample::site,
};
use crate::domain::{language::Lang, method::Method, month::Period, question::Cause};

fn read(pairs: &[(&str, &str)]) -> (Filter, Vec<Misread>) {
    site().read(pairs)
}

#[test]
fn a_link_leads_back_to_the_same_filter() {
    let pairs = [
        ("from", "2024-03"),
        ("to", "2024-08"),
        ("block", "Cơ quan chuyên môn"),
        ("stratum", "kiosk"),
        ("method", "mean4"),
        ("survey", "one-stop-2024"),
        ("sort", "change"),
        ("dir", "desc"),
        ("lang", "en"),
    ];
    let (filter, problems) = read(&pairs);
    assert_eq!(problems, []);
    let query = filter.to_query();
    assert!(query.contains("block=C%C6%A1%20quan%20chuy%C3%AAn%20m%C3%B4n"), "{query}");
    let decoded = query.replace("C%C6%A1%20quan%20chuy%C3%AAn%20m%C3%B4n", "Cơ quan chuyên môn");
    let again: Vec<(&str, &str)> = decoded.split('&').filter_map(|pair| pair.split_once('=')).collect();
    assert_eq!(read(&again), (filter, vec![]));
}

#[test]
fn what_is_wrong_is_said_and_the_rest_kept() {
    let (filter, problems) = read(&[
        ("year", "20x4"),
        ("stratum", "tv"),
        ("method", "mean5"),
        ("to", "2024-13"),
        ("utm", "x"),
        ("unit", "KH.NT"),
        ("sort", "q"),
        ("dir", "up"),
    ]);
    assert_eq!((filter.question.method, filter.question.period), (Method::Mean5, Period::of_year(2024)));
    assert_eq!(filter.question.units.code(), "KH", "a page has its own units");
    let given: Vec<String> = problems.iter().map(Misread::given).collect();
    assert_eq!(given, ["20x4", "2024-13", "tv", "q", "up"]);
    for lang in Lang::ALL {
        assert!(problems.iter().all(|problem| problem.text(lang).contains(&problem.given())));
    }
    let (_, problems) = read(&[("from", "2024-08"), ("to", "2024-03")]);
    assert!(matches!(&problems[..], [Misread::Part(mistake)] if matches!(mistake.cause, Cause::Order(..))));
    assert_eq!(problems[0].text(Lang::Vi), "Kỳ 08/2024–03/2024 có tháng cuối trước tháng đầu.");
    assert_eq!(read(&[("block", ""), ("year", " ")]).1, []);
}
