//! Staff: the way in, and the sight of each role.

use crate::support::{HOUR, MORNING, Reply, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::{
    domain::{role::Role, staff_log::Action},
    store::{NewUser, User},
};
use sha2::{Digest, Sha256};

/// Somebody with a cookie.
pub struct Operator<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Operator<'a> {
    pub fn nobody(app: &'a TestApp) -> Self {
        Self { app, cookie: String::new() }
    }

    /// An account with an open session; passwords have a test of their own and take their time.
    pub async fn with_role(app: &'a TestApp, role: Role, unit: Option<&str>) -> Self {
        Self::named(app, format!("{}-{}", role.key(), unit.unwrap_or("all")), (role, unit)).await
    }

    /// The same under a name.
    pub async fn named(app: &'a TestApp, name: String, (role, unit): (Role, Option<&str>)) -> Self {
        let new = NewUser {
            name: name.clone(),
            role: role.key().to_owned(),
            unit: unit.map(str::to_owned),
            password: "no hash fits this".to_owned(),
            must_change: false,
            created_at: 0,
        };
        let user = app.site.store.add_user(new, app.entry(Action::UserAdd)).await.unwrap().unwrap();
        app.site.store.open_session(Sha256::digest(&name).into(), user.id, app.clock.now()).await.unwrap();
        Self { app, cookie: format!("hailong={name}") }
    }

    /// Somebody whom [`Self::with_role`] has let in before.
    pub fn again(app: &'a TestApp, user: &User) -> Self {
        Self { app, cookie: format!("hailong={}", user.name) }
    }

    pub async fn get(&self, path: &str) -> Reply {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).header(header::ACCEPT, "text/html");
        self.app.request(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie);
        let reply = self.app.request(request.body(Body::from(body)).unwrap()).await;
        if let Some(cookie) = reply.headers.get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        reply
    }
}

