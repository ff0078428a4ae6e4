//! A reader of all breakdowns together works out as much as possible about flagged answers.

use super::*;
use crate::domain::{
    index::Figure,
    method::Method,
    month::{Month, Period},
    submission::Stratum,
    survey::Kind,
    tally::{Company, Sums},
    time_period::TimePeriod,
};
use proptest::prelude::*;

const UNITS: [&str; 3] = ["a", "b", "c"];
const LEAST: u64 = crate::domain::disclosure::LEAST;

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../tests/surveys/short-2025.toml")).unwrap()
}

/// So many responses of a unit and month, each with one answer to one statement.
fn row(survey: &Survey, unit: &str, month: u8, count: u64, satisfied: u64) -> TallyRow {
    let s = satisfied.min(count);
    let sums = Sums {
        n: count,
        v: count,
        s,
        t: 3 * count,
        v2: count,
        s2: s,
        sv: s,
        t2: 9 * count,
        tv: 3 * count,
        na: 0,
        skipped: 0,
        company: Company::default(),
    };
    TallyRow {
        survey: survey.key.as_str().into(),
        unit: unit.into(),
        period: TimePeriod::month(Month::new(2025, month).unwrap()),
        late: 0,
        round: Some(0),
        stratum: Some(Stratum::Kiosk),
        kind: Some(Kind::Citizen),
        flagged: false,
        responses: count,
        groups: vec![sums; survey.factors.len() + 1].into(),
        counts: Box::default(),
        shown: None,
    }
}

/// By unit and month: unflagged, flagged, satisfied of each.
type Year = Vec<Vec<(u64, u64, u64)>>;

fn rows(survey: &Survey, year: &Year) -> Vec<TallyRow> {
    let mut rows = Vec::new();
    for (unit, months) in UNITS.iter().zip(year) {
        for (month, (unflagged, flagged, satisfied)) in (1u8..).zip(months) {
            for (count, is_flagged) in [(*unflagged, false), (*flagged, true)] {
                if count > 0 {
                    rows.push(TallyRow { flagged: is_flagged, ..row(survey, unit, month, count, *satisfied) });
                }
            }
        }
    }
    rows
}

fn asked(from: u8, to: u8, group_by: Option<GroupBy>) -> Query {
    let month = |number| Month::new(2025, number).unwrap();
    Query {
        period: Period::new(month(from), month(to)).unwrap(),
        method: Method::Top2,
        stratum: None,
        group_by,
        sight: Sight::all(),
        all_units: false,
    }
}

/// Responses of the total, of unflagged and flagged ones, as far as they are shown.
fn shown(rows: &[TallyRow], survey: &Survey, units: &[&str], (from, to): (u8, u8)) -> [u64; 4] {
    let within = || rows.iter().filter(|row| units.contains(&&*row.unit));
    let all = report(within(), survey, &asked(from, to, None)).unwrap();
    let split = report(within(), survey, &asked(from, to, Some(GroupBy::Flag))).unwrap();
    let responses = |figure: Option<Figure>| figure.map_or(0, |figure| figure.responses);
    let [unflagged, flagged] = [0, 1].map(|place| responses(split.groups[place].figure));
    assert_eq!(unflagged + flagged, responses(split.total), "the parts add up");
    [responses(all.total), responses(split.total), unflagged, flagged]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any two periods and sets of units: no figure with or without flagged answers, no difference between two of
    /// them and none to the total stands for 1 to 9 people.
    #[test]
    fn no_subtraction_shows_a_handful_of_flagged_answers(
        year in prop::collection::vec(prop::collection::vec((0u64..30, prop::sample::select(vec![0u64, 0, 1, 3, 9, 12, 25]), 0u64..30), 6), 3),
        cuts in prop::collection::vec((1u8..=6, 1u8..=6), 2),
        few in prop::sample::subsequence(UNITS.to_vec(), 1..3),
    ) {
        let survey = survey();
        let rows = rows(&survey, &year);
        let order = |(a, b): (u8, u8)| (a.min(b), a.max(b));
        let (inner, whole) = (order(cuts[0]), (order(cuts[0]).0.min(order(cuts[1]).0), order(cuts[0]).1.max(order(cuts[1]).1)));
        let large = |value: u64| value == 0 || value >= LEAST;
        let [all, split, unflagged, flagged] = shown(&rows, &survey, &UNITS, whole);
        for value in [all, split, unflagged, flagged, all - split, all - unflagged, all - flagged] {
            prop_assert!(large(value), "{value} of {all}, {split}, {unflagged}, {flagged}");
        }
        for other in [shown(&rows, &survey, &UNITS, inner), shown(&rows, &survey, &few, whole), shown(&rows, &survey, &few, inner)] {
            for (value, part) in [all, split, unflagged, flagged].into_iter().zip(other) {
                prop_assert!(large(value - part), "{value} less {part}");
            }
        }
    }
}

