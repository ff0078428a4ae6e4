//! The rules of the latest edition.

use super::*;
use crate::domain::flags::poster::BadLimit;
use std::num::NonZeroU32;

fn latest(given: &[Given]) -> Vec<String> {
    judged(Edition::LATEST.rules(), given)
}

/// With the levels of so many people, of whom no two answer alike.
fn each_own(given: Vec<Given>) -> Vec<Given> {
    let levels = [
        "5432145321453214532145",
        "3543212345432123454321",
        "1234554321123455432112",
        "2345123451234512345123",
        "4321543215432154321543",
        "5151515151515151515151",
    ];
    given.into_iter().zip(levels).map(|(given, levels)| Given { levels, ..given }).collect()
}

#[test]
fn five_in_a_row_faster_than_people_are_a_rush_and_a_family_is_none() {
    let every = |seconds: i64, other: Given| -> Vec<Given> {
        (0..6).map(|nth| Given { at: MORNING + nth * seconds * 1_000, ..other }).collect()
    };
    let content = Given { levels: STRAIGHT, ..HONEST };
    assert_eq!(latest(&each_own(every(40, HONEST))), ["rush-1"; 6], "under 44 seconds for 22 statements");
    assert_eq!(latest(&each_own(every(45, HONEST))), [""; 6]);
    assert_eq!(latest(&every(54, content)), ["rush-1"; 6]);
    assert_eq!(latest(&every(56, content)), [""; 6], "a family that is content");
    assert_eq!(latest(&each_own(every(40, HONEST))[..4]), [""; 4], "four are no row");
    let mut screens = each_own(every(40, HONEST));
    screens[2].device = "other";
    assert_eq!(latest(&screens), [""; 6], "two screens");
    assert_eq!(
        latest(&each_own(every(40, Given { stratum: Stratum::Poster, ..HONEST }))),
        [""; 6],
        "phones answer side by side"
    );
    let one = Given { levels: "5", ..HONEST };
    assert_eq!(
        (latest(&every(2, one)), latest(&every(3, one))),
        (vec!["rush-1".to_owned(); 6], vec![String::new(); 6])
    );
}

#[test]
fn nobody_taps_faster_than_this() {
    let fast = |seconds| Given { seconds: Some(seconds), stratum: Stratum::Receipt, ..HONEST };
    assert_eq!(latest(&each_own(vec![fast(15), fast(16)])), ["instant-1", ""]);
}

#[test]
fn more_by_an_open_link_than_can_be_there_stand_apart() {
    let posters_each = |seconds: i64, count: i64| -> Vec<Given> {
        let one = |nth| Given { at: MORNING + nth * seconds * 1_000, stratum: Stratum::Poster, ..HONEST };
        (0..count).map(one).collect()
    };
    let posters = |count| posters_each(40, count);
    assert_eq!(latest(&posters(10)), [""; 10], "in six minutes");
    assert_eq!(latest(&posters_each(30, 11)), ["capacity-1"; 11]);
    assert_eq!(latest(&posters_each(30, 10)), [""; 10]);
    let at_once = |count| posters_each(5, count);
    assert_eq!(latest(&at_once(4)), [""; 4]);
    assert_eq!(latest(&at_once(5)), ["capacity-1"; 5]);
    let mut desks = posters_each(30, 11);
    desks[3].desk = "E";
    assert_eq!(latest(&desks), [""; 11]);
}

#[test]
fn equal_answers_are_copies_where_chance_does_not_explain_them() {
    let copy = |levels| Given { levels, stratum: Stratum::Receipt, ..HONEST };
    let found = |levels, count: usize| latest(&vec![copy(levels); count])[0].clone();
    assert_eq!(found("5454454544545445454454", 1), "");
    assert_eq!(found("5454454544545445454454", 3), "copies-1");
    assert_eq!(found(STRAIGHT, 500), "", "one level throughout");
    assert_eq!(found("5555555555555555555554", 4), "", "one that differs");
    // A level for each factor: whoever thinks in factors is like others who do.
    let survey = survey();
    let by_factor: String = survey.items.iter().map(|item| if item.factor == 2 { '4' } else { '5' }).collect();
    assert_eq!(found(by_factor.leak(), 200), "");
}

#[test]
fn copies_are_known_beyond_a_release() {
    let (survey, hours, month) = (survey(), OpeningHours::default(), Month::new(2024, 5).unwrap());
    let copies = |released: usize| {
        let mut judge =
            Judge::new(&survey, Measure { rules: Edition::LATEST.rules(), hours: &hours, posters: PosterLimit::Off });
        let answers = answers(&survey, MIXED);
        judge.add(&Arrived {
            place: 1,
            received_at: MORNING,
            is_timed: true,
            desk: "D",
            device: "",
            unit: "U",
            month,
            stratum: Stratum::Receipt,
            seconds: None,
            answers: &answers,
            flags: Flags::NONE,
        });
        assert!(judge.compared().contains(&("U", month)));
        (0..released).for_each(|_| judge.add_released("U", month, &Pattern::of(&survey, &answers).unwrap()));
        judge.changed().first().map(|(_, flags)| flags.to_string()).unwrap_or_default()
    };
    assert_eq!((copies(0).as_str(), copies(3).as_str()), ("", "copies-1"));
}

#[test]
fn signs_of_an_edition_of_before_do_not_count_in_another() {
    let noted = Given { flags: "burst-1|straight-1", seconds: Some(5), levels: STRAIGHT, ..HONEST };
    assert_eq!(latest(&[noted]), ["instant-1"]);
}

#[test]
fn a_limit_is_a_number_or_a_word() {
    let read = |text: &str| text.parse::<PosterLimit>();
    assert_eq!(read("auto").unwrap().an_hour(), NonZeroU32::new(30));
    assert_eq!(read("off").unwrap().an_hour(), None);
    for text in ["auto", "off", "1", "100000"] {
        assert_eq!(read(text).unwrap().to_string(), text);
    }
    for bad in ["", "0", "100001", "-1", "Auto", "30/h"] {
        assert_eq!(read(bad), Err(BadLimit), "{bad}");
    }
}
