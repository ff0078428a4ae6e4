//! The ledger for everybody: months of issue in which nothing changes any more, and no count of one to nine people.
//!
//! A unit's months are joined, the oldest first, until the receipts that were opened and those that were answered are each
//! none or at least [`LEAST`]. A joined span is decided by its own months alone, so later months never change it, and no two
//! lines have a month in common: whatever a reader adds or subtracts is made of whole spans. The rest at the end waits for
//! the months after it and tells the minted alone. Objections can come at any time. They are told in tens, rounded down, so
//! that no single one is seen to come.

use crate::{
    domain::{language::Lang, month::Month, receipt::Week},
    receipts::{
        ledger::{LEAST, Names},
        words,
    },
    store::ledger::LedgerRow,
    ui::{
        format,
        table::{Column, Table, Value},
    },
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Receipts of one unit that were minted in some months in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub unit: String,
    pub from: Month,
    pub to: Month,
    pub minted: u64,
    /// `None` where the months wait for those after them.
    pub told: Option<Told>,
}

/// The counts of people that may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub opened: u64,
    pub answered: u64,
    /// A multiple of ten; 0 stands for none to nine.
    pub contested: u64,
}

/// The spans of every unit, by unit and month, of what was over on the day `settled`.
pub fn runs(rows: &[LedgerRow], settled: Date) -> Vec<Run> {
    let mut units: BTreeMap<&str, BTreeMap<Month, LedgerRow>> = BTreeMap::new();
    for row in rows {
        if let Some(month) = month_of(row).filter(|month| is_over(*month, settled)) {
            add(units.entry(&row.unit).or_default().entry(month).or_default(), row);
        }
    }
    units.into_iter().flat_map(|(unit, months)| joined(unit, &months)).collect()
}

fn joined(unit: &str, months: &BTreeMap<Month, LedgerRow>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut waiting: Option<(Month, LedgerRow)> = None;
    let run = |from, to, sum: &LedgerRow, told| Run { unit: unit.to_owned(), from, to, minted: sum.minted, told };
    for (month, row) in months {
        let (from, mut sum) = waiting.take().unwrap_or((*month, LedgerRow::default()));
        add(&mut sum, row);
        if is_enough(&sum) {
            let contested = sum.contested / LEAST * LEAST;
            let told = Told { opened: sum.opened, answered: sum.spent, contested };
            runs.push(run(from, *month, &sum, Some(told)));
        } else {
            waiting = Some((from, sum));
        }
    }
    let last = months.keys().next_back();
    runs.extend(waiting.zip(last).map(|((from, sum), to)| run(from, *to, &sum, None)));
    runs
}

/// Ten receipts, or it is known of each whether it was answered; and nobody counted among fewer than ten.
fn is_enough(sum: &LedgerRow) -> bool {
    let none_or_many = |count: u64| count == 0 || count >= LEAST;
    sum.minted >= LEAST && none_or_many(sum.opened) && none_or_many(sum.spent)
}

/// The spans as a table, the latest first.
pub fn by_month(rows: &[LedgerRow], settled: Date, names: Names, lang: Lang) -> Table {
    let (few, mut shown): (Vec<Run>, Vec<Run>) =
        runs(rows, settled).into_iter().partition(|run| run.told.is_none() && run.minted < LEAST);
    shown.sort_by(|a, b| (b.to, b.from, &a.unit).cmp(&(a.to, a.from, &b.unit)));
    let mut lines: Vec<Vec<Value>> = shown.iter().map(|run| line(run, names, lang)).collect();
    if !few.is_empty() {
        let name = Value::named("", words::rest(lang));
        let heads = [Value::Missing, Value::Missing, Value::Text(String::new()), name];
        lines.push(heads.into_iter().chain(counts(few.iter().map(|run| run.minted).sum(), None, lang)).collect());
    }
    Table { caption: words::by_month(lang).to_owned(), columns: columns(lang), rows: lines, names: 3 }
}

