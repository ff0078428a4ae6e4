//! The way through the pages: the person, one page for each factor, the choice to go on, facts, wishes, words.

use crate::domain::{
    submission::{Draft, FieldError, FieldProblem, Given},
    survey::{Kind, Question, Slot, Survey},
};

/// One page of the form without JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormPage {
    /// For whom, and with which organisation.
    Who,
    /// The items of a factor, by its place.
    Factor(usize),
    /// Everything is rated: send it, or go on.
    Choice,
    Facts,
    /// Expectations and questions about the respondent.
    Wishes,
    Words,
}

/// The pages of a survey, in order; a part without questions has none.
pub fn pages(survey: &Survey) -> Vec<FormPage> {
    if survey.is_quick() {
        return vec![FormPage::Factor(0), FormPage::Wishes];
    }
    let mut pages = vec![FormPage::Who];
    pages.extend((0..survey.factors.len()).map(FormPage::Factor));
    pages.push(FormPage::Choice);
    if !survey.facts.is_empty() {
        pages.push(FormPage::Facts);
    }
    if !(survey.expectations.is_empty() && survey.about.is_empty()) {
        pages.push(FormPage::Wishes);
    }
    pages.push(FormPage::Words);
    pages
}

/// A page asks whose procedure it was, where the desk receives for several. That is the first page, but a quick form begins
/// with its question.
pub fn asks_unit(page: FormPage, survey: &Survey) -> bool {
    page == if survey.is_quick() { FormPage::Wishes } else { FormPage::Who }
}

/// The button that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Go {
    #[default]
    Next,
    Back,
    /// Past a part without answering it.
    Skip,
    /// Send; without the words where `false`.
    Send {
        words: bool,
    },
}

/// The page that was posted and the button that posted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Turn {
    /// Place in [`pages`].
    pub page: usize,
    pub go: Go,
}

/// Reads `page` and `go` of a posted form; anything unreadable is the first page, going on.
pub fn turn_of(pairs: &[(String, String)]) -> Turn {
    let last = |name: &str| pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let go = match last("go") {
        Some("back") => Go::Back,
        Some("skip") => Go::Skip,
        Some("send") => Go::Send { words: true },
        Some("send-plain") => Go::Send { words: false },
        _ => Go::Next,
    };
    Turn { page: last("page").and_then(|page| page.parse().ok()).unwrap_or(0), go }
}

/// The step after a posted page.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Show a page, with these mistakes on it.
    Show {
        page: usize,
        errors: Vec<FieldError>,
    },
    Send,
}

/// Decides what comes next, and notes in the draft what was passed over.
///
/// A question that was shown and left empty counts as skipped once the page is left forward. A question that is asked only
/// of the other kind of respondent is dropped. `several` says that the desk receives for several units.
pub fn step(draft: &mut Draft, turn: Turn, survey: &Survey, several: bool) -> Step {
    let pages = pages(survey);
    let page = turn.page.min(pages.len() - 1);
    let errors = match turn.go {
        Go::Back => return Step::Show { page: page.saturating_sub(1), errors: Vec::new() },
        Go::Next => missing(draft, pages[page], survey, several),
        Go::Skip | Go::Send { .. } => Vec::new(),
    };
    if !errors.is_empty() {
        return Step::Show { page, errors };
    }
    drop_unasked(draft, survey);
    note_skipped(draft, pages[page], survey);
    if turn.go == (Go::Send { words: false }) {
        draft.comment = None;
    }
    if matches!(turn.go, Go::Send { .. }) || page + 1 == pages.len() {
        return Step::Send;
    }
    Step::Show { page: page + 1, errors }
}

/// The mistakes with which a page cannot be left forward.
pub fn missing(draft: &Draft, page: FormPage, survey: &Survey, several: bool) -> Vec<FieldError> {
    let error = |field: &str, problem| FieldError { field: field.to_owned(), problem };
    let mut errors = Vec::new();
    if page == FormPage::Who && draft.kind.is_none() {
        errors.push(error("respondent.kind", FieldProblem::Missing));
    }
    if asks_unit(page, survey) && several && draft.source.unit.is_none() {
        errors.push(error("source.unit", FieldProblem::Missing));
    }
    if let FormPage::Factor(_) = page {
        let keys = keys_on(page, survey, None);
        let answered = draft.answers.iter().any(|(key, _)| keys.contains(&key.as_str()));
        // The only question is no part that could be skipped.
        let problem = if survey.is_quick() { FieldProblem::Missing } else { FieldProblem::NothingAnswered };
        let first = keys.first().filter(|_| !answered);
        errors.extend(first.map(|key| error(&format!("answers.{key}"), problem)));
    }
    errors
}

