//! Nobody can link an answer to a receipt, and so to a dossier: not even who holds the dossiers, the keys and
//! the whole database, and looks at it after every release. Where each answer is released alone, the same
//! linker must succeed.

use crate::{
    linker::{SIGMAS, column, marked, number},
    size::size,
    support::{TestApp, mint, submission},
};
use axum::http::StatusCode;
use sea_orm::{Database, DatabaseConnection, DbBackend};
use serde_json::json;

const BATCH: usize = 10;

/// The whole database, and what of it was there when the linker looked last.
struct Looking {
    db: DatabaseConnection,
    seen: Vec<String>,
}

impl Looking {
    /// The news in a column, in the physical orders of its table and its own.
    async fn news(&mut self, sql: &str) -> Vec<Vec<String>> {
        let orders: &[&str] = match self.db.get_database_backend() {
            DbBackend::Postgres => &[" ORDER BY ctid", " ORDER BY xmin::text::bigint, ctid", " ORDER BY 1"],
            _ => &["", " ORDER BY 1"],
        };
        let mut lists = Vec::new();
        for order in orders {
            let mut list = column(&self.db, &format!("{sql}{order}")).await;
            list.retain(|row| !self.seen.contains(row));
            lists.push(list);
        }
        self.seen.extend(lists[0].clone());
        lists
    }
}

/// Counts for every pair of orders how often it put a person's answer to that person's receipt.
fn pair(right: &mut Vec<usize>, receipts: &[Vec<usize>], answers: &[Vec<usize>]) {
    let pairs = receipts.iter().flat_map(|a| answers.iter().map(move |b| (a, b)));
    let counts = pairs.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a == b).count());
    for (place, count) in counts.enumerate() {
        if place == right.len() {
            right.push(0);
        }
        right[place] += count;
    }
}

/// The share of answers that the best linker gives to the right receipt, where `batch` are released together.
async fn linked(app: &TestApp, batch: usize, people: usize) -> f64 {
    let tokens = mint(app, u32::try_from(people).unwrap()).await;
    let read = |token: &String| app.site.register.read(token).unwrap().mark.nullifier.0;
    let digests: Vec<String> = tokens.iter().map(|token| data_encoding::HEXLOWER.encode(&read(token))).collect();
    let db = Database::connect(&app.database_url).await.unwrap();
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let spent =
        if postgres { "SELECT encode(nullifier, 'hex') FROM spent" } else { "SELECT lower(hex(nullifier)) FROM spent" };
    // The id tells an answer from an equal one; the answers say who gave them.
    let id = if postgres { "id::text" } else { "hex(id)" };
    let stored = format!("SELECT {id} || '/' || answers FROM responses WHERE stratum = 'receipt'");
    let mut looking = Looking { db, seen: Vec::new() };
    let mut right = Vec::new();
    for group in (0..people).collect::<Vec<_>>().chunks(batch) {
        // The order in which they come is not that of the numbers, and the linker sees it.
        let mut coming = group.to_vec();
        coming.sort_by_key(|n| n * 7 % 11);
        for n in &coming {
            let mut sent = marked(*n);
            sent["source"] = json!({ "receipt": tokens[*n] });
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
        }
        assert_eq!(app.release_now().await.submissions, group.len() as u64);
        let person = |digest: &String| digests.iter().position(|known| known == digest).unwrap();
        let all = |list: &Vec<String>| list.iter().map(person).collect();
        let mut receipts: Vec<Vec<usize>> = looking.news(spent).await.iter().map(all).collect();
        receipts.extend([coming, group.to_vec()]);
        let who = |row: &String| number(row.split_once('/').unwrap().1);
        let answers = looking.news(&stored).await;
        let answers: Vec<Vec<usize>> = answers.iter().map(|list| list.iter().map(who).collect()).collect();
        pair(&mut right, &receipts, &answers);
    }
    right.into_iter().max().unwrap() as f64 / people as f64
}

async fn alone(people: usize) -> f64 {
    let mut app = TestApp::start().await;
    app.rules.least = 1;
    linked(&app, 1, people).await
}

#[tokio::test]
async fn no_dossier_receipt_or_order_of_spending_leads_to_an_answer() {
    let people = size(100, 400, 400);
    let control = alone(people).await;
    let found = linked(&TestApp::start().await, BATCH, people).await;
    let chance = 1.0 / BATCH as f64;
    let allowed = chance + SIGMAS * (chance * (1.0 - chance) / people as f64).sqrt();
    println!("linker of receipts: alone {control:.3}, in batches {found:.3}, allowed {allowed:.3}");
    assert!(control > 0.99, "the control must succeed: {control}");
    assert!(found <= allowed, "{found} > {allowed}");
}

#[tokio::test]
async fn one_receipt_among_answers_without_waits_for_its_like() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 10).await;
    let answer = |n: usize| {
        let mut sent = submission("MC.NT", n);
        sent["source"] = json!({ "receipt": tokens[n] });
        sent
    };
    assert_eq!(app.submit(&answer(0)).await.status, StatusCode::CREATED);
    app.submit_many("MC.NT", 12).await;
    let released = app.release_now().await;
    assert_eq!((released.submissions, released.waiting), (12, 1), "alone, its stratum would name it");
    for n in 1..10 {
        assert_eq!(app.submit(&answer(n)).await.status, StatusCode::CREATED);
    }
    assert_eq!(app.release_now().await.submissions, 10);
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
}
