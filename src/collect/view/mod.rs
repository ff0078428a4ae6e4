//! What a person at a desk sees. Pure: values in, markup out.
//!
//! [`document`] is the whole form in one static page, the same for everybody at a desk, so it can be
//! compressed once and kept; `form.js` shows one question of it at a time. [`page`] is one page of
//! the same questions for browsers without JavaScript. [`thanks`] and [`state_page`] are what comes
//! after or instead.

mod document;
mod frame;
mod pages;
mod parts;
mod question;
mod state;
#[cfg(test)]
mod tests;

pub use document::document;
pub use pages::{PageState, page};
pub use state::{StatePage, state_page, thanks};

use crate::domain::{
    survey::Lang,
    unit::{Desk, Unit},
};

/// Where the form is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Phone,
    Kiosk,
}

impl Surface {
    /// As in the class of the page and in `source.screen`.
    #[must_use]
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
    /// This desk's form in Vietnamese and in English.
    pub form_vi: String,
    pub form_en: String,
    /// The form page by page: GET shows the first page, POST takes a page.
    pub pages: String,
    /// Takes a submission as JSON.
    pub api: String,
    /// Public results.
    pub results: String,
}

impl Links {
    #[must_use]
    pub fn form(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.form_vi,
            Lang::En => &self.form_en,
        }
    }
}

/// The desk and the units that it receives for.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub desk: &'a Desk,
    pub units: Vec<&'a Unit>,
}

impl Place<'_> {
    /// Whether the person has to say whose procedure it was.
    #[must_use]
    pub fn is_several(&self) -> bool {
        self.units.len() > 1
    }

    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.desk.name,
            Lang::En => &self.desk.name_en,
        }
    }
}
