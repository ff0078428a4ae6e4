//! The requests of the forms, read and checked; every mistake by its field.

use crate::domain::{
    language::Lang,
    receipt::Event,
    unit::{Catalogue, Desk, Standing, Unit},
};
use crate::{
    print::{
        format::{Layout, Size},
        words,
    },
    ui::{form::Mistake, format::date},
};
use jiff::civil::Date;

/// Most receipts of one sheet or file.
pub const MOST: u32 = 500;
/// In place of a desk: all of them. No code reads so.
pub const ALL_DESKS: &str = "*";

/// Names and values as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The text that was sent under a name, without the blanks around it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }
}

/// Posters of desks.
#[derive(Clone, Debug)]
pub struct Posters<'c> {
    pub desks: Vec<&'c Desk>,
    pub size: Size,
}

/// Receipts that were minted already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub first: u32,
    pub last: u32,
    pub layout: Layout,
}

/// Receipts to be minted.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'c> {
    pub unit: &'c Unit,
    pub event: Event,
    pub count: u32,
    pub layout: Layout,
}

/// Reads `desk` and `size`.
///
/// # Errors
/// Every mistake.
pub fn posters<'c>(
    fields: &Fields,
    catalogue: &'c Catalogue,
    today: Date,
    lang: Lang,
) -> Result<Posters<'c>, Vec<Mistake>> {
    let desks = match fields.get("desk") {
        Some(ALL_DESKS) => catalogue.desks_on(today).collect(),
        code => code.and_then(|code| catalogue.desk(code)).into_iter().collect::<Vec<_>>(),
    };
    let size = Size::ALL.into_iter().find(|size| fields.get("size") == Some(size.key()));
    let mut mistakes = Vec::new();
    let ended = desks.iter().find_map(|desk| match catalogue.desk_on(desk, today) {
        Standing::Ended(last) => Some(last),
        _ => None,
    });
    if let Some(last) = ended {
        mistakes.push(mistake("desk", &words::desk_ended(lang, date(last, lang))));
    }
    if desks.is_empty() {
        mistakes.push(mistake("desk", words::choose_desk(lang)));
    }
    match size {
        Some(size) if mistakes.is_empty() => return Ok(Posters { desks, size }),
        Some(_) => {}
        None => mistakes.push(mistake("size", words::choose_size(lang))),
    }
    Err(mistakes)
}

/// Reads `first`, `count` and `layout`. The store knows which were minted.
///
/// # Errors
/// Every mistake.
pub fn range(fields: &Fields, lang: Lang) -> Result<Range, Vec<Mistake>> {
    let first = fields.get("first").and_then(whole);
    let (count, layout) = (count(fields.get("count")), layout(fields.get("layout")));
    let last = first.zip(count).map(|(first, count)| first.saturating_add(count - 1));
    if let (Some(first), Some(last), Some(layout)) = (first, last, layout) {
        return Ok(Range { first, last, layout });
    }
    let mut mistakes = Vec::new();
    if first.is_none() {
        mistakes.push(mistake("first", words::enter_first(lang)));
    }
    if count.is_none() {
        mistakes.push(mistake("count", &words::enter_count(lang, MOST)));
    }
    if layout.is_none() {
        mistakes.push(mistake("layout", words::choose_layout(lang)));
    }
    Err(mistakes)
}

/// Reads `unit`, `event`, `amount` and `output`.
///
/// # Errors
/// Every mistake.
pub fn fresh<'c>(fields: &Fields, catalogue: &'c Catalogue, lang: Lang) -> Result<Fresh<'c>, Vec<Mistake>> {
    let unit = fields.get("unit").and_then(|code| catalogue.unit(code));
    let event = fields.get("event").and_then(Event::from_key);
    let (count, layout) = (count(fields.get("amount")), layout(fields.get("output")));
    if let (Some(unit), Some(event), Some(count), Some(layout)) = (unit, event, count, layout) {
        return Ok(Fresh { unit, event, count, layout });
    }
    let mut mistakes = Vec::new();
    if unit.is_none() {
        mistakes.push(mistake("unit", words::choose_unit(lang)));
    }
    if event.is_none() {
        mistakes.push(mistake("event", words::choose_event(lang)));
    }
    if count.is_none() {
        mistakes.push(mistake("amount", &words::enter_count(lang, MOST)));
    }
    if layout.is_none() {
        mistakes.push(mistake("output", words::choose_layout(lang)));
    }
    Err(mistakes)
}

/// A mistake of a field.
pub fn mistake(field: &'static str, text: &str) -> Mistake {
    Mistake { field, text: text.to_owned() }
}

/// A whole number from 1, in digits alone.
fn whole(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number > 0)
}

fn count(text: Option<&str>) -> Option<u32> {
    text.and_then(whole).filter(|count| *count <= MOST)
}

fn layout(text: Option<&str>) -> Option<Layout> {
    Layout::ALL.into_iter().find(|layout| text == Some(layout.key()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn wrong<T>(result: Result<T, Vec<Mistake>>) -> Vec<&'static str> {
        result.err().unwrap_or_default().iter().map(|mistake| mistake.field).collect()
    }

    #[test]
    fn numbers_are_whole_and_within_bounds() {
        let read = |first, count| range(&fields(&[("first", first), ("count", count), ("layout", "csv")]), Lang::Vi);
        assert_eq!(read(" 7 ", "500"), Ok(Range { first: 7, last: 506, layout: Layout::Csv }));
        assert_eq!(wrong(read("0", "0")), ["first", "count"]);
        assert_eq!(wrong(read("+7", "501")), ["first", "count"]);
        assert_eq!(wrong(read("bảy", "1.0")), ["first", "count"]);
        assert_eq!(wrong(read("99999999999", "-1")), ["first", "count"]);
        assert_eq!(read("4294967295", "500").map(|range| range.last), Ok(u32::MAX));
        assert_eq!(wrong(range(&Fields::default(), Lang::Vi)), ["first", "count", "layout"]);
    }

    #[test]
    fn what_is_not_known_is_said_by_field() {
        let catalogue = Catalogue::default();
        assert_eq!(
            wrong(posters(&fields(&[("desk", "NOPE")]), &catalogue, jiff::civil::date(2024, 5, 30), Lang::En)),
            ["desk", "size"]
        );
        assert_eq!(wrong(fresh(&Fields::default(), &catalogue, Lang::En)), ["unit", "event", "amount", "output"]);
    }
}
