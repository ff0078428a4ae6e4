//! Released responses as a stream of CSV: rows are written while they are read, in constant memory.

use crate::{
    domain::{
        dialect::Dialect,
        export::{ResponseRecord, ResponseTable},
    },
    site::Site,
    store::{self, responses::ResponseFilter},
    ui::words::IN_FILES,
};
use bytes::Bytes;
use futures_util::TryStreamExt;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};

/// Rows are sent on in pieces of about this size.
const PIECE: usize = 64 * 1024;
/// Pieces that may wait for a slow reader.
const WAITING: usize = 4;
/// A reader that takes nothing for this long is given up: it holds a connection and the database's log.
const PATIENCE: Duration = Duration::from_secs(30);
/// Exports at once; further ones wait. The dashboard needs connections too.
static READING: Semaphore = Semaphore::const_new(2);

/// Starts reading and gives the pieces; the stream ends with an error where the database fails, so
/// that nobody takes half a file for a whole one.
pub fn stream(site: Site, filter: ResponseFilter, dialect: Dialect) -> mpsc::Receiver<store::Result<Bytes>> {
    let (send, receive) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        if let Err(error) = read(&site, &filter, dialect, &send).await {
            // Where nobody listens any more there is nobody to tell.
            let _gone = send.send(Err(error)).await;
        }
    });
    receive
}

async fn read(
    site: &Site,
    filter: &ResponseFilter,
    dialect: Dialect,
    send: &mpsc::Sender<store::Result<Bytes>>,
) -> store::Result<()> {
    let _turn = READING.acquire().await;
    let Some(survey) = site.surveys.get(&filter.survey) else { return Ok(()) };
    let table = ResponseTable::new(survey, dialect, &IN_FILES);
    let mut piece = Vec::with_capacity(PIECE + 1024);
    table.head(&mut piece);
    let mut rows = std::pin::pin!(site.store.stream_responses(filter).await?);
    while let Some(row) = rows.try_next().await? {
        let mut id = [0; 32];
        let record = ResponseRecord {
            id: row.id.as_simple().encode_lower(&mut id),
            unit: &row.unit,
            period: row.period,
            stratum: &row.stratum,
            kind: &row.kind,
            lang: &row.lang,
            answers: &row.answers,
            flags: &row.flags,
        };
        table.record(&mut piece, &record);
        if piece.len() >= PIECE {
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE + 1024));
            match tokio::time::timeout(PATIENCE, send.send(Ok(full.into()))).await {
                Ok(Ok(())) => {}
                Ok(Err(_gone)) => return Ok(()),
                Err(_) => return Err(store::Error::SlowReader),
            }
        }
    }
    let _gone = send.send(Ok(piece.into())).await;
    Ok(())
}
