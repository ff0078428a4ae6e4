//! Figures of people one by one, by an arithmetic of their own: nothing of the program is used but the file of responses.

use statrs::function::beta::beta_reg;
use std::collections::BTreeMap;

/// One line of the file.
#[derive(Clone, Debug)]
pub struct Person {
    pub unit: String,
    pub month: String,
    pub stratum: String,
    pub kind: String,
    pub flagged: bool,
    /// By item: a level, `na`, `skipped`, or nothing.
    pub answers: Vec<String>,
}

impl Person {
    /// Valid answers to some items, and of them: satisfied ones, levels.
    fn counts(&self, items: &[usize]) -> (f64, f64, f64) {
        let levels = items.iter().filter_map(|item| self.answers[*item].parse::<f64>().ok());
        levels.fold((0.0, 0.0, 0.0), |(v, s, t), level| (v + 1.0, s + f64::from(level >= 4.0), t + level))
    }

    /// In these tests everybody of a unit and month came to one desk on one day.
    fn day(&self) -> (&str, &str) {
        (&self.unit, &self.month)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    Top2,
    Mean5,
    Mean4,
}

impl Method {
    pub const ALL: [(&'static str, Self); 3] = [("top2", Self::Top2), ("mean5", Self::Mean5), ("mean4", Self::Mean4)];

    /// A share of 0 to 1 in per cent.
    fn percent(self, share: f64) -> f64 {
        if self == Self::Mean5 { 20.0 + 80.0 * share } else { 100.0 * share }
    }
}

/// The figures of some people and items.
#[derive(Clone, Debug)]
pub struct Figures {
    pub responses: usize,
    pub respondents: usize,
    pub answers: usize,
    pub satisfied: usize,
    pub na: usize,
    pub skipped: usize,
    pub not_reached: usize,
    /// Percent.
    pub index: f64,
    pub low: f64,
    pub high: f64,
    /// Of each person with an answer: valid answers, and how content they are.
    own: Vec<(f64, f64)>,
    days: Vec<(f64, f64)>,
}

impl Figures {
    pub fn of(people: &[&Person], items: &[usize], method: Method, together: bool) -> Self {
        let said = |word: &str| {
            people.iter().flat_map(|it| items.iter().map(|item| &it.answers[*item])).filter(|it| *it == word).count()
        };
        let (mut own, mut days, mut satisfied) = (Vec::new(), BTreeMap::<(&str, &str), (f64, f64)>::new(), 0.0);
        for person in people {
            let (v, s, t) = person.counts(items);
            satisfied += s;
            if v > 0.0 {
                let y = if method == Method::Top2 { s } else { (t - v) / 4.0 };
                own.push((v, y));
                let day = days.entry(person.day()).or_default();
                *day = (day.0 + v, day.1 + y);
            }
        }
        // Figures of one item or a part of the people, and means, are of people alone.
        let by_day = together && method == Method::Top2 && items.len() > 1 && days.len() < own.len();
        let days = if by_day { days.into_values().collect() } else { Vec::new() };
        let [v, y] = [0, 1].map(|n| own.iter().map(|it| [it.0, it.1][n]).sum::<f64>());
        let (na, skipped, not_reached) = (said("na"), said("skipped"), said(""));
        let mut figures = Self {
            responses: people.len(),
            respondents: own.len(),
            answers: v as usize,
            satisfied: satisfied as usize,
            na,
            skipped,
            not_reached,
            index: method.percent(y / v),
            low: 0.0,
            high: 0.0,
            own,
            days,
        };
        let (low, high) = figures.bounds(0.5, 0.025);
        (figures.low, figures.high) = (method.percent(low), method.percent(high));
        figures
    }

    /// Both bounds as shares, with so much of an imagined person and such a tail.
    fn bounds(&self, weight: f64, tail: f64) -> (f64, f64) {
        let rest = |list: &[(f64, f64)]| list.iter().map(|(v, y)| (*v, v - y)).collect::<Vec<_>>();
        let low = lower(&self.own, &self.days, weight, tail);
        (low, 1.0 - lower(&rest(&self.own), &rest(&self.days), weight, tail))
    }

    pub fn verdict(&self, target: f64) -> &'static str {
        let ((low, high), (lower, higher)) = (self.bounds(0.5, 0.025), self.bounds(1.0, 0.025));
        let sure = self.respondents >= 30;
        match self.index > target {
            true if sure && low.min(lower) > target / 100.0 => "met",
            true => "met_uncertain",
            false if sure && high.max(higher) < target / 100.0 => "not_met",
            false => "not_met_uncertain",
        }
    }

    /// The range of ranks among all that are ranked.
    pub fn rank(&self, all: &[Self]) -> [usize; 3] {
        let tail = (1.0 - 0.95_f64.powf(1.0 / all.len() as f64)) / 2.0;
        let (low, high) = self.bounds(0.5, tail);
        let many = |holds: &dyn Fn(&Self) -> bool| all.iter().filter(|it| holds(it)).count();
        [
            1 + many(&|it| it.index > self.index + 1e-12),
            1 + many(&|it| it.bounds(0.5, tail).0 > high),
            all.len() - many(&|it| it.bounds(0.5, tail).1 < low),
        ]
    }

    /// The difference from an earlier figure, and its bounds.
    pub fn since(&self, before: &Self) -> [f64; 3] {
        let change = self.index - before.index;
        let down = (self.index - self.low).hypot(before.high - before.index);
        [change, change - down, change + (self.high - self.index).hypot(before.index - before.low)]
    }
}

fn lower(own: &[(f64, f64)], days: &[(f64, f64)], weight: f64, tail: f64) -> f64 {
    let (n, d) = (own.len() as f64, days.len() as f64);
    let (v, y) = own.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let all = v * (1.0 + weight / n);
    let p = y / all;
    if y == 0.0 {
        return 0.0;
    }
    let spread =
        |list: &[(f64, f64)]| list.iter().map(|(v, y)| (y - p * v).powi(2)).sum::<f64>() + weight * (v / n * p).powi(2);
    let mut variance = spread(own) / all.powi(2) * (n + weight) / (n + weight + 1.0);
    if d > 1.0 {
        let few = d / (d - 1.0) * (1.0 + (1.959_963_984_540_054_f64.powi(2) + 1.0) / (2.0 * (d - 1.0)));
        variance = variance.max(spread(days) / all.powi(2) * few);
    }
    let size = (p * (1.0 - p) / variance - 1.0).max(1.0);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        *(if beta_reg(p * size, (1.0 - p) * size, middle) < tail { &mut low } else { &mut high }) = middle;
    }
    low.min(y / v)
}
