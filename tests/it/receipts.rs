//! Receipts: one right to answer is spent once, whatever is sent how often.

use crate::support::{HOUR, MORNING, TestApp, mint, submission};
use axum::http::StatusCode;
use hailong::{
    domain::receipt::{Event, NUMBERS, Revocation, Week},
    store::receipts::Minting,
};
use serde_json::{Value, json};

#[tokio::test]
async fn known_dossiers_are_found_among_many_runs_also_when_the_numbers_are_used_up() {
    let app = TestApp::start().await;
    let keys = app.site.register.keys();
    let like = |unit: &str| Minting {
        key: 1,
        survey: "one-stop-2024".to_owned(),
        unit: unit.to_owned(),
        event: Event::Received,
        week: Week::of(app.clock.local().date()),
    };
    let digest = |n: u32| keys.dossier_digest(&format!("H32.15-240530-{n:04}"), Event::Received);
    // Runs of one, of several, and far apart.
    let mut expected = Vec::new();
    for n in 0..40 {
        let unit = if n % 2 == 0 { "KH.STP" } else { "KH.NT" };
        let minted = app.site.store.mint_for(&like(unit), &[digest(n)], &keys, None).await.unwrap().unwrap();
        expected.push((minted[0].number, unit));
        if n % 10 == 9 {
            app.site.store.mint(&like("KH.CR"), 100, app.by()).await.unwrap().unwrap();
        }
    }
    let digests: Vec<[u8; 16]> = (0..40).map(digest).collect();
    let last = app.site.store.latest_run().await.unwrap().unwrap().last;
    assert!(app.site.store.mint(&like("KH.CR"), NUMBERS - 1 - last, app.by()).await.unwrap().is_some());
    assert_eq!(app.site.store.mint(&like("KH.CR"), 1, app.by()).await.unwrap(), None);
    let again = app.site.store.mint_for(&like("KH.CR"), &digests, &keys, None).await.unwrap().unwrap();
    let found: Vec<_> = again.iter().map(|minted| (minted.number, minted.minting.unit.as_str())).collect();
    assert_eq!(found, expected);
    assert!(again.iter().all(|minted| minted.known));
    assert_eq!(app.site.store.mint_for(&like("KH.CR"), &[digest(0), digest(99)], &keys, None).await.unwrap(), None);
}

const DAY: i64 = 24 * HOUR;

fn answer(token: &str, n: usize) -> Value {
    let mut sent = submission("MC.NT", n);
    sent["source"] = json!({ "receipt": token });
    sent
}

async fn refused(app: &TestApp, sent: &Value) -> (StatusCode, String) {
    let reply = app.submit(sent).await;
    (reply.status, reply.code())
}

#[tokio::test]
async fn a_receipt_is_answered_once_and_the_same_answer_is_known_for_ever() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 12).await;
    let first = answer(&tokens[0], 0);
    let stored = app.submit(&first).await;
    assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
    assert_eq!(refused(&app, &answer(&tokens[0], 0)).await, (StatusCode::CONFLICT, "already_answered".to_owned()));
    let mut other = first.clone();
    other["source"]["receipt"] = json!(tokens[1]);
    assert_eq!(refused(&app, &other).await, (StatusCode::CONFLICT, "submission_conflict".to_owned()));
    for (n, token) in tokens.iter().enumerate().skip(1) {
        assert_eq!(app.submit(&answer(token, n)).await.status, StatusCode::CREATED, "a conflict spends nothing");
    }
    assert_eq!(app.release_now().await.submissions, 12);
    app.at(MORNING + 60 * DAY);
    let again = app.submit(&first).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, stored.json()), "after release and expiry");
    let ledger = app.site.store.ledger().await.unwrap();
    assert_eq!(ledger.len(), 1);
    assert_eq!((ledger[0].minted, ledger[0].opened, ledger[0].spent, ledger[0].contested), (12, 12, 12, 0));
    let csv = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    assert!(csv.iter().all(|check| check.holds), "{csv:?}");
}

