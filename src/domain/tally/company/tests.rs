use super::*;
use crate::domain::tally::{Tally, unpack_groups};
use proptest::prelude::*;

fn survey() -> Survey {
    Survey::from_toml("s", include_str!("../../../../tests/surveys/short-2025.toml")).unwrap()
}

fn answers(survey: &Survey, ratings: &[char]) -> Answers {
    let packed = ratings.iter().copied().cycle().take(survey.items.len()).chain(std::iter::repeat('.'));
    Answers::parse(survey, packed.take(survey.packed_len()).collect()).unwrap()
}

/// People by their ratings, day and the tally that they are in.
fn people() -> impl Strategy<Value = Vec<(Vec<char>, u8, usize)>> {
    let rating = prop::sample::select(vec!['1', '2', '3', '4', '5', 's', '.']);
    prop::collection::vec((prop::collection::vec(rating, 1..6), 0u8..5, 0usize..3), 0..30)
}

fn told(survey: &Survey, people: &[(Vec<char>, u8, usize)]) -> Vec<Tally> {
    let (mut days, mut tallies) = (DeskDays::default(), vec![Tally::empty(survey); 3]);
    people.iter().for_each(|(ratings, day, _)| days.add(survey, &answers(survey, ratings), *day));
    for (ratings, day, place) in people {
        tallies[*place].add(survey, &answers(survey, ratings));
        let company = days.tell(survey, &answers(survey, ratings), day);
        tallies[*place].join(&company);
    }
    tallies
}

proptest! {
    #[test]
    fn company_and_people_are_the_sums_of_desk_days_however_tallies_divide_them(people in people()) {
        let survey = survey();
        let mut all = Tally::empty(&survey);
        told(&survey, &people).iter().for_each(|tally| all.merge(tally));
        for group in 0..all.groups.len() {
            let mut days = std::collections::BTreeMap::<u8, (u64, u64)>::new();
            for (ratings, day, _) in &people {
                let (v, s, _) = of_person(&survey, &answers(&survey, ratings))[group];
                if v > 0 {
                    let sum = days.entry(*day).or_default();
                    *sum = (sum.0 + v, sum.1 + s);
                }
            }
            let sums = &all.groups[group];
            let sum = |of: fn(&(u64, u64)) -> u64| days.values().map(of).sum::<u64>();
            prop_assert_eq!(sums.n - sums.company.later, days.len() as u64);
            prop_assert_eq!(sums.v2 + sums.company.v2, sum(|(v, _)| v * v));
            prop_assert_eq!(sums.s2 + sums.company.s2, sum(|(_, s)| s * s));
            prop_assert_eq!(sums.sv + sums.company.sv, sum(|(v, s)| v * s));
        }
        let read = unpack_groups(&all.pack_groups());
        prop_assert_eq!(read, Some(all.groups.clone()));
    }
}

#[test]
fn alone_on_their_days_people_leave_the_tally_as_it_was_before_there_were_days() {
    let survey = survey();
    let people: Vec<_> = (0..5).map(|day| (vec!['5', '2'], day, 0)).collect();
    let mut before = Tally::empty(&survey);
    people.iter().for_each(|(ratings, ..)| before.add(&survey, &answers(&survey, ratings)));
    let alone = &told(&survey, &people)[0];
    assert_eq!((alone, alone.pack_groups()), (&before, before.pack_groups()));
    let together: Vec<_> = people.into_iter().map(|(ratings, _, place)| (ratings, 1, place)).collect();
    let together = &told(&survey, &together)[0];
    assert_ne!(together, &before);
    assert_eq!((together.groups[0].company.later, together.clone().without_company()), (4, before));
}
