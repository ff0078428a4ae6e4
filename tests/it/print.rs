//! Print: the rights, the papers, and the messages about bad input.

use crate::{
    staff::Operator,
    support::{HOUR, MORNING, Reply, TestApp},
};
use axum::http::StatusCode;
use hailong::domain::{
    receipt::{Event, NUMBERS, Revocation},
    role::Role,
};

const MINT: &str = "/staff/print/receipts";
const GOOD: [(&str, &str); 4] = [("unit", "KH.NT"), ("event", "returned"), ("amount", "12"), ("output", "sheet")];

/// The good form with one field changed.
fn form<'f>(field: &str, value: &'f str) -> Vec<(&'static str, &'f str)> {
    GOOD.iter().map(|(name, good)| (*name, if *name == field { value } else { good })).collect()
}

fn range(first: &str, count: &str, layout: &str) -> String {
    format!("{MINT}?first={first}&count={count}&layout={layout}")
}

/// The fields that a page of forms says are wrong.
fn wrong(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
    let text = reply.text();
    let summary = text.split("<div class=\"summary\"").nth(1).and_then(|rest| rest.split("</div>").next());
    let links = summary.unwrap_or_default().split("href=\"#").skip(1);
    links.map(|link| link.split('"').next().unwrap_or_default().to_owned()).collect()
}

async fn log(app: &TestApp) -> Vec<(String, String)> {
    let entries = app.logged(20).await;
    entries.into_iter().rev().map(|entry| (entry.action.key().to_owned(), entry.detail)).collect()
}

#[tokio::test]
async fn only_the_administrator_prints_and_mints() {
    let app = TestApp::start().await;
    let routes = [
        ("/staff/print", 200),
        ("/staff/print/poster?desk=MC.NT&size=a4", 200),
        ("/staff/print/poster?desk=*&size=a5", 200),
        ("/staff/print/poster?desk=NOPE&size=a4", 422),
        ("/staff/print/codes/MC.NT.svg", 200),
        ("/staff/print/codes/MC.NT.png", 200),
        ("/staff/print/codes/NOPE.png", 404),
        ("/staff/print/codes/MC.NT.gif", 404),
        ("/staff/print/receipts?first=1&count=3&layout=csv", 200),
        ("/staff/print/receipts?first=1&count=3&layout=strips", 200),
    ];
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    assert_eq!(administrator.post(MINT, &GOOD).await.status, StatusCode::SEE_OTHER);
    for (route, expected) in routes {
        let reply = administrator.get(route).await;
        assert_eq!(reply.status.as_u16(), expected, "{route}: {}", reply.text());
    }
    let others = Role::ALL.into_iter().filter(|role| *role != Role::Administrator);
    for role in others {
        let mut other = Operator::with_role(&app, role, role.needs_unit().then_some("KH.NT")).await;
        for (route, _) in routes {
            assert_eq!(other.get(route).await.status, StatusCode::FORBIDDEN, "{role:?} at {route}");
        }
        assert_eq!(other.post(MINT, &GOOD).await.status, StatusCode::FORBIDDEN, "{role:?} mints");
    }
    let mut nobody = Operator::nobody(&app);
    for (route, _) in routes {
        assert!(nobody.get(route).await.header("location").starts_with("/staff/sign-in?"), "{route}");
    }
    assert!(nobody.post(MINT, &GOOD).await.header("location").starts_with("/staff/sign-in?"));
    let last = app.site.store.latest_run().await.unwrap().unwrap().last;
    assert_eq!(last, 12, "nobody else minted");
}

