//! The frame of every page: head, header with place and language, main, footer.

use super::{Links, Place, Surface, kiosk, parts};
use crate::{
    collect::words,
    domain::{language::Lang, survey::Survey},
    ui::words::lang_name,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const FACES: &str = include_str!("../../../assets/faces.svg");

/// The parts of a page's frame.
pub(super) struct Frame<'a> {
    pub surface: Surface,
    pub lang: Lang,
    pub links: &'a Links,
    pub title: &'a str,
    /// The place that the answer is about, where that is known.
    pub place: Option<&'a Place<'a>>,
    /// The title begins with the word for an error.
    pub error: bool,
    /// The page is shown by `form.js`.
    pub script: bool,
    /// The survey, for `form.js`. The desk is the place's.
    pub survey: Option<&'a Survey>,
}

impl Frame<'_> {
    /// A whole page around `main`.
    pub fn wrap(&self, main: Markup) -> Markup {
        let desk = self.survey.and(self.place).and_then(Place::code);
        html! {
            (DOCTYPE)
            html.(self.surface.key()).on[!self.script && self.place.is_some()] lang=(self.lang.tag()) {
                (self.head())
                body data-survey=[self.survey.map(|survey| &survey.key)] data-desk=[desk]
                    data-closes=[self.survey.filter(|_| self.is_kiosk()).and_then(|survey| survey.closes).map(|day| day.to_string())]
                    data-ends=[self.place.filter(|_| self.is_kiosk()).and_then(Place::ends).map(|end| end.last.to_string())]
                    data-api=[self.script.then_some(&self.links.api)] {
                    a.jump href="#main" { (words::skip_link(self.lang)) }
                    div hidden { (PreEscaped(FACES)) }
                    (self.header())
                    main #main { (main) }
                    (self.footer())
                }
            }
        }
    }

    /// This is a kiosk's whole document.
    fn is_kiosk(&self) -> bool {
        self.surface == Surface::Kiosk && self.survey.is_some()
    }

    fn head(&self) -> Markup {
        let (lang, links) = (self.lang, self.links);
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1,interactive-widget=resizes-content";
                meta name="robots" content="noindex";
                meta name="description" content=(words::ask(lang));
                meta name="theme-color" content="#b81c24";
                title {
                    @if self.error { (words::error_prefix(lang)) }
                    (self.title) " · " (words::name(lang))
                }
                link rel="icon" href=(links.icon) type="image/svg+xml";
                @for font in [&links.font_regular, &links.font_bold] {
                    link rel="preload" href=(font) as="font" type="font/woff2" crossorigin;
                }
                link rel="stylesheet" href=(links.css);
                @if self.is_kiosk() { link rel="manifest" href=(links.kiosk.manifest); }
                @if self.script { script src=(links.js) defer {} }
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            header {
                p.place { b { (words::name(self.lang)) } @if let Some(place) = self.place { " " span lang=[place.name_lang(self.lang)] { (place.name(self.lang)) } } }
                nav.langs aria-label=(Lang::ALL.map(words::languages).join(" · ")) {
                    @for other in Lang::ALL.into_iter().filter(|lang| *lang != self.lang) {
                        a href=(self.links.form(other)) hreflang=(other.tag()) lang=(other.tag()) {
                            (lang_name(other))
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer {
                @if self.surface == Surface::Phone { p { (words::anonymous(self.lang)) } }
                @if self.survey.is_some() {
                    @if self.surface == Surface::Kiosk {
                        p #waiting role="status" hidden { (words::waiting(self.lang)) }
                        (kiosk::note(self.lang))
                    } @else {
                        (waiting(self.lang))
                        button.quiet #erase type="button" hidden { (words::erase(self.lang)) }
                    }
                } @else if self.script { (waiting(self.lang)) }
            }
        }
    }
}

/// The note of `form.js` about forms that a phone could not hand in yet.
fn waiting(lang: Lang) -> Markup {
    html! { p #waiting role="status" data-text=(words::kept(lang)) {} }
}

/// The error summary at the top of a page: links to fields, each with its message.
pub(super) fn summary(errors: &[(String, String)], lang: Lang) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.sum role="alert" tabindex="-1" autofocus {
                h2 { (parts::alert()) (words::errors(lang)) }
                ul { @for (anchor, text) in errors { li { a href={ "#" (anchor) } { (text) } } } }
            }
        }
    }
}
