//! The parts that only the kiosk's document has: `kiosk.js` shows and fills them.

use super::{Ending, KioskLinks, parts};
use crate::{
    collect::words::{self, kiosk as say},
    domain::{
        language::{Lang, Said},
        survey::Survey,
    },
};
use maud::{Markup, html};

/// The way on: a touch or, where staff have set the screen to slow, a button.
pub(super) fn leads_on(lang: Lang) -> Markup {
    html! {
        p.hint.by-itself { (words::tap_hint(lang)) }
        p.hint.by-button hidden { (say::slow_hint(lang)) }
    }
}

/// Beside the start button: the poster's code, and the way in with a receipt.
pub(super) fn aside(lang: Lang, links: &KioskLinks) -> Markup {
    html! {
        div.aside {
            figure {
                img.code src=(links.code) width="240" height="240" alt="";
                figcaption { (say::scan(lang)) }
            }
            button.btn #have-receipt type="button" hidden { (say::have_receipt(lang)) }
        }
    }
}

/// In place of the start button.
pub(super) fn states(lang: Lang, ends: Option<&Ending<'_>>) -> Markup {
    html! {
        p.off #ended role="status" hidden { (ended(lang, ends)) }
        p.off #updating role="status" hidden { (say::updating(lang)) }
        p.off #stopped role="status" hidden { (say::out_of_service(lang)) }
        p.hint #hours hidden { (say::out_of_hours(lang)) }
    }
}

/// In words that stay true without network: the script knows the day.
fn ended(lang: Lang, ends: Option<&Ending<'_>>) -> Markup {
    let desks: Vec<&str> = ends.iter().flat_map(|end| &end.desks).map(|desk| desk.name_in(lang)).collect();
    html! {
        (words::desk_ended(lang)) "."
        @if !desks.is_empty() { " " (words::heirs(lang)) " " (desks.join("; ")) "." }
    }
}

/// One quiet line of the footer; the script chooses which. The pairing is shown to staff alone, in their dialogs.
pub(super) fn note(lang: Lang) -> Markup {
    html! {
        p #note role="status" hidden data-alarm=(say::alarm(lang)) data-unsaved=(say::unsaved_note(lang))
            data-waiting=(words::waiting(lang)) data-receipt=(say::with_receipt(lang)) {}
    }
}

pub(super) fn phone_words(lang: Lang) -> Markup {
    html! { button.btn #phone type="button" hidden { (say::phone_words(lang)) } }
}

/// Neither stored nor sent.
pub(super) fn unsaved(lang: Lang) -> Markup {
    html! {
        section.s.s-end #unsaved role="alert" {
            h2 tabindex="-1" { (parts::alert()) " " (say::unsaved(lang)) }
            p { (say::unsaved_hint(lang)) }
            button.btn.go #retry type="button" { (say::retry(lang)) }
        }
    }
}

pub(super) fn dialogs(lang: Lang, survey: &Survey) -> Markup {
    html! { (receipt(lang)) (phone_page(lang)) (pairing(lang)) (pin(lang)) (menu(lang, survey)) (unpair(lang)) }
}

/// The staff's stay open when a person's time is over.
fn dialog(id: &str, staff: bool, title: Said, lang: Lang, body: &Markup) -> Markup {
    let name = format!("{id}-title");
    html! {
        dialog.staff[staff] id=(id) aria-labelledby=(name) { h2 id=(name) tabindex="-1" { (title(lang)) } (body) }
    }
}

fn close(lang: Lang) -> Markup {
    html! { button.btn.close type="button" { (say::close(lang)) } }
}

/// A text field whose content no browser keeps.
fn field(id: &str, label: Said, lang: Lang) -> Markup {
    html! {
        label for=(id) { (label(lang)) }
        input id=(id) type="text" autocomplete="off" autocorrect="off" autocapitalize="characters" spellcheck="false"
            enterkeyhint="go" aria-describedby={ (id) "-error" };
    }
}

fn receipt(lang: Lang) -> Markup {
    let t = |text: Said| text(lang);
    let body = html! {
        form autocomplete="off" novalidate {
            p { (t(say::receipt_hint)) }
            (field("receipt-code", say::receipt_title, lang))
            p.fault #receipt-code-error role="alert" data-shape=(t(say::receipt_shape)) data-already_answered=(t(words::already))
                data-receipt_revoked=(t(words::revoked)) data-404=(t(words::unknown_receipt)) data-410=(t(words::expired_receipt))
                data-code_used_up=(t(words::type_used_up)) data-429=(t(words::too_many_tries)) data-receipt_elsewhere=(t(say::receipt_foreign)) data-422=(t(say::receipt_shape)) data-other=(t(say::receipt_other)) {}
            div.pair {
                button.btn.go type="submit" { (t(say::receipt_use)) }
                button.btn #without type="button" { (t(say::receipt_without)) }
                (close(lang))
            }
        }
    };
    dialog("receipt-ask", false, say::have_receipt, lang, &body)
}

