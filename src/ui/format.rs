//! Numbers and dates as people here write them: `88,60%`, `1.204`, `05/01/2025`, `+1,24 điểm %`; dates in English name the month.
//!
//! An index arrives as whole hundredths of a per cent, rounded once and exactly by
//! [`Estimate::hundredths`](crate::domain::index::Estimate::hundredths); nothing here rounds an index.

use crate::domain::{
    figure::{Point, tenths},
    hours::Hours,
    interval::Interval,
    language::Lang,
    month::{Month, Period},
    time_period::TimePeriod,
};
use crate::ui::words;
use jiff::civil::{Date, DateTime};

/// `1.204` or `1,204`.
pub fn count(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(words::thousands(lang));
        }
        text.push(digit);
    }
    text
}

/// A count of which two figures are enough, rounded up: `1.300`.
pub fn about(number: u64, lang: Lang) -> String {
    let step = 10u64.pow(number.max(1).ilog10().saturating_sub(1));
    count(number.div_ceil(step) * step, lang)
}

/// The true minus sign: a hyphen is shorter, breaks at the end of a line and is read aloud as a dash.
const MINUS: &str = "\u{2212}";

/// `value / 10^places` with the decimal mark of the language: 8860 with 2 places is `88,60`.
pub fn fixed(value: i64, places: u32, lang: Lang) -> String {
    let power = 10u64.pow(places);
    let (size, sign) = (value.unsigned_abs(), if value < 0 { MINUS } else { "" });
    let whole = count(size / power, lang);
    let mark = words::decimals(lang);
    if places == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}{mark}{:0width$}", size % power, width = places as usize)
}

/// An index without its sign: `88,60`.
pub fn index(hundredths: i64, lang: Lang) -> String {
    fixed(hundredths, 2, lang)
}

/// An index with the decimals of its list: `86,996`.
pub fn placed(point: Point, places: u32, lang: Lang) -> String {
    fixed(point.rounded(places), places, lang)
}

/// `88,60%`.
pub fn percent(hundredths: i64, lang: Lang) -> String {
    format!("{}%", index(hundredths, lang))
}

/// A target: `87%`, or `87,50%` where it has decimals.
pub fn target(hundredths: u32, lang: Lang) -> String {
    let hundredths = i64::from(hundredths);
    if hundredths % 100 == 0 { format!("{}%", hundredths / 100) } else { percent(hundredths, lang) }
}

/// A difference of two indices: `+1,24`, `−0,50`, `0,00`.
pub fn change(hundredths: i64, lang: Lang) -> String {
    let sign = if hundredths > 0 { "+" } else { "" };
    format!("{sign}{}", index(hundredths, lang))
}

/// The same with other decimals than two.
pub fn points_of(value: i64, places: u32, lang: Lang) -> String {
    let sign = if value > 0 { "+" } else { "" };
    words::points(lang, format!("{sign}{}", fixed(value, places, lang)))
}

/// `+1,24 điểm %`: a difference of percentages is in points, never in per cent.
pub fn points(hundredths: i64, lang: Lang) -> String {
    words::points(lang, change(hundredths, lang))
}

/// The share `part / whole` in tenths of a per cent, rounded half up; 0 of nothing.
pub fn share_tenths(part: u64, whole: u64) -> i64 {
    let (part, whole) = (u128::from(part), u128::from(whole));
    (part * 2000 + whole).checked_div(2 * whole).unwrap_or(0) as i64
}

/// `87,4–89,7`, percent.
pub fn interval(interval: Interval, lang: Lang) -> String {
    range(tenths(interval.low), tenths(interval.high), lang)
}

/// `87,4–89,7` of tenths.
pub fn range(low: i64, high: i64, lang: Lang) -> String {
    format!("{}–{}", fixed(low, 1, lang), fixed(high, 1, lang))
}

/// `−0,3 … +2,8` of tenths of a point.
pub fn changes(low: i64, high: i64, lang: Lang) -> String {
    let signed = |tenths: i64| format!("{}{}", if tenths > 0 { "+" } else { "" }, fixed(tenths, 1, lang));
    // A dash between numbers with signs reads as another sign.
    format!("{} … {}", signed(low), signed(high))
}

