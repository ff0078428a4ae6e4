//! Nobody can link a stored answer to a submission: the best linker that we can think of, with the whole
//! database in hand, does no better than guessing within a batch. Before the release the same linker
//! must succeed, or it would prove nothing.

use crate::support::{TestApp, opened, submission};
use axum::http::StatusCode;
use hailong::domain::inbox::Entry;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};

const BATCH: usize = 10;
const BATCHES: usize = 40;
/// One linker stays within three sigmas of guessing; the luckiest of a dozen, which is what is looked at,
/// leaves them once in sixty runs. Four allow that once in two thousand.
pub const SIGMAS: f64 = 4.0;

/// A submission whose answers say who it is: its number, written in levels.
pub fn marked(n: usize) -> Value {
    let keys =
        ["access.seats", "access.equipment", "access.modern", "access.easy", "procedure.posted", "procedure.accurate"];
    let mut sent = submission("MC.NT", n);
    let digits = keys.iter().enumerate().map(|(k, key)| ((*key).to_owned(), json!(1 + n / 5usize.pow(k as u32) % 5)));
    sent["answers"] = digits.collect::<serde_json::Map<_, _>>().into();
    sent["comment"] = Value::Null;
    sent
}

pub fn number(answers: &str) -> usize {
    answers.bytes().take(6).enumerate().map(|(k, byte)| usize::from(byte - b'1') * 5usize.pow(k as u32)).sum()
}

pub async fn column(db: &sea_orm::DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

/// Pairs the n-th accepted with the n-th released answer in every physical order that a database shows, and
/// gives the best share of right pairs. `keys` are the accepted keys in the order of sending.
async fn best_linker(db: &sea_orm::DatabaseConnection, keys: &[String]) -> (f64, &'static str) {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let orders: &[(&str, &str)] = if postgres {
        &[("ctid", "ctid"), ("xmin", "xmin::text::bigint, ctid"), ("id", "1")]
    } else {
        &[("rowid or key", ""), ("stored order reversed", "")]
    };
    let hex = if postgres { "encode(key, 'hex')" } else { "lower(hex(key))" };
    let mut best = (0.0, "none");
    for (name, order) in orders {
        let by = |default: &str| match (postgres, *order) {
            (true, "1") => default.to_owned(),
            (true, order) => format!(" ORDER BY {order}"),
            (false, _) => String::new(),
        };
        let accepted = column(db, &format!("SELECT {hex} FROM accepted{}", by(" ORDER BY 1"))).await;
        let mut stored = column(db, &format!("SELECT answers FROM responses{}", by(" ORDER BY 1"))).await;
        if name.contains("reversed") {
            stored.reverse();
        }
        // By arrival: the linker knows when each id was sent (a log, a camera) and pairs in that order too.
        for order in [&accepted, &keys.to_vec()] {
            let right = order
                .iter()
                .zip(&stored)
                .filter(|(key, answers)| keys.iter().position(|k| k == *key) == Some(number(answers)));
            let share = right.count() as f64 / stored.len() as f64;
            if share > best.0 {
                best = (share, name);
            }
        }
    }
    best
}

/// The same with the keys in hand: what waits names its submission.
async fn with_keys(app: &TestApp, keys: &[String]) -> f64 {
    let named = |entry: &Entry<'_>| (data_encoding::HEXLOWER.encode(&entry.trace.unwrap().key), number(entry.answers));
    let rows = opened(app, named).await;
    let right = rows.iter().filter(|(key, answers)| keys.iter().position(|k| k == key) == Some(*answers));
    right.count() as f64 / rows.len() as f64
}

#[tokio::test]
async fn no_order_time_or_id_leads_from_an_answer_to_a_submission() {
    let app = TestApp::start().await;
    let mut keys = Vec::new();
    let db = Database::connect(&app.database_url).await.unwrap();
    let mut before = 0.0;
    for batch in 0..BATCHES {
        for n in 0..BATCH {
            let sent = marked(batch * BATCH + n);
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
            let id = hailong::domain::submission::SubmissionId::parse(sent["id"].as_str().unwrap()).unwrap();
            keys.push(data_encoding::HEXLOWER.encode(&id.key()));
        }
        if batch == 0 {
            before = with_keys(&app, &keys).await;
        }
        assert_eq!(app.release_now().await.submissions, BATCH as u64);
    }
    let after = best_linker(&db, &keys).await;
    let chance = 1.0 / BATCH as f64;
    let allowed = chance + SIGMAS * (chance * (1.0 - chance) / (BATCH * BATCHES) as f64).sqrt();
    println!(
        "linker: with the keys before the release {before:.3}, after it {:.3} ({}), allowed {allowed:.3}",
        after.0, after.1
    );
    assert!(before > 0.99, "the control must succeed: {before:?}");
    assert!(after.0 <= allowed, "{after:?} > {allowed}");
    files_forget(&app, &keys);
}

/// Neither an id as sent nor an inbox row is left in the files of the database.
fn files_forget(app: &TestApp, keys: &[String]) {
    if !app.database_url.starts_with("sqlite:") {
        return;
    }
    let mut bytes = std::fs::read(app.folder.0.join("hailong.db")).unwrap();
    bytes.extend(std::fs::read(app.folder.0.join("hailong.db-wal")).unwrap_or_default());
    let occurrences = |needle: &[u8]| bytes.windows(needle.len()).filter(|window| *window == needle).count();
    let key = data_encoding::HEXLOWER.decode(keys[7].as_bytes()).unwrap();
    assert_eq!(occurrences(&key), 1, "a key is in `accepted` and nowhere else");
    // Nobody has answered at this desk: its name is where the list of desks keeps it, as often as the other's.
    assert_eq!(occurrences(b"MC.NT"), occurrences(b"MC.CR"), "the desk stands beside no answer");
}
