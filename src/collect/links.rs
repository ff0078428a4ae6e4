//! Where the pages of the form lead.

use crate::{
    collect::view::{Across, KioskLinks, Links, Surface},
    domain::{language::Lang, survey::Mode},
    web::{
        paths::{self, route},
        state::App,
    },
    work::address,
};

/// Through which form a person comes in.
#[derive(Clone, Copy)]
pub(super) struct Door {
    pub surface: Surface,
    pub mode: Mode,
}

/// The links of all pages, of any place.
pub(super) fn links(app: &App) -> Links {
    Links {
        css: app.assets.url("form.css"),
        js: app.assets.url("form.js"),
        icon: app.assets.url("icon.svg"),
        font_regular: app.assets.url("noto-sans-400.woff2"),
        font_bold: app.assets.url("noto-sans-600.woff2"),
        // A query alone leads to the same page: a part that is not given for its place is not written into it.
        form_vi: format!("?lang={}", Lang::Vi.tag()),
        form_en: format!("?lang={}", Lang::En.tag()),
        pages: None,
        across: None,
        typed: route::RECEIPT_TYPED.to_owned(),
        api: route::SUBMISSIONS.to_owned(),
        results: if address::leads_somewhere(&app.base_url) {
            format!("{}{}", app.base_url, route::RESULTS)
        } else {
            route::RESULTS.to_owned()
        },
        kiosk: KioskLinks::default(),
    }
}

/// The links of the pages of a desk.
pub(super) fn at_desk(app: &App, desk: &str, door: Door) -> Links {
    let full = match door.surface {
        Surface::Phone => paths::poster(desk),
        Surface::Kiosk => paths::kiosk(desk),
    };
    let quick = paths::quick(&full);
    let (form, across) = match door.mode {
        Mode::Full => {
            let offered = app.site.quick_survey(app.clock.local().date());
            (full, offered.map(|survey| Across::Quick(quick, survey.rated())))
        }
        Mode::Quick => (quick, Some(Across::Full(full))),
    };
    let links = Links {
        form_en: format!("{form}?lang=en"),
        pages: Some(paths::pages(&form)),
        form_vi: form,
        across,
        ..links(app)
    };
    match door.surface {
        Surface::Phone => links,
        Surface::Kiosk => Links {
            css: app.assets.url("kiosk.css"),
            js: app.assets.url("kiosk.js"),
            kiosk: KioskLinks { manifest: paths::kiosk_manifest(desk), code: paths::kiosk_code(desk) },
            ..links
        },
    }
}
