//! A year of small offices by the rule of releases, in steps.

use super::*;
use crate::domain::{
    submission::Stratum,
    survey::Kind,
    tally::Sums,
    time_period::{Length, TimePeriod},
};
use std::sync::Arc;

pub(super) const UNITS: [&str; 2] = ["a", "b"];

/// Rows of a unit and group, at most: two channels, two kinds, flagged or not.
pub(super) const ROWS: u64 = 8;

/// Groups of a unit that come late, at most: the marks of one more, added up over all factors, would not fit.
const LATE: usize = 3;

/// A unit, its period and lateness.
type GroupKey = (usize, TimePeriod, u32);

/// A released response of a site: its tally's key and the answers satisfied, of two, to each factor.
type Key = (GroupKey, Stratum, Kind, bool);

/// The tallies at a time, and the rounds of closing until then.
pub(super) struct State {
    pub rows: Vec<TallyRow>,
    pub rounds: Rounds,
}

/// A site on its way through a year.
struct Office<'s> {
    survey: &'s Survey,
    rates: Vec<u64>,
    content: Vec<f64>,
    tallies: BTreeMap<Key, (u64, Vec<Sums>)>,
    shown: BTreeMap<GroupKey, ShownTotal>,
    late: Vec<GroupKey>,
    rounds: Rounds,
    states: Vec<State>,
}

fn person(rng: &mut StdRng, content: f64, factors: usize) -> Vec<Sums> {
    let mut groups = vec![Sums::default(); factors + 1];
    for (place, group) in groups.iter_mut().enumerate().skip(1) {
        // The last factor is asked of few.
        let v = if place == factors && rng.random::<f64>() < 0.8 { 0 } else { 2 };
        let s = (0..v).filter(|_| rng.random::<f64>() < content).count() as u64;
        let t = 2 * v + 2 * s;
        group.merge(&Sums {
            n: u64::from(v > 0),
            v,
            s,
            t,
            v2: v * v,
            s2: s * s,
            sv: s * v,
            t2: t * t,
            tv: t * v,
            ..Sums::default()
        });
    }
    let sum = |get: fn(&Sums) -> u64| groups[1..].iter().map(get).sum::<u64>();
    let (v, s, t) = (sum(|it| it.v), sum(|it| it.s), sum(|it| it.t));
    groups[0] =
        Sums { n: u64::from(v > 0), v, s, t, v2: v * v, s2: s * s, sv: s * v, t2: t * t, tv: t * v, ..Sums::default() };
    groups
}

impl Office<'_> {
    /// So many people leave the inbox for a period; staff see it at once where they may.
    fn release(&mut self, (unit, period): (usize, TimePeriod), people: u64, is_shown: bool, rng: &mut StdRng) {
        let group = (unit, period, self.rounds.late(period));
        if group.2 > 0 && !self.late.contains(&group) {
            if self.late.iter().filter(|group| group.0 == unit).count() == LATE {
                return;
            }
            self.late.push(group);
        }
        for _ in 0..people {
            let stratum = Stratum::ALL[[0, 0, 0, 1][rng.random_range(0..4)]];
            let kind = Kind::ALL[usize::from(rng.random::<f64>() < 0.2)];
            let key = (group, stratum, kind, rng.random::<f64>() < 0.1);
            let groups = person(rng, self.content[unit], self.survey.factors.len());
            let held = self.tallies.entry(key).or_insert_with(|| (0, vec![Sums::default(); groups.len()]));
            held.0 += 1;
            held.1.iter_mut().zip(&groups).for_each(|(sum, more)| sum.merge(more));
        }
        let mut full = ShownTotal::default();
        for (_, (count, groups)) in self.tallies.iter().filter(|(key, _)| key.0 == group) {
            full.responses += count;
            full.sums.merge(&groups[0]);
        }
        if is_shown {
            let before = self.shown.entry(group).or_default();
            *before = before.after(full);
        }
    }

    fn keep_state(&mut self) {
        self.states.push(State { rows: self.rows(), rounds: self.rounds.clone() });
    }

    fn rows(&self) -> Vec<TallyRow> {
        let mut last = None;
        let row = |((group, stratum, kind, flagged), (responses, groups)): (&Key, &(u64, Vec<Sums>))| {
            let is_first = last.replace(*group) != Some(*group);
            let (unit, period, late) = *group;
            let mut groups = groups.clone();
            groups.iter_mut().for_each(|sums| self.mark(sums, *group));
            TallyRow {
                survey: self.survey.key.as_str().into(),
                unit: Arc::from(UNITS[unit]),
                period,
                late,
                round: self.rounds.telling(period, late),
                stratum: Some(*stratum),
                kind: Some(*kind),
                flagged: *flagged,
                responses: *responses,
                groups: groups.into(),
                counts: Box::default(),
                shown: is_first.then(|| self.shown.get(group).copied().map(Box::new)).flatten(),
            }
        };
        self.tallies.iter().map(row).collect()
    }

    /// Marks a row, so that a figure tells which rows it is of: a digit for each group, of one unit in the number of answers
    /// that do not apply, of the other in that of skipped ones.
    fn mark(&self, sums: &mut Sums, group: GroupKey) {
        let (unit, period, _) = group;
        let (last, quarter) = (usize::from(period.last().number()), period.length() == Length::Quarter);
        let mut late = self.late.iter().filter(|late| late.0 == unit);
        let place = match late.position(|late| *late == group) {
            Some(place) => 16 + place,
            None if quarter => 11 + last / 3,
            None => last - 1,
        };
        *[&mut sums.na, &mut sums.skipped][unit] = (ROWS + 1).pow(place as u32);
    }
}

