//! The way through the pages: who, one page for each factor, facts, wishes, words.

use crate::domain::{
    submission::{Draft, FieldError, Given, Problem},
    survey::{Kind, Question, Slot, Survey},
};

/// One page of the form without JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// For whom, and with which organisation.
    Who,
    /// The items of a factor, by its place.
    Factor(usize),
    Facts,
    /// Expectations and questions about the respondent.
    Wishes,
    Words,
}

/// The pages of a survey, in order; a part without questions has none.
#[must_use]
pub fn pages(survey: &Survey) -> Vec<Page> {
    let mut pages = vec![Page::Who];
    pages.extend((0..survey.factors.len()).map(Page::Factor));
    if !survey.facts.is_empty() {
        pages.push(Page::Facts);
    }
    if !(survey.expectations.is_empty() && survey.about.is_empty()) {
        pages.push(Page::Wishes);
    }
    pages.push(Page::Words);
    pages
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
#[must_use]
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

/// What comes after a posted page.
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
/// A question that was shown and left empty counts as skipped once the page is left forward. What
/// is asked only of the other kind of respondent is dropped. `several` says whether the desk
/// receives for several units.
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

fn missing(draft: &Draft, page: Page, survey: &Survey, several: bool) -> Vec<FieldError> {
    let error = |field: &str, problem| FieldError { field: field.to_owned(), problem };
    match page {
        Page::Who => {
            let kind = draft.kind.is_none().then(|| error("respondent.kind", Problem::Missing));
            let unit = (several && draft.source.unit.is_none()).then(|| error("source.unit", Problem::Missing));
            kind.into_iter().chain(unit).collect()
        }
        Page::Factor(_) => {
            let keys = keys_on(page, survey, None);
            let answered = draft.answers.iter().any(|(key, _)| keys.contains(&key.as_str()));
            let first = keys.first().filter(|_| !answered);
            first.map(|key| error(&format!("answers.{key}"), Problem::NothingAnswered)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn kind_of(draft: &Draft) -> Option<Kind> {
    draft.kind.as_deref().and_then(Kind::from_key)
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

fn note_skipped(draft: &mut Draft, page: Page, survey: &Survey) {
    for key in keys_on(page, survey, kind_of(draft)) {
        let list = if page == Page::Wishes { &mut draft.about } else { &mut draft.answers };
        if list.iter().all(|(given, _)| given != key) {
            list.push((key.to_owned(), Given::Word("skipped".to_owned())));
        }
    }
}

/// The keys of the questions with one answer that a page shows.
#[must_use]
pub fn keys_on(page: Page, survey: &Survey, kind: Option<Kind>) -> Vec<&str> {
    fn of(questions: &[Question], kind: Option<Kind>) -> Vec<&str> {
        let asked = questions.iter().filter(|question| kind.is_none_or(|kind| question.ask.contains(&kind)));
        asked.map(|question| question.key.as_str()).collect()
    }
    match page {
        Page::Factor(place) => {
            survey.items[survey.factors[place].items.clone()].iter().map(|item| item.key.as_str()).collect()
        }
        Page::Facts => of(&survey.facts, kind),
        Page::Wishes => of(&survey.about, kind),
        Page::Who | Page::Words => Vec::new(),
    }
}

/// The place of the page on which a field (as in [`FieldError::field`]) can be put right.
#[must_use]
pub fn page_of(field: &str, survey: &Survey) -> usize {
    let key = field.strip_prefix("answers.").or_else(|| field.strip_prefix("respondent.")).unwrap_or(field);
    let wanted = match survey.slot(key) {
        Some(Slot::Item(place)) => Page::Factor(survey.items[place].factor),
        Some(Slot::Fact(_)) => Page::Facts,
        Some(Slot::About(_) | Slot::Expectation(_)) => Page::Wishes,
        None if field.starts_with("expectations") => Page::Wishes,
        None if matches!(field, "respondent.kind" | "source.unit") => Page::Who,
        None if field == "answers" => Page::Factor(0),
        None => Page::Words,
    };
    pages(survey).iter().position(|page| *page == wanted).unwrap_or(0)
}

/// The fields that page `page` carries hidden: everything of the draft that it does not show itself.
#[must_use]
pub fn carried(draft: &Draft, page: Page, survey: &Survey) -> Vec<(String, String)> {
    let shown = keys_on(page, survey, None);
    let mut fields = Vec::new();
    let mut once = |name: &str, value: &Option<String>| {
        if let Some(value) = value {
            fields.push((name.to_owned(), value.clone()));
        }
    };
    once("id", &draft.id);
    once("language", &draft.language);
    once("seconds", &draft.seconds.map(|n| n.to_string()));
    if page != Page::Who {
        once("kind", &draft.kind);
        once("unit", &draft.source.unit);
    }
    if page != Page::Words {
        once("comment", &draft.comment);
    }
    for (key, given) in draft.answers.iter().chain(&draft.about).filter(|(key, _)| !shown.contains(&key.as_str())) {
        match given {
            Given::Level(level) => fields.push((key.clone(), level.to_string())),
            Given::Word(word) => fields.push((key.clone(), word.clone())),
            Given::Other => {}
        }
    }
    if page != Page::Wishes {
        fields.extend(draft.expectations.iter().map(|key| ("expectations".to_owned(), key.clone())));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::form::draft_of;

    fn survey() -> Survey {
        Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
    }

    fn posted(survey: &Survey, draft: &Draft, page: usize, more: &[(&str, &str)]) -> Draft {
        let mut pairs = carried(draft, pages(survey)[page], survey);
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        draft_of(&pairs, survey).unwrap()
    }

    fn go(page: usize, go: Go) -> Turn {
        Turn { page, go }
    }

    #[test]
    fn a_part_without_questions_has_no_page() {
        let mut survey = survey();
        assert_eq!(pages(&survey).len(), 9);
        survey.facts.clear();
        survey.expectations.clear();
        survey.about.clear();
        assert_eq!(pages(&survey).last(), Some(&Page::Words));
        assert_eq!(pages(&survey).len(), 7);
    }

    #[test]
    fn every_answer_rides_along_to_the_end_once() {
        let survey = survey();
        let mut draft = posted(&survey, &Draft::default(), 0, &[("id", "a1"), ("kind", "citizen"), ("unit", "KH.STP")]);
        assert_eq!(step(&mut draft, go(0, Go::Next), &survey, true), Step::Show { page: 1, errors: Vec::new() });
        draft = posted(&survey, &draft, 1, &[("access.seats", "5")]);
        step(&mut draft, go(1, Go::Next), &survey, true);
        for page in 2..7 {
            draft = posted(&survey, &draft, page, &[]);
            step(&mut draft, go(page, Go::Skip), &survey, true);
        }
        draft = posted(&survey, &draft, 7, &[("age", "25-34"), ("expectations", "transparency")]);
        step(&mut draft, go(7, Go::Next), &survey, true);
        draft = posted(&survey, &draft, 8, &[("comment", "Cảm ơn")]);
        assert_eq!(step(&mut draft, go(8, Go::Send { words: true }), &survey, true), Step::Send);
        assert_eq!(draft.id.as_deref(), Some("a1"));
        assert_eq!(draft.source.unit.as_deref(), Some("KH.STP"));
        assert_eq!(draft.answers.len(), survey.items.len() + survey.facts.len());
        assert_eq!(draft.answers[0], ("access.seats".to_owned(), Given::Level(5)));
        assert!(draft.answers[1..].iter().all(|(_, given)| *given == Given::Word("skipped".to_owned())));
        assert_eq!(draft.about.len(), 3);
        assert_eq!((draft.expectations.len(), draft.comment.as_deref()), (1, Some("Cảm ơn")));
    }

    #[test]
    fn an_empty_part_is_asked_again_and_an_answer_can_be_changed_on_the_way_back() {
        let survey = survey();
        let mut draft = posted(&survey, &Draft::default(), 1, &[("kind", "citizen")]);
        let Step::Show { page: 1, errors } = step(&mut draft, go(1, Go::Next), &survey, false) else { panic!() };
        assert_eq!(errors[0].field, "answers.access.seats");
        draft = posted(&survey, &draft, 1, &[("access.seats", "5")]);
        step(&mut draft, go(1, Go::Next), &survey, false);
        draft = posted(&survey, &draft, 2, &[("procedure.posted", "4")]);
        assert_eq!(step(&mut draft, go(2, Go::Back), &survey, false), Step::Show { page: 1, errors: Vec::new() });
        draft = posted(&survey, &draft, 1, &[("access.seats", "2")]);
        let seats: Vec<_> = draft.answers.iter().filter(|(key, _)| key == "access.seats").collect();
        assert_eq!(seats, [&("access.seats".to_owned(), Given::Level(2))]);
        assert!(draft.answers.contains(&("procedure.posted".to_owned(), Given::Level(4))));
    }

    #[test]
    fn the_first_page_needs_its_answers_and_a_change_of_kind_drops_what_is_not_asked() {
        let survey = survey();
        let mut draft = posted(&survey, &Draft::default(), 0, &[]);
        let Step::Show { errors, .. } = step(&mut draft, go(0, Go::Next), &survey, true) else { panic!() };
        assert_eq!(errors.len(), 2);
        draft = posted(&survey, &draft, 0, &[("kind", "organisation"), ("unit", "KH.STP"), ("age", "25-34")]);
        step(&mut draft, go(0, Go::Next), &survey, true);
        assert!(draft.about.is_empty());
        assert_eq!([page_of("comment", &survey), page_of("answers.officer.polite", &survey)], [8, 3]);
        assert_eq!(turn_of(&[("page".into(), "3".into()), ("go".into(), "back".into())]), go(3, Go::Back));
    }
}
