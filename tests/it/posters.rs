//! Desks' open links: everything is taken and acknowledged, and more than there can be stands apart.

use crate::support::{HOUR, MORNING, Reply, TestApp, Visitor, opened, submission};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

const SECOND: i64 = 1_000;

async fn send(app: &TestApp, desk: &str, waited: Option<&str>) -> Reply {
    let mut sent = submission(desk, rand::random_range(0..1_000));
    sent.as_object_mut().unwrap().remove("seconds");
    let request = Request::post("/api/v1/submissions").header(header::CONTENT_TYPE, "application/json");
    let request = waited.iter().fold(request, |request, seconds| request.header("x-waited", *seconds));
    app.request(request.body(Body::from(sent.to_string())).unwrap()).await
}

/// Unit, flags and number of the responses.
async fn responses(app: &TestApp) -> Vec<(String, i64)> {
    let db = Database::connect(&app.database_url).await.unwrap();
    let sql = "SELECT unit || ' ' || flags, COUNT(*) FROM responses GROUP BY unit, flags ORDER BY unit, flags";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// A rival's program sends one a second, while people answer at another desk of the town.
#[tokio::test]
async fn a_programs_answers_are_all_kept_and_stand_apart_and_nobody_elses_do() {
    let app = TestApp::with_poster_limit().await;
    for n in 0..300 {
        app.at(MORNING + n * SECOND);
        assert_eq!(send(&app, "MC.NT", None).await.status, StatusCode::CREATED);
        if n % 20 == 0 {
            app.at(MORNING + n * 20 * SECOND);
            assert_eq!(send(&app, "MC.CR", None).await.status, StatusCode::CREATED);
        }
    }
    app.release_and_close().await;
    assert_eq!(
        responses(&app).await,
        [("KH.CR ".to_owned(), 15), ("KH.NT capacity-1".to_owned(), 300)],
        "the first few are judged with those that follow"
    );
    let index = app.get("/api/v1/index?from=2024-01&to=2024-12&group_by=flag").await.json();
    let counts: Vec<&Value> = index["groups"].as_array().unwrap().iter().map(|group| &group["responses"]).collect();
    assert_eq!(counts, [&json!(15), &json!(300)], "{index}");
}

/// By the sender's word the answers waited for hours, each for another time; by our clock they came at once.
#[tokio::test]
async fn no_word_of_the_sender_spreads_them_over_the_day() {
    let app = TestApp::with_poster_limit().await;
    for n in 0..60 {
        app.at(MORNING + n * SECOND);
        assert_eq!(send(&app, "MC.NT", Some(&(n * 600).to_string())).await.status, StatusCode::CREATED);
    }
    app.release_now().await;
    let found = responses(&app).await;
    assert_eq!(found, [("KH.NT ".to_owned(), 10), ("KH.NT capacity-1".to_owned(), 50)], "those that may come together");
}

/// One call with twenty, each of which waited for a week by the sender's word.
#[tokio::test]
async fn many_in_one_call_get_no_more_places() {
    let app = TestApp::with_poster_limit().await;
    let items: Vec<Value> = (0..20).map(|n| submission("MC.NT", n)).collect();
    let call = json!({"submissions": items, "waited": vec![518_400; 20]});
    let reply = app.post_json("/api/v1/submissions/batch", call.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 20, "{}", reply.text());
    let signs = opened(&app, |entry| entry.flags.to_string()).await;
    assert_eq!(signs.iter().filter(|signs| signs.is_empty()).count(), 10, "{signs:?}");
    app.release_now().await;
    assert_eq!(responses(&app).await, [("KH.NT capacity-1".to_owned(), 20)], "also those that had a place");
}

/// A phone that has no reply sends again, and a rival replays one answer: neither takes anybody's place.
#[tokio::test]
async fn an_answer_that_is_sent_again_takes_no_place() {
    let app = TestApp::with_poster_limit().await;
    let sent = submission("MC.NT", 1);
    for n in 0..50 {
        let expected = if n == 0 { StatusCode::CREATED } else { StatusCode::OK };
        assert_eq!(app.submit(&sent).await.status, expected);
    }
    assert_eq!(send(&app, "MC.NT", None).await.status, StatusCode::CREATED);
    assert_eq!(opened(&app, |entry| entry.flags.to_string()).await, ["", ""]);
}

/// The pages without JavaScript are another way to the same desk.
#[tokio::test]
async fn pages_without_javascript_are_counted_too() {
    let app = TestApp::with_poster_limit().await;
    for _ in 0..10 {
        send(&app, "MC.NT", None).await;
    }
    let mut visitor = Visitor::open(&app, "/q/MC.NT/quick").await;
    visitor.goes_to("/q/MC.NT/quick/pages");
    visitor.post(&[("overall.service", "3"), ("go", "next")]).await;
    visitor.post(&[("expectations", "papers"), ("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{}", visitor.page.text());
    let mut signs = opened(&app, |entry| format!("{} {}", entry.survey, entry.flags)).await;
    signs.sort();
    signs.dedup();
    assert_eq!(signs, ["one-stop-2024 ", "quick-2024 capacity-1"]);
}

/// One of a pattern is released among others; with another in each of the next hours it is no chance, and the next month begins anew.
#[tokio::test]
async fn copies_are_known_beyond_a_release() {
    let app = TestApp::start().await;
    let copied = [5, 4, 4, 5, 4, 5, 4, 5, 4, 4, 5, 4, 5, 5, 4, 4, 5, 4, 5, 4, 4, 5];
    let items = app.site.surveys["one-stop-2024"].items.clone();
    let levels = |level: &dyn Fn(usize) -> usize| -> Value {
        let all = items.iter().enumerate().map(|(nth, item)| (item.key.clone(), json!(level(nth))));
        all.collect::<serde_json::Map<_, _>>().into()
    };
    for hours in [0, 1, 2, 72] {
        app.at(MORNING + hours * HOUR);
        for n in 0..12_usize {
            let mut sent = submission("MC.NT", n);
            // Nobody's levels are another's: each gives one level to all but to a pair of statements.
            let own = |nth: usize| if nth == n || nth == n + 9 { 3 } else { 5 };
            sent["answers"] = if n == 0 { levels(&|nth| copied[nth]) } else { levels(&own) };
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
        }
        app.release_now().await;
    }
    assert_eq!(responses(&app).await, [("KH.NT ".to_owned(), 46), ("KH.NT copies-1".to_owned(), 2)]);
}
