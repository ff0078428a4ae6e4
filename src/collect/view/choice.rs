//! Between the rated statements and the further questions: to send now, or to go on.

use super::{parts, question::Look};
use crate::{
    collect::words,
    domain::{
        language::Lang,
        survey::{Kind, Survey},
    },
    ui::length,
};
use maud::{Markup, html};

/// The screen in the whole document.
pub(super) fn screen(look: &Look<'_>) -> Markup {
    let lang = look.lang;
    let offers = look.survey.kinds().iter().map(|kind| (*kind, offer(look.survey, Some(*kind), lang)));
    let offers: Vec<(Kind, String)> = offers.collect();
    let differ = offers.windows(2).any(|pair| pair[0].1 != pair[1].1);
    html! {
        section.s.s-end.s-choice #choice data-step="choice" data-count=(words::further(lang, "{n}", "{total}")) {
            (parts::mistakes(lang))
            h2 tabindex="-1" { (words::choice(lang)) }
            p.hint { (words::choice_hint(lang)) }
            div.pair {
                button.btn.go #enough type="button" { (words::send_now(lang)) }
                button.btn #onward type="button" {
                    @for (kind, offer) in offers.iter().take(if differ { offers.len() } else { 1 }) {
                        span data-kind=[differ.then_some(kind.key())] { (offer) }
                    }
                    (parts::arrow_on())
                }
            }
        }
    }
}

/// "Trả lời thêm 14 câu (khoảng 2 phút)", for a kind of respondent where it is known.
pub(super) fn offer(survey: &Survey, kind: Option<Kind>, lang: Lang) -> String {
    length::offer(kind.map_or(survey.most().0, |kind| survey.more(kind)), lang)
}
