use super::*;
use crate::domain::unit::units_from_csv;

const API: [&str; 2] = ["dialect", "lang"];

fn asked(pairs: &[(&str, &str)]) -> (Question, Vec<(String, Cause)>) {
    let survey = |toml| Survey::from_toml("s", toml).unwrap();
    let [full, quick, short] = [
        include_str!("../../../surveys/one-stop-2024.toml"),
        include_str!("../../../surveys/quick-2024.toml"),
        include_str!("../../../tests/surveys/short-2025.toml"),
    ]
    .map(survey);
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    let catalogue = Catalogue::new(units, Vec::new()).unwrap();
    let known = Askable {
        surveys: &[&full, &quick, &short],
        catalogue: &catalogue,
        top: "KH",
        year: &|survey| if survey.is_some_and(Survey::is_quick) { 2025 } else { 2024 },
        answered: &|survey, period| match survey.key.as_str() {
            "short-2025" => period.from.year() == 2025,
            "one-stop-2024" => period.to.year() < 2024,
            _ => true,
        },
        names: &NAMES,
        others: &API,
    };
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (question, mistakes) = read(&pairs, &known);
    (question, mistakes.into_iter().map(|mistake| (mistake.name, mistake.cause)).collect())
}

fn months(pairs: &[(&str, &str)]) -> String {
    let (question, mistakes) = asked(pairs);
    assert_eq!(mistakes, []);
    format!("{}..{}", question.period.from, question.period.to)
}

#[test]
fn every_part_is_read() {
    let (question, mistakes) = asked(&[
        ("survey", "quick-2024"),
        ("from", "2024-03"),
        ("to", "2024-08"),
        ("unit", "KH.NT"),
        ("block", "Cơ quan chuyên môn"),
        ("stratum", "kiosk"),
        ("method", "mean4"),
        ("group_by", "month"),
        ("lang", "en"),
    ]);
    assert_eq!(mistakes, []);
    let month = |text: &str| text.parse().unwrap();
    assert_eq!(
        question,
        Question {
            survey: "quick-2024".into(),
            period: Period { from: month("2024-03"), to: month("2024-08") },
            units: Units::Within("KH.NT".into()),
            block: Some("Cơ quan chuyên môn".into()),
            stratum: Some(Stratum::Kiosk),
            method: Method::Mean4,
            group_by: Some(GroupBy::Month),
        }
    );
}

#[test]
fn a_part_that_is_not_given_has_a_meaning() {
    let (question, mistakes) = asked(&[("survey", " "), ("stratum", "")]);
    assert_eq!(mistakes, []);
    assert_eq!((question.survey.as_str(), question.units.code()), ("one-stop-2024", "KH"));
    assert_eq!((question.period, question.method), (Period::of_year(2024), Method::Top2));
    assert_eq!((question.block, question.stratum, question.group_by), (None, None, None));
    assert_eq!(asked(&[("survey", "quick-2024")]).0.period, Period::of_year(2025), "each version begins with its year");
}

#[test]
fn the_version_that_is_meant_has_answers_in_the_period_and_is_no_quick_one() {
    let survey = |pairs: &[(&str, &str)]| asked(pairs).0.survey;
    assert_eq!(survey(&[("year", "2025")]), "short-2025");
    assert_eq!(survey(&[("year", "2023")]), "one-stop-2024");
    assert_eq!(survey(&[("year", "2026")]), "one-stop-2024", "nobody has answered: the one that is asked now");
    assert_eq!(survey(&[("year", "2025"), ("survey", "one-stop-2024")]), "one-stop-2024", "as it was named");
}

#[test]
fn one_month_alone_reaches_to_the_end_of_its_year() {
    assert_eq!(months(&[("from", "2023-05")]), "2023-05..2023-12");
    assert_eq!(months(&[("to", "2023-05")]), "2023-01..2023-05");
    assert_eq!(months(&[("year", "2022")]), "2022-01..2022-12");
    assert_eq!(months(&[("year", "2022"), ("from", "2023-05")]), "2023-05..2023-12");
}

#[test]
fn of_several_values_the_first_that_says_something_counts() {
    let (question, mistakes) = asked(&[("stratum", " "), ("stratum", " kiosk "), ("stratum", "nope")]);
    assert_eq!((question.stratum, mistakes), (Some(Stratum::Kiosk), vec![]));
}

#[test]
fn every_mistake_has_its_name_and_cause_and_the_rest_is_kept() {
    let (question, mistakes) = asked(&[
        ("utm", "x"),
        ("survey", "none"),
        ("year", "20x4"),
        ("from", "1"),
        ("unit", "X"),
        ("block", "x"),
        ("stratum", "tv"),
        ("method", "mean5"),
        ("group_by", "age"),
    ]);
    let expected = [
        ("utm", Cause::UnknownName),
        ("survey", Cause::NoSuchSurvey),
        ("year", Cause::NotAYear),
        ("from", Cause::NotAMonth),
        ("unit", Cause::NoSuchUnit),
        ("block", Cause::NoSuchBlock),
        ("group_by", Cause::NoSuchGroup),
        ("stratum", Cause::NoSuchStratum),
    ];
    assert_eq!(mistakes, expected.map(|(name, cause)| (name.to_owned(), cause)));
    assert_eq!((question.method, question.period), (Method::Mean5, Period::of_year(2024)));
    let (question, mistakes) = asked(&[("from", "2024-08"), ("to", "2024-03"), ("year", "2023")]);
    assert!(matches!(&mistakes[..], [(name, Cause::Order(..))] if name == "to"), "{mistakes:?}");
    assert_eq!(question.period, Period::of_year(2023));
}

#[test]
fn a_question_covers_its_units_and_block() {
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    let catalogue = Catalogue::new(units, Vec::new()).unwrap();
    let covered = |change: fn(&mut Question)| {
        let question = asked(&[]).0.but(change);
        let codes = ["KH", "KH.NT", "KH.STP"].into_iter();
        codes.filter(|code| question.covers(&catalogue, code)).collect::<Vec<_>>()
    };
    assert_eq!(covered(|_| {}), ["KH", "KH.NT", "KH.STP"]);
    assert_eq!(covered(|question| question.block = Some("Cơ quan chuyên môn".into())), ["KH.STP"]);
    assert_eq!(covered(|question| question.units = Units::Within("KH.NT".into())), ["KH.NT"]);
    assert_eq!(covered(|question| question.units = Units::Only("KH".into())), ["KH"]);
}
