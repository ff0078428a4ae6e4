//! The ledger's figures, and their readers. Pure: rows and a day in, tables out.
//!
//! These are counts of receipts, not of opinions. Still, somebody who watches one of them grow while one person is at the desk
//! learns that this person answered, and where hardly anybody has a receipt, a count is a person. So a week's opened,
//! answered and contested are shown once the week of issue is over and only for at least [`LEAST`] receipts, what expired
//! once it can no longer change, and sums are made of what is shown. The number of minted receipts is always shown: that is
//! about the office. [`published`](super::published) is for the public.

use crate::{
    domain::{language::Lang, receipt::Week},
    receipts::words,
    store::ledger::LedgerRow,
    ui::table::{Column, Table, Value},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewest receipts of which opened and answered are told.
pub const LEAST: u64 = 10;

/// The fate of some receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub minted: u64,
    pub contested: u64,
    /// Minted, and past their last day without an answer.
    pub expired: u64,
    /// Of those that are told of: minted, opened, answered.
    pub told: u64,
    pub opened: u64,
    pub answered: u64,
    /// Of those that are told of and past their last day: minted, answered.
    pub closed: u64,
    pub closed_answered: u64,
}

impl Counts {
    /// A week of a unit as it may be told on a day.
    pub fn of(row: &LedgerRow, today: Date) -> Self {
        let week = Week::from_int(row.week).unwrap_or(Week::of(today));
        let (over, closed) = (week < Week::of(today), week.last_day() < today);
        let told = over && row.minted >= LEAST;
        let only = |holds: bool, count: u64| if holds { count } else { 0 };
        Self {
            minted: row.minted,
            contested: only(told, row.contested),
            // Without being told of, it would give the answered away.
            expired: only(told && closed, row.minted.saturating_sub(row.spent)),
            told: only(told, row.minted),
            opened: only(told, row.opened),
            answered: only(told, row.spent),
            closed: only(told && closed, row.minted),
            closed_answered: only(told && closed, row.spent),
        }
    }

    fn add(&mut self, other: &Self) {
        self.minted += other.minted;
        self.contested += other.contested;
        self.expired += other.expired;
        self.told += other.told;
        self.opened += other.opened;
        self.answered += other.answered;
        self.closed += other.closed;
        self.closed_answered += other.closed_answered;
    }

    /// Answered of a hundred minted, in hundredths; `None` until some can no longer be answered.
    pub fn rate(&self) -> Option<i64> {
        let rate = (self.closed_answered * 20_000 + self.closed).checked_div(2 * self.closed)?;
        i64::try_from(rate).ok()
    }

    fn values(&self) -> [Value; 7] {
        let told = |count| if self.told == 0 && self.minted > 0 { Value::Withheld } else { Value::Count(count) };
        let closed = |count| if self.closed == 0 { Value::Missing } else { Value::Count(count) };
        [
            Value::Count(self.minted),
            told(self.opened),
            told(self.answered),
            closed(self.expired),
            told(self.contested),
            closed(self.closed),
            self.rate().map_or(Value::Missing, Value::Index),
        ]
    }
}

fn columns(lang: Lang) -> [Column; 7] {
    [
        Column::numbers("minted", words::minted(lang)),
        Column::numbers("opened", words::opened(lang)),
        Column::numbers("answered", words::answered(lang)),
        Column::numbers("expired", words::expired(lang)),
        Column::numbers("contested", words::contested(lang)),
        Column::numbers("closed", words::closed(lang)),
        Column::numbers("response_rate", words::rate(lang)),
    ]
}

/// Names of units by code.
pub type Names<'n> = &'n dyn Fn(&str) -> String;