fn kind_of(draft: &Draft) -> Option<Kind> {
    draft.kind.as_deref().and_then(Kind::stated)
}

fn drop_unasked(draft: &mut Draft, survey: &Survey) {
    let Some(kind) = kind_of(draft) else { return };
    let asked = |key: &str| match survey.slot(key) {
        Some(Slot::Fact(place)) => survey.facts[place].ask.contains(&kind),
        Some(Slot::About(place)) => survey.about[place].ask.contains(&kind),
        _ => true,
    };
    draft.answers.retain(|(key, _)| asked(key));
    draft.about.retain(|(key, _)| asked(key));
}

fn note_skipped(draft: &mut Draft, page: FormPage, survey: &Survey) {
    for key in keys_on(page, survey, kind_of(draft)) {
        let list = if page == FormPage::Wishes { &mut draft.about } else { &mut draft.answers };
        if list.iter().all(|(given, _)| given != key) {
            list.push((key.to_owned(), Given::Word("skipped".to_owned())));
        }
    }
}

/// The keys of the questions with one answer that a page shows.
pub fn keys_on(page: FormPage, survey: &Survey, kind: Option<Kind>) -> Vec<&str> {
    fn of(questions: &[Question], kind: Option<Kind>) -> Vec<&str> {
        let asked = questions.iter().filter(|question| kind.is_none_or(|kind| question.ask.contains(&kind)));
        asked.map(|question| question.key.as_str()).collect()
    }
    match page {
        FormPage::Factor(place) => {
            survey.items[survey.factors[place].items.clone()].iter().map(|item| item.key.as_str()).collect()
        }
        FormPage::Facts => of(&survey.facts, kind),
        FormPage::Wishes => of(&survey.about, kind),
        FormPage::Who | FormPage::Choice | FormPage::Words => Vec::new(),
    }
}

/// The place of the page on which a field (as in [`FieldError::field`]) can be put right.
pub fn page_of(field: &str, survey: &Survey) -> usize {
    let key = field.strip_prefix("answers.").or_else(|| field.strip_prefix("respondent.")).unwrap_or(field);
    let wanted = match survey.slot(key) {
        Some(Slot::Item(place)) => FormPage::Factor(survey.items[place].factor),
        Some(Slot::Fact(_)) => FormPage::Facts,
        Some(Slot::About(_) | Slot::Expectation(_)) => FormPage::Wishes,
        None if field.starts_with("expectations") => FormPage::Wishes,
        None if field == "source.unit" && survey.is_quick() => FormPage::Wishes,
        None if matches!(field, "respondent.kind" | "source.unit") => FormPage::Who,
        None if field == "answers" => FormPage::Factor(0),
        None => FormPage::Words,
    };
    pages(survey).iter().position(|page| *page == wanted).unwrap_or(0)
}

/// The fields that page `page` carries hidden: everything of the draft that it does not show itself; with `None` everything.
pub fn carried(draft: &Draft, page: Option<FormPage>, survey: &Survey) -> Vec<(String, String)> {
    let shown = page.map(|page| keys_on(page, survey, None)).unwrap_or_default();
    let mut fields = Vec::new();
    let mut once = |name: &str, value: &Option<String>| {
        if let Some(value) = value {
            fields.push((name.to_owned(), value.clone()));
        }
    };
    once("id", &draft.id);
    once("language", &draft.language);
    once("seconds", &draft.seconds.map(|n| n.to_string()));
    if page != Some(FormPage::Who) {
        once("kind", &draft.kind);
    }
    if !page.is_some_and(|page| asks_unit(page, survey)) {
        once("unit", &draft.source.unit);
    }
    if page != Some(FormPage::Words) {
        once("comment", &draft.comment);
    }
    for (key, given) in draft.answers.iter().chain(&draft.about).filter(|(key, _)| !shown.contains(&key.as_str())) {
        match given {
            Given::Level(level) => fields.push((key.clone(), level.to_string())),
            Given::Word(word) => fields.push((key.clone(), word.clone())),
            Given::Other => {}
        }
    }
    if page != Some(FormPage::Wishes) {
        fields.extend(draft.expectations.iter().map(|key| ("expectations".to_owned(), key.clone())));
    }
    fields
}

#[cfg(test)]
mod tests;
