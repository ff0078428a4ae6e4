//! Signs of stuffing, noted in what waits before a release.

use super::{
    Store, dialect,
    error::{Error, Result},
    inbox, sealing,
};
use crate::domain::{
    answers::Answers,
    flags::{Arrived, Flags, Judge, rules_of},
    hours::{Hours, OpeningHours},
    inbox::Entry,
    submission::Stratum,
    survey::Survey,
};
use std::collections::{BTreeMap, HashMap};

/// Submissions that are judged together; some fifteen megabytes.
const WINDOW: u64 = 200_000;
/// Most rows that one transaction changes: the writer waits no longer than this takes.
const CHUNK: usize = 4_000;

impl Store {
    /// Judges what waits of a version and notes new flags in it, in windows of bounded size in the order
    /// of arrival; says how many rows changed. Flags are only added: the rest of a burst may be gone. `hours` are those
    /// of the site, for desks that have none of their own.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for rows that do not fit the version.
    pub async fn flag_waiting(&self, survey: &Survey, hours: &Hours) -> Result<u64> {
        let mut flags = self.judged(survey, hours).await?;
        flags.retain(|(_, flags)| flags.is_to_note());
        self.note(&flags).await?;
        Ok(flags.len() as u64)
    }

    /// The places in the inbox of a version's submissions in which more signs are found than are noted, with all their signs.
    pub(super) async fn judged(&self, survey: &Survey, hours: &Hours) -> Result<Vec<(i64, Flags)>> {
        let hours = self.opening_hours(hours).await?;
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let (rows, last) = self.judge(survey, &hours, after, &mut found).await?;
            if rows < WINDOW {
                return Ok(found);
            }
            after = Some(last);
        }
    }

    async fn judge(
        &self,
        survey: &Survey,
        hours: &OpeningHours,
        after: Option<i64>,
        found: &mut Vec<(i64, Flags)>,
    ) -> Result<(u64, i64)> {
        // The answers that are left of December are judged by December's rules.
        let mut years: BTreeMap<i16, Judge> = BTreeMap::new();
        let take = |place, entry: &Entry<'_>| {
            if entry.survey != survey.key {
                return Ok(());
            }
            let year = entry.month.year();
            let judge = years.entry(year).or_insert_with(|| Judge::new(survey, rules_of(year), hours));
            give(judge, survey, place, entry)
        };
        let read = inbox::each(&self.read, &self.inbox_keys, after, WINDOW, take).await?;
        found.extend(years.into_values().flat_map(Judge::changed));
        Ok(read)
    }

    pub(super) async fn note(&self, flags: &[(i64, Flags)]) -> Result<()> {
        for flags in flags.chunks(CHUNK) {
            let found: HashMap<i64, Flags> = flags.iter().copied().collect();
            let places: Vec<i64> = flags.iter().map(|(place, _)| *place).collect();
            let tx = dialect::begin(&self.write).await?;
            // Another instance that releases the same rows would wait for us, and we for it.
            dialect::lock_release(&tx).await?;
            let mut noted = Vec::with_capacity(places.len());
            for mut row in sealing::rows_at(&tx, &places).await? {
                let place = row.0;
                let entry = sealing::open(&self.inbox_keys, &mut row)?;
                let flags = entry.flags.union(found.get(&place).copied().unwrap_or_default());
                noted.push((place, sealing::seal(&self.inbox_keys, place, &Entry { flags, ..entry })?));
            }
            sealing::put(&tx, noted).await?;
            dialect::commit(tx).await?;
        }
        Ok(())
    }
}

/// Of a stripped one only its answers are left to be compared with those of others.
fn give(judge: &mut Judge, survey: &Survey, place: i64, entry: &Entry<'_>) -> Result<()> {
    let bad = |_| Error::Inconsistent { table: "inbox", column: "answers", id: place.to_string() };
    let answers = Answers::parse(survey, entry.answers.to_owned()).map_err(bad)?;
    let device = entry.trace.and_then(|trace| trace.device).map(|device| device.to_string());
    judge.add(&Arrived {
        place,
        received_at: entry.trace.map_or(0, |trace| trace.received_at),
        desk: entry.trace.map_or("", |trace| trace.desk),
        device: device.as_deref().unwrap_or_default(),
        unit: entry.unit,
        stratum: entry.trace.map_or(Stratum::Poster, |_| entry.stratum),
        seconds: entry.trace.and_then(|trace| trace.seconds),
        answers: &answers,
        flags: entry.flags,
    });
    Ok(())
}