#[tokio::test]
async fn what_is_minted_is_printed_as_often_as_asked_and_reads_as_what_was_minted() {
    let app = TestApp::start().await;
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    let minted = administrator.post(MINT, &GOOD).await;
    let place = minted.header("location").to_owned();
    assert_eq!(place, "/staff/print/receipts?first=1&count=12&layout=sheet&lang=vi");
    administrator.post(MINT, &form("unit", "KH.CR")).await;
    for _ in 0..2 {
        let page = administrator.get(&place).await.text();
        assert_eq!(page.matches("role=\"img\"").count(), 12);
        assert_eq!(page.matches("class=\"paper sheet\"").count(), 2);
        assert!(page.contains("Mời Ông/Bà đánh giá") && page.contains("Please rate our service"));
        assert!(page.contains("đến hết ngày 02/07/2024"), "the week of 30/5/2024 and thirty days");
        assert!(page.contains("2 July 2024"), "an English reader knows which is the month");
    }
    assert_eq!(app.site.store.latest_run().await.unwrap().unwrap().last, 24, "printing mints nothing");

    // Two runs in one file.
    let csv = administrator.get(&range("11", "4", "csv")).await;
    assert!(csv.header("content-disposition").contains("receipts-11-14.csv"));
    let text = csv.text();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0].join(","), "serial,url,short_code,unit,event,expires_on");
    assert_eq!(lines.len(), 5);
    for (line, number) in lines[1..].iter().zip(11..) {
        let token = line[1].strip_prefix("HTTP://127.0.0.1/R/").unwrap();
        let issued = app.site.register.read(token).unwrap();
        assert_eq!((issued.receipt.number, issued.receipt.event), (number, Event::Returned));
        assert_eq!(issued.mark.unit, line[3]);
        assert_eq!(line[2], app.site.register.keys().short_code(number, issued.receipt.key).unwrap());
        assert_eq!((line[0], line[5]), (number.to_string().as_str(), "2024-07-02"));
    }
    assert_eq!([lines[2][3], lines[3][3]], ["KH.NT", "KH.CR"]);
    let mint = |first, unit| {
        ("receipts.mint".to_owned(), format!("{first}..{} {unit} returned one-stop-2024 key 1", first + 11))
    };
    let sheet = ("print.receipts".to_owned(), "1..12 sheet".to_owned());
    let file = ("print.receipts".to_owned(), "11..14 csv".to_owned());
    assert_eq!(log(&app).await, [mint(1, "KH.NT"), mint(13, "KH.CR"), sheet.clone(), sheet, file]);
}

#[tokio::test]
async fn bad_input_is_said_by_field_and_mints_nothing() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    for (field, value) in [
        ("unit", ""),
        ("unit", "NOPE"),
        ("event", "eaten"),
        ("amount", "0"),
        ("amount", "501"),
        ("amount", "mười"),
        ("amount", "-1"),
        ("output", "pdf"),
    ] {
        let reply = administrator.post(MINT, &form(field, value)).await;
        assert_eq!(wrong(&reply), [field], "{field}={value}");
    }
    let kept = administrator.post(MINT, &form("amount", "mười")).await.text();
    assert!(kept.contains("value=\"mười\""), "what was typed is kept");
    assert_eq!(wrong(&administrator.post(MINT, &[]).await), ["unit", "event", "amount", "output"]);
    assert_eq!(wrong(&administrator.get(&range("1", "1", "csv")).await), ["first"], "nothing was minted yet");
    assert_eq!(app.site.store.latest_run().await.unwrap(), None);

    administrator.post(MINT, &GOOD).await;
    for (first, count, layout, fields) in [
        ("13", "1", "sheet", vec!["first"]),
        ("12", "2", "sheet", vec!["count"]),
        ("1", "13", "csv", vec!["count"]),
        ("0", "1", "csv", vec!["first"]),
        ("33554432", "1", "csv", vec!["first"]),
        ("4294967295", "500", "csv", vec!["first"]),
        ("99999999999999999999", "501", "paper", vec!["first", "count", "layout"]),
        ("x'--", "%00", "sheet", vec!["first", "count"]),
    ] {
        assert_eq!(wrong(&administrator.get(&range(first, count, layout)).await), fields, "{first} {count} {layout}");
    }
    for (query, fields) in [
        ("", vec!["desk", "size"]),
        ("desk=NOPE&size=a4", vec!["desk"]),
        ("desk=MC.NT&size=a3", vec!["size"]),
        ("desk=%FF&size=a4", vec!["desk"]),
    ] {
        assert_eq!(wrong(&administrator.get(&format!("/staff/print/poster?{query}")).await), fields, "{query}");
    }
    for file in ["MC.NT", "..%2F..%2Fkeys.svg", ".svg", "MC.NT.svg.exe"] {
        let reply = administrator.get(&format!("/staff/print/codes/{file}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{file}");
    }
    let said: Vec<String> = log(&app).await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(said, ["receipts.mint"], "what is refused is not printed");
}

