//! Under the figures of a closed period: its edition, its check code, and why it is not the first.

mod words;

use crate::{
    clock,
    dashboard::words as shared,
    domain::{
        closing::{Change, read_changes},
        language::Lang,
    },
    site::Site,
    ui::format,
    work::closings::Closed,
};
use maud::{Markup, html};

/// Says it, with the units that changed: all of them, or one.
pub(super) fn card(closed: Option<&Closed>, site: &Site, only: Option<&str>, lang: Lang) -> Markup {
    let Some(Closed { closing, has_grown }) = closed else { return html! {} };
    let (reasons, changes) = read_changes(&closing.changes);
    let several = changes.iter().any(|change| change.survey != changes[0].survey);
    let wanted = |change: &&Change<'_>| only.is_none_or(|only| change.unit == Some(only));
    let changes: Vec<String> =
        changes.iter().filter(wanted).filter_map(|change| said(change, site, several, lang)).collect();
    let day = format::date(clock::local(closing.closed_at).date(), lang);
    html! {
        section.card {
            h2 { (words::closed(lang)) }
            p {
                (words::closed_as(lang, format::time_period(closing.period, lang), closing.edition, day))
                " " (words::check_code(lang)) " " code { (closing.short_digest()) } "."
            }
            @for reason in reasons { p { (words::edition_reason(reason, lang)) } }
            @if !changes.is_empty() {
                ul { @for change in &changes { li { (change) } } }
            }
            @if *has_grown { p { (words::has_grown(lang)) } }
        }
    }
}

/// `None` for a unit that the lists do not have.
fn said(change: &Change<'_>, site: &Site, several: bool, lang: Lang) -> Option<String> {
    let unit = match change.unit {
        Some(code) => site.catalogue.unit(code)?.name.as_str(),
        None => shared::pooled(lang),
    };
    let version = site.surveys.get(change.survey).filter(|_| several);
    let name = version.map_or(unit.to_owned(), |version| format!("{unit} ({})", version.title.get(lang)));
    let count = |count: Option<u64>| count.map_or("–".to_owned(), |count| format::count(count, lang));
    Some(words::changed_of(lang, name, count(change.before), count(change.after)))
}
