//! A year of small offices, released and closed step by step: whoever asks at any times, by any breakdown and range, and
//! subtracts, finds no group of 1 to 9 people and none of one opinion under twenty.

mod office;

use super::*;
use crate::domain::{
    disclosure,
    index::Figure,
    method::Method,
    month::{Month, Period},
};
use office::{ROWS, State, UNITS, year};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../../tests/surveys/short-2025.toml")).unwrap()
}

/// True where each row of one is in the other.
fn lies_in(part: [u64; 2], whole: [u64; 2]) -> bool {
    let digit = |number: u64, place: u32| number / (ROWS + 1).pow(place) % (ROWS + 1);
    (0..19).all(|place| part.iter().zip(whole).all(|(part, whole)| digit(*part, place) <= digit(whole, place)))
}

/// A figure that somebody reads: of which part, and its sums.
type Read = BTreeMap<(String, &'static str), (disclosure::Part, [u64; 2])>;

/// The way in which rows are told: changed as a control does.
type Tell = fn(&mut TallyRow, &Rounds);

fn read(state: &State, survey: &Survey, query: &Query, (unit, tell): (Option<&str>, Tell)) -> Read {
    let mut rows: Vec<TallyRow> =
        state.rows.iter().filter(|row| unit.is_none_or(|unit| *row.unit == *unit)).cloned().collect();
    rows.iter_mut().for_each(|row| tell(row, &state.rounds));
    let report = report(rows.iter(), survey, query).unwrap();
    let part = |figure: &Figure, shared: bool| {
        let part = disclosure::Part {
            responses: if shared { figure.respondents } else { figure.responses },
            respondents: figure.respondents,
            answers: figure.answers,
            satisfied: figure.satisfied,
        };
        (part, [figure.na, figure.skipped])
    };
    let by = query.group_by.map_or("all", GroupBy::key);
    let shared = matches!(query.group_by, Some(GroupBy::Factor | GroupBy::Item));
    let groups = report.groups.iter().filter_map(|group| Some((group.part.key(survey), group.figure.as_ref()?)));
    let groups = groups.map(|(key, figure)| ((key, by), part(figure, shared)));
    let total = report.total.iter().map(|figure| ((String::new(), "total"), part(figure, false)));
    groups.chain(total).collect()
}

/// A difference of two states that is a group: of the same question, the later or the wider less the other.
fn small_differences(
    survey: &Survey,
    states: &[State],
    (readers, tell): (Readers, Tell),
    asked: u64,
    rng: &mut StdRng,
) -> u64 {
    let month = |number| Month::new(2025, number).unwrap();
    let mut small = 0;
    for _ in 0..asked {
        let (early, late) = (rng.random_range(0..states.len()), rng.random_range(0..states.len()));
        let (early, late) = (early.min(late), early.max(late));
        let [a, b, c, d] = std::array::from_fn(|_| rng.random_range(1..=12));
        let (from, to) = (Ord::min(a, b), Ord::max(a, b));
        let by = [
            None,
            Some(GroupBy::Factor),
            Some(GroupBy::Stratum),
            Some(GroupBy::Respondent),
            Some(GroupBy::Flag),
            Some(GroupBy::Unit),
        ];
        let group_by = by[rng.random_range(0..by.len())];
        let unit = [None, Some(UNITS[0]), Some(UNITS[1])][rng.random_range(0..3)];
        let ask = |state: &State, from, to, group_by| {
            let period = Period::new(month(from), month(to)).unwrap();
            let query = Query {
                period,
                method: Method::Top2,
                stratum: None,
                group_by,
                sight: Sight::new(readers, state.rounds.closed_to()),
                all_units: unit.is_none(),
            };
            read(state, survey, &query, (unit, tell))
        };
        let narrow = ask(&states[early], from, to, group_by);
        // Mostly the same question at another time, as somebody asks who waits for one person's answers.
        let (first, last) = if rng.random() { (from, to) } else { (Ord::min(from, c), Ord::max(to, d)) };
        let wide = ask(&states[late], first, last, group_by);
        for (key, (whole, rows)) in &wide {
            let (part, inner) = narrow.get(key).copied().unwrap_or_default();
            let is_less =
                part.responses <= whole.responses && part.answers <= whole.answers && part.satisfied <= whole.satisfied;
            let is_group = is_less && lies_in(inner, *rows);
            small += u64::from(is_group && !whole.less(&part).is_safe());
        }
    }
    small
}

#[test]
fn nobody_is_found_by_looking_twice() {
    let survey = survey();
    let (offices, asked) = match std::env::var("HAILONG_TESTS").as_deref() {
        Ok("full") => (500, 2_000),
        Ok("usual") => (80, 600),
        _ => (30, 500),
    };
    let as_it_is: Tell = |_, _| {};
    // A late rest is told at once, with all that was told before.
    let at_once: Tell = |row, rounds| {
        row.late = 0;
        row.round = rounds.telling(row.period, 0);
    };
    // Periods that still grow are broken down.
    let open: Tell = |row, _| {
        row.late = 0;
        row.round = Some(0);
    };
    let ways = [
        (Readers::Everybody, as_it_is),
        (Readers::Staff, as_it_is),
        (Readers::Everybody, at_once),
        (Readers::Everybody, open),
    ];
    let mut found = [0; 4];
    for seed in 0..offices {
        let mut rng = StdRng::seed_from_u64(seed);
        let states = year(&survey, &mut rng);
        for (found, way) in found.iter_mut().zip(ways) {
            *found += small_differences(&survey, &states, way, asked, &mut rng);
        }
    }
    let [public, staff, at_once, open] = found;
    println!("of {} differences: public {public}, staff {staff}; controls {at_once}, {open}", offices * asked);
    assert!(at_once > 5 && open > 5, "the controls find {at_once} and {open}");
    assert_eq!((public, staff), (0, 0));
}
