//! Quick mode: one question, two screens, and figures of its own that nothing else is put together with.

use crate::support::{CLOSED, Folder, HOUR, MORNING, Reply, TestApp, Visitor, mint, opened, submission};
use axum::http::StatusCode;
use hailong::{
    demo,
    domain::{dialect::Dialect, language::Lang},
    export::files::{self, What},
    web::query,
    work::{
        minting::{IssueError, Issuer},
        questions::Ground,
    },
};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::{Value, json};

const YEAR: &str = "from=2024-01&to=2024-12";

fn quick(desk: &str, level: usize) -> Value {
    json!({
        "id": uuid::Uuid::new_v4().simple().to_string(),
        "survey": "quick-2024",
        "source": {"desk": desk},
        "answers": {"overall.service": level},
        "expectations": if level < 4 { json!(["waiting", "other"]) } else { json!([]) },
        "language": "vi",
        "seconds": 2,
    })
}

/// `satisfied` of `count` are, the others are not.
async fn press(app: &TestApp, desk: &str, count: usize, satisfied: usize) {
    for n in 0..count {
        let reply = app.submit(&quick(desk, if n < satisfied { 5 } else { 2 })).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    }
}

async fn index(app: &TestApp, query: &str) -> Value {
    let reply = app.get(&format!("/api/v1/index?{YEAR}{query}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

async fn file(app: &TestApp, what: What, survey: &str, dialect: Dialect) -> String {
    let pairs = [("from", "2024-01"), ("to", "2024-12"), ("survey", survey), ("dialect", dialect.key())];
    let pairs: Vec<_> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let snapshot = app.site.store.tallies().await.unwrap();
    let ground = Ground::of_staff(&app.site, &app.clock, &snapshot.tallies, "KH");
    let asked = query::read(&pairs, &ground, Lang::Vi).unwrap();
    let mut pieces = files::make(&app.site, what, &asked).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.recv().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    String::from_utf8(bytes).unwrap()
}

async fn assert_all_holds(app: &TestApp) {
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

/// The same unit and month in both versions: no figure of the one changes by the other.
#[tokio::test]
async fn no_figure_counts_both_versions() {
    let (app, alone) = (TestApp::start().await, TestApp::start().await);
    for app in [&app, &alone] {
        for n in 0..40 {
            let mut sent = submission("MC.NT", n);
            sent["answers"] = json!({"access.seats": if n % 4 == 0 { 2 } else { 5 }});
            assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);
        }
    }
    press(&app, "MC.NT", 50, 10).await;
    assert_eq!((app.release_and_close().await.submissions, alone.release_and_close().await.submissions), (90, 40));
    for by in ["", "&group_by=unit", "&group_by=month", "&group_by=stratum", "&group_by=factor", "&group_by=flag"] {
        let [mut found, mut expected] = [index(&app, by).await, index(&alone, by).await];
        // The edition of the year is of both versions.
        for answer in [&mut found, &mut expected] {
            answer["closed"]["digest"].take();
        }
        assert_eq!(found, expected, "{by}");
        assert_eq!((&found["survey"], &found["mode"]), (&json!("one-stop-2024"), &json!("full")));
    }
    let kinds = index(&app, "&group_by=respondent").await;
    let keys: Vec<&str> =
        kinds["groups"].as_array().unwrap().iter().map(|group| group["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["citizen", "organisation"], "nobody is unstated where everybody is asked");
    let own = index(&app, "&survey=quick-2024&group_by=unit").await;
    let total = &own["total"];
    assert_eq!((&total["responses"], &total["answers"], &total["index"]), (&json!(50), &json!(50), &json!(20.0)));
    assert_eq!((&own["mode"], &own["target"]), (&json!("quick"), &Value::Null));
    assert_eq!((&total["verdict"], &own["groups"][0]["verdict"]), (&json!("no_data"), &json!("no_data")));
    assert!(total["low"].as_f64().unwrap() < 20.0 && total["high"].as_f64().unwrap() > 20.0, "{total}");
    let kinds = index(&app, "&survey=quick-2024&group_by=respondent").await;
    assert_eq!(kinds["groups"].as_array().unwrap().len(), 1);
    assert_eq!((&kinds["groups"][0]["key"], &kinds["groups"][0]["responses"]), (&json!("unstated"), &json!(50)));
    assert_all_holds(&app).await;
    let db = Database::connect(&app.database_url).await.unwrap();
    for table in ["responses", "tallies"] {
        let sql = format!("UPDATE {table} SET kind = 'citizen' WHERE survey = 'quick-2024'");
        db.execute_unprepared(&sql).await.unwrap();
    }
    let checks = app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap();
    let fallen: Vec<&str> = checks.iter().filter(|check| !check.holds).map(|check| check.name).collect();
    assert_eq!(fallen, ["I7 reproducible", "I7 as released"], "a kind that the version does not ask for");
}

#[tokio::test]
async fn files_of_each_version_have_its_own_columns_and_rows() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 20).await;
    press(&app, "MC.NT", 30, 18).await;
    app.release_now().await;
    let rows = file(&app, What::Responses, "quick-2024", Dialect::Machine).await;
    let mut lines = rows.lines();
    let head = "id,survey,unit,period,month,stratum,kind,language,overall.service,expectations,flags";
    assert_eq!(lines.next(), Some(head));
    let ends: Vec<&str> = lines.map(|line| line.split_once(',').unwrap().1).collect();
    let said = |end: &str| ends.iter().filter(|line| **line == end).count();
    assert_eq!(said("quick-2024,KH.NT,2024-05,2024-05,poster,unstated,vi,5,,"), 18);
    assert_eq!((said("quick-2024,KH.NT,2024-05,2024-05,poster,unstated,vi,2,waiting|other,"), ends.len()), (12, 30));
    let full = file(&app, What::Responses, "one-stop-2024", Dialect::Machine).await;
    assert!(full.lines().count() == 21 && !full.contains("unstated") && !full.contains("overall.service"));
    let book = file(&app, What::Codebook, "quick-2024", Dialect::Machine).await;
    assert_eq!(book.lines().count(), 19, "{book}");
    assert!(book.contains("waiting = Thời gian chờ") && !book.contains("one-stop-2024"), "{book}");
    let excel = file(&app, What::Index, "quick-2024", Dialect::ExcelVi).await;
    assert!(excel.contains(";30;30;18;0;0;0;60,00;") && excel.contains("chưa giao chỉ tiêu"), "{excel}");
}

#[tokio::test]
async fn what_a_quick_answer_may_not_say_is_named_by_field() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let token = mint(&app, 1).await.remove(0);
    let mut sent = quick("MC.NT", 4);
    sent["respondent"] = json!({"kind": "citizen", "age": "25-34"});
    sent["source"] = json!({"receipt": token});
    sent["answers"]["fact.trips"] = json!("2");
    let reply = app.submit(&sent).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut fields = reply.fields();
    fields.sort();
    assert_eq!(fields, ["answers.fact.trips", "respondent.age", "respondent.kind", "source.receipt"]);
    assert_eq!(app.get(&format!("/r/{token}")).await.status, StatusCode::OK, "the receipt is not spent");
    let today = app.clock.local().date();
    let error = Issuer::new(&app.site, "http://x", today, Some("quick-2024")).await.unwrap_err();
    assert!(matches!(error, IssueError::Quick(_)), "{error}");
    let reply = app.submit(&quick("TTHCC", 4)).await;
    assert_eq!(reply.fields(), ["source.unit"], "where the desk receives for several");
    let mut full = submission("MC.NT", 1);
    full["respondent"] = json!({});
    assert_eq!(app.submit(&full).await.fields(), ["respondent.kind"]);
}

/// Four hundred people in haste, all content: what many statements would tell, one does not.
#[tokio::test]
async fn haste_and_sameness_flag_nobody_who_is_asked_one_thing() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    press(&app, "MC.NT", 120, 120).await;
    let mut fast = submission("MC.NT", 1);
    fast["answers"] = app.site.surveys["one-stop-2024"].items.iter().map(|item| (item.key.clone(), json!(5))).collect();
    fast["seconds"] = json!(5);
    for _ in 0..20 {
        fast["id"] = json!(uuid::Uuid::new_v4().simple().to_string());
        assert_eq!(app.submit(&fast).await.status, StatusCode::CREATED);
    }
    app.release_now().await;
    let db = Database::connect(&app.database_url).await.unwrap();
    let sql = "SELECT survey || ' ' || flags, COUNT(*) FROM responses GROUP BY survey, flags ORDER BY survey";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let found: Vec<(String, i64)> =
        rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect();
    assert_eq!(
        found,
        [("one-stop-2024 instant-1".to_owned(), 20), ("quick-2024 ".to_owned(), 120)],
        "the same haste over 22 statements is seen"
    );
}

#[tokio::test]
async fn three_presses_are_enough_without_javascript() {
    let app = TestApp::start().await;
    for (path, lang, thanks) in [("/q/MC.NT/quick", "vi", "Cảm ơn"), ("/k/MC.NT/quick", "en", "Thank you")] {
        let mut visitor = Visitor::open(&app, &format!("{path}?lang={lang}")).await;
        let html = visitor.page.text();
        assert!(html.contains(&format!(r#"action="{path}/pages""#)) && !html.contains("name=\"kind\""), "{html}");
        visitor.goes_to(&format!("{path}/pages"));
        visitor.post(&[("page", "0"), ("go", "next")]).await;
        assert_eq!(visitor.page.status, StatusCode::UNPROCESSABLE_ENTITY, "no face was chosen");
        assert!(!visitor.page.text().contains("value=\"skip\""));
        visitor.post(&[("overall.service", "3"), ("go", "next")]).await;
        assert_eq!(visitor.page.status, StatusCode::OK, "{}", visitor.page.text());
        visitor.post(&[("expectations", "papers"), ("go", "send")]).await;
        let page = visitor.page.text();
        assert_eq!(visitor.page.status, StatusCode::CREATED, "{page}");
        assert!(page.contains(thanks), "{page}");
    }
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 2);
}

/// The document is the same for everybody: the first post has no id yet, every later one has.
#[tokio::test]
async fn the_last_page_sent_twice_is_one_quick_answer_also_at_a_desk_of_several() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut visitor = Visitor::open(&app, "/q/TTHCC/quick/pages").await;
    visitor.post(&[("id", ""), ("overall.service", "5"), ("go", "next")]).await;
    visitor.post(&[("go", "send")]).await;
    assert_eq!(visitor.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(visitor.page.text().contains("Chọn cơ quan giải quyết thủ tục"), "{}", visitor.page.text());
    let last = visitor.fields();
    let mut add: Vec<(&str, &str)> = last.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    add.extend([("unit", "KH.STP"), ("go", "send")]);
    visitor.post(&add).await;
    let first = visitor.page.text();
    assert_eq!(visitor.page.status, StatusCode::CREATED, "{first}");
    visitor.post(&add).await;
    assert_eq!((visitor.page.status, visitor.page.text()), (StatusCode::OK, first));
    assert_eq!(app.site.store.waiting_count().await.unwrap(), 1);
}

/// A site takes the file away: nothing is offered, what was answered keeps its figures, and printed codes still work.
#[tokio::test]
async fn without_its_file_a_site_has_no_quick_mode() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    assert!(app.get("/k/MC.NT").await.text().contains("/k/MC.NT/quick"));
    assert!(!app.get("/q/MC.NT").await.text().contains("/quick"), "on a phone the full form is what is asked");
    press(&app, "MC.NT", 20, 15).await;
    app.release_now().await;
    let Folder(path) = &app.folder;
    std::fs::remove_file(path.join("surveys/quick-2024.toml")).unwrap();
    let later = TestApp::restarted(&app).await;
    later.at(CLOSED);
    later.close().await;
    assert!(!later.folder.0.join("surveys/quick-2024.toml").exists(), "it is not put there again");
    assert!(!later.get("/k/MC.NT").await.text().contains("/quick"));
    for (path, full) in [("/q/MC.NT/quick", "/q/MC.NT"), ("/k/MC.NT/quick/pages?lang=en", "/k/MC.NT?lang=en")] {
        let reply: Reply = later.get(path).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, full));
    }
    assert_eq!(index(&later, "&survey=quick-2024").await["total"]["responses"], json!(20));
}

