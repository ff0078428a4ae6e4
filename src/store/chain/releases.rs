//! The chain of releases: what each left in every group of a version, unit and period that it touched.
//!
//! An entry says how many responses and comments its group has from then on, with the sums of its responses, comments and
//! tallies, which the next entry of the group carries on. The sums of comments and of responses say nothing of each other, and no
//! entry has a time.

use super::{
    Link, LogKey, Walk, code,
    groups::{Content, Group, Groups},
    write,
};
use crate::domain::time_period::TimePeriod;
use crate::store::{
    check::Check,
    dialect,
    entity::{closings, comments, releases, responses, rounds, shown_tallies, tallies},
    error::Result,
};
use futures_util::TryStreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::ExprTrait,
};
use std::collections::{BTreeMap, BTreeSet};

/// The acts that append entries. They stand in the database and never change.
const BEGIN: &str = "begin";
const RELEASE: &str = "release";
const CLOSING: &str = "closing";
const ROUND: &str = "round";

impl Link for releases::Model {
    fn seq(&self) -> i64 {
        self.seq
    }

    fn key(&self) -> &[u8] {
        &self.key
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    fn content(&self) -> Vec<u8> {
        let mut content = Vec::new();
        let numbers = [i64::from(self.period), self.responses, self.comments].map(i64::to_be_bytes);
        let texts = [self.act.as_bytes(), self.survey.as_bytes(), self.unit.as_bytes()];
        write(&mut content, &texts);
        write(&mut content, &numbers.each_ref().map(|number| &number[..]));
        write(&mut content, &[&self.answers, &self.said, &self.tallies]);
        content
    }
}

/// Appends what a release has added, where no other release writes until the transaction ends.
pub(in crate::store) async fn append(tx: &DatabaseTransaction, key: &LogKey, mut added: Groups) -> Result<()> {
    use releases::Column as C;
    added.read_tallies(tx).await?;
    let (surveys, units, periods) = added.names();
    let these = C::Survey.is_in(surveys).and(C::Unit.is_in(units)).and(C::Period.is_in(periods));
    let rows = releases::Entity::find().filter(these).order_by_asc(C::Seq).all(tx).await?;
    let last: BTreeMap<Group, Content> = rows.iter().map(|row| (group(row), Content::of(row))).collect();
    for (group, more) in &mut added.contents {
        if let Some(before) = last.get(group) {
            more.responses += before.responses;
            more.comments += before.comments;
            more.answers.add(before.answers);
            more.said.add(before.said);
        }
    }
    write_all(tx, key, RELEASE, added).await
}

fn group(row: &releases::Model) -> Group {
    (row.survey.clone(), row.unit.clone(), row.period)
}

/// Seals every group as it is, at a site from before there was a chain; says how many.
pub(in crate::store) async fn begin(tx: &DatabaseTransaction, key: &LogKey) -> Result<usize> {
    let present = present(tx, key).await?;
    let count = present.contents.len();
    write_all(tx, key, BEGIN, present).await?;
    Ok(count)
}

/// Nothing was released before there was a chain, or it has begun.
pub(in crate::store) async fn has_begun(db: &impl ConnectionTrait) -> Result<bool> {
    let begun = releases::Entity::find().filter(releases::Column::Act.is_in([BEGIN, RELEASE])).one(db).await?.is_some();
    Ok(begun || tallies::Entity::find().one(db).await?.is_none())
}

async fn write_all(tx: &DatabaseTransaction, key: &LogKey, act: &str, groups: Groups) -> Result<()> {
    let stored = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let rows = groups.contents.into_iter().map(|((survey, unit, period), content)| releases::Model {
        seq: 0,
        act: act.to_owned(),
        survey,
        unit,
        period,
        responses: stored(content.responses),
        comments: stored(content.comments),
        answers: content.answers.bytes(),
        said: content.said.bytes(),
        tallies: content.tallies.bytes(),
        key: Vec::new(),
        mac: Vec::new(),
    });
    write_rows(tx, key, rows).await
}

/// Writes rows behind the last one, each with its number and code.
async fn write_rows(
    tx: &DatabaseTransaction,
    key: &LogKey,
    rows: impl Iterator<Item = releases::Model> + Send,
) -> Result<()> {
    let codes = key.codes("releases");
    let last = releases::Entity::find().order_by_desc(releases::Column::Seq).one(tx).await?;
    let (mut seq, mut before) = last.map_or((0, Vec::new()), |last| (last.seq, last.mac));
    let mut chained = Vec::new();
    for row in rows {
        seq += 1;
        let mut row = releases::Model { seq, key: key.id().to_vec(), ..row };
        row.mac = code(&codes, &before, &row);
        before.clone_from(&row.mac);
        chained.push(row.into_active_model());
    }
    for rows in chained.chunks(dialect::ROWS) {
        releases::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Appends the closing of a period: the number of its edition in place of the responses, its digest in place of tallies.
pub(in crate::store) async fn append_closing(
    tx: &DatabaseTransaction,
    key: &LogKey,
    closing: &closings::Model,
) -> Result<()> {
    let row = of_no_group(CLOSING, closing.period, closing.edition);
    write_rows(tx, key, std::iter::once(releases::Model { tallies: closing.digest.clone(), ..row })).await
}

/// Appends a round of closing: its month in place of the period, its number in place of the responses, its time in place of comments.
pub(in crate::store) async fn append_round(
    tx: &DatabaseTransaction,
    key: &LogKey,
    round: &rounds::Model,
) -> Result<()> {
    let row = of_no_group(ROUND, round.closed_to, round.number);
    write_rows(tx, key, std::iter::once(releases::Model { comments: round.closed_at, ..row })).await
}

fn of_no_group(act: &str, period: i32, number: i32) -> releases::Model {
    releases::Model {
        seq: 0,
        act: act.to_owned(),
        survey: String::new(),
        unit: String::new(),
        period,
        responses: i64::from(number),
        comments: 0,
        answers: Vec::new(),
        said: Vec::new(),
        tallies: Vec::new(),
        key: Vec::new(),
        mac: Vec::new(),
    }
}

/// The rounds that were appended, in their order.
pub(in crate::store) async fn rounds(tx: &DatabaseTransaction) -> Result<Vec<rounds::Model>> {
    let rows = releases::Entity::find().filter(releases::Column::Act.eq(ROUND)).order_by_asc(releases::Column::Seq);
    let round = |row: releases::Model| rounds::Model {
        number: i32::try_from(row.responses).unwrap_or_default(),
        closed_to: row.period,
        closed_at: row.comments,
    };
    Ok(rows.all(tx).await?.into_iter().map(round).collect())
}

/// The digests of all closings, by stored period and edition.
pub(in crate::store) async fn closed(tx: &DatabaseTransaction) -> Result<BTreeMap<(i32, i32), Vec<u8>>> {
    let rows = releases::Entity::find().filter(releases::Column::Act.eq(CLOSING)).all(tx).await?;
    let edition = |row: &releases::Model| i32::try_from(row.responses).unwrap_or_default();
    Ok(rows.into_iter().map(|row| ((row.period, edition(&row)), row.tallies)).collect())
}

/// Something was released into one of these stored periods behind the closing of an edition.
pub(in crate::store) async fn has_any_since(
    db: &impl ConnectionTrait,
    (period, edition): (i32, i32),
    parts: BTreeSet<i32>,
) -> Result<bool> {
    use releases::Column as C;
    let this = C::Act.eq(CLOSING).and(C::Period.eq(period)).and(C::Responses.eq(edition));
    let Some(closing) = releases::Entity::find().filter(this).one(db).await? else { return Ok(false) };
    let later = C::Act.eq(RELEASE).and(C::Period.is_in(parts)).and(C::Seq.gt(closing.seq));
    Ok(releases::Entity::find().filter(later).one(db).await?.is_some())
}

async fn present(db: &DatabaseTransaction, key: &LogKey) -> Result<Groups> {
    let mut groups = Groups::new(key);
    let mut rows = responses::Entity::find().stream(db).await?;
    while let Some(row) = rows.try_next().await? {
        groups.response(&row);
    }
    drop(rows);
    others(db, &mut groups).await?;
    Ok(groups)
}

async fn others(db: &DatabaseTransaction, groups: &mut Groups) -> Result<()> {
    let mut rows = comments::Entity::find().stream(db).await?;
    while let Some(row) = rows.try_next().await? {
        groups.comment(&row);
    }
    drop(rows);
    tallies::Entity::find().all(db).await?.iter().for_each(|row| groups.tally(row));
    shown_tallies::Entity::find().all(db).await?.iter().for_each(|row| groups.shown(row));
    Ok(())
}

/// The chain itself, and the groups against its last word on each. The responses are those that the caller has read.
pub(in crate::store) async fn verify(
    tx: &DatabaseTransaction,
    key: &LogKey,
    mut present: Groups,
) -> Result<[Check; 2]> {
    others(tx, &mut present).await?;
    let (mut walk, mut said) = (Walk::new(key, key.codes("releases")), BTreeMap::new());
    let mut rows = releases::Entity::find().order_by_asc(releases::Column::Seq).stream(tx).await?;
    while let Some(row) = rows.try_next().await? {
        walk.step(&row);
        if [BEGIN, RELEASE].contains(&row.act.as_str()) {
            said.insert(group(&row), Content::of(&row));
        }
    }
    drop(rows);
    let groups: BTreeSet<&Group> = said.keys().chain(present.contents.keys()).collect();
    let differ = groups.iter().filter_map(|group| difference(group, said.get(group), present.contents.get(group)));
    let differ: Vec<String> = differ.collect();
    let figures = if differ.is_empty() {
        format!("{} groups of a version, unit and period are as their last release left them", groups.len())
    } else {
        format!("{} of {} groups were changed since their release: {}", differ.len(), groups.len(), list(&differ))
    };
    Ok([walk.end("I7 chain of releases"), Check { name: "I7 as released", holds: differ.is_empty(), figures }])
}

/// Most that a line names.
const NAMED: usize = 5;

fn list(all: &[String]) -> String {
    let more = all.len().saturating_sub(NAMED);
    let named = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { format!("{named}, and {more} more") }
}

fn difference((survey, unit, period): &Group, said: Option<&Content>, present: Option<&Content>) -> Option<String> {
    let (said, present) = (said.copied().unwrap_or_default(), present.copied().unwrap_or_default());
    let parts = [
        ("responses", (said.responses, said.answers) != (present.responses, present.answers)),
        ("comments", (said.comments, said.said) != (present.comments, present.said)),
        ("tallies", said.tallies != present.tallies),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
    let period = TimePeriod::from_int(*period).map_or_else(|_| period.to_string(), |period| period.to_string());
    (!parts.is_empty()).then(|| format!("{survey} {unit} {period} ({})", parts.join(", ")))
}
