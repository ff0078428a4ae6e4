//! The ids that were accepted lie in no order of arrival once a day is over, and none is lost or taken twice meanwhile.

use crate::{
    linker::{SIGMAS, column},
    support::{TestApp, submission},
};
use axum::http::StatusCode;
use hailong::domain::submission::SubmissionId;
use sea_orm::{Database, DbBackend};
use serde_json::Value;
use std::collections::HashMap;

/// The correlation of the order of arrival with each physical order of the table; the strongest of them.
async fn strongest(app: &TestApp, sent: &[Value]) -> f64 {
    let db = Database::connect(&app.database_url).await.unwrap();
    let (hex, orders): (_, &[&str]) = match db.get_database_backend() {
        DbBackend::Postgres => ("encode(key, 'hex')", &[" ORDER BY ctid", " ORDER BY xmin::text::bigint, ctid"]),
        _ => ("lower(hex(key))", &[""]),
    };
    let key = |sent: &Value| SubmissionId::parse(sent["id"].as_str().unwrap()).unwrap().key();
    let came: HashMap<String, usize> =
        sent.iter().enumerate().map(|(n, sent)| (data_encoding::HEXLOWER.encode(&key(sent)), n)).collect();
    let mut strongest = 0.0f64;
    for order in orders {
        let rows = column(&db, &format!("SELECT {hex} FROM accepted{order}")).await;
        assert_eq!(rows.len(), sent.len());
        let middle = (rows.len() - 1) as f64 / 2.0;
        let apart = |n: usize| n as f64 - middle;
        let both: f64 = rows.iter().enumerate().map(|(n, key)| apart(n) * apart(came[key])).sum();
        let each: f64 = (0..rows.len()).map(|n| apart(n).powi(2)).sum();
        strongest = strongest.max((both / each).abs());
    }
    strongest
}

#[tokio::test]
async fn the_ids_of_a_day_lie_in_no_order_of_arrival() {
    let app = TestApp::start().await;
    let mut sent = app.submit_many("MC.NT", 300).await;
    let before = strongest(&app, &sent).await;
    app.site.store.order_accepted().await.unwrap();
    let after = strongest(&app, &sent).await;
    let allowed = SIGMAS / (sent.len() as f64 - 1.0).sqrt();
    println!("order of ids: {before:.3} on the day, {after:.3} when it is over, allowed {allowed:.3}");
    assert!(before > 0.8 || app.database_url.starts_with("sqlite"), "the control: {before}");
    assert!(after <= allowed, "{after} > {allowed}");
    sent.extend(app.submit_many("MC.NT", 20).await);
    app.site.store.order_accepted().await.unwrap();
    assert!(strongest(&app, &sent).await <= allowed);
}

/// An id that is sent again is known, and a new one is new, whatever is written anew in that moment.
#[tokio::test]
async fn an_id_is_accepted_once_while_the_table_is_put_in_order() {
    let app = TestApp::start().await;
    let sent = app.submit_many("MC.NT", 120).await;
    let ordering = async {
        for _ in 0..30 {
            app.site.store.order_accepted().await.unwrap();
        }
    };
    let again = async {
        for (n, known) in sent.iter().cycle().take(360).enumerate() {
            let new = submission("MC.CR", n);
            let (known, new) = futures_util::future::join(app.submit(known), app.submit(&new)).await;
            assert_eq!((known.status, new.status), (StatusCode::OK, StatusCode::CREATED), "{}", known.text());
        }
    };
    futures_util::future::join(ordering, again).await;
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(checks.iter().all(|check| check.holds), "{checks:?}");
    assert!(checks[0].figures.starts_with("480 accepted"), "{}", checks[0]);
}
