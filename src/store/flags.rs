//! Signs of stuffing, noted in what waits before a release.

use super::{
    Store, dialect, editions,
    entity::responses,
    error::{Error, Result},
    inbox, sealing,
};
use crate::domain::{
    answers::Answers,
    batch::Batch,
    flags::{Arrived, Editions, Flags, Judge, Measure, Pattern, PosterLimit},
    hours::{Hours, OpeningHours},
    inbox::Entry,
    month::Month,
    submission::Stratum,
    survey::Survey,
    time_period::{Length, TimePeriod},
};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Submissions that are judged together; some fifteen megabytes.
const WINDOW: u64 = 200_000;
/// Most rows that one transaction changes: the writer waits no longer than this takes.
const CHUNK: usize = 4_000;
/// Units of one question, far below the parameters that a database takes.
const UNITS: usize = 500;

/// The site's part of the measure: what holds for desks that have nothing of their own.
#[derive(Clone, Copy, Debug)]
pub struct Usual<'m> {
    pub hours: &'m Hours,
    pub posters: PosterLimit,
}

/// The measure of each year.
struct Measures {
    editions: Editions,
    hours: OpeningHours,
    posters: PosterLimit,
}

impl Measures {
    fn of(&self, year: i16) -> Measure<'_> {
        Measure { rules: self.editions.of(year).rules(), hours: &self.hours, posters: self.posters }
    }
}

impl Store {
    /// Judges what waits of a version and notes new flags in it, in windows of bounded size in the order
    /// of arrival; says how many rows changed. Those of the units that are due are compared with what was released before. Flags are only added: the rest of a burst may be gone.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for rows that do not fit the version.
    pub async fn flag_waiting(&self, survey: &Survey, usual: Usual<'_>, due: &[Batch]) -> Result<u64> {
        let units = due.iter().flat_map(|batch| batch.takes.iter().map(|take| take.unit.as_str())).collect();
        let mut flags = self.judged(survey, usual, &units).await?;
        flags.retain(|(_, flags)| flags.is_to_note());
        self.note(&flags).await?;
        Ok(flags.len() as u64)
    }

    /// The places in the inbox of a version's submissions in which more signs are found than are noted, with all their signs.
    pub(super) async fn judged(
        &self,
        survey: &Survey,
        usual: Usual<'_>,
        due: &BTreeSet<&str>,
    ) -> Result<Vec<(i64, Flags)>> {
        let (hours, editions) = (self.opening_hours(usual.hours).await?, editions::read(&self.read).await?);
        let measures = Measures { editions, hours, posters: usual.posters };
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let (rows, last) = self.judge(survey, &measures, (after, due), &mut found).await?;
            if rows < WINDOW {
                return Ok(found);
            }
            after = Some(last);
        }
    }

    async fn judge(
        &self,
        survey: &Survey,
        measures: &Measures,
        (after, due): (Option<i64>, &BTreeSet<&str>),
        found: &mut Vec<(i64, Flags)>,
    ) -> Result<(u64, i64)> {
        // The answers that are left of December are judged by December's rules.
        let mut years: BTreeMap<i16, Judge> = BTreeMap::new();
        let take = |place, entry: &Entry<'_>| {
            if entry.survey != survey.key {
                return Ok(());
            }
            let year = entry.month.year();
            let judge = years.entry(year).or_insert_with(|| Judge::new(survey, measures.of(year)));
            give(judge, survey, place, entry)
        };
        let read = inbox::each(&self.read, &self.inbox_keys, after, WINDOW, take).await?;
        for judge in years.values_mut() {
            self.compare(judge, survey, due).await?;
        }
        found.extend(years.into_values().flat_map(Judge::changed));
        Ok(read)
    }

    /// Shows a judge what was released before of the units and months that it has before it: copies come in more than one batch.
    async fn compare(&self, judge: &mut Judge<'_>, survey: &Survey, due: &BTreeSet<&str>) -> Result<()> {
        use responses::Column as C;
        let mut months: BTreeMap<Month, Vec<String>> = BTreeMap::new();
        for (unit, month) in judge.compared().into_iter().filter(|(unit, _)| due.contains(unit)) {
            months.entry(month).or_default().push(unit.to_owned());
        }
        for (month, units) in months {
            let periods =
                [Length::Month, Length::Quarter, Length::Year].map(|length| TimePeriod::of(month, length).to_int());
            for units in units.chunks(UNITS) {
                let these = responses::Entity::find().filter(C::Unit.is_in(units)).filter(C::Period.is_in(periods));
                let columns = these.filter(C::Survey.eq(&survey.key)).select_only().columns([C::Unit, C::Answers]);
                let mut rows = columns.into_tuple::<(String, String)>().stream(&self.read).await?;
                while let Some((unit, answers)) = rows.try_next().await? {
                    // One that does not read holds up no release: `verify` tells of it.
                    let answers = Answers::parse(survey, answers).ok();
                    if let Some(pattern) = answers.and_then(|answers| Pattern::of(survey, &answers)) {
                        judge.add_released(&unit, month, &pattern);
                    }
                }
            }
        }
        Ok(())
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
        is_timed: entry.trace.is_some_and(|trace| trace.is_timed),
        desk: entry.trace.map_or("", |trace| trace.desk),
        device: device.as_deref().unwrap_or_default(),
        unit: entry.unit,
        month: entry.month,
        stratum: entry.trace.map_or(Stratum::Poster, |_| entry.stratum),
        seconds: entry.trace.and_then(|trace| trace.seconds),
        answers: &answers,
        flags: entry.flags,
    });
    Ok(())
}
