//! Signs of stuffing, noted in the inbox before a release.

use super::{
    Store, dialect,
    entity::inbox,
    error::{Error, Result},
    inbox::stored_month,
};
use crate::domain::{
    answers::Answers,
    flags::{Arrived, Flags, Hours, Judge, rules_of},
    submission::Stratum,
    survey::Survey,
};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value, sea_query::Expr};
use std::collections::BTreeMap;

/// Submissions that are judged together; some fifteen megabytes.
const WINDOW: u64 = 200_000;
/// Most rows that one transaction changes: the writer waits no longer than this takes.
const CHUNK: usize = 8_000;
/// Places in one UPDATE.
const PLACES: usize = 1_000;

/// Place, arrival, desk, unit, month, stratum, seconds, answers and flags.
type Row = (i64, i64, String, String, i32, String, Option<i32>, String, String);

impl Store {
    /// Judges what waits of a version and notes new flags beside it, in windows of bounded size in the order
    /// of arrival; says how many rows changed. Flags are only added: the rest of a burst may be gone.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for rows that do not fit the version.
    pub async fn flag_waiting(&self, survey: &Survey, hours: &Hours) -> Result<u64> {
        let (mut last, mut changed) = (i64::MIN, 0);
        loop {
            let window = self.judge(survey, hours, last).await?;
            changed += window.flags.len() as u64;
            self.note(&window.flags).await?;
            if window.rows < WINDOW {
                return Ok(changed);
            }
            last = window.last;
        }
    }

    async fn judge(&self, survey: &Survey, hours: &Hours, after: i64) -> Result<Judged> {
        use inbox::Column as C;
        let mut rows = inbox::Entity::find()
            .filter(C::Survey.eq(&survey.key))
            .filter(C::Seq.gt(after))
            .order_by_asc(C::Seq)
            .limit(WINDOW)
            .select_only()
            .columns([C::Seq, C::ReceivedAt, C::Desk, C::Unit, C::Month, C::Stratum, C::Seconds, C::Answers, C::Flags])
            .into_tuple::<Row>()
            .stream(&self.read)
            .await
            .map_err(Error::from_db)?;
        let mut judged = Judged { rows: 0, last: after, flags: Vec::new() };
        // What is left of December is judged by December's rules.
        let mut years: BTreeMap<i16, Judge> = BTreeMap::new();
        while let Some(row) = rows.try_next().await.map_err(Error::from_db)? {
            let year = stored_month("inbox", row.4)?.year();
            let judge = years.entry(year).or_insert_with(|| Judge::new(survey, rules_of(year), hours));
            (judged.rows, judged.last) = (judged.rows + 1, row.0);
            take(judge, survey, row)?;
        }
        let changed = years.into_values().flat_map(Judge::changed);
        judged.flags = changed.filter(|(_, flags)| flags.is_to_note()).collect();
        Ok(judged)
    }

    async fn note(&self, flags: &[(i64, Flags)]) -> Result<()> {
        for flags in flags.chunks(CHUNK) {
            let mut places: BTreeMap<Flags, Vec<i64>> = BTreeMap::new();
            flags.iter().for_each(|(place, flags)| places.entry(*flags).or_default().push(*place));
            let tx = dialect::begin(&self.write).await?;
            // Another instance that releases the same rows would wait for us, and we for it.
            dialect::lock_release(&tx).await?;
            for (flags, places) in places {
                for places in places.chunks(PLACES) {
                    inbox::Entity::update_many()
                        .col_expr(inbox::Column::Flags, Expr::value(Value::from(flags.to_string())))
                        .filter(inbox::Column::Seq.is_in(places.iter().copied()))
                        .exec(&tx)
                        .await
                        .map_err(Error::from_db)?;
                }
            }
            tx.commit().await.map_err(Error::from_db)?;
        }
        Ok(())
    }
}

struct Judged {
    rows: u64,
    last: i64,
    flags: Vec<(i64, Flags)>,
}

fn take(judge: &mut Judge, survey: &Survey, row: Row) -> Result<()> {
    let (place, received_at, desk, unit, _, stratum, seconds, answers, flags) = row;
    let bad = |column| Error::Inconsistent { table: "inbox", column, id: place.to_string() };
    judge.add(&Arrived {
        place,
        received_at,
        desk: &desk,
        unit: &unit,
        stratum: Stratum::from_key(&stratum).ok_or_else(|| bad("stratum"))?,
        seconds,
        answers: &Answers::parse(survey, answers).map_err(|_| bad("answers"))?,
        flags: Flags::from_text(&flags).ok_or_else(|| bad("flags"))?,
    });
    Ok(())
}
