//! Where somebody writes on a phone what a kiosk is to take down: one field, without JavaScript.

use super::{
    Links, Surface, document,
    frame::{Frame, summary},
    parts,
};
use crate::{collect::words, domain::language::Lang};
use maud::{Markup, html};

/// The field, with what was typed and what is wrong with it.
pub fn phone_page(lang: Lang, links: &Links, text: &str, mistake: Option<&str>) -> Markup {
    let summed: Vec<(String, String)> = mistake.iter().map(|said| ("comment".to_owned(), (*said).to_owned())).collect();
    let frame = Frame {
        surface: Surface::Phone,
        lang,
        links,
        title: words::phone_page_title(lang),
        place: None,
        error: mistake.is_some(),
        script: false,
        survey: None,
    };
    frame.wrap(html! {
        form.list.type method="post" autocomplete="off" {
            (summary(&summed, lang))
            h1 { (words::phone_page_title(lang)) }
            p.cap { (words::phone_page_hint(lang)) }
            (document::comment_field(lang, text, mistake, &html! {}))
            div.pair { button.btn.go type="submit" { (words::phone_page_send(lang)) (parts::arrow_on()) } }
        }
    })
}
