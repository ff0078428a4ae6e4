//! The life of an account: a one-time password, a role, sessions, an end and a beginning again.

use crate::{
    issuing::hailong,
    support::{Browser, HOUR, MORNING, PASSWORD, Reply, TestApp, account},
};
use axum::http::StatusCode;
use hailong::{
    domain::{role::Role, staff_log::Action},
    store::{AccountChange, User},
    work::accounts::{self, AccountError, Wanted},
};
use sea_orm::ConnectionTrait;

async fn administrator(app: &TestApp) -> (User, Browser<'_>) {
    let khai = account(app, "khai", Role::Administrator).await;
    let browser = Browser::of(app, &khai).await;
    (khai, browser)
}

fn page_of(user: &User) -> String {
    format!("/staff/users/{}", user.id.simple())
}

async fn sign_in(app: &TestApp, name: &str, password: &str) -> Reply {
    Browser::new(app).post("/staff/sign-in?lang=en", &[("name", name), ("password", password)]).await
}

#[tokio::test]
async fn a_disabled_account_is_out_at_its_next_request_and_in_again_when_it_is_enabled() {
    let app = TestApp::start().await;
    let (_, mut khai) = administrator(&app).await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let mut browser = Browser::of(&app, &lan).await;
    assert_eq!(browser.get("/staff/overview").await.status, StatusCode::OK, "the control");
    let page = khai.get(&format!("{}?lang=en", page_of(&lan))).await.text();
    assert!(page.contains("in use") && page.contains("Disable the account"), "{page}");
    let done = khai.post(&format!("{}/disable", page_of(&lan)), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let out = browser.get("/staff/overview").await;
    assert!(out.header("location").starts_with("/staff/sign-in?"), "{}", out.header("location"));
    let refused = sign_in(&app, "lan", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("This account is disabled"), "{}", refused.text());
    let guessed = sign_in(&app, "lan", "một mật khẩu khác hẳn").await;
    assert!(!guessed.text().contains("disabled"), "only who has the password learns it");
    khai.post(&format!("{}/enable", page_of(&lan)), &[]).await;
    assert_eq!(sign_in(&app, "lan", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/staff/overview").await.header("location").contains("sign-in"), "its old session is over");
}

#[tokio::test]
async fn another_role_counts_at_the_next_request() {
    let app = TestApp::start().await;
    let (_, mut khai) = administrator(&app).await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let mut browser = Browser::of(&app, &lan).await;
    let path = format!("{}/role?lang=en", page_of(&lan));
    let wrong = khai.post(&path, &[("role", "manager"), ("unit", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This role needs a unit") && wrong.text().contains("value=\"manager\" selected"));
    assert_eq!(browser.get("/staff/overview").await.status, StatusCode::OK, "nothing was changed");
    let right = khai.post(&path, &[("role", "manager"), ("unit", "KH.NT")]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    assert!(browser.get("/staff/overview").await.header("location").contains("sign-in"));
    let lan = app.site.store.users().await.unwrap().into_iter().find(|user| user.name == "lan").unwrap();
    assert_eq!((lan.role.as_str(), lan.unit.as_deref()), ("manager", Some("KH.NT")));
    let mut manager = Browser::of(&app, &lan).await;
    assert_eq!(manager.get("/staff/units/KH.NT").await.status, StatusCode::OK);
    assert_ne!(manager.get("/staff/units/KH.CR").await.status, StatusCode::OK, "another unit's");
}

/// Nobody may lock everybody out.
#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let (own, mut khai) = administrator(&app).await;
    for (path, fields) in [("disable", &[][..]), ("role", &[("role", "auditor"), ("unit", "")])] {
        let refused = khai.post(&format!("{}/{path}?lang=en", page_of(&own)), fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(refused.text().contains("the only account that administers"), "{path}");
    }
    let said = hailong(&app, &["user", "disable", "--name", "khai"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("the only account that administers"));
    // Nobody has signed in with this one yet.
    let new = hailong(&app, &["user", "add", "--name", "binh", "--role", "administrator"]);
    assert!(new.status.success());
    assert_eq!(khai.post(&format!("{}/disable", page_of(&own)), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = account(&app, "hoa", Role::Administrator).await;
    let mut hoa = Browser::of(&app, &other).await;
    assert_eq!(hoa.post(&format!("{}/disable", page_of(&own)), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(hoa.post(&format!("{}/disable", page_of(&other)), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_one_time_password_works_once_and_for_a_day() {
    let app = TestApp::start().await;
    let (_, mut khai) = administrator(&app).await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let mut new = async || {
        let page = khai.post(&format!("{}/password?lang=en", page_of(&lan)), &[]).await.text();
        let shown = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert!(page.contains("has to choose a password"), "{page}");
        shown
    };
    let once = new().await;
    let first = sign_in(&app, "lan", &once).await;
    assert!(first.header("location").starts_with("/staff"), "{}", first.text());
    let again = sign_in(&app, "lan", &once).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("was used or is older than 24 hours"), "{}", again.text());
    let old = new().await;
    app.at(MORNING + 24 * HOUR);
    assert!(sign_in(&app, "lan", &old).await.text().contains("was used or is older than 24 hours"));
    app.at(MORNING + 24 * HOUR - 1);
    assert_eq!(sign_in(&app, "lan", &old).await.status, StatusCode::SEE_OTHER, "the control: a moment before");
    for check in app.site.store.verify(&app.site.surveys, 10, &app.site.log_key).await.unwrap() {
        assert!(check.holds, "{check}");
    }
}

/// A password is judged again where the session begins: to hash takes time.
#[tokio::test]
async fn two_who_sign_in_at_once_use_a_one_time_password_once() {
    let app = TestApp::start().await;
    let (_, mut khai) = administrator(&app).await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let page = khai.post(&format!("{}/password", page_of(&lan)), &[]).await.text();
    let once = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let (one, two) = tokio::join!(sign_in(&app, "lan", &once), sign_in(&app, "lan", &once));
    let mut both = [one.status, two.status];
    both.sort();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_opens_nothing() {
    let app = TestApp::start().await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let (_, hash) = app.site.store.user_with_password("lan").await.unwrap().unwrap();
    let enter = async |token: u8, hash: &str| {
        app.site.store.sign_in([token; 32], lan.id, hash, app.entry(Action::SignIn)).await.unwrap()
    };
    assert!(enter(1, &hash).await, "the control");
    let change = AccountChange::Password { hash: "another".to_owned(), must_change: false };
    app.site.store.change_user(lan.id, change, app.entry(Action::UserPassword)).await.unwrap();
    assert!(!enter(2, &hash).await && enter(3, "another").await);
    let change = AccountChange::OwnPassword { hash: "a third".to_owned(), instead_of: hash };
    assert!(!app.site.store.change_user(lan.id, change, app.entry(Action::PasswordChange)).await.unwrap());
    app.site.store.change_user(lan.id, AccountChange::Disable, app.entry(Action::UserDisable)).await.unwrap();
    assert!(!enter(4, "another").await);
}

/// A name is one however it is typed, also where an account of before has capitals.
#[tokio::test]
async fn a_name_is_one_in_whichever_letters() {
    let app = TestApp::start().await;
    let by = app.site.by("test", MORNING);
    let wanted = |name| Wanted { name, role: Role::Analyst, unit: None };
    let password = accounts::add(&app.site, wanted("Đỗ.Lan"), by).await.unwrap();
    for taken in ["đỗ.lan", "ĐỖ.LAN", "Đo\u{302}\u{303}.Lan"] {
        assert!(
            matches!(accounts::add(&app.site, wanted(taken), by).await, Err(AccountError::NameTaken(_))),
            "{taken}"
        );
    }
    let reply = sign_in(&app, " ĐO\u{302}\u{303}.LAN ", &password).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    let old = accounts::add(&app.site, wanted("of-before"), by).await.unwrap();
    let db = sea_orm::Database::connect(&app.database_url).await.unwrap();
    db.execute_unprepared("UPDATE users SET name = 'Of-Before' WHERE name = 'of-before'").await.unwrap();
    assert_eq!(
        sign_in(&app, "of-before", "another password of somebody").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(sign_in(&app, "of-before", &old).await.status, StatusCode::SEE_OTHER);
    assert!(matches!(accounts::add(&app.site, wanted("OF-before"), by).await, Err(AccountError::NameTaken(_))));
    let failed =
        app.logged(20).await.into_iter().find(|entry| entry.action.key() == Action::SignInFailed.key()).unwrap();
    assert_eq!(failed.actor, "Of-Before");
}

#[tokio::test]
async fn everybody_sees_their_own_sessions_and_ends_the_others() {
    let app = TestApp::start().await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let (mut here, mut there) = (Browser::of(&app, &lan).await, Browser::of(&app, &lan).await);
    let minh = account(&app, "minh", Role::Auditor).await;
    let mut other = Browser::of(&app, &minh).await;
    let rows = |page: &str| page.matches("<tr>").count();
    let page = here.get("/staff/sessions?lang=en").await.text();
    assert!(rows(&page) >= 2 && page.matches("(this session)").count() == 1, "{page}");
    assert_eq!(here.post("/staff/sessions", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(there.get("/staff/overview").await.header("location").contains("sign-in"));
    let left = here.get("/staff/sessions?lang=en").await.text();
    assert_eq!(rows(&left) + 1, rows(&page), "{left}");
    assert!(left.contains("There is no other session"));
    assert_eq!(other.get("/staff/log").await.status, StatusCode::OK, "somebody else's");
    let entries = app.logged(20).await;
    let entries: Vec<&str> = entries.iter().filter(|it| it.actor == "lan").map(|it| it.action.key()).collect();
    assert_eq!(entries, ["sessions.end"]);
}

#[tokio::test]
async fn commands_tell_and_change_accounts() {
    let app = TestApp::start().await;
    account(&app, "khai", Role::Administrator).await;
    let lan = account(&app, "lan", Role::Analyst).await;
    let change = AccountChange::Disable;
    app.site.store.change_user(lan.id, change, app.entry(Action::UserDisable)).await.unwrap();
    let say = |arguments: &[&str]| {
        let output = hailong(&app, &[&["user"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    let (code, list) = say(&["list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!((code, lines.len()), (Some(0), 2), "{list}");
    assert!(lines[0].starts_with("khai   administrator   -   in use") && lines[1].contains("disabled"), "{list}");
    assert_eq!(say(&["enable", "--name", "lan"]).0, Some(0));
    let (code, said) = say(&["reset", "--name", "lan"]);
    assert!(code == Some(0) && said.contains("one-time password: "), "{said}");
    assert!(say(&["list"]).1.contains("has to choose a password"));
    for (wrong, word) in [
        (&["disable", "--name", "nobody"][..], "there is no account `nobody`"),
        (&["role", "--name", "lan", "--role", "king"], "role: expected one of"),
        (&["role", "--name", "lan", "--role", "manager"], "unit: a manager belongs to one"),
        (&["role", "--name", "lan", "--role", "analyst", "--unit", "NOPE"], "there is no organisation `NOPE`"),
    ] {
        let (code, said) = say(wrong);
        assert!(code != Some(0) && said.contains(word), "{wrong:?}: {said}");
    }
}
