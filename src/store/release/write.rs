//! The writes of a release: answers and comments apart, each in an order of its own, and the sums of answers.

use super::leaving::{Full, INSERT_ROWS, Leaving};
use crate::{
    domain::{
        answers::Answers,
        batch::Batch,
        flags::Flags,
        submission::Stratum,
        survey::{Kind, Survey},
        tally::Tally,
        text::mask_identifiers,
    },
    store::{
        entity::{comments, responses},
        error::{Error, Result},
        insert::{Again, Cells, insert_rows},
        tallies,
    },
};
use rand::seq::SliceRandom;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, prelude::Uuid};
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
) -> Result<()> {
    said.shuffle(&mut rand::rng());
    for said in said.chunks(INSERT_ROWS) {
        let rows = said.iter().map(|(batch, lang, text)| comments::ActiveModel {
            id: Set(Uuid::new_v4()),
            survey: Set(survey.key.clone()),
            unit: Set(batch.into.clone()),
            month: Set(batch.month.to_int()),
            lang: Set(lang.clone()),
            text: Set(mask_identifiers(text)),
        });
        comments::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Responses and their sums, on their way into the database.
#[derive(Default)]
pub(super) struct Released<'b> {
    pub rows: Vec<(Uuid, Cells<responses::Entity, 8>)>,
    pub sums: tallies::Added<'b>,
}

impl<'b> Released<'b> {
    pub fn take(&mut self, batch: &'b Batch, survey: &Survey, mut rows: Vec<Leaving>) -> Result<()> {
        use responses::Column as C;
        rows.shuffle(&mut rand::rng());
        for row in rows {
            let bad = |column| Error::Inconsistent { table: "inbox", column, id: row.seq.to_string() };
            let stratum = Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?;
            let kind = Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?;
            let answers = Answers::parse(survey, row.answers).map_err(|_| bad("answers"))?;
            let flags = Flags::from_text(&row.flags).ok_or_else(|| bad("flags"))?.kept();
            // Two batches may have one unit and month: its own, and what went up to it.
            let key = (batch.into.as_str(), row.month, stratum, kind, flags.is_flagged());
            self.sums.entry(key).or_insert_with(|| Tally::empty(survey)).add(survey, &answers);
            let rest = [
                (C::Survey, survey.key.as_str().into()),
                (C::Unit, batch.into.as_str().into()),
                (C::Month, row.month.into()),
                (C::Stratum, row.stratum.into()),
                (C::Kind, row.kind.into()),
                (C::Lang, row.lang.into()),
                (C::Answers, answers.as_str().into()),
                (C::Flags, flags.to_string().into()),
            ];
            self.rows.push((Uuid::new_v4(), rest));
        }
        Ok(())
    }
}

pub(super) async fn insert_responses(
    tx: &DatabaseTransaction,
    mut rows: Vec<(Uuid, Cells<responses::Entity, 8>)>,
) -> Result<()> {
    // In the order of the random ids: the pages of a table kept by its key are then written once.
    rows.sort_unstable_by_key(|(id, _)| *id);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let piece = rows
            .by_ref()
            .take(INSERT_ROWS)
            .map(|(id, [a, b, c, d, e, f, g, h])| [(responses::Column::Id, id.into()), a, b, c, d, e, f, g, h]);
        insert_rows(tx, responses::Entity, piece, Again::Fails).await?;
    }
    Ok(())
}