/// `05/01/2025`, and `5 January 2025`: of digits alone an English reader cannot know which is the month.
pub fn date(day: Date, lang: Lang) -> String {
    day.strftime(words::date(lang)).to_string()
}

/// `14:05 05/01/2025`, and `14:05, 5 January 2025`.
pub fn moment(time: DateTime, lang: Lang) -> String {
    words::moment(lang, time.strftime("%H:%M"), date(time.date(), lang))
}

/// `05/2024`.
pub fn month(month: Month) -> String {
    format!("{:02}/{:04}", month.number(), month.year())
}

/// `năm 2024`, `quý 2/2024`, `tháng 05/2024` or `03/2024–08/2024`.
pub fn period(period: Period, lang: Lang) -> String {
    let (from, to) = (period.from, period.to);
    if let Some(year) = period.whole_year() {
        return words::in_year(lang, year);
    }
    if from == to {
        return words::in_month(lang, month(from));
    }
    if from.year() == to.year() && from.number() % 3 == 1 && to.number() == from.number() + 2 {
        return words::in_quarter(lang, to.number() / 3, from.year());
    }
    format!("{}–{}", month(from), month(to))
}

/// The same of the time that a response keeps.
pub fn time_period(of: TimePeriod, lang: Lang) -> String {
    period(Period { from: of.first(), to: of.last() }, lang)
}

/// Opening hours as one reads and types them.
pub fn hours(hours: &Hours, lang: Lang) -> String {
    hours.write(&words::weekdays(lang))
}

/// The first letter as at the start of a sentence.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Vi};

    #[test]
    fn figures_are_written_as_here() {
        assert_eq!([0, 204, 1_204, 1_234_567].map(|n| count(n, Vi)), ["0", "204", "1.204", "1.234.567"]);
        assert_eq!([0, 7, 87, 1_204, 99_100].map(|n| about(n, Vi)), ["0", "7", "87", "1.300", "100.000"]);
        assert_eq!(count(1_204, En), "1,204");
        assert_eq!((percent(8860, Vi), percent(8860, En)), ("88,60%".into(), "88.60%".into()));
        assert_eq!((percent(10_000, Vi), percent(5, Vi)), ("100,00%".into(), "0,05%".into()));
        assert_eq!((points(124, Vi), points(-50, En)), ("+1,24 điểm %".into(), "−0.50 points".into()));
        assert_eq!((change(0, Vi), change(-5, Vi)), ("0,00".into(), "−0,05".into()));
        assert_eq!((target(8700, Vi), target(8750, Vi)), ("87%".into(), "87,50%".into()));
        assert_eq!(interval(Interval { low: 0.8741, high: 0.8969 }, Vi), "87,4–89,7");
        assert_eq!(
            [changes(-3, 28, Vi), changes(0, 4, En)],
            ["\u{2212}0,3 … +2,8".to_owned(), "0.0 … +0.4".to_owned()]
        );
        assert_eq!(fixed(12_345_678, 2, Vi), "123.456,78");
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!((share_tenths(1, 3), share_tenths(1, 2000), share_tenths(0, 0)), (333, 1, 0));
    }

    #[test]
    fn times_are_written_as_here() {
        let time = jiff::civil::date(2025, 1, 5).at(9, 4, 30, 0);
        assert_eq!((moment(time, Vi), moment(time, En)), ("09:04 05/01/2025".into(), "09:04, 5 January 2025".into()));
        let month = |text: &str| text.parse::<Month>().unwrap();
        let written = |from, to| period(Period::new(month(from), month(to)).unwrap(), Vi);
        assert_eq!(written("2024-01", "2024-12"), "năm 2024");
        assert_eq!(written("2024-04", "2024-06"), "quý 2/2024");
        assert_eq!(written("2024-05", "2024-05"), "tháng 05/2024");
        assert_eq!(written("2023-11", "2024-02"), "11/2023–02/2024");
        assert_eq!(sentence("năm 2024"), "Năm 2024");
        assert_eq!(sentence("đạt"), "Đạt");
    }
}
