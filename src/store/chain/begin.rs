//! The beginning of both chains at a site that is older than they are.

use super::releases;
use crate::domain::staff_log::Action;
use crate::store::{
    By, Store, dialect,
    error::{Error, Result},
    staff_log,
};

impl Store {
    /// Seals the present state of what no chain has sealed: releases, comments, accounts, hours and keys from before there were
    /// chains. The caller knows that none was there: one that was taken away must not begin anew.
    pub async fn begin_chains(&self, by: By<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        dialect::lock_release(&tx).await?;
        let releases_begun = releases::has_begun(&tx).await?;
        if releases_begun && staff_log::has_begun(&tx, by.key).await? {
            return tx.rollback().await.map_err(Error::from);
        }
        let groups = if releases_begun { 0 } else { releases::begin(&tx, by.key).await? };
        let detail = format!("{groups} groups of responses");
        staff_log::begin(&tx, by.does(Action::ChainBegin, &detail)).await?;
        dialect::commit(tx).await
    }
}
