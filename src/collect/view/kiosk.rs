//! What only the kiosk's document has: `kiosk.js` shows and fills it.

use super::{Ending, KioskLinks, parts};
use crate::{
    collect::words::{self, Pair, kiosk as say},
    domain::{language::Lang, survey::Survey},
};
use maud::{Markup, html};

/// What leads on: a touch, or where staff have set the screen to slow, a button.
pub(super) fn leads_on(lang: Lang) -> Markup {
    html! {
        p.hint.by-itself { (words::TAP_HINT.get(lang)) }
        p.hint.by-button hidden { (say::SLOW_HINT.get(lang)) }
    }
}

/// Beside the start button: the poster's code, and the way in with a receipt.
pub(super) fn aside(lang: Lang, links: &KioskLinks) -> Markup {
    html! {
        div.aside {
            figure {
                img.code src=(links.code) width="240" height="240" alt="";
                figcaption { (say::SCAN.get(lang)) }
            }
            button.btn #have-receipt type="button" hidden { (say::HAVE_RECEIPT.get(lang)) }
        }
    }
}

/// In place of the start button.
pub(super) fn states(lang: Lang, ends: Option<&Ending<'_>>) -> Markup {
    html! {
        p.off #ended role="status" hidden { (ended(lang, ends)) }
        p.off #updating role="status" hidden { (say::UPDATING.get(lang)) }
        p.off #stopped role="status" hidden { (say::OUT_OF_SERVICE.get(lang)) }
        p.hint #hours hidden { (say::OUT_OF_HOURS.get(lang)) }
    }
}

/// In words that stay true without network: the script knows the day.
fn ended(lang: Lang, ends: Option<&Ending<'_>>) -> Markup {
    let desks: Vec<&str> = ends.iter().flat_map(|end| &end.desks).map(|desk| desk.name_in(lang)).collect();
    html! {
        (words::DESK_ENDED.get(lang)) "."
        @if !desks.is_empty() { " " (words::HEIRS.get(lang)) " " (desks.join("; ")) "." }
    }
}

/// One quiet line of the footer; the script chooses which. Whether the screen is paired is for staff, in their dialogs.
pub(super) fn note(lang: Lang) -> Markup {
    html! {
        p #note role="status" hidden data-alarm=(say::ALARM.get(lang)) data-unsaved=(say::UNSAVED_NOTE.get(lang))
            data-waiting=(words::WAITING.get(lang)) data-receipt=(say::WITH_RECEIPT.get(lang)) {}
    }
}

pub(super) fn phone_words(lang: Lang) -> Markup {
    html! { button.btn #phone type="button" hidden { (say::PHONE_WORDS.get(lang)) } }
}

/// Neither stored nor sent.
pub(super) fn unsaved(lang: Lang) -> Markup {
    html! {
        section.s.s-end #unsaved role="alert" {
            h2 tabindex="-1" { (parts::alert()) " " (say::UNSAVED.get(lang)) }
            p { (say::UNSAVED_HINT.get(lang)) }
            button.btn.go #retry type="button" { (say::RETRY.get(lang)) }
        }
    }
}

pub(super) fn dialogs(lang: Lang, survey: &Survey) -> Markup {
    html! { (receipt(lang)) (slip(lang)) (pairing(lang)) (pin(lang)) (menu(lang, survey)) (unpair(lang)) }
}

/// The staff's stay open when a person's time is over.
fn dialog(id: &str, staff: bool, title: Pair, lang: Lang, body: &Markup) -> Markup {
    let name = format!("{id}-title");
    html! {
        dialog.staff[staff] id=(id) aria-labelledby=(name) { h2 id=(name) tabindex="-1" { (title.get(lang)) } (body) }
    }
}

fn close(lang: Lang) -> Markup {
    html! { button.btn.close type="button" { (say::CLOSE.get(lang)) } }
}

/// A text field whose content no browser keeps.
fn field(id: &str, label: Pair, lang: Lang) -> Markup {
    html! {
        label for=(id) { (label.get(lang)) }
        input id=(id) type="text" autocomplete="off" autocorrect="off" autocapitalize="characters" spellcheck="false"
            enterkeyhint="go" aria-describedby={ (id) "-error" };
    }
}

fn receipt(lang: Lang) -> Markup {
    let t = |pair: Pair| pair.get(lang);
    let body = html! {
        form autocomplete="off" novalidate {
            p { (t(say::RECEIPT_HINT)) }
            (field("receipt-code", say::RECEIPT_TITLE, lang))
            p.fault #receipt-code-error role="alert" data-shape=(t(say::RECEIPT_SHAPE)) data-already_answered=(t(words::ALREADY))
                data-receipt_revoked=(t(words::REVOKED)) data-404=(t(words::UNKNOWN_RECEIPT)) data-410=(t(words::EXPIRED_RECEIPT))
                data-code_used_up=(t(words::TYPE_USED_UP)) data-429=(t(words::TOO_MANY_TRIES)) data-receipt_elsewhere=(t(say::RECEIPT_FOREIGN)) data-422=(t(say::RECEIPT_SHAPE)) data-other=(t(say::RECEIPT_OTHER)) {}
            div.pair {
                button.btn.go type="submit" { (t(say::RECEIPT_USE)) }
                button.btn #without type="button" { (t(say::RECEIPT_WITHOUT)) }
                (close(lang))
            }
        }
    };
    dialog("receipt-ask", false, say::HAVE_RECEIPT, lang, &body)
}

