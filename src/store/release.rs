//! The release: waiting submissions become responses that nobody can link to them.
//!
//! A batch of one version, unit and month leaves the inbox in one transaction: its answers in random
//! order under new random ids, its comments apart in another order, its sums added to the tallies.
//! Nothing that is written here carries an id, a desk or a time finer than the month.

use super::{
    Store, dialect,
    entity::{comments, inbox, responses, tallies},
    error::{Error, Result},
    tallies::unpack,
};
use crate::domain::{
    answers::Answers,
    batch::Batch,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::Tally,
    text::mask_identifiers,
};
use rand::seq::SliceRandom;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Expr, Uuid},
    sea_query::{ExprTrait, OnConflict},
};
use std::{collections::BTreeMap, sync::atomic::Ordering};

/// Most submissions that one transaction moves: the writer waits no longer than this takes.
const CHUNK: u64 = 8_000;
/// Rows of one INSERT; 9 columns stay below SQLite's 32,766 parameters.
const INSERT_ROWS: usize = 1_000;

impl Store {
    /// Releases one batch and says how many submissions it moved: fewer than planned, or 0, where
    /// another instance was faster and what is left is no full batch any more.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for answers that do not fit their version.
    pub async fn release(&self, batch: &Batch, survey: &Survey, least: u64) -> Result<u64> {
        let mut moved = 0;
        // A large batch is cut into pieces that are each full.
        loop {
            let left = batch.count.saturating_sub(moved);
            let size = if left < CHUNK + least { left } else { CHUNK };
            let now = self.release_piece(batch, survey, least, size).await?;
            moved += now;
            if now == 0 || now < size || moved >= batch.count {
                return Ok(moved);
            }
        }
    }

    /// Removes what released submissions left behind in free pages and logs. Where a long export still
    /// reads, that is done at the next call.
    ///
    /// # Errors
    /// Faults of the database.
    pub async fn forget_released(&self) -> Result<()> {
        if self.remembers.load(Ordering::Acquire) && dialect::forget_released(&self.write).await? {
            self.remembers.store(false, Ordering::Release);
        }
        Ok(())
    }

    async fn release_piece(&self, batch: &Batch, survey: &Survey, least: u64, size: u64) -> Result<u64> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let mut rows = waiting_rows(&tx, batch, size).await?;
        let moved = rows.len() as u64;
        if moved < least {
            tx.rollback().await.map_err(Error::from_db)?;
            return Ok(0);
        }
        remove(&tx, &rows).await?;
        let said: Vec<(String, String)> =
            rows.iter_mut().filter_map(|row| Some((row.lang.clone(), row.comment.take()?))).collect();
        rows.shuffle(&mut rand::rng());
        let tallies = insert_responses(&tx, batch, survey, rows).await?;
        insert_comments(&tx, batch, said).await?;
        add_tallies(&tx, batch, survey, tallies).await?;
        tx.commit().await.map_err(Error::from_db)?;
        self.remembers.store(true, Ordering::Release);
        Ok(moved)
    }
}

async fn waiting_rows(tx: &DatabaseTransaction, batch: &Batch, size: u64) -> Result<Vec<inbox::Model>> {
    inbox::Entity::find()
        .filter(inbox::Column::Survey.eq(&batch.survey))
        .filter(inbox::Column::Month.eq(batch.month.to_int()))
        .filter(inbox::Column::Unit.is_in(&batch.from))
        .order_by_asc(inbox::Column::Seq)
        .limit(size)
        .all(tx)
        .await
        .map_err(Error::from_db)
}

async fn remove(tx: &DatabaseTransaction, rows: &[inbox::Model]) -> Result<()> {
    for rows in rows.chunks(INSERT_ROWS) {
        inbox::Entity::delete_many()
            .filter(inbox::Column::Seq.is_in(rows.iter().map(|row| row.seq)))
            .exec(tx)
            .await
            .map_err(Error::from_db)?;
    }
    Ok(())
}

type Strata = BTreeMap<(Stratum, Kind), Tally>;

async fn insert_responses(
    tx: &DatabaseTransaction,
    batch: &Batch,
    survey: &Survey,
    rows: Vec<inbox::Model>,
) -> Result<Strata> {
    let mut sums = Strata::new();
    let mut released = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| Error::Inconsistent { table: "inbox", column, id: row.seq.to_string() };
        let stratum = Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?;
        let kind = Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?;
        let answers = Answers::parse(survey, row.answers.clone()).map_err(|_| bad("answers"))?;
        sums.entry((stratum, kind)).or_insert_with(|| Tally::empty(survey)).add(survey, &answers);
        released.push(responses::ActiveModel {
            id: Set(Uuid::new_v4()),
            survey: Set(row.survey),
            unit: Set(batch.into.clone()),
            month: Set(row.month),
            stratum: Set(row.stratum),
            kind: Set(row.kind),
            lang: Set(row.lang),
            answers: Set(row.answers),
            flags: Set(String::new()),
        });
    }
    // In the order of the random ids: the pages of a table kept by its key are then written once.
    released.sort_unstable_by(|a, b| a.id.as_ref().cmp(b.id.as_ref()));
    for rows in released.chunks(INSERT_ROWS) {
        let insert = responses::Entity::insert_many(rows.to_vec());
        insert.exec_without_returning(tx).await.map_err(Error::from_db)?;
    }
    Ok(sums)
}

async fn insert_comments(tx: &DatabaseTransaction, batch: &Batch, mut said: Vec<(String, String)>) -> Result<()> {
    said.shuffle(&mut rand::rng());
    for said in said.chunks(INSERT_ROWS) {
        let rows = said.iter().map(|(lang, text)| comments::ActiveModel {
            id: Set(Uuid::new_v4()),
            survey: Set(batch.survey.clone()),
            unit: Set(batch.into.clone()),
            month: Set(batch.month.to_int()),
            lang: Set(lang.clone()),
            text: Set(mask_identifiers(text)),
        });
        comments::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(Error::from_db)?;
    }
    Ok(())
}

async fn add_tallies(tx: &DatabaseTransaction, batch: &Batch, survey: &Survey, sums: Strata) -> Result<()> {
    use tallies::Column as C;
    let latest: Option<Option<i64>> = tallies::Entity::find()
        .select_only()
        .column_as(Expr::col(C::Revision).max(), "latest")
        .into_tuple()
        .one(tx)
        .await
        .map_err(Error::from_db)?;
    let revision = latest.flatten().unwrap_or(0) + 1;
    for ((stratum, kind), mut tally) in sums {
        let key = (
            batch.survey.clone(),
            batch.into.clone(),
            batch.month.to_int(),
            stratum.key().to_owned(),
            kind.key().to_owned(),
        );
        if let Some(row) = tallies::Entity::find_by_id(key).one(tx).await.map_err(Error::from_db)? {
            tally.merge(&unpack(survey, &row)?);
        }
        let row = tallies::ActiveModel {
            survey: Set(batch.survey.clone()),
            unit: Set(batch.into.clone()),
            month: Set(batch.month.to_int()),
            stratum: Set(stratum.key().to_owned()),
            kind: Set(kind.key().to_owned()),
            responses: Set(i64::try_from(tally.responses).unwrap_or(i64::MAX)),
            groups: Set(tally.pack_groups()),
            counts: Set(tally.pack_counts()),
            revision: Set(revision),
        };
        let replace = OnConflict::columns([C::Survey, C::Unit, C::Month, C::Stratum, C::Kind])
            .update_columns([C::Responses, C::Groups, C::Counts, C::Revision])
            .to_owned();
        tallies::Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await.map_err(Error::from_db)?;
    }
    Ok(())
}
