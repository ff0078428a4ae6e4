//! The writes of a release: answers and comments apart, each in an order of its own, and the sums of answers.

use super::leaving::{Full, INSERT_ROWS, Leaving};
use crate::{
    domain::{
        answers::Answers,
        batch::Batch,
        flags::{Editions, Flags, Rule},
        lattice::Rounds,
        mask::mask_identifiers,
        submission::Stratum,
        survey::Survey,
        tally::{DeskDays, Tally},
    },
    store::{
        LogKey,
        chain::Groups,
        entity::{comments, responses},
        error::{Error, Result},
        insert::{Again, Cells, insert_rows},
        tallies,
    },
};
use rand::seq::SliceRandom;
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel, prelude::Uuid};
use std::collections::HashMap;

/// A language that few of a batch used would join their comments to their answers: it is not kept.
pub(super) fn hide_rare_languages(rows: &mut [Leaving], least: u64) {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for row in rows.iter() {
        *counts.entry(row.lang.clone()).or_default() += 1;
    }
    for row in rows.iter_mut().filter(|row| counts.get(&row.lang).is_some_and(|count| *count < least)) {
        row.lang.clear();
    }
}

/// A comment on its way out: the batch that it belongs to, its language and text.
pub(super) type Comment<'b> = (&'b Batch, String, String);

pub(super) fn take_comments<'b>(full: &mut Full<'b>) -> Vec<Comment<'b>> {
    let rows = full.iter_mut().flat_map(|(batch, rows)| rows.iter_mut().map(|row| (*batch, row)));
    rows.filter_map(|(batch, row)| Some((batch, row.lang.clone(), row.comment.take()?))).collect()
}

pub(super) async fn insert_comments(
    tx: &DatabaseTransaction,
    survey: &Survey,
    mut said: Vec<Comment<'_>>,
    groups: &mut Groups,
) -> Result<()> {
    said.shuffle(&mut rand::rng());
    for said in said.chunks(INSERT_ROWS) {
        let rows = said.iter().map(|(batch, lang, text)| comments::Model {
            id: Uuid::new_v4(),
            survey: survey.key.clone(),
            unit: batch.into.clone(),
            period: batch.period.to_int(),
            lang: lang.clone(),
            text: mask_identifiers(text),
        });
        let rows = rows.inspect(|row| groups.comment(row)).map(IntoActiveModel::into_active_model);
        comments::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Responses and their sums, on their way into the database.
pub(super) struct Released<'b> {
    pub rows: Vec<responses::Model>,
    pub sums: tallies::Added<'b>,
    pub groups: Groups,
    rounds: &'b Rounds,
    editions: &'b Editions,
}

impl<'b> Released<'b> {
    pub fn new(key: &LogKey, rounds: &'b Rounds, editions: &'b Editions) -> Self {
        Self { rows: Vec::new(), sums: tallies::Added::default(), groups: Groups::new(key), rounds, editions }
    }

    pub fn take(&mut self, batch: &'b Batch, survey: &Survey, mut rows: Vec<Leaving>) -> Result<()> {
        rows.shuffle(&mut rand::rng());
        let (mut days, mut read) = (DeskDays::default(), Vec::with_capacity(rows.len()));
        for mut row in rows {
            let bad = |_| Error::Inconsistent { table: "inbox", column: "answers", id: survey.key.clone() };
            let answers = Answers::parse(survey, std::mem::take(&mut row.answers)).map_err(bad)?;
            if let Some(day) = &row.desk_day {
                days.add(survey, &answers, day.clone());
            }
            read.push((row, answers));
        }
        let rules = self.editions.of(batch.period.year()).rules();
        let late = i32::try_from(self.rounds.late(batch.period)).unwrap_or(i32::MAX);
        for (row, answers) in read {
            let (stratum, kind, flags) = (row.stratum, row.kind, signs(&row, rules).kept());
            let stratum = if batch.channel_withheld { Stratum::Withheld } else { stratum };
            // Two batches may have one unit and period: its own, and what went up to it.
            let key = (batch.into.as_str(), batch.period, late, stratum, kind, flags.is_flagged());
            let tally = self.sums.entry(key).or_insert_with(|| Tally::empty(survey));
            tally.add(survey, &answers);
            if let Some(day) = &row.desk_day {
                tally.join(&days.tell(survey, &answers, day));
            }
            let row = responses::Model {
                id: Uuid::new_v4(),
                survey: survey.key.clone(),
                unit: batch.into.clone(),
                period: batch.period.to_int(),
                stratum: stratum.key().to_owned(),
                kind: kind.key().to_owned(),
                lang: row.lang,
                answers: answers.as_str().to_owned(),
                flags: flags.to_string(),
                late,
            };
            self.groups.response(&row);
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Of one that keeps its trace the signs of the year's rules. A stripped one cannot be judged again: it has the signs that it had.
fn signs(row: &Leaving, rules: &[Rule]) -> Flags {
    if row.desk_day.is_some() { row.flags.of(rules) } else { row.flags }
}

pub(super) async fn insert_responses(tx: &DatabaseTransaction, mut rows: Vec<responses::Model>) -> Result<()> {
    // In the order of the random ids: the pages of a table kept by its key are then written once.
    rows.sort_unstable_by_key(|row| row.id);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        insert_rows(tx, responses::Entity, rows.by_ref().take(INSERT_ROWS).map(cells), Again::Fails).await?;
    }
    Ok(())
}

fn cells(row: responses::Model) -> Cells<responses::Entity, 10> {
    use responses::Column as C;
    [
        (C::Id, row.id.into()),
        (C::Survey, row.survey.into()),
        (C::Unit, row.unit.into()),
        (C::Period, row.period.into()),
        (C::Stratum, row.stratum.into()),
        (C::Kind, row.kind.into()),
        (C::Lang, row.lang.into()),
        (C::Answers, row.answers.into()),
        (C::Flags, row.flags.into()),
        (C::Late, row.late.into()),
    ]
}
