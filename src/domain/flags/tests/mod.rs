mod latest;

use super::*;
use crate::domain::{
    answers::{Answers, AnswersBuilder, Rating},
    hours::OpeningHours,
    month::Month,
    submission::Stratum,
    survey::Survey,
};

/// Monday 2024-05-27 09:00 in Vietnam.
const MORNING: i64 = 1_716_775_200_000;
const MINUTE: i64 = 60_000;

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../../surveys/one-stop-2024.toml")).unwrap()
}

/// Levels from the first statement on; `.` is not reached.
fn answers(survey: &Survey, levels: &str) -> Answers {
    let mut builder = AnswersBuilder::new(survey);
    for (place, level) in levels.bytes().enumerate() {
        builder.rate(place, if level == b'.' { Rating::NotReached } else { Rating::Level(level - b'0') });
    }
    builder.finish()
}

#[derive(Clone, Copy)]
struct Given {
    at: i64,
    desk: &'static str,
    device: &'static str,
    stratum: Stratum,
    seconds: Option<i32>,
    levels: &'static str,
    flags: &'static str,
}

/// One who took her time at the kiosk and has opinions of her own.
const HONEST: Given = Given {
    at: MORNING,
    desk: "D",
    device: "",
    stratum: Stratum::Kiosk,
    seconds: Some(120),
    levels: "5434",
    flags: "",
};
const STRAIGHT: &str = "5555555555555555555555";
const MIXED: &str = "5454545454545454545454";

fn judged(rules: &[Rule], given: &[Given]) -> Vec<String> {
    let (survey, mut hours) = (survey(), OpeningHours::default());
    hours.desks.insert("LUNCH".to_owned(), "mon-fri 07:30-11:30 13:30-17:00".parse().unwrap());
    let mut judge = Judge::new(&survey, Measure { rules, hours: &hours, posters: PosterLimit::Auto });
    for (place, it) in given.iter().enumerate() {
        judge.add(&Arrived {
            place: place as i64,
            received_at: it.at,
            is_timed: true,
            desk: it.desk,
            device: it.device,
            unit: "U",
            month: Month::new(2024, 5).unwrap(),
            stratum: it.stratum,
            seconds: it.seconds,
            answers: &answers(&survey, it.levels),
            flags: Flags::from_text(it.flags).unwrap(),
        });
    }
    let changed = judge.changed();
    (0..given.len() as i64)
        .map(|place| changed.iter().find(|it| it.0 == place).map(|it| it.1.to_string()).unwrap_or_default())
        .collect()
}

/// By the first edition.
fn all(given: &[Given]) -> Vec<String> {
    judged(Edition::from_number(1).unwrap().rules(), given)
}

#[test]
fn five_within_five_minutes_at_one_screen_are_a_burst() {
    let at = |minutes: &[i64], other: Given| -> Vec<Given> {
        minutes.iter().map(|minute| Given { at: MORNING + minute * MINUTE, ..other }).collect()
    };
    assert_eq!(all(&at(&[0, 1, 2, 3, 5, 11], HONEST)), ["burst-1", "burst-1", "burst-1", "burst-1", "burst-1", ""]);
    assert_eq!(all(&at(&[0, 1, 2, 3, 6], HONEST)), [""; 5]);
    assert_eq!(all(&at(&[0, 1, 2, 3, 5], Given { stratum: Stratum::Poster, ..HONEST })), [""; 5]);
    let mut desks = at(&[0, 1, 2, 3, 4], HONEST);
    desks[2].desk = "E";
    assert_eq!(all(&desks), [""; 5], "two screens");
    let mut tablets = at(&[0, 1, 2, 3, 4, 5], Given { device: "a", ..HONEST });
    assert_eq!(all(&tablets[..5]), ["burst-1"; 5]);
    tablets[2].device = "b";
    tablets[5].device = "b";
    assert_eq!(all(&tablets), [""; 6], "two devices at one desk");
}

#[test]
fn speed_is_judged_by_statement_and_by_what_is_usual() {
    let fast = |seconds| Given { seconds: Some(seconds), levels: MIXED, stratum: Stratum::Poster, ..HONEST };
    assert_eq!(all(&[fast(43), fast(44)]), ["speeder-1", ""]);
    assert_eq!(all(&[Given { levels: "543", ..fast(7) }]), [""], "three statements take six seconds");
    assert_eq!(all(&[Given { seconds: None, ..fast(0) }, Given { levels: "", ..fast(1) }]), ["", ""]);
    let slow = |_| Given { levels: "5434", ..fast(60) };
    let mut many: Vec<Given> = (0..TIMED_AND_ONE).map(slow).collect();
    many.push(Given { levels: "5434", ..fast(19) });
    many.push(Given { levels: "5434", ..fast(20) });
    let found = all(&many);
    assert_eq!(found[TIMED_AND_ONE..], ["speeder-1", ""], "a third of fifteen seconds for each statement");
}

