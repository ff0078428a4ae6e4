//! The checks of `hailong verify` on the submissions that wait: each opens, was accepted once, and keeps nothing fine for too long.

use super::{Store, check::Check, entity::accepted, error::Result, inbox, ledger, sealing};
use crate::domain::inbox::InboxKeys;
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::HashSet;

/// Keys that are asked for at once.
const ASKED: usize = 1_000;
const DAY: i64 = 86_400_000;
/// A site that is off for some hours strips late.
const GRACE: i64 = DAY;

impl Store {
    /// Nothing that waits keeps what is finer than its month for longer than `longest`, and a day; both in milliseconds.
    pub async fn verify_ages(&self, now: i64, longest: i64) -> Result<Check> {
        let age = self.oldest_fine().await?.map(|at| now.saturating_sub(at));
        let days = |time: i64| format!("{:.1} days", time as f64 / DAY as f64);
        Ok(Check {
            name: "I18 what waits keeps no day, desk or device for long",
            holds: age.is_none_or(|age| age <= longest.saturating_add(GRACE)),
            figures: age.map_or("nothing fine is kept".to_owned(), |age| {
                format!("the oldest fine-grained one is {} old (most {} and a day)", days(age), days(longest))
            }),
        })
    }
}

/// The check of what waits, and how many of them spent a receipt.
pub(super) async fn verify(tx: &DatabaseTransaction, keys: &InboxKeys) -> Result<(Check, u64)> {
    let (mut all, mut stripped, mut closed, mut spent) = (0u64, 0u64, 0u64, 0u64);
    let mut ids: Vec<Vec<u8>> = Vec::new();
    let mut rows = inbox::rows(tx).await?;
    while let Some(mut row) = rows.try_next().await? {
        all += 1;
        match sealing::open(keys, &mut row) {
            Ok(entry) => {
                spent += u64::from(ledger::spends(entry.stratum));
                match entry.trace {
                    Some(trace) => ids.push(trace.key.to_vec()),
                    None => stripped += 1,
                }
            }
            Err(_) => closed += 1,
        }
    }
    drop(rows);
    let fine = ids.len() as u64;
    let different = ids.iter().collect::<HashSet<_>>().len() as u64;
    let mut known = 0;
    for ids in ids.chunks(ASKED) {
        known += accepted::Entity::find().filter(accepted::Column::Key.is_in(ids.to_vec())).count(tx).await?;
    }
    let check = Check {
        name: "I2 no phantom, I4 idempotence, I8b sealed",
        holds: known == fine && different == fine && closed == 0,
        figures: format!(
            "{all} waiting, {closed} of them closed to our keys; {stripped} stripped, {fine} with {different} different ids, of which {known} were accepted"
        ),
    };
    Ok((check, spent))
}
