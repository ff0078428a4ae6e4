//! A session that ends while somebody types: it is said, what was typed is there again for the same account, and nothing is
//! done before they press the button.

use crate::support::{Browser, HOUR, PASSWORD, Reply, TestApp, account, hash, sign_in};
use axum::http::StatusCode;
use hailong::{
    domain::{role::Role, staff_log::Action},
    store::{AccountChange, User},
};

/// A typed text that no page may show to anybody else.
const TYPED: &str = "minh.khai.moi";
const FORM: [(&str, &str); 3] = [("name", TYPED), ("role", "manager"), ("unit", "KH.NT")];

/// Whom the form of a page is for.
fn typed_by(page: &Reply) -> String {
    let text = page.text();
    let by = text.split("name=\"typed_by\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    by.unwrap_or_else(|| panic!("no form says whose it is: {text}")).to_owned()
}

type Fields = &'static [(&'static str, &'static str)];

/// Ways in which a session ends while a form is open.
#[derive(Clone, Copy, Debug)]
enum End {
    Idle,
    Swept,
    SignedOut,
    NewPassword,
}

impl End {
    async fn come(self, app: &TestApp, browser: &mut Browser<'_>, user: &User) {
        match self {
            Self::Idle => app.at(app.clock.now() + HOUR),
            Self::Swept => {
                app.at(app.clock.now() + HOUR);
                Browser::of(app, user).await;
            }
            Self::SignedOut => {
                assert_eq!(browser.post("/staff/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
            }
            Self::NewPassword => {
                let change = AccountChange::Password { hash: hash().await, must_change: false };
                app.site.store.change_user(user.id, change, app.entry(Action::UserPassword)).await.unwrap();
            }
        }
    }
}

async fn names(app: &TestApp) -> Vec<String> {
    app.site.store.users().await.unwrap().into_iter().map(|user| user.name).collect()
}

#[tokio::test]
async fn what_was_typed_is_there_again_and_is_done_when_the_button_is_pressed() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    for (n, end) in [End::Idle, End::Swept, End::SignedOut, End::NewPassword].into_iter().enumerate() {
        let mut browser = Browser::of(&app, &khai).await;
        let by = typed_by(&browser.get("/staff/users?lang=vi").await);
        end.come(&app, &mut browser, &khai).await;
        let name = format!("{TYPED}{n}");
        let form = [("name", name.as_str()), FORM[1], FORM[2], ("typed_by", &by)];
        let turned = browser.post("/staff/users?lang=vi", &form).await;
        let door = turned.header("location").to_owned();
        assert_eq!(
            (turned.status, door.as_str()),
            (StatusCode::SEE_OTHER, "/staff/sign-in?ended=typed&next=%2Fstaff%2Fusers&lang=vi"),
            "{end:?}"
        );
        let page = browser.get(&door).await;
        assert!(page.text().contains("Phiên làm việc đã hết, chưa có gì được lưu."), "{end:?}: {}", page.text());
        let wrong = browser.post(&door, &[("name", "khai"), ("password", "not this one at all")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Phiên làm việc đã hết, chưa có gì được lưu."), "a wrong password loses nothing");
        for nobody in [&turned, &page, &wrong] {
            assert!(!format!("{:?} {}", nobody.headers, nobody.text()).contains(TYPED), "nobody reads it");
        }
        let right = sign_in(&mut browser, &door, "khai").await;
        assert_eq!(right.header("location"), "/staff/users?lang=vi", "{end:?}");
        let again = browser.get(right.header("location")).await.text();
        for part in [
            format!("value=\"{name}\""),
            "value=\"manager\" selected".into(),
            "value=\"KH.NT\" selected".into(),
            "Những gì đã nhập trước đó còn ở trên trang này".into(),
            "href=\"#name\"".into(),
        ] {
            assert!(again.contains(&part), "{end:?}: {part} is not in {again}");
        }
        assert!(!names(&app).await.contains(&name), "nothing is done by itself");
        let done = browser.post("/staff/users?lang=vi", &form).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        assert!(names(&app).await.contains(&name));
        assert!(browser.kept().is_empty(), "what is done is not kept");
        assert!(!browser.get("/staff/users").await.text().contains("Những gì đã nhập trước đó"));
    }
}

#[tokio::test]
async fn another_account_neither_reads_nor_sends_it() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    account(&app, "minh", Role::Administrator).await;
    account(&app, "lan", Role::Auditor).await;
    let mut shared = Browser::of(&app, &khai).await;
    let by = typed_by(&shared.get("/staff/users").await);
    app.at(app.clock.now() + HOUR);
    let form = [&FORM[..], &[("typed_by", &by)]].concat();
    let door = shared.post("/staff/users", &form).await.header("location").to_owned();

    assert_eq!(sign_in(&mut shared, &door, "lan").await.header("location"), "/staff?lang=vi", "no page of hers");
    assert_eq!(sign_in(&mut shared, &door, "minh").await.header("location"), "/staff/users?lang=vi");
    let page = shared.get("/staff/users").await.text();
    assert!(!page.contains(TYPED) && page.contains("là của một tài khoản khác"), "{page}");
    let english = shared.get("/staff/users?lang=en").await.text();
    assert!(english.contains("belongs to another account"), "{english}");

    // The form that khai left open, sent while minh is signed in.
    let left = shared.post("/staff/users", &form).await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/staff/users?lang=vi"));
    assert!(!names(&app).await.contains(&TYPED.to_owned()), "nobody has it done for another");
    assert!(!shared.get("/staff/users").await.text().contains(TYPED));

    shared.post("/staff/sign-out", &[]).await;
    sign_in(&mut shared, "/staff/sign-in", "khai").await;
    assert!(shared.get("/staff/users").await.text().contains(&format!("value=\"{TYPED}\"")));
    let elsewhere = shared.get("/staff/devices").await.text();
    assert!(!elsewhere.contains(TYPED) && !elsewhere.contains("nhập trước đó"), "it belongs to its page alone");
}

#[tokio::test]
async fn every_form_of_staff_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    let forms: [(&str, &str, Fields, &[&str]); 3] = [
        (
            "/staff/devices",
            "/staff/devices",
            &[("desk", "MC.NT"), ("name", "Máy cửa số 7")],
            &["value=\"MC.NT\" selected", "value=\"Máy cửa số 7\""],
        ),
        (
            "/staff/devices/desks/MC.NT",
            "/staff/devices/desks/MC.NT",
            &[("hours", "T2-T6 07:45-11:15")],
            &["value=\"T2-T6 07:45-11:15\""],
        ),
        (
            "/staff/print",
            "/staff/print/receipts",
            &[("unit", "KH.NT"), ("event", "returned"), ("amount", "137"), ("output", "csv")],
            &["value=\"KH.NT\" selected", "value=\"returned\" selected", "value=\"137\"", "value=\"csv\" selected"],
        ),
    ];
    for (page, action, fields, shown) in forms {
        let mut browser = Browser::of(&app, &khai).await;
        let mut late = browser.clone();
        let by = typed_by(&browser.get(page).await);
        app.at(app.clock.now() + HOUR);
        let turned = late.post(&format!("{action}?lang=en"), &[fields, &[("typed_by", &by)]].concat()).await;
        let door = turned.header("location").to_owned();
        assert!(door.ends_with("&lang=en"), "{door}");
        let right = sign_in(&mut late, &door, "khai").await;
        assert_eq!(right.header("location"), format!("{page}?lang=en"));
        let text = late.get(right.header("location")).await.text();
        assert!(text.contains("What you typed before is on this page again"), "{text}");
        for part in shown {
            assert!(text.contains(part), "{page}: {part} is not in {text}");
        }
    }
    assert!(app.site.store.latest_run().await.unwrap().is_none(), "nothing was minted");
    assert!(app.site.store.unused_pairings(app.clock.now()).await.unwrap().is_empty(), "nothing was let in");
}

#[tokio::test]
async fn no_secret_is_kept_and_what_cannot_be_kept_is_said() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    let mut browser = Browser::of(&app, &khai).await;
    let by = typed_by(&browser.get("/staff/users").await);
    app.at(app.clock.now() + HOUR);

    let secret = "một bí mật rất dài không ai biết";
    let fields = [("current", PASSWORD), ("new", secret), ("again", secret)];
    let turned = browser.post("/staff/password", &fields).await;
    assert_eq!(turned.header("location"), "/staff/sign-in?ended=act&next=%2Fstaff%2Fpassword&lang=vi");
    let page = browser.get(turned.header("location")).await.text();
    assert!(page.contains("mật khẩu đã gõ không được giữ") && !page.contains(secret), "{page}");
    assert!(browser.kept().is_empty());

    let fields = [&FORM[..], &[("typed_by", &by), ("password", secret), ("pin", "918273")]].concat();
    let door = browser.post("/staff/users", &fields).await.header("location").to_owned();
    sign_in(&mut browser, &door, "khai").await;
    let page = browser.get("/staff/users").await.text();
    assert!(page.contains(TYPED) && !page.contains(secret) && !page.contains("918273"), "{page}");

    let endless: String = (0..9_000).map(|_| char::from(rand::random_range(b'a'..=b'z'))).collect();
    app.at(app.clock.now() + HOUR);
    let mut other = Browser::new(&app);
    let turned = other.post("/staff/users", &[("name", endless.as_str()), ("typed_by", &by)]).await;
    assert_eq!(turned.header("location"), "/staff/sign-in?ended=lost&next=%2Fstaff%2Fusers&lang=vi");
    assert!(other.get(turned.header("location")).await.text().contains("quá dài nên không giữ được"));
    let huge = "x".repeat(40_000);
    let refused = other.post("/staff/users", &[("name", huge.as_str()), ("typed_by", &by)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(other.jar.is_empty(), "nothing of either is kept");
}

#[tokio::test]
async fn another_site_gets_nothing_kept() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    let by = khai.id.simple().to_string();
    let form = [&FORM[..], &[("typed_by", &by)]].concat();
    for site in ["cross-site", "same-site"] {
        let mut browser = Browser::new(&app);
        let refused = browser.post_from(site, "/staff/users", &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{site}");
        assert!(browser.jar.is_empty(), "{site}");
    }
    let mut browser = Browser::of(&app, &khai).await;
    assert!(!browser.get("/staff/users").await.text().contains(TYPED));
}

#[tokio::test]
async fn a_new_password_leads_on_to_what_was_typed() {
    let app = TestApp::start().await;
    let khai = account(&app, "khai", Role::Administrator).await;
    let mut browser = Browser::of(&app, &khai).await;
    let by = typed_by(&browser.get("/staff/users").await);
    let change = AccountChange::Password { hash: hash().await, must_change: true };
    app.site.store.change_user(khai.id, change, app.entry(Action::UserPassword)).await.unwrap();
    let form = [&FORM[..], &[("typed_by", &by)]].concat();
    let door = browser.post("/staff/users", &form).await.header("location").to_owned();
    let first = sign_in(&mut browser, &door, "khai").await.header("location").to_owned();
    let door = browser.get(&first).await.header("location").to_owned();
    assert_eq!(door, "/staff/password?next=%2Fstaff%2Fusers%3Flang%3Dvi&lang=vi");
    let own = "một câu dài dễ nhớ của riêng mình";
    let text = browser.get(&door).await.text();
    assert!(text.contains("action=\"/staff/password?next=%2Fstaff%2Fusers%3Flang%3Dvi&amp;lang=vi\""), "{text}");
    let changed = browser.post(&door, &[("current", PASSWORD), ("new", own), ("again", own)]).await;
    assert_eq!(changed.header("location"), "/staff/users?lang=vi", "{}", changed.text());
    assert!(browser.get("/staff/users?lang=vi").await.text().contains(&format!("value=\"{TYPED}\"")));
}

#[tokio::test]
async fn what_fails_keeps_what_was_typed() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let khai = account(&app, "khai", Role::Administrator).await;
    let mut browser = Browser::of(&app, &khai).await;
    let by = typed_by(&browser.get("/staff/users").await);
    app.site.store.clone().close().await;
    let failed = browser.post("/staff/users?lang=vi", &[&FORM[..], &[("typed_by", &by)]].concat()).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE);
    let text = failed.text();
    for part in ["href=\"/staff/users?lang=vi\"", "những gì đã nhập được giữ một giờ", "Chưa thực hiện được"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("Phiếu chưa được ghi nhận"), "that is said to citizens");
    let again = TestApp::restarted(&app).await;
    let mut later = Browser { app: &again, jar: browser.jar };
    let page = later.get("/staff/users?lang=vi").await;
    assert!(page.text().contains(&format!("value=\"{TYPED}\"")), "{}", page.text());
    let by = typed_by(&page);
    let form = [&FORM[..], &[("typed_by", &by)]].concat();
    assert!(later.post("/staff/users", &form).await.text().contains("mật khẩu dùng một lần"));
    assert!(later.kept().is_empty());
}