#[tokio::test]
async fn a_one_time_password_opens_the_door_once_and_must_be_changed() {
    let app = TestApp::start().await;
    let password = app.new_analyst("lan").await;
    let mut lan = Operator::nobody(&app);
    assert!(lan.get("/staff/overview").await.header("location").starts_with("/staff/sign-in?"));

    let wrong = lan.post("/staff/sign-in", &[("name", "lan"), ("password", "not this one at all")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"lan\""), "the name is kept: {}", wrong.text());
    let right = lan.post("/staff/sign-in", &[("name", "lan"), ("password", &password)]).await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/staff?lang=vi"));
    assert!(
        lan.get("/staff/overview").await.header("location").starts_with("/staff/password?"),
        "nothing else opens yet"
    );

    let bad = lan.post("/staff/password", &[("current", "đoán"), ("new", "ngắn quá"), ("again", "khác")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["current-error", "new-error", "again-error", "Mật khẩu mới phải có ít nhất 15 ký tự"] {
        assert!(bad.text().contains(said), "{said} is not in {}", bad.text());
    }
    assert!(!bad.text().contains("ngắn quá"), "a password never comes back");
    let before = lan.cookie.clone();
    let own = "ba con mèo và một cái ghế";
    let changed = lan.post("/staff/password", &[("current", &password), ("new", own), ("again", own)]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    assert_eq!(lan.get("/staff/overview").await.status, StatusCode::OK);
    let old = Operator { app: &app, cookie: before };
    assert!(old.get("/staff/overview").await.header("location").starts_with("/staff/sign-in?"), "other sessions end");

    lan.post("/staff/sign-out", &[]).await;
    assert!(lan.get("/staff/overview").await.header("location").starts_with("/staff/sign-in?"));
    let log: Vec<String> = app.logged(10).await.into_iter().map(|entry| entry.action.key().to_owned()).collect();
    assert_eq!(log, ["sign-out", "password.change", "sign-in", "sign-in.failed"]);
}

#[tokio::test]
async fn wrong_passwords_slow_one_account_down_and_no_other() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut somebody = Operator::nobody(&app);
    for _ in 0..5 {
        let reply = somebody.post("/staff/sign-in", &[("name", "lan"), ("password", "wrong wrong wrong")]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = somebody.post("/staff/sign-in", &[("name", "lan"), ("password", "wrong wrong wrong")]).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let other = somebody.post("/staff/sign-in", &[("name", "minh"), ("password", "wrong wrong wrong")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_half_a_day() {
    let app = TestApp::start().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let minute = 60_000;
    let start = app.clock.now();
    for step in 0..35 {
        app.at(start + step * 20 * minute);
        assert_eq!(analyst.get("/staff/overview").await.status, StatusCode::OK, "after {step} × 20 minutes of work");
    }
    app.at(start + 12 * 60 * minute + 1);
    assert_eq!(analyst.get("/staff/overview").await.status, StatusCode::SEE_OTHER, "twelve hours are over");
    let manager = Operator::with_role(&app, Role::Manager, Some("KH.NT")).await;
    app.at(app.clock.now() + 31 * minute);
    assert_eq!(manager.get("/staff/units/KH.NT").await.status, StatusCode::SEE_OTHER, "idle");
}

#[tokio::test]
async fn an_analyst_of_one_unit_reads_of_no_other() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 25).await;
    app.submit_many("MC.CR", 25).await;
    app.release_now().await;
    let analyst = Operator::with_role(&app, Role::Analyst, Some("KH.NT")).await;
    let manager = Operator::with_role(&app, Role::Manager, Some("KH.NT")).await;
    for file in ["responses.csv", "index.csv"] {
        let path = format!("/staff/export/{file}?unit=KH.CR");
        assert_eq!(analyst.get(&path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(manager.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = manager.get("/staff/overview?year=2024").await;
    assert_eq!(own.header("location"), "/staff/units/KH.NT?year=2024");
}

#[tokio::test]
async fn pages_answer_in_both_languages_and_say_what_they_show() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 40).await;
    app.release_now().await;
    let analyst = Operator::with_role(&app, Role::Analyst, None).await;
    let page = analyst.get("/staff/overview").await.text();
    for part in ["Tỷ lệ hài lòng và rất hài lòng", "Năm 2024", "40", "Mục tiêu", "<svg"] {
        assert!(page.contains(part), "{part} is missing");
    }
    let english = analyst.get("/staff/units/KH.NT?lang=en").await.text();
    assert!(english.contains("lang=\"en\"") && english.contains("Satisfaction"), "{english}");
    let empty = analyst.get("/staff/overview?year=2023").await.text();
    assert!(empty.contains("Chưa có phiếu"), "{empty}");
    let bad = analyst.get("/staff/overview?year=abc&stratum=nope").await;
    assert_eq!(bad.status, StatusCode::OK);
    assert!(bad.text().contains("abc") && bad.text().contains("nope"), "what was not understood is said");
}

#[tokio::test]
async fn the_download_and_the_command_line_give_the_same_bytes_and_are_logged() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 30).await;
    app.release_now().await;
    app.at(MORNING + 250 * 24 * HOUR);
    app.close().await;
    let analyst = Operator::with_role(&app, Role::Analyst, Some("KH")).await;
    // The command goes by the real clock, for which the year is long over.
    for what in ["responses", "people", "index", "codebook"] {
        let web = analyst
            .get(&format!("/staff/export/{what}.csv?survey=one-stop-2024&from=2024-01&to=2024-12&dialect=excel-vi"))
            .await;
        assert_eq!(web.status, StatusCode::OK);
        assert!(web.header("content-disposition").contains(what));
        let folder = app.folder.0.clone();
        let (url, out) = (app.database_url.clone(), folder.join(format!("{what}.csv")));
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_hailong"))
            .args([
                "export",
                what,
                "--survey",
                "one-stop-2024",
                "--from",
                "2024-01",
                "--to",
                "2024-12",
                "--dialect",
                "excel-vi",
                "--data-dir",
            ])
            .arg(&folder)
            .args(["--allow-unsafe-database", "--database-url", &url, "--out"])
            .arg(&out)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(std::fs::read(&out).unwrap(), web.body, "{what}");
    }
    let log = app.logged(12).await;
    let exports = log.iter().rev().filter(|entry| entry.action.key().starts_with("export."));
    let said: Vec<(&str, &str)> = exports.map(|entry| (entry.actor.as_str(), entry.action.key())).collect();
    assert_eq!(said[..2], [("analyst-KH", "export.responses"), ("cli", "export.responses")]);
    assert_eq!(said.len(), 8);
}

#[tokio::test]
async fn the_administrator_makes_accounts_and_reads_no_answer() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut admin = Operator::with_role(&app, Role::Administrator, None).await;
    let bad = admin.post("/staff/users", &[("name", "có dấu cách"), ("role", "king"), ("unit", "")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("có dấu cách"), "what was typed is kept");
    let unitless = admin.post("/staff/users", &[("name", "hoa"), ("role", "manager"), ("unit", "")]).await;
    assert_eq!(unitless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = admin.post("/staff/users", &[("name", "hoa"), ("role", "manager"), ("unit", "KH.NT")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let twice = admin.post("/staff/users", &[("name", "hoa"), ("role", "manager"), ("unit", "KH.NT")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.site.store.users().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_public_reads_years_that_are_over_and_nothing_else() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.submit_many("MC.NT", 40).await;
    app.release_now().await;
    let now = app.get("/results").await;
    assert!(now.text().contains("Chưa có năm nào kết thúc"), "{}", now.text());
    app.at(app.clock.now() + 300 * 24 * 3_600_000);
    app.close().await;
    let later = app.get("/results").await.text();
    assert!(later.contains("năm 2024") && later.contains("Nha Trang"), "{later}");
}
