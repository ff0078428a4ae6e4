//! Receipts of dossiers: one for each dossier's event, and another where that one was taken back unanswered.

use super::{
    By, Store, dialect,
    entity::dossiers,
    error::Result,
    insert::{Again, insert_rows},
    receipts::{Minting, add_run, bytes, free_number, lost, runs_of, spent_of, stored},
    staff_log::append,
};
use crate::domain::{
    receipt::{KeyRing, NUMBERS, Nullifier},
    staff_log::Action,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::collections::{HashMap, HashSet};

/// The digest by which a dossier's event is known; see [`KeyRing::dossier_digest`].
pub type Digest = [u8; 16];

/// A receipt for a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minted {
    pub number: u32,
    pub minting: Minting,
    /// It was minted before.
    pub known: bool,
}

impl Store {
    /// Mints a receipt for each dossier's event that has none yet, or one that was taken back before anybody
    /// answered, and gives all of them in the order of the digests, which are different; `None` where the numbers
    /// are used up. An act of `by` is logged. Another system mints one by one as people come. An entry for each
    /// would keep when somebody came, so it has none.
    pub async fn mint_for(
        &self,
        like: &Minting,
        digests: &[Digest],
        keys: &KeyRing,
        by: Option<By<'_>>,
    ) -> Result<Option<Vec<Minted>>> {
        let mut minted = self.minted_for(digests).await?;
        let revoked = self.revoked_of(&minted, keys).await?;
        // Asking again writes nothing, and no submission waits for it.
        if minted.len() < digests.len() || !revoked.is_empty() {
            let Some(new) = self.mint_missing(like, digests, &revoked, by).await? else { return Ok(None) };
            // Runs never change: they need not be read while others wait to write.
            minted = self.minted_for(digests).await?;
            for digest in &new {
                minted.entry(*digest).and_modify(|minted| minted.known = false);
            }
        }
        let found = digests.iter().map(|digest| minted.get(digest).cloned().ok_or_else(|| lost(0)));
        found.collect::<Result<_>>().map(Some)
    }

    /// Those of these dossiers' events that have a receipt.
    pub async fn minted_for(&self, digests: &[Digest]) -> Result<HashMap<Digest, Minted>> {
        let known = known_dossiers(&self.read, digests).await?;
        let runs = runs_of(&self.read, known.values().copied()).await?;
        let minted = |number: i32| -> Result<Minted> {
            let (_, run) = runs.range(..=number).next_back().ok_or_else(|| lost(number))?;
            let unsigned = u32::try_from(number).map_err(|_| lost(number))?;
            Ok(Minted { number: unsigned, minting: run.clone(), known: true })
        };
        known.into_iter().map(|(digest, number)| Ok((digest, minted(number)?))).collect()
    }

    /// Those that [`Store::mint_for`] would give again.
    pub async fn kept_for(&self, digests: &[Digest], keys: &KeyRing) -> Result<HashMap<Digest, Minted>> {
        let mut minted = self.minted_for(digests).await?;
        let dead = unspent(&self.read, &self.revoked_of(&minted, keys).await?).await?;
        minted.retain(|_, minted| !dead.contains(&stored(minted.number)));
        Ok(minted)
    }

    /// Numbers of those that were taken back. One whose key is gone is left out: whether it was answered
    /// cannot be told.
    async fn revoked_of(&self, minted: &HashMap<Digest, Minted>, keys: &KeyRing) -> Result<HashMap<i32, Nullifier>> {
        let revocations = self.revocations().await?;
        let receipts = minted.values().map(|minted| minted.minting.receipt(minted.number));
        let revoked = receipts.filter(|receipt| revocations.iter().any(|what| what.covers(receipt)));
        Ok(revoked.filter_map(|receipt| Some((stored(receipt.number), keys.nullifier(&receipt)?))).collect())
    }

    /// Mints for dossiers without a receipt, and for those whose revoked one is unanswered; says for which.
    async fn mint_missing(
        &self,
        like: &Minting,
        digests: &[Digest],
        revoked: &HashMap<i32, Nullifier>,
        by: Option<By<'_>>,
    ) -> Result<Option<Vec<Digest>>> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_minting(&tx).await?;
        // Read once more: another call may have minted meanwhile.
        let known = known_dossiers(&tx, digests).await?;
        let dead = unspent(&tx, revoked).await?;
        let lacks = |digest: &&Digest| known.get(*digest).is_none_or(|number| dead.contains(number));
        let new: Vec<Digest> = digests.iter().filter(lacks).copied().collect();
        let done = mint_each(&tx, like, &new).await?;
        if let Some(by) = by.filter(|_| done.is_some() && !new.is_empty()) {
            append(&tx, by.does(Action::ReceiptsMint, &for_dossiers(new.len(), 0))).await?;
        }
        match done {
            Some(()) => dialect::commit(tx).await?,
            None => tx.rollback().await?,
        }
        Ok(done.map(|()| new))
    }
}

/// As the log tells that receipts were minted for dossiers, and that links of earlier ones were given again.
pub fn for_dossiers(new: usize, known: usize) -> String {
    format!("{new} for dossiers, {known} known before")
}

/// One run, a number of it for each; `None` where the numbers are used up.
async fn mint_each(tx: &DatabaseTransaction, like: &Minting, digests: &[Digest]) -> Result<Option<()>> {
    if digests.is_empty() {
        return Ok(Some(()));
    }
    let first = free_number(tx).await?.filter(|first| *first as usize + digests.len() <= NUMBERS as usize);
    let Some(first) = first else { return Ok(None) };
    add_run(tx, like, first, u32::try_from(digests.len()).unwrap_or(NUMBERS)).await?;
    let mut numbers = stored(first)..;
    for rows in digests.chunks(dialect::ROWS) {
        let rows = rows.iter().zip(&mut numbers).map(|(digest, number)| {
            [(dossiers::Column::Digest, bytes(digest)), (dossiers::Column::Number, number.into())]
        });
        insert_rows(tx, dossiers::Entity, rows, Again::Replaces).await?;
    }
    Ok(Some(()))
}

async fn known_dossiers(db: &impl ConnectionTrait, digests: &[Digest]) -> Result<HashMap<Digest, i32>> {
    let mut known = HashMap::new();
    for digests in digests.chunks(dialect::ROWS) {
        let rows = dossiers::Entity::find()
            .filter(dossiers::Column::Digest.is_in(digests.iter().map(|digest| digest.to_vec())))
            .all(db)
            .await?;
        known.extend(rows.into_iter().filter_map(|row| Some((row.digest.try_into().ok()?, row.number))));
    }
    Ok(known)
}

/// The numbers of those receipts that nobody answered.
async fn unspent(db: &impl ConnectionTrait, receipts: &HashMap<i32, Nullifier>) -> Result<HashSet<i32>> {
    let nullifiers: Vec<Nullifier> = receipts.values().copied().collect();
    let mut spent = HashSet::new();
    for some in nullifiers.chunks(dialect::ROWS) {
        spent.extend(spent_of(db, some.iter().copied()).await?);
    }
    Ok(receipts.iter().filter(|(_, nullifier)| !spent.contains(*nullifier)).map(|(number, _)| *number).collect())
}
