//! Drafts that are taken, and every mistake of those that are not.

use super::*;
use crate::domain::{
    answers::{Chosen, Rating},
    receipt::{Mark, Nullifier, Week},
    survey::{Kind, Survey},
    unit::{Catalogue, desks_from_csv, units_from_csv},
};

const DAY: jiff::civil::Date = jiff::civil::date(2024, 5, 30);

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
}

fn catalogue() -> Catalogue {
    let units = units_from_csv("u", include_str!("../../../surveys/units-2024.csv")).unwrap();
    Catalogue::new(units, desks_from_csv("d", include_str!("../../../surveys/desks-2024.csv")).unwrap()).unwrap()
}

fn draft() -> Draft {
    Draft {
        id: Some("6f1c".repeat(8)),
        source: DraftSource {
            desk: Some("TTHCC".to_owned()),
            unit: Some("KH.STP".to_owned()),
            ..DraftSource::default()
        },
        kind: Some("citizen".to_owned()),
        answers: vec![
            ("access.seats".to_owned(), Given::Level(5)),
            ("feedback.channel".to_owned(), Given::Word("na".to_owned())),
            ("fact.trips".to_owned(), Given::Word("2".to_owned())),
        ],
        about: vec![("age".to_owned(), Given::Word("25-34".to_owned()))],
        expectations: vec!["officer.skill".to_owned()],
        comment: Some("Ca\u{309}m ơn".to_owned()),
        language: Some("vi".to_owned()),
        seconds: Some(143),
    }
}

fn problems(change: impl FnOnce(&mut Draft)) -> Vec<(String, FieldProblem)> {
    let mut changed = draft();
    change(&mut changed);
    let errors = Submission::parse(&changed, &survey(), &catalogue(), DAY).unwrap_err();
    errors.into_iter().map(|error| (error.field, error.problem)).collect()
}

#[test]
fn a_good_draft_becomes_packed_and_composed() {
    let (survey, submission) = (survey(), Submission::parse(&draft(), &survey(), &catalogue(), DAY).unwrap());
    assert_eq!(submission.comment.as_deref(), Some("Cảm ơn"));
    assert_eq!(submission.answers.ratings(&survey).filter(|r| *r == Rating::Level(5)).count(), 1);
    assert_eq!(submission.answers.facts(&survey).next(), Some(Chosen::Choice(1)));
    assert_eq!(Answers::parse(&survey, submission.answers.as_str().to_owned()), Ok(submission.answers.clone()));
}

#[test]
fn every_mistake_is_named_by_field() {
    let bad = problems(|draft| {
        draft.id = Some("xyz".to_owned());
        draft.kind = None;
        draft.source.unit = Some("KH.NT".to_owned());
        draft.answers[0].1 = Given::Level(6);
        draft.answers[1] = ("access.modern".to_owned(), Given::Word("na".to_owned()));
        draft.answers.push(("nothing.here".to_owned(), Given::Level(1)));
        draft.answers.push(("access.seats".to_owned(), Given::Word("5 ".to_owned())));
        draft.expectations.push("officer.skill".to_owned());
        draft.comment = Some("x".repeat(1001));
        draft.language = Some("fr".to_owned());
        draft.seconds = Some(-1);
    });
    let fields: Vec<&str> = bad.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "id",
            "source.unit",
            "respondent.kind",
            "language",
            "answers.access.seats",
            "answers.access.modern",
            "answers.nothing.here",
            "answers.access.seats",
            "answers.access.seats",
            "expectations[1]",
            "comment",
            "seconds",
        ]
    );
}

#[test]
fn a_question_for_the_other_kind_is_refused() {
    let bad = problems(|draft| draft.kind = Some("organisation".to_owned()));
    assert_eq!(bad, [("respondent.age".to_owned(), FieldProblem::NotAsked)]);
}

#[test]
fn a_quick_version_takes_no_kind_and_no_receipt_and_a_full_one_needs_a_kind() {
    let quick = Survey::from_toml("s", include_str!("../../../surveys/quick-2024.toml")).unwrap();
    let ten_seconds = Draft {
        kind: None,
        answers: vec![("overall.service".to_owned(), Given::Level(2))],
        about: Vec::new(),
        expectations: vec!["waiting".to_owned(), "other".to_owned()],
        comment: None,
        ..draft()
    };
    let parsed = Submission::parse(&ten_seconds, &quick, &catalogue(), DAY).unwrap();
    assert_eq!((parsed.kind, parsed.survey.as_str()), (Kind::Unstated, "quick-2024"));
    for kind in Kind::ALL {
        let told = Draft { kind: Some(kind.key().to_owned()), ..ten_seconds.clone() };
        let errors = Submission::parse(&told, &quick, &catalogue(), DAY).unwrap_err();
        assert_eq!(errors, [FieldError { field: "respondent.kind".to_owned(), problem: FieldProblem::UnknownKey }]);
    }
    let mark = Mark {
        nullifier: Nullifier([7; 16]),
        unit: "KH.STP".to_owned(),
        week: Week::of(jiff::civil::date(2024, 5, 30)),
    };
    let with_receipt = Draft { source: DraftSource { receipt: Some(mark), ..draft().source }, ..ten_seconds };
    let errors = Submission::parse(&with_receipt, &quick, &catalogue(), DAY).unwrap_err();
    assert_eq!(errors, [FieldError { field: "source.receipt".to_owned(), problem: FieldProblem::NoReceiptHere }]);
    let unstated = problems(|draft| draft.kind = Some("unstated".to_owned()));
    assert_eq!(unstated, [("respondent.kind".to_owned(), FieldProblem::UnknownKind)]);
    assert_eq!(problems(|draft| draft.kind = None), [("respondent.kind".to_owned(), FieldProblem::Missing)]);
}

#[test]
fn nothing_answered_is_no_submission() {
    let bad = problems(|draft| {
        draft.answers.clear();
        draft.about.clear();
        draft.expectations.clear();
        draft.comment = None;
    });
    assert_eq!(bad, [("answers".to_owned(), FieldProblem::NothingAnswered)]);
}

#[test]
fn the_digest_follows_content_and_id_and_the_acknowledgement_the_id_alone() {
    let parse = |draft: &Draft| Submission::parse(draft, &survey(), &catalogue(), DAY).unwrap();
    let (first, mut other) = (parse(&draft()), draft());
    assert_eq!(first.content_digest(), parse(&draft()).content_digest());
    other.comment = None;
    assert_ne!(first.content_digest(), parse(&other).content_digest());
    assert_eq!(first.id.acknowledgement(), parse(&other).id.acknowledgement());
    other.id = Some("0".repeat(32));
    assert_ne!(first.id.acknowledgement(), parse(&other).id.acknowledgement());
    assert!(first.id.acknowledgement().len() == 12 && first.id.acknowledgement().is_char_boundary(4));
}