/// A line for each unit, the sum last.
pub fn by_unit(rows: &[&LedgerRow], today: Date, names: Names, lang: Lang) -> Table {
    let mut units: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for row in rows {
        let counts = Counts::of(row, today);
        units.entry(&row.unit).or_default().add(&counts);
        all.add(&counts);
    }
    let line = |unit: &str, name: Value, counts: &Counts| {
        [Value::Text(unit.to_owned()), name].into_iter().chain(counts.values()).collect()
    };
    let mut lines: Vec<Vec<Value>> =
        units.iter().map(|(unit, counts)| line(unit, Value::Text(names(unit)), counts)).collect();
    if units.len() > 1 {
        lines.push(line("", Value::named("", words::total(lang)), &all));
    }
    let heads = [Column::words("unit", words::code(lang)), Column::words("name", words::unit(lang))];
    Table {
        caption: words::by_unit(lang).to_owned(),
        columns: heads.into_iter().chain(columns(lang)).collect(),
        rows: lines,
        names: 1,
    }
}

/// A line for each unit and week of issue, the latest week first.
pub fn by_week(rows: &[&LedgerRow], today: Date, names: Names, lang: Lang) -> Table {
    let mut rows: Vec<&LedgerRow> = rows.to_vec();
    rows.sort_by(|a, b| (b.week, &a.unit).cmp(&(a.week, &b.unit)));
    let lines = rows.into_iter().map(|row| {
        let monday = Week::from_int(row.week).map_or(Value::Missing, |week| Value::Date(week.monday()));
        let last = Week::from_int(row.week).map_or(Value::Missing, |week| Value::Date(week.last_day()));
        let heads = [monday, Value::Text(row.unit.clone()), Value::Text(names(&row.unit)), last];
        heads.into_iter().chain(Counts::of(row, today).values()).collect()
    });
    let heads = [
        Column::words("week", words::week(lang)),
        Column::words("unit", words::code(lang)),
        Column::words("name", words::unit(lang)),
        Column::words("expires_on", crate::work::minting::words::expires_on(lang)),
    ];
    Table {
        caption: words::by_week(lang).to_owned(),
        columns: heads.into_iter().chain(columns(lang)).collect(),
        rows: lines.collect(),
        names: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2024, 5, 30);

    fn row(unit: &str, day: Date, minted: u64, spent: u64) -> LedgerRow {
        LedgerRow {
            unit: unit.to_owned(),
            week: Week::of(day).to_int(),
            minted,
            opened: spent + 1,
            spent,
            contested: 1,
        }
    }

    #[test]
    fn nobody_watches_a_week_grow_and_sums_hide_what_their_parts_hide() {
        let now = Counts::of(&row("A", TODAY, 500, 40), TODAY);
        assert_eq!((now.minted, now.told, now.answered, now.rate()), (500, 0, 0, None));
        let last_week = Counts::of(&row("A", date(2024, 5, 20), 100, 40), TODAY);
        assert_eq!((last_week.answered, last_week.opened, last_week.expired, last_week.rate()), (40, 41, 0, None));
        let expired = Counts::of(&row("A", date(2024, 4, 1), 300, 100), TODAY);
        assert_eq!((expired.expired, expired.rate()), (200, Some(3333)));
        let few = Counts::of(&row("A", date(2024, 4, 8), 9, 9), TODAY);
        assert_eq!((few.minted, few.answered, few.expired, few.rate()), (9, 0, 0, None));
        let rows = [row("A", date(2024, 4, 1), 300, 100), row("A", date(2024, 4, 8), 9, 9), row("B", TODAY, 5, 5)];
        let rows: Vec<&LedgerRow> = rows.iter().collect();
        let csv = by_unit(&rows, TODAY, &|code| code.to_lowercase(), Lang::En).csv(Lang::En, Dialect::Machine);
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "unit,name,minted,opened,answered,expired,contested,closed,response_rate\n\
             A,a,309,101,100,200,1,300,33.33\nB,b,5,,,,,,\n,,314,101,100,200,1,300,33.33\n"
        );
        let csv = by_week(&rows, TODAY, &|code| code.to_lowercase(), Lang::En).csv(Lang::En, Dialect::Machine);
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("\n2024-05-27,B,b,2024-07-02,5,,,,,,\n2024-04-08,A,a,2024-05-14,9,"), "{csv}");
    }

    use crate::domain::dialect::Dialect;
}