fn phone_page(lang: Lang) -> Markup {
    let body = html! {
        div.scan {
            img.code #slip-code width="240" height="240" alt=(say::phone_code(lang)) hidden;
            p { (say::phone_hint(lang)) }
        }
        p.fault #slip-error role="alert" data-over=(say::phone_over(lang)) data-none=(say::phone_none(lang)) {}
        div.pair { (close(lang)) }
    };
    dialog("slip", false, say::phone_words, lang, &body)
}

fn pairing(lang: Lang) -> Markup {
    let t = |text: Said| text(lang);
    let body = html! {
        // With a way out of its own: the form and its buttons are not shown then.
        div #insecure hidden { p { (t(say::insecure)) } (close(lang)) }
        form autocomplete="off" novalidate {
            p { (t(say::unpaired)) " " (t(say::pair_hint)) }
            (field("pair-code", say::pair_code, lang))
            p.fault #pair-code-error role="alert" data-shape=(t(say::pair_shape)) data-pairing_unknown=(t(say::pair_unknown)) data-pairing_none=(t(say::pair_none))
                data-pairing_gone=(t(say::pair_gone)) data-pairing_expired=(t(say::pair_expired))
                data-network=(t(say::pair_network)) data-storage=(t(say::pair_storage)) data-other=(t(say::pair_refused)) {}
            div.pair { button.btn.go type="submit" { (t(say::pair)) } (close(lang)) }
        }
    };
    dialog("pairing", true, say::pair_title, lang, &body)
}

fn pin(lang: Lang) -> Markup {
    let body = html! {
        // No soft keyboard: the keys are here. A keyboard and pasting work.
        input #pin-code type="text" inputmode="none" maxlength="6" autocomplete="off" spellcheck="false"
            aria-labelledby="pin-title" aria-describedby="pin-error";
        p.fault #pin-error role="alert" data-wrong=(say::pin_wrong(lang)) data-locked=(say::pin_locked(lang)) {}
        div.keys {
            @for key in 1..=9 { button.btn.key type="button" value=(key) { (key) } }
            button.btn.key type="button" value="erase" { (say::pin_erase(lang)) }
            button.btn.key type="button" value="0" { "0" }
            button.btn.key.close type="button" { (say::close(lang)) }
        }
    };
    dialog("pin", true, say::pin_title, lang, &body)
}

fn menu(lang: Lang, survey: &Survey) -> Markup {
    let t = |text: Said| text(lang);
    let row = |title: Said, value: &Markup| html! { div { dt { (t(title)) } (value) } };
    let value = |id: &str| html! { dd id=(id) {} };
    let body = html! {
        p #m-name {}
        p.fault #m-revoked hidden { (t(say::revoked)) }
        dl {
            (row(say::queued, &value("m-queued")))
            (row(say::oldest, &html! { dd #m-oldest data-text=(t(say::hours)) {} }))
            (row(say::dead, &html! { dd { span #m-dead {} ul #m-reasons {} } }))
            (row(say::last_sync, &html! { dd #m-last data-never=(t(say::never)) {} }))
            (row(say::trouble, &html! {
                dd #m-trouble data-unsigned=(t(say::trouble_unsigned)) data-network=(t(say::trouble_network))
                    data-storage=(t(say::trouble_storage)) data-server=(t(say::trouble_server)) {}
            }))
            (row(say::versions, &html! { dd { span #m-app {} " · " (survey.key) } }))
            (row(say::kept, &html! { dd #m-kept data-yes=(t(say::kept_yes)) data-no=(t(say::kept_no)) {} }))
            (row(say::offline_ready, &html! { dd #m-ready data-yes=(t(say::yes)) data-no=(t(say::no)) {} }))
        }
        p #m-said role="status" data-rescued=(t(say::rescued)) data-first=(t(say::unpair_first)) {}
        div.pair {
            button.btn.go #send-now type="button" { (t(say::send_now)) }
            button.btn #slow type="button" data-on=(t(say::slow_on)) data-off=(t(say::slow_off)) { (t(say::slow_off)) }
            button.btn #rescue type="button" { (t(say::rescue)) }
            button.btn #unpair type="button" { (t(say::unpair)) }
            (close(lang))
        }
    };
    dialog("menu", true, say::menu, lang, &body)
}

fn unpair(lang: Lang) -> Markup {
    let body = html! {
        p { (say::unpair_ask(lang)) }
        div.pair { button.btn.go #unpair-do type="button" { (say::unpair_do(lang)) } (close(lang)) }
    };
    dialog("unpair-ask", true, say::unpair, lang, &body)
}
