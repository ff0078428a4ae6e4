//! Submissions that an older version left open: the first start of a version that can seals them.

use super::{
    Store, dialect,
    entity::{inbox, open_inbox},
    error::{Error, Result},
    inbox::stored_month,
    insert::{Again, insert_rows},
    sealing,
};
use crate::domain::{
    device::DeviceId,
    flags::Flags,
    inbox::{Entry, InboxKeys, Sealed, Trace},
    submission::Stratum,
    survey::Kind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Rows of one statement.
const ROWS: u64 = 1_000;

impl Store {
    /// Seals what an older version left open, all or nothing, and says how much that was.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for rows that the older version could not have written.
    pub async fn seal_what_is_open(&self) -> Result<u64> {
        if !dialect::has_table(&self.read, "open_inbox").await? {
            return Ok(0);
        }
        let tx = dialect::begin(&self.write).await?;
        // Another instance that starts at once has done it by now, or waits until it is done.
        dialect::lock_release(&tx).await?;
        if !dialect::has_table(&tx, "open_inbox").await? {
            tx.rollback().await?;
            return Ok(0);
        }
        let (mut count, mut last) = (0, i64::MIN);
        loop {
            let open = open_inbox::Entity::find().filter(open_inbox::Column::Seq.gt(last));
            let rows = open.order_by_asc(open_inbox::Column::Seq).limit(ROWS).all(&tx).await?;
            let Some(end) = rows.last() else { break };
            (count, last) = (count + rows.len() as u64, end.seq);
            let sealed = rows.iter().map(|row| seal(&self.inbox_keys, row)).collect::<Result<Vec<_>>>()?;
            insert_rows(&tx, inbox::Entity, sealed.into_iter().map(sealing::cells), Again::Fails).await?;
        }
        dialect::drop_table(&tx, "open_inbox").await?;
        dialect::commit(tx).await?;
        Ok(count)
    }
}

fn seal(keys: &InboxKeys, row: &open_inbox::Model) -> Result<Sealed> {
    let bad = |column| Error::Inconsistent { table: "open_inbox", column, id: row.seq.to_string() };
    let device = row.device.as_deref().map(|device| DeviceId::parse(device).ok_or_else(|| bad("device")));
    let entry = Entry {
        survey: &row.survey,
        unit: &row.unit,
        month: stored_month("open_inbox", row.month)?,
        stratum: Stratum::from_key(&row.stratum).ok_or_else(|| bad("stratum"))?,
        kind: Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?,
        lang: &row.lang,
        answers: &row.answers,
        comment: row.comment.as_deref(),
        flags: Flags::from_text(&row.flags).ok_or_else(|| bad("flags"))?,
        trace: Some(Trace {
            key: row.key.as_slice().try_into().map_err(|_| bad("key"))?,
            received_at: row.received_at,
            is_timed: true,
            desk: &row.desk,
            device: device.transpose()?,
            seconds: row.seconds,
        }),
    };
    sealing::seal(keys, 0, &entry)
}