#[tokio::test]
async fn expired_receipts_are_printed_with_a_warning() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    administrator.post(MINT, &GOOD).await;
    let warned = |page: String| page.contains("12 mã đánh giá đã hết hạn");
    assert!(!warned(administrator.get(&range("1", "12", "strips")).await.text()));
    app.at(MORNING + 40 * 24 * HOUR);
    let later = Operator::with_role(&app, Role::Administrator, Some("KH")).await;
    assert!(warned(later.get(&range("1", "12", "strips")).await.text()));
}

#[tokio::test]
async fn revoked_receipts_are_printed_with_a_warning_and_a_revoked_key_mints_none() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    administrator.post(MINT, &GOOD).await;
    let all = Revocation { key: None, unit: None, first: 1, last: NUMBERS - 1 };
    app.site.store.revoke(&Revocation { last: 3, ..all.clone() }, "", app.by()).await.unwrap();
    let page = administrator.get(&range("2", "5", "strips")).await.text();
    assert!(page.contains("2 mã đánh giá đã bị thu hồi") && !page.contains("đã hết hạn"), "{page}");
    assert!(!administrator.get(&range("4", "5", "strips")).await.text().contains("đã bị thu hồi"));

    let unit = Revocation { key: Some(1), unit: Some("KH.NT".to_owned()), ..all.clone() };
    app.site.store.revoke(&unit, "", app.by()).await.unwrap();
    assert_eq!(wrong(&administrator.post(MINT, &GOOD).await), ["unit"]);
    assert_eq!(administrator.post(MINT, &form("unit", "KH.CR")).await.status, StatusCode::SEE_OTHER);
    app.site.store.revoke(&Revocation { key: Some(1), ..all }, "", app.by()).await.unwrap();
    assert_eq!(wrong(&administrator.post(MINT, &form("unit", "KH.CR")).await), ["unit"]);
}

#[tokio::test]
async fn a_poster_names_the_desk_in_both_languages_and_leads_to_its_form() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let administrator = Operator::with_role(&app, Role::Administrator, None).await;
    let page = administrator.get("/staff/print/poster?desk=MC.NT&size=a5").await.text();
    for part in [
        "Bộ phận Một cửa",
        "One-Stop Department, Nha Trang",
        "22\u{a0}câu",
        "khoảng 3\u{a0}phút",
        "thêm tối đa 14\u{a0}câu, khoảng 2\u{a0}phút",
        "no\u{a0}name\u{a0}asked",
        "paper poster a5",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(page.contains("127.<wbr>0.<wbr>0.<wbr>1/<wbr>q/<wbr>MC.<wbr>NT"), "the address may be broken: {page}");
    let all = administrator.get("/staff/print/poster?desk=*&size=a4").await.text();
    assert_eq!(all.matches("paper poster a4").count(), app.site.catalogue.desks_on(app.clock.local().date()).count());
    let picture = administrator.get("/staff/print/codes/MC.NT.png").await;
    assert!(picture.body.starts_with(b"\x89PNG") && picture.header("content-type") == "image/png");
    let drawing = administrator.get("/staff/print/codes/MC.NT.svg").await;
    assert!(drawing.text().starts_with("<svg") && drawing.header("content-disposition").contains("qr-MC.NT.svg"));
    let mut logged = log(&app).await;
    logged.sort();
    let detail: Vec<&str> = logged.iter().map(|(_, detail)| detail.as_str()).collect();
    assert_eq!(detail, ["MC.NT.png", "MC.NT.svg", "* a4", "MC.NT a5"]);
}
