//! The tables whose state each entry of the staff log seals: accounts, opening hours of desks, keys of other systems.
//!
//! An act says which rows it took away and which it put there, and the entry carries the sums on. They are never taken from the
//! tables again: rows that somebody changed behind the log would be sealed with the next act.

use super::{LogKey, key::Codes, sum::Sum};
use crate::store::{
    check::Check,
    entity::{api_keys, desk_hours, staff_log, users},
    error::Result,
};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

const TABLES: [&str; 3] = ["users", "desk_hours", "api_keys"];

/// The sums of the guarded tables, in the order of [`TABLES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct State([Sum; TABLES.len()]);

impl State {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (sums, rest) = bytes.as_chunks::<{ Sum::LENGTH }>();
        let sums: Vec<Sum> = sums.iter().filter_map(|bytes| Sum::read(bytes)).collect();
        rest.is_empty().then(|| sums.try_into().ok().map(Self))?
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|sum| sum.bytes()).collect()
    }

    pub fn after(mut self, change: &Change) -> Self {
        for (place, sum) in self.0.iter_mut().enumerate() {
            sum.take(change.taken.0[place]);
            sum.add(change.added.0[place]);
        }
        self
    }

    /// That of the rows as they are.
    pub async fn present(db: &impl ConnectionTrait, key: &LogKey) -> Result<Self> {
        let mut all = Change::default();
        for row in users::Entity::find().all(db).await? {
            all = all.user(key, None, Some(&row));
        }
        for row in desk_hours::Entity::find().all(db).await? {
            all = all.hours(key, None, Some(&row));
        }
        for row in api_keys::Entity::find().all(db).await? {
            all = all.api_key(key, None, Some(&row));
        }
        Ok(all.added)
    }
}

/// The rows that an act took away and put there.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::store) struct Change {
    taken: State,
    added: State,
}

impl Change {
    /// The time of the last sign-in is no right and changes without an act.
    #[must_use]
    pub fn user(self, key: &LogKey, before: Option<&users::Model>, after: Option<&users::Model>) -> Self {
        self.row(0, key, (before, after), |codes, row| {
            let (unit, has_unit) = (row.unit.as_deref().unwrap_or_default(), [u8::from(row.unit.is_some())]);
            let (must_change, made) = ([u8::from(row.must_change)], row.created_at.to_be_bytes());
            let fields =
                [row.name.as_bytes(), row.role.as_bytes(), unit.as_bytes(), &has_unit, row.password.as_bytes()];
            // Only where there are any: rows that were sealed before there were such columns keep their sums.
            let ends = [("disabled", row.disabled_at), ("one-time", row.one_time_until)]
                .map(|(name, at)| at.map(|at| [name.as_bytes(), &at.to_be_bytes()].concat()));
            let ends: Vec<&[u8]> = ends.iter().flatten().map(Vec::as_slice).collect();
            let row = [&[&row.id.as_bytes()[..]], &fields[..], &[&must_change, &made], &ends[..]];
            Sum::of(codes, TABLES[0], &row.concat())
        })
    }

    #[must_use]
    pub fn hours(self, key: &LogKey, before: Option<&desk_hours::Model>, after: Option<&desk_hours::Model>) -> Self {
        self.row(1, key, (before, after), |codes, row| {
            Sum::of(codes, TABLES[1], &[row.desk.as_bytes(), row.hours.as_bytes()])
        })
    }

    #[must_use]
    pub fn api_key(self, key: &LogKey, before: Option<&api_keys::Model>, after: Option<&api_keys::Model>) -> Self {
        self.row(2, key, (before, after), |codes, row| {
            let ended = row.revoked_at.map(i64::to_be_bytes);
            let ended = ended.as_ref().map_or(&[][..], |at| &at[..]);
            let made = row.created_at.to_be_bytes();
            let fields = [row.name.as_bytes(), &row.digest, row.right.as_bytes(), &made, ended];
            Sum::of(codes, TABLES[2], &[&[&row.id.as_bytes()[..]], &fields[..]].concat())
        })
    }

    fn row<R>(
        mut self,
        table: usize,
        key: &LogKey,
        (before, after): (Option<&R>, Option<&R>),
        sum: impl Fn(&Codes, &R) -> Sum,
    ) -> Self {
        let codes = key.codes("sums");
        if let Some(row) = before {
            self.taken.0[table].add(sum(&codes, row));
        }
        if let Some(row) = after {
            self.added.0[table].add(sum(&codes, row));
        }
        self
    }
}

/// The tables against what the log's last entry says of them. An empty log has seen no row.
pub(in crate::store) async fn verify(db: &impl ConnectionTrait, key: &LogKey) -> Result<Check> {
    let last = staff_log::Entity::find().order_by_desc(staff_log::Column::Seq).one(db).await?;
    let said = last.map_or(Some(State::default()), |last| State::read(&last.state?));
    let present = State::present(db, key).await?;
    let differ = |said: State| {
        let pairs = TABLES.iter().zip(said.0.iter().zip(&present.0));
        pairs.filter(|(_, (said, present))| said != present).map(|(table, _)| *table).collect::<Vec<_>>()
    };
    let figures = match said.map(differ) {
        None => "the log has sealed no state: start the server".to_owned(),
        Some(tables) if tables.is_empty() => format!("{} are as the log left them", TABLES.join(", ")),
        Some(tables) => format!("changed behind the log: {}", tables.join(", ")),
    };
    Ok(Check { name: "I11 accounts, hours, keys", holds: said == Some(present), figures })
}
