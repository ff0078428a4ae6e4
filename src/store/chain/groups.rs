//! Rows of responses, comments and tallies, counted and added up by their group.

use super::{LogKey, key::Codes, sum::Sum};
use crate::store::{
    entity::{comments, releases, responses, shown_tallies, tallies},
    error::Result,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::ExprTrait};
use std::collections::{BTreeMap, BTreeSet};

/// Version, unit and stored period of responses, comments and tallies.
pub(in crate::store) type Group = (String, String, i32);

/// The rows of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub responses: u64,
    pub comments: u64,
    pub answers: Sum,
    pub said: Sum,
    pub tallies: Sum,
}

impl Content {
    pub(super) fn of(row: &releases::Model) -> Self {
        let sum = |bytes: &[u8]| Sum::read(bytes).unwrap_or_default();
        Self {
            responses: row.responses.unsigned_abs(),
            comments: row.comments.unsigned_abs(),
            answers: sum(&row.answers),
            said: sum(&row.said),
            tallies: sum(&row.tallies),
        }
    }
}

/// Rows of several groups, counted and added up.
pub(in crate::store) struct Groups {
    codes: Codes,
    pub(super) contents: BTreeMap<Group, Content>,
}

impl Groups {
    pub fn new(key: &LogKey) -> Self {
        Self { codes: key.codes("sums"), contents: BTreeMap::new() }
    }

    pub fn response(&mut self, row: &responses::Model) {
        let texts = [&row.stratum, &row.kind, &row.lang, &row.answers, &row.flags].map(String::as_bytes);
        let place = [row.survey.as_bytes(), row.unit.as_bytes(), &row.period.to_be_bytes()];
        let late = row.late.to_be_bytes();
        let first = [&row.id.as_bytes()[..], &late];
        let sum = Sum::of(&self.codes, "responses", &[&first[..], &place[..], &texts[..]].concat());
        let content = self.of((&row.survey, &row.unit, row.period));
        content.responses += 1;
        content.answers.add(sum);
    }

    pub fn comment(&mut self, row: &comments::Model) {
        let place = [row.survey.as_bytes(), row.unit.as_bytes(), &row.period.to_be_bytes()];
        let texts = [row.lang.as_bytes(), row.text.as_bytes()];
        let sum = Sum::of(&self.codes, "comments", &[&[&row.id.as_bytes()[..]], &place[..], &texts[..]].concat());
        let content = self.of((&row.survey, &row.unit, row.period));
        content.comments += 1;
        content.said.add(sum);
    }

    /// Its revision says which release wrote it, and nothing of what it holds.
    pub fn tally(&mut self, row: &tallies::Model) {
        let place = [row.survey.as_bytes(), row.unit.as_bytes(), &row.period.to_be_bytes()];
        let (flagged, responses) = ([u8::from(row.flagged)], row.responses.to_be_bytes());
        let late = row.late.to_be_bytes();
        let rest =
            [&late[..], row.stratum.as_bytes(), row.kind.as_bytes(), &flagged, &responses, &row.groups, &row.counts];
        let sum = Sum::of(&self.codes, "tallies", &[&place[..], &rest[..]].concat());
        self.of((&row.survey, &row.unit, row.period)).tallies.add(sum);
    }

    /// A total as staff were shown it last, among the tallies.
    pub fn shown(&mut self, row: &shown_tallies::Model) {
        let place = [row.survey.as_bytes(), row.unit.as_bytes(), &row.period.to_be_bytes()];
        let responses = row.responses.to_be_bytes();
        let sum = Sum::of(&self.codes, "shown_tallies", &[&place[..], &[&responses, &row.sums]].concat());
        self.of((&row.survey, &row.unit, row.period)).tallies.add(sum);
    }

    fn of(&mut self, (survey, unit, period): (&str, &str, i32)) -> &mut Content {
        self.contents.entry((survey.to_owned(), unit.to_owned(), period)).or_default()
    }

    /// Adds the tallies and shown totals of all groups that are there, after they were written.
    pub(super) async fn read_tallies(&mut self, tx: &DatabaseTransaction) -> Result<()> {
        use {shown_tallies::Column as S, tallies::Column as C};
        let (surveys, units, periods) = self.names();
        let [of_tallies, of_shown] = [
            (C::Survey.into_expr(), C::Unit.into_expr(), C::Period.into_expr()),
            (S::Survey.into_expr(), S::Unit.into_expr(), S::Period.into_expr()),
        ]
        .map(|(survey, unit, period)| {
            survey.is_in(&surveys).and(unit.is_in(&units)).and(period.is_in(periods.iter().copied()))
        });
        for row in tallies::Entity::find().filter(of_tallies).all(tx).await? {
            if self.contents.contains_key(&(row.survey.clone(), row.unit.clone(), row.period)) {
                self.tally(&row);
            }
        }
        for row in shown_tallies::Entity::find().filter(of_shown).all(tx).await? {
            if self.contents.contains_key(&(row.survey.clone(), row.unit.clone(), row.period)) {
                self.shown(&row);
            }
        }
        Ok(())
    }

    pub(super) fn names(&self) -> (BTreeSet<String>, BTreeSet<String>, BTreeSet<i32>) {
        let groups = self.contents.keys();
        let surveys = groups.clone().map(|(survey, ..)| survey.clone());
        (surveys.collect(), groups.clone().map(|(_, unit, _)| unit.clone()).collect(), groups.map(|it| it.2).collect())
    }
}
