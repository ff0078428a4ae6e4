//! Rows of the inbox, sealed and opened, and the keys that the database knows of.

use super::{
    Store, dialect,
    entity::{inbox, inbox_keys},
    error::{Error, Result},
    insert::{Again, Cells, insert_rows},
};
use crate::domain::inbox::{Entry, InboxKeys, Sealed};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Value,
};

/// A row as it lies in the inbox: its place, the id of its key, the sealed text.
pub(super) type Row = (i64, i32, Vec<u8>);

/// Rows of one statement.
const ROWS: usize = 1_000;

impl Store {
    /// The keys under which submissions wait. They are filled in where a site is opened.
    pub fn inbox_keys(&self) -> &InboxKeys {
        &self.inbox_keys
    }

    /// Notes a key by a digest of it. False where another key had this id.
    pub async fn note_inbox_key(&self, id: u16, digest: &[u8]) -> Result<bool> {
        use inbox_keys::Column as C;
        let known = inbox_keys::Entity::find_by_id(i32::from(id)).one(&self.read).await?;
        if let Some(known) = known {
            return Ok(known.digest == digest);
        }
        let tx = dialect::begin(&self.write).await?;
        let row = [(C::Id, i32::from(id).into()), (C::Digest, digest.to_vec().into())];
        insert_rows(&tx, inbox_keys::Entity, std::iter::once(row), Again::Stays).await?;
        let held = inbox_keys::Entity::find_by_id(i32::from(id)).one(&tx).await?;
        dialect::commit(tx).await?;
        Ok(held.is_some_and(|held| held.digest == digest))
    }

    /// The highest id that a key ever had here; 0 where there was none.
    pub async fn highest_inbox_key(&self) -> Result<u16> {
        let last = inbox_keys::Entity::find().order_by_desc(inbox_keys::Column::Id).one(&self.read).await?;
        Ok(last.map_or(0, |last| u16::try_from(last.id).unwrap_or(u16::MAX)))
    }

    /// The ids of the keys under which something waits, and how much.
    pub async fn waiting_by_key(&self) -> Result<Vec<(u16, u64)>> {
        use inbox::Column as C;
        let select = inbox::Entity::find().select_only().column(C::SealKey).column_as(C::Seq.count(), "count");
        let rows: Vec<(i32, i64)> =
            select.group_by(C::SealKey).order_by_asc(C::SealKey).into_tuple().all(&self.read).await?;
        Ok(rows.into_iter().map(|(id, count)| (u16::try_from(id).unwrap_or(0), count.unsigned_abs())).collect())
    }

    /// Something waits under a key.
    pub async fn waits_under(&self, key: u16) -> Result<bool> {
        let under = inbox::Entity::find().filter(inbox::Column::SealKey.eq(i32::from(key)));
        Ok(under.limit(1).count(&self.write).await? > 0)
    }
}

/// Opens a row.
///
/// # Errors
/// [`Error::Closed`].
pub(super) fn open<'r>(keys: &InboxKeys, (seq, key, sealed): &'r mut Row) -> Result<Entry<'r>> {
    let place = *seq;
    let key = u16::try_from(*key).unwrap_or(0);
    keys.open(key, bound(place), sealed).map_err(|why| Error::Closed { place, key, why })
}

/// Seals an entry for its place; 0 where the database numbers it.
///
/// # Errors
/// [`Error::Unavailable`] where no key may seal just now.
pub(super) fn seal(keys: &InboxKeys, place: i64, entry: &Entry<'_>) -> Result<Sealed> {
    keys.seal(bound(place), entry).ok_or_else(|| Error::unavailable("there is no key that seals what waits"))
}

/// The place to which a text is bound: a new one gets its place when it is written. A copy of it would be a second one
/// with its id, which is found by that.
fn bound(place: i64) -> i64 {
    place.min(0)
}

/// The rows at these places, as far as they are there still.
pub(super) async fn rows_at(tx: &DatabaseTransaction, places: &[i64]) -> Result<Vec<Row>> {
    use inbox::Column as C;
    let mut rows = Vec::with_capacity(places.len());
    for places in places.chunks(ROWS) {
        let select = inbox::Entity::find().filter(C::Seq.is_in(places.iter().copied()));
        let columns = select.select_only().columns([C::Seq, C::SealKey, C::Sealed]);
        rows.extend(columns.into_tuple::<Row>().all(tx).await?);
    }
    Ok(rows)
}

/// Removes the rows at these places.
pub(super) async fn remove(tx: &DatabaseTransaction, places: &[i64]) -> Result<()> {
    for places in places.chunks(ROWS) {
        inbox::Entity::delete_many().filter(inbox::Column::Seq.is_in(places.iter().copied())).exec(tx).await?;
    }
    Ok(())
}

/// The sealed text of a row whose place the database chooses.
pub(super) fn cells(sealed: Sealed) -> Cells<inbox::Entity, 2> {
    [(inbox::Column::SealKey, i32::from(sealed.key).into()), (inbox::Column::Sealed, sealed.bytes.into())]
}

/// Writes sealed texts at their places, instead of what is there.
pub(super) async fn put(tx: &DatabaseTransaction, rows: Vec<(i64, Sealed)>) -> Result<()> {
    write(tx, rows, Again::Replaces).await
}

/// Writes sealed texts at places that are free.
pub(super) async fn add(tx: &DatabaseTransaction, rows: Vec<(i64, Sealed)>) -> Result<()> {
    write(tx, rows, Again::Fails).await
}

async fn write(tx: &DatabaseTransaction, rows: Vec<(i64, Sealed)>, again: Again) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let cells = rows.by_ref().take(ROWS).map(|(place, sealed)| {
            let [key, text] = cells(sealed);
            [(inbox::Column::Seq, Value::from(place)), key, text]
        });
        insert_rows(tx, inbox::Entity, cells, again).await?;
    }
    Ok(())
}
