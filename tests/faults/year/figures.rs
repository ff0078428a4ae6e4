//! The figures of the closed year, held against everybody who was asked.

use super::{
    people::{Person, TOP, YEAR},
    site::Site,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A unit with so many in a year keeps them.
const LEAST: usize = 10;

/// The figure of some answers, by the program or by ourselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure {
    pub responses: usize,
    pub answers: usize,
    pub satisfied: usize,
    /// Percent.
    pub index: f64,
}

/// Counts are equal; an index is, but for the order of a product and a quotient.
impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        let counts = |figure: &Self| [figure.responses, figure.answers, figure.satisfied];
        counts(self) == counts(other) && (self.index - other.index).abs() < 1e-12 * 100.0
    }
}

impl Figure {
    /// Of these people, by an arithmetic of our own.
    pub fn of<'p>(people: impl Iterator<Item = &'p Person>) -> Self {
        let mut figure = Self::default();
        for person in people {
            figure.responses += 1;
            figure.answers += person.levels.len();
            figure.satisfied += person.satisfied();
        }
        figure.index = 100.0 * figure.satisfied as f64 / figure.answers as f64;
        figure
    }

    /// As a group of the API has it; nothing where it is withheld or has no answers.
    fn read(group: &Value) -> Option<Self> {
        let count = |name: &str| group[name].as_u64().and_then(|count| usize::try_from(count).ok());
        Some(Self {
            responses: count("responses")?,
            answers: count("answers")?,
            satisfied: count("satisfied")?,
            index: group["index"].as_f64()?,
        })
    }
}

/// The published figures of the year.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// By unit.
    pub year: BTreeMap<String, Figure>,
    /// The answers that went up, with their verdict and rank.
    pub above: Option<(Figure, Value, Value)>,
    /// By unit and month, or quarter or year where no more is known.
    pub periods: BTreeMap<(String, String), Figure>,
    /// By unit and month: those of which a file of the month says that they lie across.
    pub across: BTreeMap<(String, String), usize>,
}

pub fn read(site: &Site<'_>) -> Published {
    let index = |more: &str| site.get(&format!("/api/v1/index?year={YEAR}&{more}"));
    let mut published = Published::default();
    let above = format!("{TOP}+");
    for group in index("group_by=unit")["groups"].as_array().unwrap() {
        let (key, figure) = (group["key"].as_str().unwrap().to_owned(), Figure::read(group));
        match figure {
            Some(figure) if key == above => {
                published.above = Some((figure, group["verdict"].clone(), group["rank"].clone()));
            }
            Some(figure) => drop(published.year.insert(key, figure)),
            None => {}
        }
    }
    for unit in site.units {
        for group in index(&format!("unit={}&group_by=month", unit.code))["groups"].as_array().unwrap() {
            let period = group["key"].as_str().unwrap().to_owned();
            if let Some(figure) = Figure::read(group) {
                published.periods.insert((unit.code.clone(), period), figure);
            }
        }
    }
    published
}

/// Asks of each month that is shown for a part how many lie across it, as the API and a file's command say it.
pub fn ask_across(site: &Site<'_>, published: &mut Published, parts: &[(String, String)]) {
    for (unit, month) in parts {
        let alone = site.get(&format!("/api/v1/index?from={month}&to={month}&unit={unit}"));
        let out = site.start.data.join("month.csv");
        let out = out.to_str().unwrap();
        let said = site.does(&["export", "responses", "--from", month, "--to", month, "--unit", unit, "--out", out]);
        let count = said.split("left out: of ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        assert_eq!(alone["across"].as_u64().map(|count| count as usize), count, "{unit} {month}");
        published.across.insert((unit.clone(), month.clone()), count.unwrap_or(0));
    }
}

/// The figures of everybody.
pub struct Truth {
    pub year: BTreeMap<String, Figure>,
    pub months: BTreeMap<(String, String), Figure>,
}

impl Truth {
    pub fn of(site: &Site<'_>, people: &[Person]) -> Self {
        let unit = |person: &Person| site.units[person.unit].code.clone();
        let month = |person: &Person| (unit(person), person.given.strftime("%Y-%m").to_string());
        Self { year: grouped(people, unit), months: grouped(people, month) }
    }

    /// The mistakes of the published figures.
    pub fn differences(&self, published: &Published) -> Vec<String> {
        let (mut wrong, mut few) = (Vec::new(), 0);
        for (unit, truth) in &self.year {
            match published.year.get(unit) {
                Some(figure) if truth.responses >= LEAST && figure != truth => {
                    wrong.push(format!("{unit} has {figure:?}, and everybody is {truth:?}"));
                }
                None if truth.responses >= LEAST => {
                    wrong.push(format!("{unit} has no figure, and everybody is {truth:?}"));
                }
                Some(figure) if truth.responses < LEAST => wrong.push(format!("{unit} shows {figure:?}")),
                _ => {}
            }
            few += if truth.responses < LEAST { truth.responses } else { 0 };
        }
        let above = published.above.as_ref().map_or(0, |(figure, ..)| figure.responses);
        if above != few {
            wrong.push(format!("{above} of {few} are counted above their units"));
        }
        wrong.extend(self.of_periods(published));
        wrong
    }

    /// The months that differ from those of everybody and do not say so, and units whose periods do not add up to their year.
    fn of_periods(&self, published: &Published) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut sums: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for (at, figure) in &published.periods {
            let sum = sums.entry(&at.0).or_default();
            *sum = [sum[0] + figure.responses, sum[1] + figure.answers, sum[2] + figure.satisfied];
            let Some(truth) = self.months.get(at) else { continue };
            let across = published.across.get(at).copied().unwrap_or(0);
            let says = figure.responses < truth.responses && figure.responses + across >= truth.responses;
            if figure != truth && !says {
                wrong.push(format!("{at:?} has {figure:?}, {across} lie across, and everybody is {truth:?}"));
            }
        }
        let all = |figure: &Figure| [figure.responses, figure.answers, figure.satisfied];
        let differ = |(unit, figure): &(&String, &Figure)| sums.get(unit.as_str()) != Some(&all(figure));
        wrong.extend(published.year.iter().filter(differ).map(|(unit, year)| format!("{unit}: periods of {year:?}")));
        wrong
    }

    /// Months with a figure of some of their people.
    pub fn parts(&self, published: &Published) -> Vec<(String, String)> {
        let is_part = |(at, truth): &(&(String, String), &Figure)| {
            published.periods.get(*at).is_some_and(|figure| figure.responses < truth.responses)
        };
        self.months.iter().filter(is_part).map(|(at, _)| at.clone()).collect()
    }
}

fn grouped<K: Ord>(people: &[Person], key: impl Fn(&Person) -> K) -> BTreeMap<K, Figure> {
    let mut groups: BTreeMap<K, Vec<&Person>> = BTreeMap::new();
    people.iter().for_each(|person| groups.entry(key(person)).or_default().push(person));
    groups.into_iter().map(|(key, people)| (key, Figure::of(people.into_iter()))).collect()
}
