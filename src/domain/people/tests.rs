use super::*;
use proptest::prelude::*;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use std::collections::{HashMap, HashSet};

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../surveys/one-stop-2024.toml")).unwrap()
}

/// A response as it is stored: unit, month, channel, kind, packed answers.
struct Person {
    unit: usize,
    month: u32,
    channel: u32,
    kind: Kind,
    answers: String,
}

impl Person {
    fn block(&self) -> &'static str {
        ["", "departments", "communes"][self.unit.min(2)]
    }

    fn items<'a>(&'a self, survey: &Survey) -> &'a str {
        &self.answers[..survey.items.len()]
    }

    fn about<'a>(&'a self, survey: &Survey) -> &'a str {
        let start = survey.items.len() + survey.facts.len();
        &self.answers[start..start + survey.about.len()]
    }
}

/// People of a year at sixty units.
fn people(survey: &Survey, count: usize, rng: &mut impl Rng) -> Vec<Person> {
    let person = |_| {
        let kind = if rng.random_bool(0.78) { Kind::Citizen } else { Kind::Organisation };
        let mut answers = String::new();
        for _ in &survey.items {
            answers.push(['5', '5', '4', '4', '4', '3', '2', 'n'][rng.random_range(0..8)]);
        }
        answers.extend(survey.facts.iter().map(|_| '1'));
        for question in &survey.about {
            let place = (rng.random::<f64>().powi(2) * question.choices.len() as f64) as usize;
            let code = if rng.random_bool(0.7) { char::from(b'1' + place as u8) } else { 's' };
            answers.push(if question.ask.contains(&kind) { code } else { '.' });
        }
        answers.extend(survey.expectations.iter().map(|_| if rng.random_bool(0.2) { '1' } else { '.' }));
        Person {
            unit: rng.random_range(0..60),
            month: rng.random_range(0..12),
            channel: rng.random_range(0..3),
            kind,
            answers,
        }
    };
    (0..count).map(person).collect()
}

fn counted<'s>(survey: &'s Survey, people: &[Person]) -> Counting<'s> {
    let mut counting = Counting::new(survey);
    people.iter().for_each(|person| counting.add(person.block(), person.kind, &person.answers).unwrap());
    counting
}

/// People in cells of fewer than [`LEAST_ALIKE`], and those of them who are alone.
fn exposed(cells: impl IntoIterator<Item = u64>) -> (u64, u64) {
    let small = cells.into_iter().filter(|people| *people < LEAST_ALIKE);
    small.fold((0, 0), |(all, alone), people| (all + people, alone + u64::from(people == 1)))
}

fn sum(groups: &Groups) -> Group {
    groups.values().cloned().fold(Group::default(), |mut sum, group| {
        sum.merge(group);
        sum
    })
}

#[test]
fn nobody_is_among_fewer_than_five() {
    let (survey, mut rng) = (survey(), StdRng::seed_from_u64(1));
    let people = people(&survey, 5_000, &mut rng);
    let mut before: HashMap<_, u64> = HashMap::new();
    for person in &people {
        let cell = (person.unit, person.month, person.channel, person.kind, person.about(&survey));
        *before.entry(cell).or_default() += 1;
    }
    let (before, alone) = exposed(before.into_values());
    let counting = counted(&survey, &people);
    let (by_block, _) = exposed(counting.groups().values().map(|group| group.people));
    let groups = counting.protected();
    let after = exposed(groups.values().map(|group| group.people));
    let withheld = groups.iter().filter(|(details, _)| details.about.contains(&None));
    let withheld: u64 = withheld.map(|(_, group)| group.people).sum();
    let of_block: u64 = groups.iter().filter(|(it, _)| it.block.is_some()).map(|(_, group)| group.people).sum();
    println!(
        "of 5,000 people, in cells under 5: by unit, month, channel and details {before}, of whom {alone} are alone; \
         by block, year and details {by_block}; as the file tells them {}. {of_block} keep their block, {withheld} lose a detail",
        after.0
    );
    assert!(alone > 3_000 && by_block > 20, "the controls: {alone}, {by_block}");
    assert_eq!(after, (0, 0));
    assert!(withheld < 200 && of_block > 4_500, "{withheld}, {of_block}");
}

/// The list of one person's answers stands in the file by unit too. A row about people must not be found there by it.
#[test]
fn no_row_is_found_in_the_file_by_unit_by_its_answers() {
    let (survey, mut rng) = (survey(), StdRng::seed_from_u64(2));
    let people = people(&survey, 3_000, &mut rng);
    let by_unit: HashSet<&str> = people.iter().map(|person| person.items(&survey)).collect();
    let control = people.iter().filter(|person| by_unit.contains(person.items(&survey))).count();
    assert_eq!((control, by_unit.len() > 2_900), (3_000, true), "the control: as people gave them, all are found");
    let groups = counted(&survey, &people).protected();
    let rows = groups.values().flat_map(|group| deal(group, &mut rng));
    let found = rows.filter(|row| by_unit.contains(str::from_utf8(&row.items).unwrap())).count();
    assert!(found <= 3, "{found} rows are found");
}

#[test]
fn the_last_handful_takes_others_along() {
    let (survey, mut rng) = (survey(), StdRng::seed_from_u64(3));
    let mut people = people(&survey, 40, &mut rng);
    for (place, person) in people.iter_mut().enumerate() {
        person.kind = if place < 3 { Kind::Organisation } else { Kind::Citizen };
    }
    let groups = counted(&survey, &people).protected();
    let nameless = groups.iter().find(|(details, _)| details.kind.is_none()).unwrap();
    assert!(nameless.1.people >= LEAST_ALIKE && nameless.0.about.iter().all(Option::is_none), "{nameless:?}");
    assert!(groups.keys().all(|details| details.kind != Some(Kind::Organisation)));
    let four = counted(&survey, &people[..4]).protected();
    assert_eq!(four.len(), 1, "a year of four has one group without any detail");
    assert!(counted(&survey, &[]).protected().is_empty());
    assert_eq!(Counting::new(&survey).add("", Kind::Citizen, "55"), None, "answers of another version");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_answer_is_in_the_file_once(count in 0usize..400, seed in any::<u64>()) {
        let (survey, mut rng) = (survey(), StdRng::seed_from_u64(seed));
        let people = people(&survey, count, &mut rng);
        let counting = counted(&survey, &people);
        let whole = sum(counting.groups());
        let groups = counting.protected();
        prop_assert_eq!(&sum(&groups), &whole);
        let smallest = groups.values().map(|group| group.people).min().unwrap_or(LEAST_ALIKE);
        prop_assert!(smallest >= LEAST_ALIKE || count < LEAST_ALIKE as usize, "{} of {}", smallest, count);
        for group in groups.values() {
            let mut dealt = Group::default();
            for row in deal(group, &mut rng) {
                let items = row.items.iter().map(|code| BTreeMap::from([(*code, 1)])).collect();
                dealt.merge(Group { people: 1, items, expectations: BTreeMap::from([(row.expectations.to_owned(), 1)]) });
            }
            prop_assert_eq!(&dealt, group);
        }
    }
}
