//! Stuffing, simulated: honest offices, cheats among them, and how many of each the rules flag.
//!
//! Releases come as the server makes them, so the rules see only what waits at the moment. The rules were
//! set on seed 1, others prove them. `HAILONG_TESTS=full cargo test --test it stuffing -- --nocapture`
//! is the bigger run. It prints name, interval of releases, goal and measured figure.

mod cheats;
mod people;

use crate::{size::size, support::left_to_sqlite};
use cheats::Way;
use hailong::domain::{
    answers::Answers,
    flags::{Arrived, Edition, Flags, Judge, Measure, Pattern, PosterLimit, Rule},
    hours::OpeningHours,
    month::Month,
    submission::Stratum,
    survey::Survey,
};
use people::{Crowd, DAY, MINUTE, offices, visitors};
use rand::{SeedableRng, rngs::StdRng};
use std::collections::{BTreeMap, BTreeSet};

const OFFICES: usize = 15;
/// The server's release is looked at so often here. The server looks every minute, but a batch settles for this long.
const TICK: i64 = 15 * MINUTE;
const LEAST: usize = 10;

/// An answer on its way through the inbox.
pub struct Answer {
    office: usize,
    stratum: Stratum,
    at: i64,
    seconds: Option<i32>,
    answers: Answers,
    stuffed: bool,
    flags: Flags,
    released: bool,
    /// Of a released one.
    pattern: Option<Pattern>,
}

impl Answer {
    fn new(office: usize, stratum: Stratum, at: i64, seconds: i32, answers: Answers) -> Self {
        Self {
            office,
            stratum,
            at,
            seconds: Some(seconds),
            answers,
            stuffed: false,
            flags: Flags::NONE,
            released: false,
            pattern: None,
        }
    }

    fn stuffed(self) -> Self {
        Self { stuffed: true, ..self }
    }

    fn untimed(self) -> Self {
        Self { seconds: None, ..self }
    }
}

/// The one in which all is given.
fn month() -> Month {
    Month::new(2024, 5).unwrap()
}

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
}

/// All honest answers of four weeks.
fn honest(seed: u64, survey: &Survey, crowd: Crowd) -> Vec<Answer> {
    let mut rng = StdRng::seed_from_u64(seed);
    let offices = offices(&mut rng, OFFICES, crowd);
    offices.iter().flat_map(|office| visitors(&mut rng, survey, office)).collect()
}

/// The honest answers, and in every third office so many more, made up, for each hundred.
fn stuffed(seed: u64, survey: &Survey, way: Way, percent: usize) -> Vec<Answer> {
    let mut all = honest(seed, survey, Crowd::Ordinary);
    let mut rng = StdRng::seed_from_u64(seed ^ 0xC4EA7);
    for office in (0..OFFICES).step_by(3) {
        let real: Vec<Answers> =
            all.iter().filter(|answer| answer.office == office).map(|answer| answer.answers.clone()).collect();
        all.extend(way.stuff(&mut rng, survey, (office, &real), (real.len() * percent).div_ceil(100)));
    }
    all
}

/// Lets time pass: full batches leave once in so long, after everything that waits was judged.
fn released(mut all: Vec<Answer>, survey: &Survey, rules: &[Rule], every: i64) -> Vec<Answer> {
    all.sort_by_key(|answer| answer.at);
    let (mut arrived, mut waiting): (usize, Vec<usize>) = (0, Vec::new());
    let mut now = all[0].at;
    while arrived < all.len() {
        now = (now + every).max(all[arrived].at);
        let before = arrived;
        arrived += all[before..].iter().take_while(|answer| answer.at <= now).count();
        waiting.extend(before..arrived);
        // As the server does: the last of a group stay behind, for the end of the month.
        let mut groups: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for place in &waiting {
            groups.entry((all[*place].office, all[*place].stratum.is_single_use())).or_default().push(*place);
        }
        groups.retain(|_, places| places.len() >= 2 * LEAST && now - all[places[0]].at >= every.min(TICK));
        if groups.is_empty() {
            continue;
        }
        judge(&mut all, &waiting, &groups.keys().map(|(office, _)| *office).collect(), (survey, rules));
        for places in groups.values() {
            for place in &places[..places.len() - LEAST] {
                let answer = &mut all[*place];
                (answer.released, answer.pattern) = (true, Pattern::of(survey, &answer.answers));
            }
        }
        waiting.retain(|place| !all[*place].released);
    }
    judge(&mut all, &waiting, &(0..OFFICES).collect(), (survey, rules));
    all
}

/// Judges all that waits; that of some offices is about to leave.
fn judge(all: &mut [Answer], waiting: &[usize], due: &BTreeSet<usize>, (survey, rules): (&Survey, &[Rule])) {
    let hours = OpeningHours::default();
    let mut judge = Judge::new(survey, Measure { rules, hours: &hours, posters: PosterLimit::Auto });
    for answer in all.iter().filter(|answer| answer.released && due.contains(&answer.office)) {
        answer.pattern.iter().for_each(|pattern| judge.add_released(&answer.office.to_string(), month(), pattern));
    }
    for place in waiting {
        let answer = &all[*place];
        let office = answer.office.to_string();
        judge.add(&Arrived {
            place: *place as i64,
            received_at: answer.at,
            is_timed: true,
            desk: &office,
            device: "",
            unit: &office,
            month: month(),
            stratum: answer.stratum,
            seconds: answer.seconds,
            answers: &answer.answers,
            flags: answer.flags,
        });
    }
    for (place, flags) in judge.changed() {
        all[place as usize].flags = flags;
    }
}

