//! The form page by page, for browsers without JavaScript.

use super::{
    Links, Place, Surface, choice,
    document::{comment_field, facts},
    frame::{Frame, summary},
    parts,
    question::{Look, anchor},
};
use crate::{
    collect::{
        form::{self, FormPage},
        words,
    },
    domain::{
        language::{Lang, Said},
        submission::{Draft, FieldError},
        survey::{Question, Survey},
    },
};
use maud::{Markup, html};

/// The state of one page besides its questions.
#[derive(Clone, Copy, Debug)]
pub struct PageState<'a> {
    pub place: &'a Place<'a>,
    /// Place in [`form::pages`]; too large is the last.
    pub page: usize,
    /// Made by the server when it shows the first page for the first time, 32 hex digits.
    pub id: &'a str,
    /// Everything given so far.
    pub draft: &'a Draft,
    /// Mistakes to show, as [`form::step`] or parsing found them.
    pub errors: &'a [FieldError],
}

/// One page: its questions one below the other, everything else given so far hidden.
pub fn page(survey: &Survey, surface: Surface, lang: Lang, links: &Links, state: &PageState<'_>) -> Markup {
    let place = state.place;
    let pages = form::pages(survey);
    let number = state.page.min(pages.len() - 1);
    let current = pages[number];
    let errors = messages(state.errors, survey, lang, current);
    let look = Look { survey, lang, draft: Some(state.draft), errors: state.errors };
    let title = &title(survey, current, lang);
    // A phone's start screen has asked for whom: only whose procedure it was is left to ask.
    let said = surface == Surface::Phone
        && current == FormPage::Who
        && state.draft.kind.is_some()
        && !place.choice().is_empty();
    let frame = Frame {
        surface,
        lang,
        links,
        title,
        place: Some(place),
        error: !errors.is_empty(),
        script: false,
        survey: None,
    };
    frame.wrap(html! {
        form.list method="post" action=[&links.pages] autocomplete="off" {
            (hidden(state, current, number, survey, lang))
            @if said { input type="hidden" name="kind" value=[&state.draft.kind]; }
            // Enter in a field presses the first button: it has to be the one that goes on.
            button.hide type="submit" name="go" value=(if number + 1 == pages.len() { "send" } else { "next" }) tabindex="-1" aria-hidden="true" {}
            @if number > 0 { (parts::back(lang, true)) }
            (summary(&errors, lang))
            // Where the page asks one thing, that is its heading.
            h1.hide[survey.is_quick() || matches!(current, FormPage::Wishes | FormPage::Words)] { (title) }
            (questions(&look, current, place, said))
            (buttons(number + 1 == pages.len(), current, &look))
        }
    })
}

/// The summary: where each mistake is, and its message with the name of the field where it is not on this page.
fn messages(errors: &[FieldError], survey: &Survey, lang: Lang, page: FormPage) -> Vec<(String, String)> {
    let pages = form::pages(survey);
    let here = |error: &FieldError| pages.get(form::page_of(&error.field, survey)) == Some(&page);
    let message = |error: &FieldError| {
        let text = words::describe_error(error, lang);
        if here(error) { text } else { format!("{} – {text}", words::field_name(&error.field, survey, lang)) }
    };
    errors.iter().map(|error| (anchor(&error.field, survey), message(error))).collect()
}

fn title(survey: &Survey, page: FormPage, lang: Lang) -> String {
    let text = match page {
        FormPage::Who => words::ask(lang),
        FormPage::Factor(_) if survey.is_quick() => return words::quick(survey.rated(), lang),
        FormPage::Factor(place) => survey.factors[place].title.get(lang),
        FormPage::Choice => words::choice(lang),
        FormPage::Facts => words::fact(lang),
        FormPage::Wishes if survey.is_quick() => words::reasons(lang),
        FormPage::Wishes if survey.expectations.is_empty() => words::about(lang),
        FormPage::Wishes => words::expect(lang),
        FormPage::Words => words::comment(lang),
    };
    text.to_owned()
}

fn hidden(state: &PageState<'_>, current: FormPage, number: usize, survey: &Survey, lang: Lang) -> Markup {
    let fields = form::carried(state.draft, Some(current), survey);
    let carried = fields.iter().filter(|(name, _)| !matches!(name.as_str(), "id" | "language"));
    let number = number.to_string();
    let own = [("id", state.id), ("language", lang.tag()), ("survey", &survey.key), ("page", &number)];
    html! {
        @for (name, value) in own { input type="hidden" name=(name) value=(value); }
        @for (name, value) in carried { input type="hidden" name=(name) value=(value); }
    }
}

fn questions(look: &Look<'_>, page: FormPage, place: &Place<'_>, said: bool) -> Markup {
    let kind = look.respondent();
    let asked = |question: &&Question| kind.is_none_or(|kind| question.ask.contains(&kind));
    let survey = look.survey;
    html! {
        @if page == FormPage::Who {
            p.facts { (facts(survey, place, look.lang)) }
            @if !said { (look.kind()) }
        }
        @if form::asks_unit(page, survey) && !place.choice().is_empty() { (look.units(place)) }
        @match page {
            FormPage::Who => {}
            FormPage::Factor(factor) => {
                @for n in survey.factors[factor].items.clone() { (look.item(n, &survey.items[n])) }
            }
            FormPage::Choice => p.hint { (words::choice_hint(look.lang)) },
            FormPage::Facts => { @for fact in survey.facts.iter().filter(asked) { (look.fact(fact)) } }
            FormPage::Wishes => {
                @if !survey.expectations.is_empty() { (look.expectations()) }
                @for question in survey.about.iter().filter(asked) { (look.about(question)) }
            }
            FormPage::Words => {
                @let comment = look.draft.and_then(|draft| draft.comment.as_deref()).unwrap_or_default();
                div.s.s-words {
                    (comment_field(look.lang, comment, look.error("comment").as_deref(), &look.further(None)))
                }
            }
        }
    }
}

fn buttons(last: bool, page: FormPage, look: &Look<'_>) -> Markup {
    let (survey, lang) = (look.survey, look.lang);
    let said = |class: &str, go: &str, text: &str| {
        html! { button.btn.(class) type="submit" name="go" value=(go) { (text) } }
    };
    let button = |class: &str, go: &str, text: Said| said(class, go, text(lang));
    html! {
        div.pair {
            @if page == FormPage::Choice {
                (button("go", "send", words::send_now))
                (said("plain", "next", &choice::offer(survey, look.respondent(), lang)))
            } @else if page == FormPage::Words {
                (button("go", "send", words::send))
                (button("plain", "send-plain", words::send_plain))
            } @else if last {
                (button("go", "send", words::send))
            } @else {
                (button("go", "next", words::go_on))
                @if page != FormPage::Who && !survey.is_quick() { (button("plain", "skip", words::skip_part)) }
            }
        }
    }
}