/// A year by the rule of releases, in steps: batches of at least ten, what is left of a month whole or with its quarter, and rests that
/// leave after their period has closed.
pub(super) fn year(survey: &Survey, rng: &mut StdRng) -> Vec<State> {
    let mut office = Office {
        survey,
        rates: UNITS.iter().map(|_| [5, 8, 14, 25, 40][rng.random_range(0..5)]).collect(),
        content: UNITS.iter().map(|_| [1.0, 0.97, 0.9, 0.6][rng.random_range(0..4)]).collect(),
        tallies: BTreeMap::new(),
        shown: BTreeMap::new(),
        late: Vec::new(),
        rounds: Rounds::default(),
        states: Vec::new(),
    };
    let mut waiting = [0; UNITS.len()];
    for number in 1..=15 {
        let month = Month::new(2025, number).ok();
        let ended = number.checked_sub(1).and_then(|number| Month::new(2025, number).ok());
        let mut left = std::mem::take(&mut waiting);
        for step in 0..3 {
            for unit in 0..UNITS.len() {
                if let Some(month) = month {
                    waiting[unit] += rng.random_range(0..=2 * office.rates[unit] / 3);
                    let leaves = if waiting[unit] >= 20 { waiting[unit] - 10 } else { 0 };
                    waiting[unit] -= leaves;
                    office.release((unit, TimePeriod::month(month)), leaves, true, rng);
                }
                if let (1, Some(ended)) = (step, ended) {
                    let left = std::mem::take(&mut left[unit]);
                    let quarter = TimePeriod::of(ended, Length::Quarter);
                    let (period, leaves) = match left {
                        10.. => (TimePeriod::month(ended), left),
                        5.. if quarter.last() == ended => (quarter, left + 5),
                        _ => (quarter, 0),
                    };
                    office.release((unit, period), leaves, false, rng);
                }
            }
            // A month closes in the second third of the next one.
            if let (1, Some(closed)) = (step, ended.or(Some(Month::december(2025)))) {
                office.rounds.add(closed);
            }
            late(&mut office, rng);
            office.keep_state();
        }
    }
    office.states
}

/// Now and then a rest of ten and more leaves that its period did not wait for.
fn late(office: &mut Office<'_>, rng: &mut StdRng) {
    let Some(closed) = office.rounds.closed_to() else { return };
    let month = Month::new(2025, rng.random_range(1..=closed.number())).unwrap();
    let period = TimePeriod::of(month, [Length::Month, Length::Month, Length::Quarter][rng.random_range(0..3)]);
    if period.last() <= closed && rng.random::<f64>() < 0.2 {
        let (unit, people) = (rng.random_range(0..UNITS.len()), rng.random_range(10..16));
        office.release((unit, period), people, false, rng);
    }
}
