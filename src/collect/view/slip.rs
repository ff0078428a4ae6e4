//! Where somebody writes on a phone what a kiosk is to take down: one field, without JavaScript.

use super::{
    Links, Surface, document,
    frame::{Frame, summary},
    parts,
};
use crate::{collect::words, domain::language::Lang};
use maud::{Markup, html};

/// The field, with what was typed and what is wrong with it.
pub fn slip(lang: Lang, links: &Links, text: &str, mistake: Option<&str>) -> Markup {
    let summed: Vec<(String, String)> = mistake.iter().map(|said| ("comment".to_owned(), (*said).to_owned())).collect();
    let frame = Frame {
        surface: Surface::Phone,
        lang,
        links,
        title: words::SLIP_TITLE.get(lang),
        place: None,
        error: mistake.is_some(),
        script: false,
        survey: None,
    };
    frame.wrap(html! {
        form.list.type method="post" autocomplete="off" {
            (summary(&summed, lang))
            h1 { (words::SLIP_TITLE.get(lang)) }
            p.cap { (words::SLIP_HINT.get(lang)) }
            (document::comment_field(lang, text, mistake, &html! {}))
            div.pair { button.btn.go type="submit" { (words::SLIP_SEND.get(lang)) (parts::arrow_on()) } }
        }
    })
}
