//! From page to page, forward and back.

use super::*;
use crate::collect::form::draft_of;

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../../surveys/one-stop-2024.toml")).unwrap()
}

fn posted(survey: &Survey, draft: &Draft, page: usize, more: &[(&str, &str)]) -> Draft {
    let mut pairs = carried(draft, Some(pages(survey)[page]), survey);
    pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    draft_of(&pairs, survey).unwrap()
}

fn go(page: usize, go: Go) -> Turn {
    Turn { page, go }
}

#[test]
fn a_part_without_questions_has_no_page() {
    let mut survey = survey();
    assert_eq!(pages(&survey).len(), 10);
    survey.facts.clear();
    survey.expectations.clear();
    survey.about.clear();
    assert_eq!(pages(&survey).last(), Some(&FormPage::Words));
    assert_eq!(pages(&survey).len(), 8);
}

#[test]
fn every_answer_rides_along_to_the_end_once() {
    let survey = survey();
    let mut draft = posted(&survey, &Draft::default(), 0, &[("id", "a1"), ("kind", "citizen"), ("unit", "KH.STP")]);
    assert_eq!(step(&mut draft, go(0, Go::Next), &survey, true), Step::Show { page: 1, errors: Vec::new() });
    draft = posted(&survey, &draft, 1, &[("access.seats", "5")]);
    step(&mut draft, go(1, Go::Next), &survey, true);
    for page in 2..8 {
        draft = posted(&survey, &draft, page, &[]);
        step(&mut draft, go(page, Go::Skip), &survey, true);
    }
    draft = posted(&survey, &draft, 8, &[("age", "25-34"), ("expectations", "transparency")]);
    step(&mut draft, go(8, Go::Next), &survey, true);
    draft = posted(&survey, &draft, 9, &[("comment", "Cảm ơn")]);
    assert_eq!(step(&mut draft, go(9, Go::Send { words: true }), &survey, true), Step::Send);
    assert_eq!(draft.id.as_deref(), Some("a1"));
    assert_eq!(draft.source.unit.as_deref(), Some("KH.STP"));
    assert_eq!(draft.answers.len(), survey.items.len() + survey.facts.len());
    assert_eq!(draft.answers[0], ("access.seats".to_owned(), Given::Level(5)));
    assert!(draft.answers[1..].iter().all(|(_, given)| *given == Given::Word("skipped".to_owned())));
    assert_eq!(draft.about.len(), 3);
    assert_eq!((draft.expectations.len(), draft.comment.as_deref()), (1, Some("Cảm ơn")));
}

#[test]
fn what_was_rated_is_sent_at_the_choice_and_nothing_after_it_counts_as_skipped() {
    let survey = survey();
    assert_eq!(pages(&survey)[6], FormPage::Choice);
    let mut draft = posted(&survey, &Draft::default(), 5, &[("kind", "citizen"), ("feedback.easy", "4")]);
    assert_eq!(step(&mut draft, go(5, Go::Next), &survey, false), Step::Show { page: 6, errors: Vec::new() });
    let mut on = draft.clone();
    assert_eq!(step(&mut on, go(6, Go::Next), &survey, false), Step::Show { page: 7, errors: Vec::new() });
    assert_eq!(step(&mut draft, go(6, Go::Send { words: true }), &survey, false), Step::Send);
    assert!(draft.answers.iter().all(|(key, _)| key.starts_with("feedback.")), "{:?}", draft.answers);
    assert!(draft.about.is_empty());
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
    assert_eq!([page_of("comment", &survey), page_of("answers.officer.polite", &survey)], [9, 3]);
    assert_eq!(turn_of(&[("page".into(), "3".into()), ("go".into(), "back".into())]), go(3, Go::Back));
}

#[test]
fn a_quick_form_is_its_question_and_one_page_more() {
    let survey = Survey::from_toml("s", include_str!("../../../../surveys/quick-2024.toml")).unwrap();
    assert_eq!(pages(&survey), [FormPage::Factor(0), FormPage::Wishes]);
    let mut draft = posted(&survey, &Draft::default(), 0, &[("id", "a1")]);
    let Step::Show { page: 0, errors } = step(&mut draft, go(0, Go::Next), &survey, true) else { panic!() };
    let missing = |field: &str| FieldError { field: field.to_owned(), problem: FieldProblem::Missing };
    assert_eq!(errors, [missing("answers.overall.service")], "for whom is not asked");
    draft = posted(&survey, &draft, 0, &[("overall.service", "2")]);
    assert_eq!(step(&mut draft, go(0, Go::Next), &survey, true), Step::Show { page: 1, errors: Vec::new() });
    draft = posted(&survey, &draft, 1, &[("expectations", "waiting")]);
    let asked = Step::Show { page: 1, errors: vec![missing("source.unit")] };
    assert_eq!(step(&mut draft, go(1, Go::Next), &survey, true), asked, "where the desk receives for several");
    assert_eq!(page_of("source.unit", &survey), 1);
    draft = posted(&survey, &draft, 1, &[("expectations", "waiting"), ("unit", "KH.STP")]);
    assert_eq!(step(&mut draft, go(1, Go::Send { words: true }), &survey, true), Step::Send);
    assert_eq!(draft.answers, [("overall.service".to_owned(), Given::Level(2))]);
    assert_eq!((draft.source.unit.as_deref(), draft.expectations.len(), draft.kind), (Some("KH.STP"), 1, None));
}
