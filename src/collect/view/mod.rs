//! The pages that a person at a desk sees. Pure: values in, markup out.
//!
//! [`document`] is the whole form in one static page, the same for everybody at a desk, so it can be
//! compressed once and kept; `form.js` shows one question of it at a time. [`page`] is one page of
//! the same questions for browsers without JavaScript. [`thanks`] and [`state_page`] are what comes
//! after or instead; [`typed`] is where a receipt's short code is typed, [`phone_page`] where a phone writes for a kiosk.

mod choice;
mod document;
mod frame;
mod home;
mod kiosk;
mod pages;
mod parts;
mod phone_page;
mod question;
mod quick;
mod state;
#[cfg(test)]
mod tests;
mod typed;

pub use document::{PAGES, document};
pub use home::{HomeLinks, accessibility, home};
pub use pages::{PageState, page};
pub use phone_page::phone_page;
pub use state::{SAYS, StatePage, state_page, thanks};
pub use typed::{FIELD, TypedMistake, typed};

use crate::domain::{
    language::Lang,
    receipt::Event,
    survey::Length,
    unit::{Catalogue, Desk, Unit},
};
use jiff::{ToSpan, civil::Date};

/// Where the form is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Phone,
    Kiosk,
}

impl Surface {
    /// As in the class of the page and in `source.screen`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Kiosk => "kiosk",
        }
    }
}

/// Every URL that a page of the form needs.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub css: String,
    pub js: String,
    pub icon: String,
    pub font_regular: String,
    pub font_bold: String,
    /// This place's form in Vietnamese and in English.
    pub form_vi: String,
    pub form_en: String,
    /// The form page by page: GET shows the first page, POST takes a page. Absent in a receipt's document,
    /// which is the same for all of its kind: there the page's own address leads on.
    pub pages: Option<String>,
    /// This desk's other form, where there is one.
    pub across: Option<Across>,
    /// Where a receipt's short code is typed.
    pub typed: String,
    /// Takes a submission as JSON.
    pub api: String,
    /// Public results.
    pub results: String,
    pub kiosk: KioskLinks,
}

/// The links of a kiosk's document alone.
#[derive(Clone, Debug, Default)]
pub struct KioskLinks {
    pub manifest: String,
    /// The QR code of the poster's link.
    pub code: String,
}

/// The other form of a desk, by its address in Vietnamese.
#[derive(Clone, Debug)]
pub enum Across {
    /// From the full form to the quick one, and how long that is.
    Quick(String, Length),
    /// From the quick form to the full one.
    Full(String),
}

impl Links {
    /// The address of the other form.
    pub fn across(&self, lang: Lang) -> Option<String> {
        let (Across::Quick(url, _) | Across::Full(url)) = self.across.as_ref()?;
        Some(if lang == Lang::default() { url.clone() } else { format!("{url}?lang={}", lang.tag()) })
    }

    /// Where a kiosk waits for the next person: the full form, in Vietnamese.
    pub fn home(&self) -> &str {
        match &self.across {
            Some(Across::Full(url)) => url,
            _ => &self.form_vi,
        }
    }

    pub fn form(&self, lang: Lang) -> &str {
        lang.of(&self.form_vi, &self.form_en)
    }
}

/// The place that an answer is about.
#[derive(Clone, Debug)]
pub enum Place<'a> {
    /// A desk, the units that it receives for on a day, and what is known of its end.
    Desk { desk: &'a Desk, units: Vec<&'a Unit>, ends: Option<Ending<'a>> },
    /// A unit's step on a dossier, as the receipt says.
    Receipt { unit: &'a Unit, event: Event },
}

/// The last day of a desk, and the desks of those who then do its work.
#[derive(Clone, Debug)]
pub struct Ending<'a> {
    pub last: Date,
    pub desks: Vec<&'a Desk>,
}

/// Where the work of an organisation that ended is done now.
#[derive(Clone, Debug)]
pub struct Heir {
    /// The form of the desk; `None` where no desk receives for these units.
    pub href: Option<String>,
    pub desk: String,
    pub units: Vec<String>,
}

impl<'a> Place<'a> {
    /// A desk with its units on a day.
    pub fn desk(desk: &'a Desk, catalogue: &'a Catalogue, day: Date) -> Self {
        let ends = catalogue.last_day(desk).map(|last| {
            let next = last.saturating_add(1.day());
            let heirs = catalogue.heirs_on(desk, next);
            let receives = |desk: &&Desk| catalogue.received_on(desk, next).iter().any(|unit| heirs.contains(unit));
            Ending { last, desks: catalogue.desks_on(next).filter(receives).collect() }
        });
        Self::Desk { desk, units: catalogue.received_on(desk, day), ends }
    }

    /// The end of a desk, where it is known.
    pub fn ends(&self) -> Option<&Ending<'a>> {
        if let Self::Desk { ends, .. } = self { ends.as_ref() } else { None }
    }

    /// The units among which the person has to say whose procedure it was; a receipt says it itself.
    pub fn choice(&self) -> &[&'a Unit] {
        match self {
            Self::Desk { units, .. } if units.len() > 1 => units,
            _ => &[],
        }
    }

    pub fn name(&self, lang: Lang) -> &'a str {
        match self {
            Self::Desk { desk, .. } => desk.name_in(lang),
            Self::Receipt { unit, .. } => &unit.name,
        }
    }

    /// The language of the name where it is not the page's: units have Vietnamese names only.
    pub fn name_lang(&self, lang: Lang) -> Option<&'static str> {
        (matches!(self, Self::Receipt { .. }) && lang != Lang::Vi).then_some(Lang::Vi.tag())
    }

    /// The code for `form.js` of the desk that an answer comes from. A receipt has none: its token is in the page's address.
    pub fn code(&self) -> Option<&'a str> {
        match self {
            Self::Desk { desk, .. } => Some(&desk.code),
            Self::Receipt { .. } => None,
        }
    }
}