#[test]
fn one_level_for_everything_may_be_given_faster() {
    let fast = |seconds| Given { seconds: Some(seconds), levels: STRAIGHT, stratum: Stratum::Poster, ..HONEST };
    assert_eq!(all(&[fast(32), fast(33)]), ["speeder-1|straight-1", "straight-1"]);
}

const TIMED_AND_ONE: usize = 101;

#[test]
fn three_equal_mixed_answers_are_too_many() {
    let copy = || Given { levels: MIXED, stratum: Stratum::Poster, ..HONEST };
    assert_eq!(all(&[copy(), copy()]), ["", ""]);
    assert_eq!(all(&[copy(), copy(), copy()]), ["identical-1"; 3]);
    let alike = || Given { levels: "5555555555555555555544", stratum: Stratum::Poster, ..HONEST };
    assert_eq!(all(&[alike(), alike(), alike()]), ["straight-1"; 3], "two that differ are no pattern");
    let short = || Given { levels: "543434345", stratum: Stratum::Poster, ..HONEST };
    assert_eq!(all(&[short(), short(), short()]), [""; 3], "nine statements have too few patterns");
}

#[test]
fn a_kiosk_is_not_answered_at_night() {
    let night = |stratum| Given { at: MORNING + 12 * 60 * MINUTE, stratum, ..HONEST };
    assert_eq!(all(&[night(Stratum::KioskReceipt), night(Stratum::Receipt)]), ["outside-hours-1", ""]);
}

#[test]
fn a_desks_own_hours_hold_for_its_kiosk_alone() {
    let noon = |desk| Given { at: MORNING + 3 * 60 * MINUTE, desk, ..HONEST };
    assert_eq!(all(&[noon("LUNCH"), noon("D"), noon("")]), ["outside-hours-1", "", ""]);
}

#[test]
fn one_level_for_nearly_everything_is_straight() {
    let levels = |levels| Given { levels, stratum: Stratum::Receipt, ..HONEST };
    let given = [STRAIGHT, "5555555555555555554444", "444444444444444", "44444444444444"].map(levels);
    assert_eq!(all(&given), ["straight-1", "", "straight-1", ""], "four of 22 differ; 14 of 22 are too few");
}

#[test]
fn what_was_found_before_stays_and_only_changes_are_said() {
    let known = |flags, levels| Given { flags, levels, ..HONEST };
    let given = [known("burst-1", "5434"), known("straight-1", STRAIGHT), known("burst-1", STRAIGHT)];
    assert_eq!(all(&given), ["", "", "burst-1|straight-1"]);
}

#[test]
fn without_rules_nothing_is_found() {
    let given: Vec<Given> = (0..6).map(|_| Given { levels: MIXED, seconds: Some(5), ..HONEST }).collect();
    assert_eq!(judged(&[], &given), [""; 6]);
    assert_eq!(all(&given), ["burst-1|speeder-1|identical-1"; 6]);
}

#[test]
fn signs_count_together_and_straight_never_alone() {
    for (names, flagged) in [
        ("", false),
        ("straight-1", false),
        ("burst-1", false),
        ("identical-1", false),
        ("burst-1|straight-1", true),
        ("burst-1|speeder-1", true),
        ("outside-hours-1|straight-1", true),
    ] {
        let flags = Flags::from_text(names).unwrap();
        assert_eq!((flags.to_string().as_str(), flags.is_flagged()), (names, flagged));
        assert_eq!(flags.is_to_note(), !matches!(names, "" | "straight-1"), "{names}");
        assert_eq!(flags.kept(), if flagged { flags } else { Flags::NONE }, "too little is forgotten");
    }
    assert_eq!(Flags::from_text("burst-0"), None);
}

#[test]
fn names_carry_a_version_and_every_edition_has_rules() {
    for rule in Rule::ALL {
        assert!(rule.key().rsplit_once('-').unwrap().1.parse::<u32>().is_ok());
        assert_eq!(Rule::from_key(rule.key()), Some(rule));
    }
    let editions: Vec<Edition> = (1..).map_while(Edition::from_number).collect();
    assert_eq!(editions.last(), Some(&Edition::LATEST));
    let mut rules: Vec<&str> = editions.iter().flat_map(|edition| edition.rules()).map(|rule| rule.key()).collect();
    assert!(editions.iter().all(|edition| !edition.rules().is_empty()));
    rules.sort_unstable();
    let mut known = Rule::ALL.map(Rule::key);
    known.sort_unstable();
    assert_eq!(rules, known, "each rule is in force at some time");
    assert_eq!(Edition::from_number(0), None);
}

#[test]
fn a_year_keeps_its_edition_and_others_have_the_latest() {
    let first = Edition::from_number(1).unwrap();
    let editions = Editions::new([(2024, first)]);
    assert_eq!((editions.of(2024), editions.of(2025)), (first, Edition::LATEST));
}