#[tokio::test]
async fn many_race_for_one_receipt_and_one_wins() {
    let app = TestApp::start().await;
    let token = mint(&app, 1).await.remove(0);
    let racers: Vec<Value> = (0..64).map(|n| answer(&token, n)).collect();
    let replies = futures_util::future::join_all(racers.iter().map(|sent| app.submit(sent))).await;
    let count = |status| replies.iter().filter(|reply| reply.status == status).count();
    assert_eq!((count(StatusCode::CREATED), count(StatusCode::CONFLICT)), (1, 63));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_no_good_receipt_is_told_apart() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 3).await;
    let elsewhere = TestApp::start().await;
    let foreign = mint(&elsewhere, 1).await.remove(0);
    for token in ["", "x", &foreign, &tokens[0][1..], &format!("{}A", &tokens[0][..70])] {
        assert_eq!(refused(&app, &answer(token, 0)).await, (StatusCode::NOT_FOUND, "unknown_receipt".to_owned()));
    }
    let mut elsewhere = answer(&tokens[0], 0);
    elsewhere["source"]["desk"] = json!("MC.CR");
    elsewhere["source"]["unit"] = json!("KH.STP");
    let reply = app.submit(&elsewhere).await;
    assert_eq!(
        (reply.status, reply.fields()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["source.desk".to_owned(), "source.unit".to_owned()])
    );
    assert_eq!(app.submit(&answer(&tokens[0].to_lowercase(), 0)).await.status, StatusCode::CREATED);
    let back = Revocation { key: None, unit: None, first: 2, last: 2 };
    app.site.store.revoke(&back, "", app.by()).await.unwrap();
    app.at(MORNING + 2_000);
    assert_eq!(refused(&app, &answer(&tokens[1], 1)).await, (StatusCode::GONE, "receipt_revoked".to_owned()));
    app.at(MORNING + 38 * DAY);
    assert_eq!(refused(&app, &answer(&tokens[2], 2)).await, (StatusCode::GONE, "receipt_expired".to_owned()));
}

#[tokio::test]
async fn a_dossier_is_minted_once_for_each_event_and_numbers_run_on() {
    let app = TestApp::start().await;
    let keys = app.site.register.keys();
    let digest = |code: &str, event| keys.dossier_digest(code, event);
    let like = Minting {
        key: 1,
        survey: "one-stop-2024".to_owned(),
        unit: "KH.STP".to_owned(),
        event: Event::Received,
        week: Week::of(app.clock.local().date()),
    };
    let both = [digest("H32.15-240530-0007", Event::Received), digest("H32.15-240530-0008", Event::Received)];
    let first = app.site.store.mint_for(&like, &both, &keys, None).await.unwrap().unwrap();
    assert_eq!(first.iter().map(|minted| (minted.number, minted.known)).collect::<Vec<_>>(), [(1, false), (2, false)]);
    assert_eq!(app.site.store.mint(&like, 5, app.by()).await.unwrap(), Some(3));
    let more = [digest("H32.15-240530-0009", Event::Received), both[1]];
    let later = Minting { week: Week::of(app.clock.local().date().tomorrow().unwrap()), ..like.clone() };
    let second = app.site.store.mint_for(&later, &more, &keys, None).await.unwrap().unwrap();
    assert_eq!(second.iter().map(|minted| (minted.number, minted.known)).collect::<Vec<_>>(), [(8, false), (2, true)]);
    assert_eq!(second[1].minting, like);
    assert_eq!(app.site.store.minting(8).await.unwrap().map(|run| run.unit), Some("KH.STP".to_owned()));
    assert_eq!([app.site.store.minting(0).await.unwrap(), app.site.store.minting(9).await.unwrap()], [None, None]);
}

#[tokio::test]
async fn as_many_opened_links_as_may_wait_are_noted_at_once() {
    use hailong::domain::receipt::{Mark, Nullifier};
    let app = TestApp::start().await;
    let week = Week::of(app.clock.local().date());
    let mark = |n: u128| Mark { nullifier: Nullifier(n.to_be_bytes()), unit: "KH.STP".to_owned(), week };
    let marks: Vec<Mark> = (0..50_000).map(mark).collect();
    app.site.store.mark_opened(&marks).await.unwrap();
    assert_eq!(app.site.store.ledger().await.unwrap()[0].opened, 50_000);
}

/// The end of a day in Vietnam, in milliseconds since 1970.
fn midnight_after(last: jiff::civil::Date) -> i64 {
    use jiff::ToSpan;
    let zoned = last.saturating_add(1.day()).to_zoned(jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").unwrap());
    zoned.unwrap().timestamp().as_millisecond()
}

#[tokio::test]
async fn who_began_before_midnight_of_the_last_day_has_an_hour_to_end() {
    let app = TestApp::start().await;
    let tokens = mint(&app, 3).await;
    let midnight = midnight_after(Week::of(app.clock.local().date()).last_day());
    let minute = HOUR / 60;
    app.at(midnight - 2 * minute);
    assert_eq!(app.get(&format!("/r/{}", tokens[0])).await.status, StatusCode::OK);
    app.at(midnight + 2 * minute);
    let first = answer(&tokens[0], 0);
    assert_eq!(app.submit(&first).await.status, StatusCode::CREATED);
    assert_eq!(app.get(&format!("/r/{}", tokens[1])).await.status, StatusCode::GONE, "nobody begins any more");
    app.at(midnight + 59 * minute);
    assert_eq!(app.submit(&answer(&tokens[1], 1)).await.status, StatusCode::CREATED);
    app.at(midnight + 61 * minute);
    assert_eq!(refused(&app, &answer(&tokens[2], 2)).await, (StatusCode::GONE, "receipt_expired".to_owned()));
    assert_eq!(app.submit(&first).await.status, StatusCode::OK, "the same answers are known");
}