#[tokio::test]
async fn pages_speak_of_a_quick_version_only_where_it_is_chosen() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    press(&app, "MC.NT", 30, 20).await;
    app.release_now().await;
    app.at(MORNING + 400 * 24 * HOUR);
    let results = app.get("/results?survey=quick-2024&year=2024").await.text();
    assert!(results.contains("Chưa có năm nào kết thúc"), "a year of quick answers alone is no year of results");
    let surveys = app.get("/api/v1/surveys").await.json();
    let modes: Vec<(&str, &str)> = surveys["surveys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|survey| (survey["key"].as_str().unwrap(), survey["mode"].as_str().unwrap()))
        .collect();
    assert!(modes.contains(&("quick-2024", "quick")) && modes.contains(&("one-stop-2024", "full")), "{modes:?}");
}

#[tokio::test]
async fn a_demonstration_has_as_many_answers_as_it_says_and_some_are_quick() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    demo::load(&app.site, &app.config, 1200, 1).await.unwrap();
    let db = Database::connect(&app.database_url).await.unwrap();
    let count = async |sql: &str| -> i64 {
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    };
    assert_eq!(count("SELECT (SELECT COUNT(*) FROM inbox) + (SELECT COUNT(*) FROM responses)").await, 1200);
    let waiting = opened(&app, |entry| i64::from(entry.survey == "quick-2024")).await.iter().sum::<i64>();
    assert_eq!(waiting + count("SELECT COUNT(*) FROM responses WHERE survey = 'quick-2024'").await, 120);
    assert!(count("SELECT COUNT(*) FROM responses WHERE survey = 'quick-2024'").await > 0, "and some can be seen");
    assert_eq!(count("SELECT COUNT(*) FROM responses WHERE (kind = 'unstated') <> (survey = 'quick-2024')").await, 0);
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}