fn line(run: &Run, names: Names, lang: Lang) -> Vec<Value> {
    let month = |month: Month| Value::named(month.to_string(), format::month(month));
    let heads = [month(run.from), month(run.to), Value::Text(run.unit.clone()), Value::Text(names(&run.unit))];
    heads.into_iter().chain(counts(run.minted, run.told, lang)).collect()
}

fn counts(minted: u64, told: Option<Told>, lang: Lang) -> [Value; 8] {
    let count = |take: fn(&Told) -> u64| told.as_ref().map_or(Value::Withheld, |told| Value::Count(take(told)));
    let answered = told.map(|told| told.answered);
    let rate = answered.and_then(|answered| i64::try_from((answered * 20_000 + minted).checked_div(2 * minted)?).ok());
    let (key, text) = match told {
        None => ("joined_later", words::joined_later(lang)),
        Some(told) if told.contested == 0 => ("contested_under_10", ""),
        Some(_) => ("", ""),
    };
    [
        Value::Count(minted),
        count(|told| told.opened),
        count(|told| told.answered),
        answered.map_or(Value::Withheld, |answered| Value::Count(minted.saturating_sub(answered))),
        match told.map(|told| told.contested) {
            None => Value::Withheld,
            Some(0) => Value::Few,
            Some(tens) => Value::Count(tens),
        },
        if told.is_some() { Value::Count(minted) } else { Value::Withheld },
        rate.map_or(Value::Withheld, Value::Index),
        Value::named(key, text),
    ]
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words("month", words::from_month(lang)),
        Column::words("to", words::to_month(lang)),
        Column::words("unit", words::code(lang)),
        Column::words("name", words::unit(lang)),
        Column::numbers("minted", words::minted(lang)),
        Column::numbers("opened", words::opened(lang)),
        Column::numbers("answered", words::answered(lang)),
        Column::numbers("expired", words::expired(lang)),
        Column::numbers("contested", words::contested_tens(lang)),
        Column::numbers("closed", words::closed(lang)),
        Column::numbers("response_rate", words::rate(lang)),
        Column::words("reason", words::hidden(lang)),
    ]
}

/// The month in which a week begins.
fn month_of(row: &LedgerRow) -> Option<Month> {
    Month::of(Week::from_int(row.week)?.monday()).ok()
}

/// Nothing of a month's receipts changes any more, but what is said against them.
fn is_over(month: Month, settled: Date) -> bool {
    let last = Date::new(month.year(), month.number() as i8, 1).map(Date::last_of_month);
    last.is_ok_and(|last| Week::of(last).last_day() < settled)
}

