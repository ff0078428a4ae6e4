//! The submissions that wait for their release.

use super::{
    Store, dialect,
    entity::{accepted, inbox},
    error::{Error, Result},
    sealing::{self, Row},
};
use crate::domain::{
    batch::Waiting,
    inbox::{Entry, InboxKeys},
    month::Month,
    submission::Submission,
    time_period::TimePeriod,
};
use futures_util::{Stream, TryStreamExt};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select, StreamTrait,
};
use std::collections::{BTreeMap, HashMap};

/// A version, a unit, a month and a crowd: with a right of its own that was spent, or without.
pub(super) type Group = (String, String, Month, bool);

/// When each was given and where it lies, of one group: 0 for what is stripped, so that it is older than all others.
pub(super) type Places = Vec<(i64, i64)>;

/// All that waited when it was read, without what it says. To read it all is to open it all: a release does so once for
/// all its questions.
#[derive(Debug, Default)]
pub struct Inbox(BTreeMap<Group, Places>);

impl Inbox {
    /// Waiting submissions by version, unit, month and crowd, in that order.
    pub fn waiting(&self) -> Vec<Waiting> {
        let waiting = |((survey, unit, month, single_use), places): (&Group, &Places)| Waiting {
            survey: survey.clone(),
            unit: unit.clone(),
            month: *month,
            single_use: *single_use,
            count: places.len() as u64,
            oldest: places.iter().map(|(at, _)| *at).min().unwrap_or(i64::MAX),
        };
        self.0.iter().map(waiting).collect()
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = (&Group, &Places)> {
        self.0.iter()
    }
}

/// The places of one version and unit, by month and crowd.
type OfUnit = BTreeMap<(Month, bool), Places>;

impl Store {
    /// Waiting submissions by version, unit, month and crowd, in that order.
    pub async fn waiting(&self) -> Result<Vec<Waiting>> {
        Ok(self.read_inbox().await?.waiting())
    }

    /// Opens all that waits.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Closed`] for what does not open.
    pub async fn read_inbox(&self) -> Result<Inbox> {
        // By version, then by unit: a name is looked for as it stands in the text, and copied once.
        let mut found: HashMap<String, HashMap<String, OfUnit>> = HashMap::new();
        let take = |place: i64, entry: &Entry<'_>| {
            let at = entry.trace.map_or(0, |trace| trace.received_at);
            let group = (entry.month, entry.stratum.is_single_use());
            let groups = named(&mut found, entry.survey).and_then(|units| named(units, entry.unit));
            groups.into_iter().for_each(|groups| groups.entry(group).or_default().push((at, place)));
            Ok(())
        };
        each(&self.read, &self.inbox_keys, None, u64::MAX, take).await?;
        let mut places = BTreeMap::new();
        for (survey, units) in found {
            for (unit, groups) in units {
                let name = |(month, single_use)| (survey.clone(), unit.clone(), month, single_use);
                places.extend(groups.into_iter().map(|(group, rows)| (name(group), rows)));
            }
        }
        Ok(Inbox(places))
    }

    /// `None` where a submission's id was not accepted before. Else true where it was with the same content, false where with
    /// another. The answer is durable: an earlier call may have been told that it was not accepted, because a standby was away.
    pub async fn was_accepted(&self, submission: &Submission) -> Result<Option<bool>> {
        let row = accepted::Entity::find_by_id(submission.id.key().to_vec()).one(&self.read).await;
        let Some(row) = row? else { return Ok(None) };
        let confirm = async {
            let tx = dialect::begin(&self.write).await?;
            dialect::wait_at_commit(&tx).await?;
            dialect::commit(tx).await
        };
        if self.write.get_database_backend() == DbBackend::Postgres {
            dialect::in_time(&self.write, confirm).await?;
        }
        Ok(Some(row.digest == submission.content_digest()))
    }

    /// Makes the table of accepted ids forget the order in which they came.
    ///
    /// # Errors
    /// Faults of the database. Ids that were written anew before stay in order.
    pub async fn order_accepted(&self) -> Result<()> {
        dialect::order_accepted(&self.write).await
    }

    pub async fn waiting_count(&self) -> Result<u64> {
        inbox::Entity::find().count(&self.read).await.map_err(Error::from)
    }
}

/// Never `None`: a name that is missing is made.
fn named<'m, T: Default>(map: &'m mut HashMap<String, T>, name: &str) -> Option<&'m mut T> {
    if !map.contains_key(name) {
        map.insert(name.to_owned(), T::default());
    }
    map.get_mut(name)
}

/// Opens what waits after a place, at most so many, in the order of arrival, and says how many there were and the last place.
pub(super) async fn each<C: ConnectionTrait + StreamTrait>(
    db: &C,
    keys: &InboxKeys,
    after: Option<i64>,
    most: u64,
    mut take: impl FnMut(i64, &Entry<'_>) -> Result<()>,
) -> Result<(u64, i64)> {
    use inbox::Column as C;
    let mut select = inbox::Entity::find().order_by_asc(C::Seq);
    if let Some(after) = after {
        select = select.filter(C::Seq.gt(after));
    }
    if most < u64::MAX {
        select = select.limit(most);
    }
    let mut rows = stream(db, select).await?;
    let (mut count, mut last) = (0, i64::MIN);
    while let Some(mut row) = rows.try_next().await? {
        (count, last) = (count + 1, row.0);
        take(last, &sealing::open(keys, &mut row)?)?;
    }
    Ok((count, last))
}

/// All that waits, still sealed.
pub(super) async fn rows<C: ConnectionTrait + StreamTrait>(
    db: &C,
) -> Result<impl Stream<Item = std::result::Result<Row, DbErr>> + Send + '_> {
    stream(db, inbox::Entity::find()).await
}

async fn stream<C: ConnectionTrait + StreamTrait>(
    db: &C,
    select: Select<inbox::Entity>,
) -> Result<impl Stream<Item = std::result::Result<Row, DbErr>> + Send + '_> {
    use inbox::Column as C;
    let columns = select.select_only().columns([C::Seq, C::SealKey, C::Sealed]);
    Ok(columns.into_tuple::<Row>().stream(db).await?)
}

pub(super) fn stored_period(table: &'static str, period: i32) -> Result<TimePeriod> {
    TimePeriod::from_int(period).map_err(|_| Error::Inconsistent { table, column: "period", id: period.to_string() })
}

pub(super) fn stored_month(table: &'static str, month: i32) -> Result<Month> {
    Month::from_int(month).map_err(|_| Error::Inconsistent { table, column: "month", id: month.to_string() })
}
