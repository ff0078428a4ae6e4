//! Targets and reference series: figures from documents, each with its mark of certainty.

use crate::domain::{
    list::{self, Cause, Column, Form, List, Mistake, Row, Unreadable, needed, optional},
    method::Method,
    month::{Month, Period},
    survey::Survey,
    unit::{ABOVE, Catalogue},
};
use std::{collections::HashMap, ops::RangeInclusive};

/// The index that a unit and everything below it should reach in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub unit: String,
    pub year: i16,
    /// The first month that it judges: January, where its list says no other.
    pub from: Month,
    /// Hundredths of a per cent: 87.00 % is 8700.
    pub hundredths: u32,
    /// "Above" rather than "at least".
    pub strict: bool,
    /// `seed`, `src`, `mem`: the certainty of the figure; [`EXAMPLE`] where nobody has set it.
    pub mark: String,
    pub source: String,
    /// Where it stands in its list.
    pub line: usize,
}

/// The value that judges, without its unit and source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Hundredths of a per cent.
    pub hundredths: u32,
    /// "Above" rather than "at least".
    pub strict: bool,
}

/// The mark of a target that shows how one would look.
pub const EXAMPLE: &str = "example";

impl Target {
    pub fn is_example(&self) -> bool {
        self.mark == EXAMPLE
    }

    pub fn threshold(&self) -> Threshold {
        Threshold { hundredths: self.hundredths, strict: self.strict }
    }

    /// Judges as the other one does.
    fn is_like(&self, other: &Self) -> bool {
        (self.hundredths, self.strict, self.is_example()) == (other.hundredths, other.strict, other.is_example())
    }

    /// Percent.
    pub fn percent(&self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }
}

/// One published figure to stand beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub year: i16,
    /// `national` or a province.
    pub scope: String,
    /// `sipas`, a factor's key, …
    pub series: String,
    /// Percent.
    pub value: f64,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub mark: String,
    pub source: String,
}

const TARGETS: [Column; 7] = [
    needed("unit", &["đơn vị", "mã đơn vị", "cơ quan, đơn vị"]),
    needed("year", &["năm"]),
    needed("value", &["mục tiêu", "chỉ tiêu", "giá trị", "tỷ lệ", "mục tiêu (%)"]),
    needed("strict", &["phải vượt", "phải cao hơn", "trên mức"]),
    optional("valid_from", &["từ ngày", "hiệu lực từ", "áp dụng từ"]),
    optional("mark", &["độ tin cậy", "ký hiệu"]),
    optional("source", &["nguồn", "căn cứ"]),
];

/// Reads a list of targets; a unit has one for a year, or several that begin in different months of it.
///
/// # Errors
/// Why it is no such list.
pub fn targets(file: &str, csv: &[u8]) -> Result<List<Target>, Unreadable> {
    let mut seen = HashMap::new();
    let form = Form { columns: &TARGETS, headless: None };
    list::read(file, csv, form, |row| {
        let target = target(row);
        let before = *seen.entry((target.unit.clone(), target.from)).or_insert(target.line);
        if row.is_good() && before != target.line {
            row.refuse_with("unit", Cause::SameTarget, before.to_string());
        }
        target
    })
}

/// A percentage that is meant as one. Up to 1 it is what a spreadsheet keeps of a cell with 87 %: 0.87.
fn percentage(row: &mut Row) -> u32 {
    let hundredths = row.hundredths("value");
    if (1..=100).contains(&hundredths) {
        row.refuse("value", Cause::NotAPercentage);
    }
    hundredths
}

/// Figures are of whole months, so a target begins with one.
fn first_month(row: &mut Row, year: i16) -> Month {
    let january = Month::january(year);
    let Some(day) = row.day("valid_from") else { return january };
    let first = Month::of(day).ok().filter(|month| day.day() == 1 && month.year() == year);
    if first.is_none() && row.is_good() {
        row.refuse("valid_from", Cause::NotAFirstDay);
    }
    first.unwrap_or(january)
}

/// All rows of [`targets`].
///
/// # Errors
/// Every mistake.
pub fn targets_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Target>, Unreadable> {
    targets(file, csv.as_ref())?.whole()
}

fn target(row: &mut Row) -> Target {
    let year = row.year("year");
    Target {
        unit: row.code("unit"),
        year,
        from: first_month(row, year),
        hundredths: percentage(row),
        strict: row.yes_or_no("strict"),
        mark: row.text("mark").to_owned(),
        source: row.text("source").to_owned(),
        line: row.line(),
    }
}

/// Targets whose unit is in no list: they would judge nobody.
pub fn of_nobody(file: &str, targets: &[Target], catalogue: &Catalogue) -> Option<Mistake> {
    let lost = targets.iter().filter(|target| catalogue.unit(&target.unit).is_none());
    Mistake::of_rows(file, Cause::UnknownUnit, "unit", lost.map(|target| (target.line, target.unit.clone())))
}