fn add(sum: &mut LedgerRow, row: &LedgerRow) {
    sum.minted += row.minted;
    sum.opened += row.opened;
    sum.spent += row.spent;
    sum.contested += row.contested;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dialect::Dialect;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    fn row(unit: &str, day: Date, minted: u64, spent: u64) -> LedgerRow {
        let week = Week::of(day).to_int();
        LedgerRow { unit: unit.to_owned(), week, minted, opened: spent, spent, contested: spent / 3 }
    }

    #[test]
    fn the_public_reads_months_that_can_no_longer_change() {
        let rows = [
            row("A", date(2024, 3, 4), 40, 10),
            row("A", date(2024, 3, 25), 60, 20),
            row("B", date(2024, 2, 5), 30, 8),
            row("B", date(2024, 3, 4), 9, 2),
            row("C", date(2024, 3, 11), 50, 7),
            row("A", date(2024, 4, 1), 50, 50),
            row("D", date(2024, 2, 5), 9, 9),
        ];
        let csv = by_month(&rows, date(2024, 5, 7), &|code| code.to_lowercase(), Lang::En);
        assert_eq!(
            String::from_utf8(csv.csv(Lang::En, Dialect::Machine)).unwrap(),
            "month,to,unit,name,minted,opened,answered,expired,contested,closed,response_rate,reason\n\
             2024-03,2024-03,A,a,100,30,30,70,,100,30.00,contested_under_10\n\
             2024-03,2024-03,C,c,50,,,,,,,joined_later\n\
             2024-02,2024-03,B,b,39,10,10,29,,39,25.64,contested_under_10\n\
             ,,,,9,,,,,,,joined_later\n"
        );
        assert!(is_over(Month::new(2024, 4).unwrap(), date(2024, 6, 5)));
        assert!(!is_over(Month::new(2024, 4).unwrap(), date(2024, 6, 4)));
    }

    /// Two years of weeks of three units: minted of each, and how many of a hundred were answered and contested.
    fn weeks() -> impl Strategy<Value = Vec<LedgerRow>> {
        let week = (0usize..3, 0i32..104, 0u64..40, 0u64..=100, 0u64..=100);
        prop::collection::vec(week, 1..200).prop_map(|weeks| {
            let first = Week::of(date(2023, 1, 2)).to_int();
            let rows = weeks.into_iter().map(|(unit, week, minted, answered, contested)| {
                let spent = minted * answered / 100;
                LedgerRow {
                    unit: ["A", "B", "C"][unit].to_owned(),
                    week: first + week,
                    minted,
                    opened: spent + (minted - spent) / 3,
                    spent,
                    contested: spent * contested / 100,
                }
            });
            rows.collect()
        })
    }

    fn small(count: u64) -> bool {
        (1..LEAST).contains(&count)
    }

    /// Counts of one to nine in a ledger whose months all stand alone, which is the fault that these tests look for.
    fn small_alone(rows: &[LedgerRow], settled: Date) -> usize {
        let mut months: BTreeMap<(&str, Month), LedgerRow> = BTreeMap::new();
        for row in rows {
            let month = month_of(row).filter(|month| is_over(*month, settled));
            month.into_iter().for_each(|month| add(months.entry((&row.unit, month)).or_default(), row));
        }
        months.values().filter(|sum| small(sum.spent) || small(sum.contested)).count()
    }

    #[test]
    fn months_that_stand_alone_have_small_counts() {
        let rows: Vec<LedgerRow> = (0..20).map(|nth| row("A", date(2023, 1, 2) + (nth * 28).days(), 30, 6)).collect();
        assert!(small_alone(&rows, date(2025, 6, 1)) > 15);
        assert!(runs(&rows, date(2025, 6, 1)).iter().filter(|run| run.told.is_some()).count() > 5);
    }

    proptest! {
        /// Whatever set of lines a reader adds up, of one day and of any later one, and whichever two sums are subtracted:
        /// nothing stands for one to nine people.
        #[test]
        fn no_sum_and_no_difference_is_of_one_to_nine(rows in weeks(), first in 0i64..700, later in 0i64..400) {
            let day = |days: i64| date(2023, 3, 1) + days.days();
            let [before, after] = [runs(&rows, day(first)), runs(&rows, day(first + later))];
            for run in before.iter().chain(&after) {
                if let Some(told) = run.told {
                    prop_assert!(!small(told.opened) && !small(told.answered) && told.contested % LEAST == 0, "{run:?}");
                }
            }
            // A line that was told stays, to the last digit, and lines share no month: a difference is a sum of lines.
            for run in before.iter().filter(|run| run.told.is_some()) {
                prop_assert!(after.contains(run), "{run:?} is gone");
            }
            for (place, run) in after.iter().enumerate() {
                let meets = |other: &&Run| other.unit == run.unit && other.from <= run.to && run.from <= other.to;
                prop_assert!(!after[place + 1..].iter().any(|other| meets(&other)), "{run:?} is told twice");
            }
            let minted: u64 = after.iter().map(|run| run.minted).sum();
            let all: u64 = rows.iter().filter(|row| month_of(row).is_some_and(|it| is_over(it, day(first + later)))).map(|row| row.minted).sum();
            prop_assert_eq!(minted, all, "every receipt is minted somewhere");
        }
    }
}
