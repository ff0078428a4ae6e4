//! Receipts at a kiosk: looked at where there is network, else believed until they arrive; nothing that the screen
//! said was saved is refused for one.

use crate::support::{MORNING, Tablet, TestApp, mint, opened, submission};
use axum::http::StatusCode;
use hailong::domain::receipt::Revocation;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

/// A submission of a desk that names a receipt.
fn with(desk: &str, receipt: &str, n: usize) -> Value {
    let mut sent = submission(desk, n);
    sent["source"]["receipt"] = json!(receipt);
    sent
}

async fn strata(app: &TestApp) -> Vec<String> {
    opened(app, |entry| entry.stratum.key().to_owned()).await
}

async fn spent(app: &TestApp) -> u64 {
    app.site.store.ledger().await.unwrap().iter().map(|row| row.spent).sum()
}

#[tokio::test]
async fn a_good_receipt_is_spent_and_any_other_left_out() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let elsewhere = Tablet::pair(&app, "MC.CR").await;
    let [good, spent_one, revoked, foreign, link] = mint(&app, 5).await.try_into().unwrap();
    let mut phone = submission("MC.NT", 0);
    phone["source"] = json!({"receipt": spent_one});
    assert_eq!(app.submit(&phone).await.status, StatusCode::CREATED);
    app.site.store.revoke(&Revocation { key: None, unit: None, first: 3, last: 3 }, "", app.by()).await.unwrap();
    app.at(MORNING + 5_000);
    let short = app.site.register.keys().short_code(6, 1).unwrap();
    let items = [
        tablet.item(&with("MC.NT", &good, 1)),
        tablet.item(&with("MC.NT", &spent_one, 2)),
        tablet.item(&with("MC.NT", &revoked, 3)),
        tablet.item(&with("MC.NT", &"0".repeat(71), 4)),
        tablet.item(&with("MC.NT", "not at all", 5)),
        tablet.item(&with("MC.NT", &short, 6)),
        tablet.item(&with("MC.NT", &format!("HTTPS://HAILONG.EXAMPLE/R/{link}?lang=en"), 7)),
    ];
    for item in &items {
        assert_eq!(tablet.deliver(&app, std::slice::from_ref(item)).await, [201]);
    }
    let other = elsewhere.item(&with("MC.CR", &foreign, 8));
    assert_eq!(elsewhere.deliver(&app, std::slice::from_ref(&other)).await, [201]);
    let kiosk = "kiosk";
    let stored = ["receipt", "kiosk-receipt", kiosk, kiosk, kiosk, kiosk, kiosk, "kiosk-receipt", kiosk];
    assert_eq!(strata(&app).await, stored);
    assert_eq!(spent(&app).await, 3, "two at the kiosk, one on a phone");
    // Whatever has become of the receipts since.
    app.at(MORNING + 60 * DAY);
    assert_eq!(tablet.deliver(&app, &items).await, [200; 7]);
    assert_eq!(elsewhere.deliver(&app, &[other]).await, [200]);
    assert_eq!((strata(&app).await.len(), spent(&app).await), (9, 3));
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

#[tokio::test]
async fn a_receipt_that_expired_in_the_queue_leaves_a_plain_answer() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let token = mint(&app, 1).await.remove(0);
    app.at(MORNING + 40 * DAY);
    let item = [tablet.item(&with("MC.NT", &token, 1))];
    assert_eq!(tablet.deliver(&app, &item).await, [201]);
    app.at(MORNING);
    assert_eq!(tablet.deliver(&app, &item).await, [200], "also where it would count now");
    assert_eq!((strata(&app).await, spent(&app).await), (vec!["kiosk".to_owned()], 0));
}

/// Twenty answers with one receipt at once: one has it, none is lost.
#[tokio::test]
async fn one_of_many_answers_has_the_receipt() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    let token = mint(&app, 1).await.remove(0);
    let items: Vec<Value> = (0..20).map(|n| tablet.item(&with("MC.NT", &token, n))).collect();
    assert_eq!(tablet.deliver(&app, &items).await, [201; 20]);
    assert_eq!(tablet.deliver(&app, &items).await, [200; 20]);
    assert_eq!(strata(&app).await.iter().filter(|stratum| *stratum == "kiosk-receipt").count(), 1);
    assert_eq!(spent(&app).await, 1);
}

