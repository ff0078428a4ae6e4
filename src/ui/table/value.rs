//! A value of a table.

use crate::domain::{
    dialect::{Cell, Dialect},
    figure::{Change, Point, Shown},
    language::Lang,
    month::Month,
};
use crate::ui::{format, words};
use jiff::civil::Date;

/// One value, not yet written in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Date(Date),
    Count(u64),
    /// Percent in hundredths, shown without its sign: the head of the column says (%).
    Index(i64),
    /// Percent times `10^places`, where the list needs more than two.
    Placed {
        value: i64,
        places: u32,
    },
    /// A thing by its key, which programs read, and its name.
    Named {
        key: String,
        name: String,
    },
    /// `05/2024` for people, `2024-05` for programs.
    Month(Month),
    /// Percent in tenths.
    Tenths(i64),
    /// Difference of two indices, hundredths of a point, shown with its sign.
    Change(i64),
    /// Percent in tenths; two columns of the CSV.
    Range {
        low: i64,
        high: i64,
    },
    /// Bounds of a difference, tenths of a point, each with its sign; two columns of the CSV.
    Changes {
        low: i64,
        high: i64,
    },
    /// Whole numbers from and to, such as a rank's; two columns of the CSV.
    Between {
        low: u64,
        high: u64,
    },
    /// A count that is not told because it is below ten.
    Few,
    /// So many, of which the figures are, of at most so many that there are; two columns of the CSV.
    PartOf {
        some: u64,
        of: u64,
    },
    /// Exists and is not published.
    Withheld,
    /// Does not exist.
    Missing,
}

impl Value {
    /// The cell of a figure: a value taken from its point.
    pub fn of(shown: Shown, take: impl Fn(Point) -> Self) -> Self {
        match shown {
            Shown::Point(point) => take(point),
            // Of a part only the index and how many it is: an interval would speak for all.
            Shown::Fragment(part) => match take(part.uncertain()) {
                Self::Range { .. } | Self::Tenths(_) => Self::Missing,
                other => other,
            },
            Shown::Withheld => Self::Withheld,
            Shown::NoData => Self::Missing,
        }
    }

    /// The number of people behind a figure.
    pub fn people(shown: Shown) -> Self {
        Self::of(shown, |point| Self::counted(point.responses, point.of))
    }

    /// So many, where it is said of at most how many.
    pub fn counted(some: u64, of: Option<u64>) -> Self {
        of.map_or(Self::Count(some), |of| Self::PartOf { some, of })
    }

    /// An index with the decimals of its list.
    pub fn index(shown: Shown, places: u32) -> Self {
        Self::of(shown, |point| Self::Placed { value: point.rounded(places), places })
    }

    pub fn named(key: impl Into<String>, name: impl Into<String>) -> Self {
        Self::Named { key: key.into(), name: name.into() }
    }

    /// The interval of a change.
    pub fn of_change(change: Change) -> Self {
        Self::Changes { low: change.low(), high: change.high() }
    }

    /// As read on the page.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(day) => format::date(*day, lang),
            Self::Count(number) => format::count(*number, lang),
            Self::Index(hundredths) => format::index(*hundredths, lang),
            Self::Placed { value, places } => format::fixed(*value, *places, lang),
            Self::Named { name, .. } => name.clone(),
            Self::Month(month) => format::month(*month),
            Self::Tenths(tenths) => format::fixed(*tenths, 1, lang),
            Self::Change(hundredths) => format::change(*hundredths, lang),
            Self::Range { low, high } => format::range(*low, *high, lang),
            Self::Changes { low, high } => format::changes(*low, *high, lang),
            Self::Between { low, high } if low == high => format::count(*low, lang),
            Self::Between { low, high } => format!("{}–{}", format::count(*low, lang), format::count(*high, lang)),
            Self::Few => words::under_ten(lang).to_owned(),
            Self::PartOf { some, of } => words::part_of(lang, format::count(*some, lang), format::count(*of, lang)),
            Self::Withheld => words::withheld_short(lang).to_owned(),
            Self::Missing => "–".to_owned(),
        }
    }

    /// The text of a cell for programs or for people.
    pub(super) fn text(&self, dialect: Dialect) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Named { key, .. } if dialect == Dialect::Machine => key.clone(),
            Self::Named { name, .. } => name.clone(),
            Self::Month(month) if dialect == Dialect::Machine => month.to_string(),
            Self::Month(month) => format::month(*month),
            _ => String::new(),
        }
    }

    pub(super) fn cells<'v>(&'v self, text: &'v str, lang: Lang, dialect: Dialect, twice: bool) -> Vec<Cell<'v>> {
        let fixed = |value: i64, places| Cell::Fixed { value, places };
        let integer = |number: u64| Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let one = match self {
            Self::Text(_) | Self::Named { .. } | Self::Month(_) => Cell::Text(text),
            Self::Date(day) => Cell::Date(*day),
            Self::Count(number) => integer(*number),
            Self::Index(value) | Self::Change(value) => fixed(*value, 2),
            Self::Placed { value, places } => fixed(*value, *places),
            Self::Tenths(value) => fixed(*value, 1),
            Self::Range { low, high } | Self::Changes { low, high } => return vec![fixed(*low, 1), fixed(*high, 1)],
            Self::Between { low, high } => return vec![integer(*low), integer(*high)],
            Self::PartOf { some, of } => return vec![integer(*some), integer(*of)],
            // A word in a column of numbers helps a reader and breaks a program.
            Self::Withheld if dialect == Dialect::ExcelVi => Cell::Text(words::withheld_short(lang)),
            Self::Few if dialect == Dialect::ExcelVi => Cell::Text(words::under_ten(lang)),
            Self::Few | Self::Withheld | Self::Missing => Cell::Empty,
        };
        if twice { vec![one, Cell::Empty] } else { vec![one] }
    }
}
