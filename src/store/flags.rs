//! Signs of stuffing, noted in the inbox before a release.

use super::{
    Store, dialect,
    entity::inbox,
    error::{Error, Result},
    inbox::stored_month,
};
use crate::domain::{
    answers::Answers,
    flags::{Arrived, Flags, Judge, rules_of},
    hours::{Hours, OpeningHours},
    submission::Stratum,
    survey::Survey,
};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value, sea_query::Expr};
use std::collections::BTreeMap;

/// Submissions that are judged together; some fifteen megabytes.
const WINDOW: u64 = 200_000;
/// Most rows that one transaction changes: the writer waits no longer than this takes.
const CHUNK: usize = 8_000;
/// Places in one UPDATE.
const PLACES: usize = 1_000;

impl Store {
    /// Judges what waits of a version and notes new flags beside it, in windows of bounded size in the order
    /// of arrival; says how many rows changed. Flags are only added: the rest of a burst may be gone. `hours` are those
    /// of the site, for desks that have none of their own.
    ///
    /// # Errors
    /// Faults of the database; [`Error::Inconsistent`] for rows that do not fit the version.
    pub async fn flag_waiting(&self, survey: &Survey, hours: &Hours) -> Result<u64> {
        let hours = self.opening_hours(hours).await?;
        let (mut last, mut changed) = (i64::MIN, 0);
        loop {
            let window = self.judge(survey, &hours, last).await?;
            changed += window.flags.len() as u64;
            self.note(&window.flags).await?;
            if window.rows < WINDOW {
                return Ok(changed);
            }
            last = window.last;
        }
    }

    async fn judge(&self, survey: &Survey, hours: &OpeningHours, after: i64) -> Result<Judged> {
        use inbox::Column as C;
        let mut rows = inbox::Entity::find()
            .filter(C::Survey.eq(&survey.key))
            .filter(C::Seq.gt(after))
            .order_by_asc(C::Seq)
            .limit(WINDOW)
            .select_only()
            .column(C::Seq)
            .column_as(Expr::cust(dialect::JUDGED), "judged")
            .into_tuple::<(i64, String)>()
            .stream(&self.read)
            .await?;
        let mut judged = Judged { rows: 0, last: after, flags: Vec::new() };
        // The answers that are left of December are judged by December's rules.
        let mut years: BTreeMap<i16, Judge> = BTreeMap::new();
        while let Some((place, text)) = rows.try_next().await? {
            let row = Waiting::read(place, &text)?;
            let judge = years.entry(row.year).or_insert_with(|| Judge::new(survey, rules_of(row.year), hours));
            (judged.rows, judged.last) = (judged.rows + 1, place);
            row.give(judge, survey)?;
        }
        let changed = years.into_values().flat_map(Judge::changed);
        judged.flags = changed.filter(|(_, flags)| flags.is_to_note()).collect();
        Ok(judged)
    }

    async fn note(&self, flags: &[(i64, Flags)]) -> Result<()> {
        for flags in flags.chunks(CHUNK) {
            let mut places: BTreeMap<Flags, Vec<i64>> = BTreeMap::new();
            flags.iter().for_each(|(place, flags)| places.entry(*flags).or_default().push(*place));
            let tx = dialect::begin(&self.write).await?;
            // Another instance that releases the same rows would wait for us, and we for it.
            dialect::lock_release(&tx).await?;
            for (flags, places) in places {
                for places in places.chunks(PLACES) {
                    inbox::Entity::update_many()
                        .col_expr(inbox::Column::Flags, Expr::value(Value::from(flags.to_string())))
                        .filter(inbox::Column::Seq.is_in(places.iter().copied()))
                        .exec(&tx)
                        .await?;
                }
            }
            dialect::commit(tx).await?;
        }
        Ok(())
    }
}

struct Judged {
    rows: u64,
    last: i64,
    flags: Vec<(i64, Flags)>,
}

/// A waiting submission as [`dialect::JUDGED`] gives it.
struct Waiting<'t> {
    place: i64,
    received_at: i64,
    desk: &'t str,
    unit: &'t str,
    year: i16,
    stratum: Stratum,
    seconds: Option<i32>,
    flags: Flags,
    device: &'t str,
    answers: &'t str,
}

impl<'t> Waiting<'t> {
    fn read(place: i64, text: &'t str) -> Result<Self> {
        let mut parts = text.splitn(9, '\x1f');
        let mut part = |column| parts.next().ok_or_else(|| bad(place, column));
        Ok(Self {
            place,
            received_at: part("received_at")?.parse().map_err(|_| bad(place, "received_at"))?,
            desk: part("desk")?,
            unit: part("unit")?,
            year: stored_month("inbox", part("month")?.parse().map_err(|_| bad(place, "month"))?)?.year(),
            stratum: Stratum::from_key(part("stratum")?).ok_or_else(|| bad(place, "stratum"))?,
            seconds: part("seconds")?.parse().ok(),
            flags: Flags::from_text(part("flags")?).ok_or_else(|| bad(place, "flags"))?,
            device: part("device")?,
            answers: part("answers")?,
        })
    }

    fn give(&self, judge: &mut Judge, survey: &Survey) -> Result<()> {
        let answers = Answers::parse(survey, self.answers.to_owned()).map_err(|_| bad(self.place, "answers"))?;
        judge.add(&Arrived {
            place: self.place,
            received_at: self.received_at,
            desk: self.desk,
            device: self.device,
            unit: self.unit,
            stratum: self.stratum,
            seconds: self.seconds,
            answers: &answers,
            flags: self.flags,
        });
        Ok(())
    }
}

fn bad(place: i64, column: &'static str) -> Error {
    Error::Inconsistent { table: "inbox", column, id: place.to_string() }
}
