//! `hailong verify`: every invariant that a database can show, each with its figures.

use super::{
    Store,
    chain::{Groups, LogKey, guarded, releases},
    check::Check,
    closings, dialect,
    entity::{accepted, comments, conflicts, inbox, responses, tallies},
    error::Result,
    ledger, rounds, staff_log,
    tallies::unpack,
    waiting,
};
use crate::domain::{
    answers::Answers,
    flags::Flags,
    submission::Stratum,
    survey::{Kind, Survey},
    tally::Tally,
};
use futures_util::TryStreamExt;
use sea_orm::{DatabaseTransaction, EntityTrait, PaginatorTrait, QuerySelect};
use std::collections::{BTreeMap, HashMap};

impl Store {
    /// Checks every invariant on one consistent state of the database.
    ///
    /// # Errors
    /// Faults of the database; a broken invariant is a [`Check`] that does not hold, not an error.
    pub async fn verify(&self, surveys: &HashMap<String, Survey>, least: u64, log_key: &LogKey) -> Result<Vec<Check>> {
        let tx = dialect::begin_reading(&self.read).await?;
        let (waits, waiting_spent) = waiting::verify(&tx, &self.inbox_keys).await?;
        let mut checks = vec![accounting(&tx).await?, waits, conflicts_kept(&tx).await?];
        let mut groups = Groups::new(log_key);
        checks.extend(responses_and_tallies(&tx, surveys, least, &mut groups).await?);
        checks.push(comments_apart(&tx).await?);
        checks.extend(releases::verify(&tx, log_key, groups).await?);
        checks.push(rounds::verify(&tx).await?);
        checks.push(closings::verify(&tx).await?);
        checks.extend(ledger::verify(&tx, waiting_spent).await?);
        checks.push(staff_log::verify(&tx, log_key).await?);
        checks.push(guarded::verify(&tx, log_key).await?);
        tx.rollback().await?;
        if let Some(said) = dialect::integrity(&self.read).await? {
            checks.push(Check { name: "file: SQLite's quick check", holds: said == "ok", figures: said });
        }
        Ok(checks)
    }
}

async fn accounting(tx: &DatabaseTransaction) -> Result<Check> {
    let accepted = accepted::Entity::find().count(tx).await?;
    let waiting = inbox::Entity::find().count(tx).await?;
    let released = responses::Entity::find().count(tx).await?;
    Ok(Check {
        name: "I1 no lost acknowledgement, I5 atomic",
        holds: accepted == waiting + released,
        figures: format!("{accepted} accepted = {waiting} waiting + {released} released"),
    })
}

async fn conflicts_kept(tx: &DatabaseTransaction) -> Result<Check> {
    let kept = conflicts::Entity::find().count(tx).await?;
    Ok(Check { name: "I4 conflicts kept aside", holds: true, figures: format!("{kept} kept, in no figure") })
}

type TallyKey = (String, String, i32, i32, Stratum, Kind, bool);

async fn responses_and_tallies(
    tx: &DatabaseTransaction,
    surveys: &HashMap<String, Survey>,
    least: u64,
    groups_read: &mut Groups,
) -> Result<Vec<Check>> {
    let mut sums: BTreeMap<TallyKey, Tally> = BTreeMap::new();
    let mut groups: BTreeMap<(String, String, i32, i32, &str), u64> = BTreeMap::new();
    let (mut read, mut unreadable, mut flagged_read) = (0u64, 0u64, 0u64);
    let mut stream = responses::Entity::find().stream(tx).await?;
    while let Some(row) = stream.try_next().await? {
        read += 1;
        groups_read.response(&row);
        let crowd = match Stratum::from_key(&row.stratum) {
            Some(Stratum::Withheld) => "both",
            Some(stratum) if stratum.is_single_use() => "single use",
            _ => "open",
        };
        *groups.entry((row.survey.clone(), row.unit.clone(), row.period, row.late, crowd)).or_default() += 1;
        let parsed = surveys.get(&row.survey).and_then(|survey| {
            let answers = Answers::parse(survey, row.answers).ok()?;
            let flagged = Flags::from_text(&row.flags)?.is_flagged();
            // A full version's answers name the kind of respondent, a quick one's never do.
            let kind = survey.kinds().iter().copied().find(|kind| kind.key() == row.kind)?;
            Some((survey, answers, Stratum::from_key(&row.stratum)?, kind, flagged))
        });
        match parsed {
            Some((survey, answers, stratum, kind, flagged)) => {
                flagged_read += u64::from(flagged);
                let key = (row.survey, row.unit, row.period, row.late, stratum, kind, flagged);
                sums.entry(key).or_insert_with(|| Tally::empty(survey)).add(survey, &answers);
            }
            None => unreadable += 1,
        }
    }
    drop(stream);
    let smallest = groups.values().min().copied();
    Ok(vec![
        compare(tx, surveys, sums, read, unreadable).await?,
        flags_add_up(tx, read, flagged_read).await?,
        Check {
            name: "I8 batches hide their members",
            holds: smallest.is_none_or(|count| count >= least),
            figures: format!(
                "{} groups of a version, unit, period, lateness and crowd, the smallest of {} (least {least})",
                groups.len(),
                smallest.unwrap_or(0)
            ),
        },
    ])
}

async fn compare(
    tx: &DatabaseTransaction,
    surveys: &HashMap<String, Survey>,
    mut sums: BTreeMap<TallyKey, Tally>,
    read: u64,
    unreadable: u64,
) -> Result<Check> {
    let (mut same, mut different) = (0u64, 0u64);
    for row in tallies::Entity::find().all(tx).await? {
        let key = Stratum::from_key(&row.stratum).zip(Kind::from_key(&row.kind));
        let fresh = key.and_then(|(stratum, kind)| {
            sums.remove(&(row.survey.clone(), row.unit.clone(), row.period, row.late, stratum, kind, row.flagged))
        });
        let stored = surveys.get(&row.survey).and_then(|survey| unpack(survey, &row).ok()).map(Tally::without_company);
        if fresh.is_some() && fresh == stored { same += 1 } else { different += 1 }
    }
    Ok(Check {
        name: "I7 reproducible",
        holds: different == 0 && sums.is_empty() && unreadable == 0,
        figures: format!(
            "{read} responses recomputed into {same} equal tallies, {different} different, {} missing, {unreadable} responses unreadable",
            sums.len()
        ),
    })
}

/// Nothing is deleted for a flag: both parts of the tallies are all responses, and the flagged part is those
/// whose names weigh enough.
async fn flags_add_up(tx: &DatabaseTransaction, read: u64, flagged_read: u64) -> Result<Check> {
    use tallies::Column as C;
    let parts = tallies::Entity::find().select_only().columns([C::Flagged, C::Responses]).into_tuple();
    let parts: Vec<(bool, i64)> = parts.all(tx).await?;
    let sum = |wanted| parts.iter().filter(|it| it.0 == wanted).map(|it| it.1.unsigned_abs()).sum::<u64>();
    let (included, flagged) = (sum(false), sum(true));
    Ok(Check {
        name: "I6 flags: included + flagged = total",
        holds: included + flagged == read && flagged == flagged_read,
        figures: format!("{included} + {flagged} = {read}, of which {flagged_read} carry enough names"),
    })
}

async fn comments_apart(tx: &DatabaseTransaction) -> Result<Check> {
    let comments = comments::Entity::find().count(tx).await?;
    let released = responses::Entity::find().count(tx).await?;
    Ok(Check {
        name: "I2 comments",
        holds: comments <= released,
        figures: format!("{comments} comments beside {released} responses, joined by nothing"),
    })
}