const REFERENCES: [Column; 8] = [
    needed("year", &["năm"]),
    needed("scope", &["phạm vi"]),
    needed("series", &["chỉ số", "chuỗi"]),
    needed("value", &["giá trị", "kết quả"]),
    optional("rank", &["hạng", "xếp hạng"]),
    optional("of", &["trong số", "tổng số"]),
    optional("mark", &["độ tin cậy", "ký hiệu"]),
    optional("source", &["nguồn", "căn cứ"]),
];

/// Reads a list of published figures.
///
/// # Errors
/// Why it is no such list.
pub fn references(file: &str, csv: &[u8]) -> Result<List<Reference>, Unreadable> {
    let form = Form { columns: &REFERENCES, headless: None };
    list::read(file, csv, form, |row| Reference {
        year: row.year("year"),
        scope: row.some_text("scope"),
        series: row.some_text("series"),
        value: f64::from(row.hundredths("value")) / 100.0,
        rank: row.number("rank"),
        of: row.number("of"),
        mark: row.text("mark").to_owned(),
        source: row.text("source").to_owned(),
    })
}

/// All rows of [`references`].
///
/// # Errors
/// Every mistake.
pub fn references_from_csv(file: &str, csv: impl AsRef<[u8]>) -> Result<Vec<Reference>, Unreadable> {
    references(file, csv.as_ref())?.whole()
}

/// The reason why a figure is held against no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// A quick version is no index.
    QuickVersion,
    /// Targets are set for the share of the satisfied; a mean of levels is another scale.
    OtherMethod,
    /// Nobody has set one for this year.
    NoTarget(i16),
    /// The one of this year judges from this month on alone.
    NotBefore(Month),
    /// The months of the period have different ones.
    SeveralTargets,
    /// Small units together are no organisation that has a target.
    CountedAbove,
}

/// The targets that judge figures of one version by one method.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'t> {
    targets: &'t [Target],
    catalogue: &'t Catalogue,
    unfit: Option<Unjudged>,
}

impl<'t> Judge<'t> {
    pub fn new(targets: &'t [Target], catalogue: &'t Catalogue, survey: &Survey, method: Method) -> Self {
        let unfit = match method {
            _ if survey.is_quick() => Some(Unjudged::QuickVersion),
            Method::Top2 => None,
            Method::Mean5 | Method::Mean4 => Some(Unjudged::OtherMethod),
        };
        Self { targets, catalogue, unfit }
    }

    /// The target of a unit in a period: its own or its nearest ancestor's, set for that year and the same in every month of it. A
    /// target of another year judges nothing.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn of(&self, unit: &str, period: Period) -> Result<&'t Target, Unjudged> {
        self.unfit.map_or(Ok(()), Err)?;
        if unit.ends_with(ABOVE) {
            return Err(Unjudged::CountedAbove);
        }
        let mut found: Option<&'t Target> = None;
        let mut several = false;
        for month in period.months() {
            let target = self.in_month(unit, month)?;
            several |= found.is_some_and(|before| !before.is_like(target));
            found = Some(target);
        }
        if several { Err(Unjudged::SeveralTargets) } else { found.ok_or(Unjudged::NoTarget(period.to.year())) }
    }

    /// The period by years, and where targets change within one; in their order. Each has a target, or the reason why there is none.
    pub fn spans(&self, unit: &str, period: Period) -> Vec<(Period, Result<&'t Target, Unjudged>)> {
        let mut spans: Vec<(Period, Result<&'t Target, Unjudged>)> = Vec::new();
        for month in period.months() {
            let found = self.unfit.map_or_else(|| self.in_month(unit, month), Err);
            match spans.last_mut() {
                Some((span, before)) if month.number() > 1 && is_same(before, &found) => span.to = month,
                _ => spans.push((Period { from: month, to: month }, found)),
            }
        }
        spans
    }

    fn in_month(&self, unit: &str, month: Month) -> Result<&'t Target, Unjudged> {
        let mut later: Option<Month> = None;
        for ancestor in self.catalogue.ancestors(unit) {
            let of_year = |it: &&Target| it.unit == ancestor.code && it.year == month.year();
            let own = || self.targets.iter().filter(of_year);
            if let Some(begun) = own().filter(|it| it.from <= month).max_by_key(|it| it.from) {
                return Ok(begun);
            }
            later = own().map(|it| it.from).chain(later).min();
        }
        Err(later.map_or(Unjudged::NoTarget(month.year()), Unjudged::NotBefore))
    }
}

/// Judged alike, or not judged for one reason.
fn is_same(one: &Result<&Target, Unjudged>, other: &Result<&Target, Unjudged>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => one.is_like(other),
        (Err(one), Err(other)) => one == other,
        _ => false,
    }
}

/// The years of a span for which nobody has set a target.
pub fn years_without(targets: &[Target], years: RangeInclusive<i16>) -> Vec<i16> {
    years.filter(|year| !targets.iter().any(|target| target.year == *year)).collect()
}

#[cfg(test)]
mod tests;