fn slip(lang: Lang) -> Markup {
    let body = html! {
        div.scan {
            img.code #slip-code width="240" height="240" alt=(say::PHONE_CODE.get(lang)) hidden;
            p { (say::PHONE_HINT.get(lang)) }
        }
        p.fault #slip-error role="alert" data-over=(say::PHONE_OVER.get(lang)) data-none=(say::PHONE_NONE.get(lang)) {}
        div.pair { (close(lang)) }
    };
    dialog("slip", false, say::PHONE_WORDS, lang, &body)
}

fn pairing(lang: Lang) -> Markup {
    let t = |pair: Pair| pair.get(lang);
    let body = html! {
        // With a way out of its own: the form and its buttons are not shown then.
        div #insecure hidden { p { (t(say::INSECURE)) } (close(lang)) }
        form autocomplete="off" novalidate {
            p { (t(say::UNPAIRED)) " " (t(say::PAIR_HINT)) }
            (field("pair-code", say::PAIR_CODE, lang))
            p.fault #pair-code-error role="alert" data-shape=(t(say::PAIR_SHAPE)) data-pairing_unknown=(t(say::PAIR_UNKNOWN)) data-pairing_none=(t(say::PAIR_NONE))
                data-pairing_gone=(t(say::PAIR_GONE)) data-pairing_expired=(t(say::PAIR_EXPIRED))
                data-network=(t(say::PAIR_NETWORK)) data-storage=(t(say::PAIR_STORAGE)) data-other=(t(say::PAIR_REFUSED)) {}
            div.pair { button.btn.go type="submit" { (t(say::PAIR)) } (close(lang)) }
        }
    };
    dialog("pairing", true, say::PAIR_TITLE, lang, &body)
}

fn pin(lang: Lang) -> Markup {
    let body = html! {
        // No soft keyboard: the keys are here. A keyboard and pasting work.
        input #pin-code type="text" inputmode="none" maxlength="6" autocomplete="off" spellcheck="false"
            aria-labelledby="pin-title" aria-describedby="pin-error";
        p.fault #pin-error role="alert" data-wrong=(say::PIN_WRONG.get(lang)) data-locked=(say::PIN_LOCKED.get(lang)) {}
        div.keys {
            @for key in 1..=9 { button.btn.key type="button" value=(key) { (key) } }
            button.btn.key type="button" value="erase" { (say::PIN_ERASE.get(lang)) }
            button.btn.key type="button" value="0" { "0" }
            button.btn.key.close type="button" { (say::CLOSE.get(lang)) }
        }
    };
    dialog("pin", true, say::PIN_TITLE, lang, &body)
}

fn menu(lang: Lang, survey: &Survey) -> Markup {
    let t = |pair: Pair| pair.get(lang);
    let row = |title: Pair, value: &Markup| html! { div { dt { (t(title)) } (value) } };
    let value = |id: &str| html! { dd id=(id) {} };
    let body = html! {
        p #m-name {}
        p.fault #m-revoked hidden { (t(say::REVOKED)) }
        dl {
            (row(say::QUEUED, &value("m-queued")))
            (row(say::OLDEST, &html! { dd #m-oldest data-text=(t(say::HOURS)) {} }))
            (row(say::DEAD, &html! { dd { span #m-dead {} ul #m-reasons {} } }))
            (row(say::LAST_SYNC, &html! { dd #m-last data-never=(t(say::NEVER)) {} }))
            (row(say::TROUBLE, &html! {
                dd #m-trouble data-unsigned=(t(say::TROUBLE_UNSIGNED)) data-network=(t(say::TROUBLE_NETWORK))
                    data-storage=(t(say::TROUBLE_STORAGE)) data-server=(t(say::TROUBLE_SERVER)) {}
            }))
            (row(say::VERSIONS, &html! { dd { span #m-app {} " · " (survey.key) } }))
            (row(say::KEPT, &html! { dd #m-kept data-yes=(t(say::KEPT_YES)) data-no=(t(say::KEPT_NO)) {} }))
            (row(say::OFFLINE_READY, &html! { dd #m-ready data-yes=(t(say::YES)) data-no=(t(say::NO)) {} }))
        }
        p #m-said role="status" data-rescued=(t(say::RESCUED)) data-first=(t(say::UNPAIR_FIRST)) {}
        div.pair {
            button.btn.go #send-now type="button" { (t(say::SEND_NOW)) }
            button.btn #slow type="button" data-on=(t(say::SLOW_ON)) data-off=(t(say::SLOW_OFF)) { (t(say::SLOW_OFF)) }
            button.btn #rescue type="button" { (t(say::RESCUE)) }
            button.btn #unpair type="button" { (t(say::UNPAIR)) }
            (close(lang))
        }
    };
    dialog("menu", true, say::MENU, lang, &body)
}

fn unpair(lang: Lang) -> Markup {
    let body = html! {
        p { (say::UNPAIR_ASK.get(lang)) }
        div.pair { button.btn.go #unpair-do type="button" { (say::UNPAIR_DO.get(lang)) } (close(lang)) }
    };
    dialog("unpair-ask", true, say::UNPAIR, lang, &body)
}
