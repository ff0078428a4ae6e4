//! A year of a site, day by day through the real binary under a clock of its own: every answer counts where it was given, months are
//! whole, and nothing leads from an answer to a person.

mod database;
mod figures;
mod linker;
mod people;
mod run;
mod site;

use crate::{
    size::size,
    support::{Turn, check, clock::Clock, postgres::Postgres, turn},
};
use figures::{Published, Truth};
use jiff::civil::date;
use people::{Crowd, Person, Unit, YEAR};
use run::Ran;
use site::Site;
use std::thread;

/// A month, each with half of them with receipts.
const RATES: [f64; 7] = [6.0, 10.0, 20.0, 30.0, 45.0, 60.0, 100.0];

#[test]
fn a_year_counts_every_answer_where_it_was_given_and_names_nobody() {
    let turn = turn(
        "a year",
        "366 days, units of 6 to 100 answers a month: each unit of ten or more has all its answers in the year's index, to the last digit; \
         a month's figure is that of its people or says how many lie across; linkers <= 1/10 + 4 sigma; verify ok, nothing finer than \
         a month older than 8 days",
    );
    let rates = size(2, RATES.len(), RATES.len());
    let crowds = RATES.iter().rev().take(rates).map(|rate| Crowd::Monthly(*rate));
    // At the edge, and below it: two units that are enough together.
    let edge = [Crowd::Yearly(10), Crowd::Yearly(7), Crowd::Yearly(6)];
    let units = people::units(&crowds.chain(edge).collect::<Vec<_>>(), size(1, 1, 4));
    let people = people::people(&units, 2024);
    let clocks = match (Clock::find(), Clock::find()) {
        (Ok(one), Ok(other)) => [one, other],
        (Err(why), _) | (_, Err(why)) => return turn.skip(&why),
    };
    let [one, other] = clocks;
    thread::scope(|scope| {
        let on_sqlite = scope.spawn(|| year(&turn, None, (&units, &people), one));
        match Postgres::start() {
            Ok(postgres) => year(&turn, Some(postgres.database("year")), (&units, &people), other),
            Err(why) => turn.skip(&why),
        }
        on_sqlite.join().unwrap();
    });
}

fn year(turn: &Turn, database: Option<String>, (units, people): (&[Unit], &[Person]), clock: Clock) {
    let mut site = Site::new(turn, database, units, clock, date(YEAR, 1, 1));
    let ran = run::run(&mut site, people, size(3, 3, 1));
    let truth = Truth::of(&site, people);
    let mut published = figures::read(&site);
    let parts = truth.parts(&published);
    figures::ask_across(&site, &mut published, &parts);
    say(&site, &ran, &truth, &published);
    assert_eq!(truth.differences(&published), Vec::<String>::new());
    let (_, verdict, rank) = published.above.as_ref().expect("what is too little for its units stands above them");
    assert!(verdict.is_null() || verdict == "no_data", "{verdict}");
    assert!(rank.is_null(), "{rank}");
    check_run(&ran);
    let chance = 4.0 / (people.len() as f64).sqrt();
    assert!(ran.order[1].abs() <= chance, "the ids lie in the order of arrival: {:?}", ran.order);
    // SQLite has no other order than that of the ids.
    assert!(site.start.database.is_none() || ran.order[0] > 0.99, "before the night they do: {:?}", ran.order);
    controls(&mut site, people, &published);
}

fn check_run(ran: &Ran) {
    assert!(ran.batches.iter().all(|count| *count as f64 >= linker::BATCH), "{:?}", ran.batches);
    for (known, links) in &ran.links {
        assert!(
            links.all > 100 && links.share() <= links.allowed(),
            "{known}: {links:?}, allowed {:.3}",
            links.allowed()
        );
    }
    assert!(ran.oldest.iter().all(|days| *days <= 8.0), "{:?}", ran.oldest);
    let control = ran.control;
    assert!(control.all >= 10 && control.share() > 0.99, "with the keys the linker must succeed: {control:?}");
    let too_old = |line: &String| line.starts_with("FAIL") && line.contains("I18");
    assert!(ran.left_alone.iter().any(too_old), "a site without work keeps times for too long: {:?}", ran.left_alone);
}

/// The same checks find an answer that was not sent, and answers that somebody deletes.
fn controls(site: &mut Site<'_>, people: &[Person], published: &Published) {
    let (largest, rest) = (&site.units[people[people.len() / 2].unit].code, without(people, people.len() / 2));
    let found = Truth::of(site, &rest).differences(published);
    assert!(
        found.iter().any(|line| line.starts_with(largest.as_str())),
        "one answer fewer is no other figure: {found:?}"
    );
    assert_eq!(check::verify(&site.start), Vec::<String>::new());
    database::change(&site.start, &format!("DELETE FROM responses WHERE unit = '{largest}' AND stratum = 'receipt'"));
    let broken = check::verify(&site.start);
    assert!(["I1 ", "I7 "].iter().all(|name| broken.iter().any(|line| line.contains(name))), "{broken:?}");
    site.say(&format!("controls: one answer fewer: {}; answers deleted: {}", found[0], broken.len()));
    site.stop();
}

fn without(people: &[Person], place: usize) -> Vec<Person> {
    people.iter().enumerate().filter(|(who, _)| *who != place).map(|(_, person)| person.clone()).collect()
}

fn say(site: &Site<'_>, ran: &Ran, truth: &Truth, published: &Published) {
    let mut crowds: Vec<Crowd> = site.units.iter().map(|unit| unit.crowd).collect();
    crowds.dedup();
    for crowd in crowds {
        let units: Vec<&String> = site.units.iter().filter(|unit| unit.crowd == crowd).map(|unit| &unit.code).collect();
        let given: usize = units.iter().map(|unit| truth.year.get(*unit).map_or(0, |figure| figure.responses)).sum();
        let counted: usize =
            units.iter().map(|unit| published.year.get(*unit).map_or(0, |figure| figure.responses)).sum();
        let of = |(unit, _): &&(String, String)| units.contains(&unit);
        let (months, parts) = (truth.months.keys().filter(of).count(), published.across.keys().filter(of).count());
        let shown = truth.months.keys().filter(of).filter(|at| published.periods.contains_key(*at)).count();
        site.say(&format!(
            "{crowd:?}: {counted} of {given} count at the unit; of {months} months {shown} have a figure, {parts} of them say how many lie across"
        ));
    }
    let above = published.above.as_ref().map_or(0, |(figure, ..)| figure.responses);
    let links: Vec<String> = ran
        .links
        .iter()
        .map(|(known, links)| format!("by {known} {:.3} (<= {:.3})", links.share(), links.allowed()))
        .collect();
    site.say(&format!("{above} went up; {} batches; linkers {}", ran.batches.len(), links.join(", ")));
    site.say(&format!(
        "control with the keys {:.3} of {}; oldest times {:?} days; ids against arrival {:.3} at first, {:.3} at last; {} troubles in the log",
        ran.control.share(),
        ran.control.all,
        ran.oldest,
        ran.order[0],
        ran.order[1],
        ran.troubles.len()
    ));
    ran.troubles.iter().take(5).for_each(|line| site.say(line));
}