/// Share of flagged ones among the honest or the stuffed, in per cent.
fn flagged(all: &[Answer], stuffed: bool) -> f64 {
    let those: Vec<&Answer> = all.iter().filter(|answer| answer.stuffed == stuffed).collect();
    let flagged = those.iter().filter(|answer| answer.flags.is_flagged()).count();
    100.0 * flagged as f64 / those.len() as f64
}

/// Share of those that a rule found, whether that was enough or not.
fn with(all: &[Answer], rule: Rule) -> f64 {
    let found = all.iter().filter(|answer| answer.flags.rules().any(|it| it == rule)).count();
    100.0 * found as f64 / all.len() as f64
}

/// The first is the one on which the rules were set.
fn seeds() -> Vec<u64> {
    (1..=size(1, 1, 4) as u64).collect()
}

/// Percentages of made-up answers.
fn shares() -> Vec<usize> {
    if size(0, 0, 1) > 0 { vec![5, 10, 20] } else { vec![5] }
}

fn rules() -> &'static [Rule] {
    Edition::LATEST.rules()
}

/// Releases come once in so long, or as soon as they can.
fn intervals() -> Vec<(&'static str, i64)> {
    let mut all = vec![("day", DAY), ("month", 28 * DAY)];
    if size(0, 0, 1) > 0 {
        all.extend([("soon", TICK), ("week", 7 * DAY)]);
    }
    all
}

fn said(seed: u64, name: &str, every: &str, goal: &str, measured: f64) {
    println!("seed {seed:<3} {name:<52} {every:<6} {goal:<10} {measured:6.2} %");
}

#[test]
fn honest_answers_are_hardly_ever_flagged() {
    if left_to_sqlite() {
        return;
    }
    let (survey, mut wrong) = (survey(), Vec::new());
    for seed in seeds() {
        for (crowd, most) in Crowd::ALL {
            for (every, interval) in intervals() {
                let all = released(honest(seed, &survey, crowd), &survey, rules(), interval);
                let share = flagged(&all, false);
                said(seed, &format!("honest, {}: {}", crowd.name(), all.len()), every, &format!("<= {most} %"), share);
                for (rule, found) in
                    rules().iter().map(|rule| (rule, with(&all, *rule))).filter(|(_, found)| *found > 0.0)
                {
                    said(seed, &format!("  found by {}", rule.key()), every, "", found);
                }
                if share > most {
                    wrong.push(format!(
                        "seed {seed}, {every}: {share} % of honest answers ({}) are flagged",
                        crowd.name()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn lazy_stuffing_is_caught_however_often_is_released() {
    if left_to_sqlite() {
        return;
    }
    let (survey, mut wrong) = (survey(), Vec::new());
    for seed in seeds() {
        for (way, percent) in Way::LAZY.into_iter().flat_map(|way| shares().into_iter().map(move |share| (way, share)))
        {
            for (every, interval) in intervals() {
                let all = released(stuffed(seed, &survey, way, percent), &survey, rules(), interval);
                let (caught, beside) = (flagged(&all, true), flagged(&all, false));
                let least = way.caught_at_least();
                said(seed, &format!("{}, {percent} % more", way.name()), every, &format!(">= {least} %"), caught);
                said(seed, "  honest beside it, flagged", every, "<= 1 %", beside);
                if caught < least || beside > 1.0 {
                    let all = format!("seed {seed}, {way:?}, {percent} %, {every}");
                    wrong.push(format!("{all}: {caught} % caught, {beside} % of the honest flagged"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Residual risks, said in docs/OPERATIONS.md with these figures: who takes time looks like people.
#[test]
fn patient_stuffing_is_not_caught() {
    if left_to_sqlite() {
        return;
    }
    let survey = survey();
    for seed in seeds() {
        for way in Way::PATIENT {
            let all = released(stuffed(seed, &survey, way, 10), &survey, rules(), DAY);
            let caught = flagged(&all, true);
            said(seed, &format!("{}, 10 % more", way.name()), "day", "none", caught);
            assert!(caught < 50.0, "seed {seed}: {caught} % are caught; if that is real, say so in the documentation");
        }
    }
}

/// The control: the rules catch, and nothing else.
#[test]
fn without_rules_nothing_is_caught() {
    if left_to_sqlite() {
        return;
    }
    let survey = survey();
    for way in Way::LAZY {
        let caught = flagged(&released(stuffed(1, &survey, way, 20), &survey, &[], DAY), true);
        said(1, &format!("{}, rules switched off", way.name()), "day", "0 %", caught);
        assert!(caught == 0.0);
    }
}