#[test]
fn versions_and_what_lies_across_are_counted() {
    let survey = survey();
    let quarter = TallyRow { period: "2025-Q2".parse().unwrap(), ..row(&survey, "a", 6, 12, 5) };
    let other = TallyRow { survey: "zzz".into(), ..row(&survey, "b", 6, 30, 5) };
    let tallies = Tallies::new(vec![row(&survey, "a", 5, 20, 5), quarter, other], Rounds::all());
    let months = |from, to| asked(from, to, None).period;
    let versions =
        |from, to| tallies.versions(months(from, to), Sight::all(), |_| true).into_iter().collect::<Vec<_>>();
    assert_eq!(versions(4, 6), [("short-2025", 32), ("zzz", 30)]);
    assert_eq!(versions(5, 5), [("short-2025", 20)]);
    assert_eq!(
        tallies.versions(months(4, 6), Sight::all(), |unit| unit == "b").into_keys().collect::<Vec<_>>(),
        ["zzz"]
    );
    let across = |from, to| tallies.across(&survey.key, (months(from, to), Sight::all()), |_| true);
    assert_eq!([across(4, 6), across(5, 6), across(1, 5), across(7, 12)], [0, 12, 12, 0]);
    assert_eq!(tallies.across(&survey.key, (months(5, 6), Sight::all()), |unit| unit == "b"), 0);
}

#[test]
fn flagged_answers_are_shown_where_both_parts_are_large() {
    let survey = survey();
    let rows = rows(&survey, &vec![vec![(60, 12, 8)], vec![(60, 6, 8)], vec![(60, 0, 30)]]);
    assert_eq!(shown(&rows, &survey, &UNITS, (1, 12)), [198, 132, 120, 12], "six of b hide its sixty");
    assert_eq!(shown(&rows, &survey, &["b"], (1, 12)), [66, 0, 0, 0]);
    let crossed =
        report(rows.iter(), &survey, &Query { stratum: Some(Stratum::Kiosk), ..asked(1, 12, Some(GroupBy::Flag)) });
    assert_eq!(crossed, Err(NotCrossed));
}

proptest! {
    /// Rows that are added up over strata and kinds give every figure that the stored rows give.
    #[test]
    fn added_rows_answer_as_the_stored_ones_do(
        counts in prop::collection::vec((0usize..3, 1u8..=6, 0usize..3, 0usize..2, any::<bool>(), 0u64..30, 0u64..30), 0..60),
        (from, to) in (1u8..=6, 1u8..=6),
    ) {
        let survey = survey();
        let mut rows: Vec<TallyRow> = Vec::new();
        for (unit, month, stratum, kind, flagged, count, satisfied) in counts {
            let key = (Some(Stratum::ALL[stratum]), Some(Kind::ALL[kind]));
            rows.push(TallyRow { stratum: key.0, kind: key.1, flagged, ..row(&survey, UNITS[unit], month, count, satisfied) });
        }
        rows.sort_by(|a, b| (&a.unit, a.period, a.stratum, a.kind, a.flagged).cmp(&(&b.unit, b.period, b.stratum, b.kind, b.flagged)));
        let tallies = Tallies::new(rows.clone(), Rounds::all());
        prop_assert!(tallies.added_rows() <= UNITS.len() * 6 * 2);
        let breakdowns = GroupBy::ALL.into_iter().filter(|by| *by != GroupBy::Item).map(Some).chain([None]);
        for query in breakdowns.map(|by| asked(from.min(to), from.max(to), by)) {
            let given = report(tallies.of(&survey.key, &query).iter(), &survey, &query).unwrap();
            prop_assert_eq!(given, report(rows.iter(), &survey, &query).unwrap(), "{:?}", query.group_by);
        }
    }
}
