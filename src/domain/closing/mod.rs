//! A closed period: its figures as they were, with the targets, the rules and the method by which they were made.
//!
//! It is kept as a text that a person can read and anybody can digest again. Its first lines are its *terms*, which no later answer
//! changes; the rest are its figures. Responses that are released later make another edition of it, see [`Differences`].

mod editions;

pub use editions::{Change, Differences, Reason, read_changes, write_changes};

use crate::domain::{
    figure::rows::{IndexRow, Source, figures},
    flags::Edition,
    lattice::GroupBy,
    month::{Month, Period},
    question::{Question, Units},
    target::{Judge, Target},
    time_period::{Length, TimePeriod},
};
use editions::{SHOWN, WAY, WHOLE, WITHHELD};
use jiff::civil::Date;
use std::{collections::BTreeSet, fmt::Write as _};

const LENGTHS: [Length; 3] = [Length::Month, Length::Quarter, Length::Year];

/// The months of a time period.
pub fn months(period: TimePeriod) -> Period {
    Period { from: period.first(), to: period.last() }
}

/// The time period that is exactly these months, if any.
pub fn time_period(asked: Period) -> Option<TimePeriod> {
    let all = LENGTHS.map(|length| TimePeriod::of(asked.to, length));
    all.into_iter().find(|period| months(*period) == asked)
}

/// The time periods whose figures hold this one's: of May, also the second quarter and the year.
pub fn holding(period: TimePeriod) -> impl Iterator<Item = TimePeriod> {
    let longer = LENGTHS.map(|length| TimePeriod::of(period.last(), length));
    longer.into_iter().filter(move |other| period.lies_in(months(*other)))
}

/// The time periods of which a period's figures are made: of the second quarter its months and itself.
pub fn parts(period: TimePeriod) -> BTreeSet<TimePeriod> {
    let all = std::iter::successors(Some(period.first()), |month| (*month < period.last()).then(|| month.next()));
    let shorter = all.flat_map(|month| LENGTHS.map(|length| TimePeriod::of(month, length)));
    shorter.filter(|part| part.lies_in(months(period))).collect()
}

/// True where a period is over and settled: its last day lies before this one.
pub fn is_due(period: TimePeriod, settled: Date) -> bool {
    Month::of(settled).is_ok_and(|month| period.last() < month)
}

/// The text of a period, of all versions that have answers in it.
pub fn text(period: TimePeriod, sources: &[Source]) -> String {
    let edition = sources.first().map_or(Edition::LATEST, |source| source.tallies.editions().of(period.year()));
    let rules: Vec<&str> = edition.rules().iter().map(|rule| rule.key()).collect();
    let mut terms = format!("period\t{period}\nway\t{WAY}\nrules\t{}\n", rules.join(" "));
    let mut shown = String::new();
    for source in sources {
        of_version(period, source, (&mut terms, &mut shown));
    }
    terms + &shown
}

fn of_version(period: TimePeriod, source: &Source, (terms, shown): (&mut String, &mut String)) {
    let survey = source.survey;
    let Some(root) = source.catalogue.root() else { return };
    let question = Question {
        survey: survey.key.clone(),
        period: months(period),
        units: Units::Within(root.code.clone()),
        block: None,
        stratum: None,
        method: survey.method,
        group_by: Some(GroupBy::Unit),
    };
    // Without a channel nothing is crossed.
    let Ok(figures) = figures(source, &question) else { return };
    let judge = Judge::new(source.targets, source.catalogue, survey, survey.method);
    // Writing to a string cannot fail.
    let _ = writeln!(terms, "method\t{}\t{}", survey.key, survey.method.key());
    for row in std::iter::once(&figures.total).chain(&figures.groups) {
        let name = if row.part.is_none() { WHOLE } else { &row.key };
        for (months, target) in judge.spans(&row.key, question.period) {
            if let Ok(target) = target {
                let _ = writeln!(terms, "target\t{}\t{name}\t{}\t{}", survey.key, months.from, said(target));
            }
        }
        let _ = writeln!(shown, "{}", line(&format!("{}\t{name}", survey.key), row));
    }
}

fn said(target: &Target) -> String {
    let above = if target.strict { "above" } else { "from" };
    let example = if target.is_example() { " example" } else { "" };
    format!("{above} {}{example}", target.hundredths)
}

fn line(name: &str, row: &IndexRow) -> String {
    let Some(figures) = &row.figures else { return format!("{WITHHELD}\t{name}") };
    let share = |share: Option<f64>, places: usize| share.map_or("-".to_owned(), |share| format!("{share:.places$}"));
    let verdict = figures.verdict.map_or("-", crate::domain::index::Verdict::key);
    format!(
        "{SHOWN}\t{name}\t{}\t{}\t{}\t{}\t{}\t{}\t{verdict}",
        figures.responses,
        figures.answers,
        figures.satisfied,
        share(figures.index, 2),
        share(figures.low, 1),
        share(figures.high, 1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> TimePeriod {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_held_by_longer_ones_and_due_when_it_is_settled() {
        let texts = |of: &str| holding(period(of)).map(|it| it.to_string()).collect::<Vec<_>>();
        assert_eq!(texts("2024-05"), ["2024-05", "2024-Q2", "2024"]);
        assert_eq!(texts("2024-Q2"), ["2024-Q2", "2024"]);
        assert_eq!(texts("2024"), ["2024"]);
        let of = |text: &str| parts(period(text)).iter().map(TimePeriod::to_string).collect::<Vec<_>>();
        assert_eq!(of("2024-Q2"), ["2024-04", "2024-05", "2024-06", "2024-Q2"]);
        assert_eq!((of("2024-05"), of("2024").len()), (vec!["2024-05".to_owned()], 17));
        for (of, day, due) in [
            ("2024-05", "2024-05-31", false),
            ("2024-05", "2024-06-01", true),
            ("2024-Q2", "2024-06-30", false),
            ("2024-Q2", "2024-07-01", true),
            ("2024", "2024-12-31", false),
            ("2024", "2025-01-01", true),
        ] {
            assert_eq!(is_due(period(of), day.parse().unwrap()), due, "{of} on {day}");
        }
        for of in ["2024-05", "2024-Q2", "2024"] {
            assert_eq!(time_period(months(period(of))), Some(period(of)));
        }
        for (from, to) in [("2024-05", "2024-06"), ("2024-04", "2024-05"), ("2024-01", "2024-11")] {
            assert_eq!(time_period(Period { from: from.parse().unwrap(), to: to.parse().unwrap() }), None);
        }
    }
}
