//! The file about people: a year of one version is counted first, then told by groups.

use crate::{
    domain::{
        closing::parts,
        dialect::Dialect,
        lattice::Rounds,
        month::Period,
        people::{Counting, Groups, PeopleTable, deal},
        survey::{Kind, Survey},
        time_period::TimePeriod,
    },
    site::Site,
    store::{self, responses::ResponseFilter},
    ui::words::IN_FILES,
};
use bytes::Bytes;
use futures_util::TryStreamExt;
use rand::{SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, mpsc};

/// Rows are sent on in pieces of about this size.
const PIECE: usize = 64 * 1024;
/// Counting reads a whole year; one at a time.
static COUNTING: Semaphore = Semaphore::const_new(1);

/// Starts counting and gives the pieces. The stream ends with an error where the database fails.
pub fn stream(
    site: Site,
    (filter, year): (ResponseFilter, i16),
    dialect: Dialect,
) -> mpsc::Receiver<store::Result<Bytes>> {
    let (send, receive) = mpsc::channel(1);
    tokio::spawn(async move {
        let survey = &filter.survey;
        let Some(version) = site.surveys.get(survey) else { return };
        let groups = match groups(&site, version, &filter).await {
            Ok(groups) => groups,
            Err(error) => {
                // Where nobody listens any more there is nobody to tell.
                let _gone = send.send(Err(error)).await;
                return;
            }
        };
        let table = PeopleTable::new(version, year, dialect, &IN_FILES);
        let mut piece = Vec::new();
        table.head(&mut piece);
        // The counts are all that rows are made of. So the order needs no secret, and the same question has the same bytes.
        let mut rng = StdRng::from_seed(Sha256::digest(format!("people {survey} {year}")).into());
        for (details, group) in &groups {
            for rows in deal(group, &mut rng).chunks(256) {
                table.rows(&mut piece, details, rows);
                if piece.len() >= PIECE && send.send(Ok(std::mem::take(&mut piece).into())).await.is_err() {
                    return;
                }
            }
        }
        let _gone = send.send(Ok(piece.into())).await;
    });
    receive
}

/// The people of a year that is closed, as its first closing found them: somebody who takes the file before and after a rest was released
/// would see the details of those few.
pub fn filter(survey: &Survey, year: i16, rounds: &Rounds) -> ResponseFilter {
    let months = Period::of_year(year);
    let parts = parts(TimePeriod::year_of(months.to)).into_iter();
    let on_time = parts.filter_map(|period| Some((period, rounds.with_its_year(period)?))).collect();
    ResponseFilter { survey: survey.key.clone(), months, units: None, on_time: Some(on_time) }
}

/// The groups of a version and year, each large enough.
///
/// # Errors
/// Faults of the database, and stored answers that do not fit their version.
pub async fn groups(site: &Site, survey: &Survey, filter: &ResponseFilter) -> store::Result<Groups> {
    let _turn = COUNTING.acquire().await;
    let mut counting = Counting::new(survey);
    let mut rows = std::pin::pin!(site.store.stream_responses(filter).await?);
    while let Some(row) = rows.try_next().await? {
        let bad = |column| store::Error::Inconsistent { table: "responses", column, id: row.id.to_string() };
        let kind = Kind::from_key(&row.kind).ok_or_else(|| bad("kind"))?;
        let block = site.catalogue.unit(&row.unit).map_or("", |unit| unit.block.as_str());
        counting.add(block, kind, &row.answers).ok_or_else(|| bad("answers"))?;
    }
    Ok(counting.protected())
}
