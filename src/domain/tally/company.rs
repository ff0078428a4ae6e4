//! People who came to one desk on one day: the day's luck makes their answers go together.

use super::person::of_person;
use crate::domain::{answers::Answers, survey::Survey};
use std::{collections::HashMap, hash::Hash};

/// The sums that people of one desk and day have beyond those that each has alone. Nobody adds anything who came alone, so a
/// response without a day is its own, and the sums of one person say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// People with a valid answer who are not the first of their desk and day.
    pub later: u64,
    /// Over each person and everybody else of the same desk and day: the products of their valid answers,
    pub v2: u64,
    /// of their satisfied answers,
    pub s2: u64,
    /// and of the satisfied answers of the one and the valid answers of the others.
    pub sv: u64,
}

impl Company {
    pub(super) fn merge(&mut self, other: &Self) {
        self.later += other.later;
        self.v2 += other.v2;
        self.s2 += other.s2;
        self.sv += other.sv;
    }
}

/// A group of statements on one desk and day.
#[derive(Clone, Copy, Debug, Default)]
struct Day {
    v: u64,
    s: u64,
    /// Somebody with a valid answer was told as the first.
    begun: bool,
}

/// The desk-days of one batch, while it is released. They are forgotten with it: only what they add to the batch's sums stays.
#[derive(Debug, Default)]
pub struct DeskDays<D>(HashMap<D, Vec<Day>>);

impl<D: Hash + Eq> DeskDays<D> {
    /// Everybody is added before anybody's company is told.
    pub fn add(&mut self, survey: &Survey, answers: &Answers, day: D) {
        let people = of_person(survey, answers);
        let groups = self.0.entry(day).or_insert_with(|| vec![Day::default(); people.len()]);
        for (group, (v, s, _)) in groups.iter_mut().zip(people) {
            (group.v, group.s) = (group.v + v, group.s + s);
        }
    }

    /// One person's company by group, for the tally that has their answers; each person once. A person whose company stands in
    /// another tally has it in their own all the same, so that tallies added up have each pair both ways.
    pub fn tell(&mut self, survey: &Survey, answers: &Answers, day: &D) -> Vec<Company> {
        let Some(groups) = self.0.get_mut(day) else { return Vec::new() };
        let company = |(group, (v, s, _)): (&mut Day, (u64, u64, u64))| {
            let later = v > 0 && group.begun;
            group.begun |= v > 0;
            let [others, content] = [group.v - v, group.s - s];
            Company { later: u64::from(later), v2: v * others, s2: s * content, sv: s * others }
        };
        groups.iter_mut().zip(of_person(survey, answers)).map(company).collect()
    }
}

#[cfg(test)]
mod tests;
