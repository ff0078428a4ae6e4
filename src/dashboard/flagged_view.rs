//! Flagged answers in words, next to the headline. The question of each rule stands behind a click.

use crate::dashboard::words;
use crate::domain::{
    figure::flagged::{Flagged, Split},
    flags::Rule,
    language::Lang,
};
use crate::ui::{format, icon};
use maud::{Markup, html};

pub(super) fn flagged(flagged: &Flagged, rules: &[Rule], lang: Lang) -> Markup {
    let (enough, weighed): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.is_enough());
    html! {
        section.card.note-card {
            h2 { (words::flagged(lang)) }
            @match flagged {
                Flagged::ByChannel => p { (words::flagged_by_channel(lang)) },
                Flagged::Withheld => p { (words::flagged_withheld(lang)) },
                Flagged::Split(split) => (split_into(split, lang)),
            }
            details {
                summary { (words::flag_rules(lang)) }
                p { (words::flag_rules_why(lang)) }
                (list(words::flag_rules_enough(lang), &enough, lang))
                (list(words::flag_rules_weighed(lang), &weighed, lang))
            }
        }
    }
}

fn list(before: &str, rules: &[Rule], lang: Lang) -> Markup {
    html! {
        @if !rules.is_empty() {
            p { (before) }
            ul { @for rule in rules { li { b { (rule.name(lang)) } ": " (rule.meaning(lang)) "." } } }
        }
    }
}

fn split_into(split: &Split, lang: Lang) -> Markup {
    let of = format::count(split.of, lang);
    html! {
        @if split.warns() {
            div.notice role="status" { (icon::warning()) p { (words::flagged_warning(lang)) } }
        }
        @if split.flagged == 0 {
            p { (words::flagged_none(lang, &of)) }
        } @else {
            p { (words::flagged_some(lang, format::count(split.flagged, lang), &of, format::fixed(format::share_tenths(split.flagged, split.of), 1, lang))) }
            @if let (Some((all, without)), Some(change)) = (split.index, split.change()) {
                p { (words::flagged_without(lang, format::percent(without, lang), format::percent(all, lang), format::points(change, lang))) }
            }
        }
        @if split.partial { p.note { (words::flagged_partial(lang, &of)) } }
    }
}