/// A desk that receives for many units need not ask for one where the receipt says it, good or not.
#[tokio::test]
async fn a_receipt_says_whose_procedure_it_was_also_when_it_is_spent() {
    let app = TestApp::start().await;
    let desk = app.site.catalogue.desks().iter().find(|desk| desk.units.len() > 1).unwrap().clone();
    let tablet = Tablet::pair(&app, &desk.code).await;
    let key = app.site.register.keys().newest().unwrap();
    let run = hailong::store::receipts::Minting {
        key,
        survey: "one-stop-2024".to_owned(),
        unit: desk.units[1].clone(),
        event: hailong::domain::receipt::Event::Received,
        week: hailong::domain::receipt::Week::of(app.clock.local().date()),
    };
    let first = app.site.store.mint(&run, 1, app.by()).await.unwrap().unwrap();
    let token = app.site.register.keys().token(&run.receipt(first)).unwrap();
    for n in 0..2 {
        assert_eq!(tablet.hand_in(&app, &with(&desk.code, &token, n)).await, 201);
    }
    assert_eq!(strata(&app).await, ["kiosk-receipt", "kiosk"]);
    let mut named = with(&desk.code, &token, 3);
    named["source"]["unit"] = json!(desk.units[0]);
    assert_eq!(tablet.hand_in(&app, &named).await, 201, "what the person said counts");
    assert_eq!(tablet.hand_in(&app, &submission(&desk.code, 4)).await, 422, "somebody must say it");
}

/// Nobody finds a short code by queueing guesses.
#[tokio::test]
async fn guessed_codes_use_up_the_tries_of_their_number() {
    let app = TestApp::start().await;
    let tablet = Tablet::pair(&app, "MC.NT").await;
    mint(&app, 1).await;
    let right = app.site.register.keys().short_code(1, 1).unwrap();
    let other = hailong::domain::receipt::KeyRing::new([0; 32], [(1, [8; 32])].into());
    let wrong = other.short_code(1, 1).unwrap();
    let guesses: Vec<Value> = (0..5).map(|n| tablet.item(&with("MC.NT", &wrong, n))).collect();
    assert_eq!(tablet.deliver(&app, &guesses).await, [201; 5]);
    let queued = tablet.item(&with("MC.NT", &right, 6));
    assert_eq!(tablet.deliver(&app, std::slice::from_ref(&queued)).await, [201]);
    assert_eq!((spent(&app).await, strata(&app).await.last().unwrap().as_str()), (0, "kiosk"));
    app.at(MORNING + DAY);
    assert_eq!(tablet.deliver(&app, &[queued]).await, [200], "what was stored stays what it is");
    assert_eq!(tablet.hand_in(&app, &with("MC.NT", &right, 7)).await, 201);
    assert_eq!(spent(&app).await, 1);
}

#[tokio::test]
async fn a_receipt_is_looked_at_before_it_is_answered() {
    let app = TestApp::start().await;
    let [tablet, elsewhere] = [Tablet::pair(&app, "MC.NT").await, Tablet::pair(&app, "MC.CR").await];
    let [good, revoked] = mint(&app, 2).await.try_into().unwrap();
    app.site.store.revoke(&Revocation { key: None, unit: None, first: 2, last: 2 }, "", app.by()).await.unwrap();
    app.at(MORNING + 5_000);
    let short = app.site.register.keys().short_code(1, 1).unwrap();
    let look = async |tablet: &Tablet, receipt: &str| {
        let reply = tablet.ask(&app, "receipts", &json!({"receipt": receipt})).await;
        (reply.status.as_u16(), reply.code(), reply.json())
    };
    for named in [good.as_str(), &format!("https://hailong.example/r/{good}"), &short, &short.to_lowercase()] {
        let (status, _, told) = look(&tablet, named).await;
        assert_eq!((status, &told["token"], &told["unit"]), (200, &json!(good), &json!("KH.NT")), "{named}");
        assert_eq!(told["unit_name"], "Ủy ban nhân dân thành phố Nha Trang");
    }
    let refused = |(status, code, _): (u16, String, Value)| (status, code);
    assert_eq!(refused(look(&tablet, &revoked).await), (410, "receipt_revoked".to_owned()));
    assert_eq!(refused(look(&elsewhere, &good).await), (409, "receipt_elsewhere".to_owned()));
    assert_eq!(refused(look(&tablet, "0000-0000-0001").await), (422, "mistyped_receipt".to_owned()));
    let other = hailong::domain::receipt::KeyRing::new([0; 32], [(1, [8; 32])].into());
    let wrong = other.short_code(1, 1).unwrap();
    for _ in 0..5 {
        assert_eq!(refused(look(&tablet, &wrong).await), (404, "unknown_receipt".to_owned()));
    }
    assert_eq!(refused(look(&tablet, &short).await), (429, "code_used_up".to_owned()));
    assert_eq!(tablet.hand_in(&app, &with("MC.NT", &good, 1)).await, 201, "scanning stays open");
    assert_eq!(refused(look(&tablet, &good).await), (409, "already_answered".to_owned()));
    app.at(MORNING + 40 * DAY);
    assert_eq!(refused(look(&tablet, &good).await), (410, "receipt_expired".to_owned()));
    app.note_opened().await;
    let opened: u64 = app.site.store.ledger().await.unwrap().iter().map(|row| row.opened).sum();
    assert_eq!(opened, 1);
}
