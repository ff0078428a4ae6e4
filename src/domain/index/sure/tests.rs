use super::*;
use crate::domain::{
    index::Pooled,
    interval::tests::{populations, share_of},
    method::Method,
    month::Month,
    tally::{Company, Sums},
};

fn figure([n, v, s, v2, s2, sv]: [u64; 6]) -> Figure {
    let sums = Sums { n, v, s, t: v, v2, s2, sv, t2: v2, tv: v2, na: 0, skipped: 0, company: Company::default() };
    Figure::of(&sums, n, Method::Top2, 5, Pooled::OverItems(22))
}

fn target(hundredths: u32) -> Target {
    let (unit, mark, source) = ("KH".to_owned(), String::new(), String::new());
    Target { unit, year: 2024, from: Month::january(2024), hundredths, strict: true, mark, source, line: 2 }
}

/// One line of the fixture, computed from people one by one by SciPy and statsmodels: `tests/fixtures/comparisons.py`.
pub(in crate::domain) struct Line {
    pub table: String,
    pub figure: Figure,
    pub target: Target,
    cells: csv::StringRecord,
}

impl Line {
    pub fn number(&self, place: usize) -> Option<f64> {
        self.cells[place].parse().ok()
    }
}

pub(in crate::domain) fn fixture() -> Vec<Line> {
    let mut lines = csv::Reader::from_reader(include_str!("../../../../tests/fixtures/units.csv").as_bytes());
    let line = |cells: csv::StringRecord| Line {
        table: cells[0].to_owned(),
        figure: figure([1, 2, 3, 4, 5, 6].map(|place| cells[place].parse().unwrap())),
        target: target((cells[12].parse::<f64>().unwrap() * 10_000.0).round() as u32),
        cells,
    };
    let lines: Vec<Line> = lines.records().map(|cells| line(cells.unwrap())).collect();
    assert!(lines.len() > 50, "{}", lines.len());
    lines
}

#[test]
fn doubts_chances_and_answers_that_lack_are_those_of_an_independent_implementation() {
    for line in fixture() {
        let (figure, threshold) = (line.figure, line.target.threshold());
        for (found, place) in
            [(figure.doubt_of_missing(threshold), 13), (chance_of_met(figure.respondents, threshold), 14)]
        {
            let expected = line.number(place).unwrap();
            assert!((found - expected).abs() < 1e-9, "{figure:?}: {found}, not {expected}");
        }
        let more = figure.more_needed(Some(&line.target)).unwrap_or_default();
        assert!(line.number(15).is_none_or(|expected| more as f64 == expected), "{figure:?}: {more}");
    }
}

#[test]
fn holm_finds_the_units_that_an_independent_implementation_finds() {
    for table in fixture().chunk_by(|a, b| a.table == b.table) {
        let doubts: Vec<f64> = table.iter().map(|it| it.figure.doubt_of_missing(it.target.threshold())).collect();
        assert_eq!(beyond_chance(doubts) as f64, table[0].number(16).unwrap(), "table {}", table[0].table);
    }
    assert_eq!(beyond_chance(vec![0.02, 0.5]), 0, "one of two");
    assert_eq!(beyond_chance(vec![0.02]), 1, "one alone");
    assert_eq!(beyond_chance(vec![0.02, 0.001, 0.012]), 3, "each is held against those that are left");
}

#[test]
fn the_answers_that_lack_are_enough_and_one_fewer_is_not() {
    let people = |n: u64, content: u64| figure([n, n, content, n, content, content]);
    let aim = target(8700);
    for (n, content) in [(5, 5), (29, 29), (40, 36), (200, 180), (300, 255), (50, 40)] {
        let more = people(n, content).more_needed(Some(&aim)).unwrap();
        // So many copies of everybody that the share stays to a hair.
        let times = |all: u64| people(n, content).basis.clusters.times(all as f64 / n as f64);
        let doubt = |all| times(all).doubt_above(0.87).min(times(all).doubt_below(0.87));
        assert!(n + more >= LEAST_SURE && doubt(n + more) < TAIL, "{n} {content}: {more}");
        assert!(n + more == LEAST_SURE || doubt(n + more - 1) >= TAIL, "{n} {content}: {more} is more than enough");
    }
    assert_eq!(people(100, 87).more_needed(Some(&aim)), None, "on the target no number is enough");
    assert_eq!(people(1_000, 950).more_needed(Some(&aim)), None, "certain");
    assert_eq!(people(40, 36).more_needed(None), None);
}

/// The populations are not people of one answer each, and their truth is the target to a hair.
#[test]
fn the_chance_of_being_called_met_is_near_that_of_simulated_offices() {
    let (mut seen, mut wilson) = (0.0, 0.0);
    for people in [30_usize, 50, 100, 300] {
        let (mut simulated, mut expected) = (0.0, 0.0);
        for population in populations() {
            let aim = (population.truth * 10_000.0).round() as u32;
            let [met, before] = share_of(
                &population,
                people,
                [&|sums| sums.doubt_above(population.truth) < TAIL, &|sums| {
                    crate::domain::interval::tests::wilson(sums).low > population.truth
                }],
            );
            simulated += met * 40.0 / 9.0;
            wilson += before * 40.0 / 9.0;
            expected += chance_of_met(people as u64, Threshold { hundredths: aim, strict: true }) * 40.0 / 9.0;
        }
        println!("of 40 offices of {people} at their target {simulated:.2} are called met, said {expected:.2}");
        assert!((simulated - expected).abs() < 0.5, "{people}: {simulated} {expected}");
        seen += expected;
    }
    assert!(wilson > 2.0 * seen, "the rule of before calls far more so: {wilson} {seen}");
}
