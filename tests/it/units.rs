//! Organisations and desks of two times: those that exist on a day, and sites that knew of one time only.

use crate::{
    issuing::hailong,
    staff::Operator,
    support::{Folder, HOUR, MORNING, Tablet, TestApp, Visitor, create_database, mint, submission},
};
use axum::http::StatusCode;
use hailong::{
    domain::{receipt::Event, role::Role},
    work::minting::{Issuer, Wanted, Withheld},
};
use jiff::civil::date;
use serde_json::json;

pub fn codes(list: &serde_json::Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_day_decides_which_organisations_and_desks_are_listed() {
    let app = TestApp::start().await;
    let today = app.get("/api/v1/units").await.json();
    let last = app.get("/api/v1/units?on=2025-06-30").await.json();
    assert_eq!(today, last, "the clock stands in 2024");
    assert_eq!((codes(&last["units"]).len(), codes(&last["desks"]).len()), (36, 15));
    let first = app.get("/api/v1/units?on=2025-07-01").await.json();
    assert_eq!((codes(&first["units"]).len(), codes(&first["desks"]).len()), (81, 66));
    let of = |list: &str, code: &str| {
        first[list].as_array().unwrap().iter().find(|row| row["code"] == code).cloned().unwrap_or_default()
    };
    assert_eq!(of("units", "KH.SNV2025")["predecessors"], serde_json::json!(["KH.SNV", "KH.SLDTBXH"]));
    assert_eq!(of("units", "KH")["predecessors"], serde_json::json!([]));
    assert_eq!(of("desks", "TTHCC2025")["valid_from"], "2025-07-01");
    assert!(of("desks", "MC.NT").is_null() && of("units", "KH.NT").is_null());
    let refused = app.get("/api/v1/units?on=30/5/2024").await;
    assert_eq!((refused.status, refused.fields()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["on".to_owned()]));
}

/// 2025-06-30 23:30 and 2025-07-01 00:30 in Vietnam.
const LAST_NIGHT: i64 = 1_751_301_000_000;
const MIDNIGHT: i64 = LAST_NIGHT + HOUR / 2;

fn at_centre(unit: &str) -> serde_json::Value {
    let mut given = submission("TTHCC", 1);
    given["source"]["unit"] = unit.into();
    given
}

#[tokio::test]
async fn after_its_last_day_a_unit_takes_no_answer_but_those_given_before() {
    let app = TestApp::start().await;
    app.at(LAST_NIGHT);
    let early = app.submit(&submission("HCC.NAMCAMRANH", 1)).await;
    assert_eq!((early.status, early.code()), (StatusCode::FORBIDDEN, "desk_not_open".to_owned()));
    let given = submission("MC.NT", 1);
    assert_eq!(app.submit(&given).await.status, StatusCode::CREATED);
    app.at(MIDNIGHT + 1);
    assert_eq!(app.submit(&given).await.status, StatusCode::OK, "known is known for ever");
    for begun in [submission("MC.NT", 20), at_centre("KH.SLDTBXH")] {
        assert_eq!(app.submit(&begun).await.status, StatusCode::CREATED, "begun before midnight: an hour's grace");
    }
    app.at(MIDNIGHT + HOUR + 1);
    for (late, code) in [
        (submission("MC.NT", 2), "desk_ended"),
        (at_centre("KH.SLDTBXH"), "desk_ended"),
        // No unit was chosen: what is wrong besides need not be said.
        (submission("TTHCC", 3), "desk_ended"),
    ] {
        let refused = app.submit(&late).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::GONE, code.to_owned()));
        let told = refused.json();
        assert_eq!(told["valid_to"], "2025-06-30");
        assert!(!told["successors"].as_array().unwrap().is_empty(), "{told}");
    }
    let batch = serde_json::json!({
        "submissions": [submission("MC.CR", 4), submission("MC.CR", 5), submission("HCC.NAMCAMRANH", 6)],
        "waited": [0, 7200, 0],
    });
    let told = app.post_json("/api/v1/submissions/batch", batch.to_string()).await.json();
    let statuses: Vec<_> = told["results"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, [410, 201, 201], "the second was given before midnight: {told}");
    // Nobody says of a year-old answer that it waited: more than six days are not believed.
    app.at(MIDNIGHT + 8 * 24 * HOUR);
    let batch = serde_json::json!({"submissions": [submission("MC.CR", 7)], "waited": [30 * 86_400]});
    let told = app.post_json("/api/v1/submissions/batch", batch.to_string()).await.json();
    assert_eq!(told["results"][0]["code"], "desk_ended");
}

#[tokio::test]
async fn a_desk_that_ended_says_so_and_where_to_go() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.at(LAST_NIGHT);
    for path in ["/q/MC.NT", "/q/MC.NT/quick", "/k/TTHCC", "/q/TTHCC/pages"] {
        Visitor::open(&app, path).await;
    }
    let early = app.get("/q/HCC.NAMCAMRANH").await;
    assert_eq!(early.status, StatusCode::FORBIDDEN);
    assert!(early.text().contains("chưa hoạt động") && early.text().contains("01/07/2025"));
    app.at(MIDNIGHT + 1);
    let paths = ["/q/MC.NT", "/q/MC.NT/quick", "/q/MC.NT/pages", "/q/MC.NT/quick/pages", "/k/MC.NT", "/k/MC.NT/pages"];
    for path in paths {
        let page = app.get(path).await;
        assert_eq!(page.status, StatusCode::GONE, "{path}");
        let text = page.text();
        assert!(text.contains("đã kết thúc hoạt động") && text.contains("30/06/2025"), "{path}: {text}");
        let door = if path.starts_with("/k") { "/k/" } else { "/q/" };
        assert!(text.contains(&format!("href=\"{door}HCC.NHATRANG\"")), "{path}: {text}");
        assert!(text.contains("<header>") && text.contains("form.") | text.contains("kiosk."), "the house's frame");
    }
    assert_eq!(app.get("/k/MC.NT/shell.json").await.status, StatusCode::GONE);
    assert!(app.get("/q/MC.NT?lang=en").await.text().contains("This desk has ended"));
    let centre = app.get("/q/TTHCC").await.text();
    assert_eq!(centre.matches("href=\"/q/TTHCC2025\"").count(), 1, "one desk, its departments beside it: {centre}");
    // A desk of nobody names those of today.
    let nobody = app.get("/q/NOPE").await.text();
    assert!(nobody.contains("/q/HCC.NHATRANG") && !nobody.contains("/q/MC.NT"));
}

#[tokio::test]
async fn a_choice_of_units_is_that_of_the_day() {
    let folder = Folder::new();
    let surveys = folder.0.join("surveys");
    std::fs::create_dir_all(&surveys).unwrap();
    let units = "code,parent,name,level,block,valid_from,valid_to,predecessors,note\nT,,Tỉnh,province,,,,,\n\
                 A,T,Sở A,department,S,,2024-05-30,,\nB,T,Sở B,department,S,,,,\nC,T,Sở C,department,S,2024-05-31,,A,\n\
                 D,T,Sở D,department,S,2024-06-02,,,\n";
    std::fs::write(surveys.join("units-2024.csv"), units).unwrap();
    std::fs::write(surveys.join("desks-2024.csv"), "code,name,name_en,units\nM,Một cửa,One-stop,A|B|C|D\n").unwrap();
    let (url, schema) = create_database(&folder.0).await;
    let app = TestApp::on(folder, url, schema).await;
    let offered = async || {
        let (whole, pages) = (app.get("/q/M").await.text(), Visitor::open(&app, "/q/M/pages").await.page.text());
        let named = |text: &str| ["A", "B", "C", "D"].map(|unit| text.contains(&format!("Sở {unit}")));
        assert_eq!(named(&whole), named(&pages));
        named(&whole)
    };
    assert_eq!(offered().await, [true, true, false, false]);
    app.at(MORNING + 24 * HOUR);
    assert_eq!(offered().await, [false, true, true, false], "a kept page changes with the day");
    let chosen = |unit: &str, n| {
        let mut given = submission("M", n);
        given["source"]["unit"] = unit.into();
        given
    };
    let refused = app.submit(&chosen("A", 1)).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::GONE, "unit_ended".to_owned()));
    assert_eq!(refused.json()["successors"], serde_json::json!([{"code": "C", "name": "Sở C"}]));
    let early = app.submit(&chosen("D", 2)).await;
    assert_eq!((early.status, early.code()), (StatusCode::FORBIDDEN, "unit_not_open".to_owned()));
    assert_eq!(app.submit(&chosen("C", 3)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn receipts_of_before_are_answered_and_none_are_minted_after() {
    let app = TestApp::start().await;
    app.at(LAST_NIGHT);
    let old = mint(&app, 1).await.remove(0);
    app.at(MIDNIGHT + 20 * 24 * HOUR);
    let page = app.get(&format!("/r/{old}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let mut answer = submission("MC.NT", 1);
    answer["source"] = serde_json::json!({"receipt": old});
    assert_eq!(app.submit(&answer).await.status, StatusCode::CREATED);
    let today = app.clock.local().date();
    let issuer = Issuer::new(&app.site, "http://x", today, None).await.unwrap();
    let event = Event::Received;
    let refused = issuer.run("KH.SLDTBXH", event, 3, app.by()).await.err().unwrap().to_string();
    assert!(refused.contains("2025-06-30") && refused.contains("Sở Nội vụ"), "{refused}");
    assert!(issuer.run("KH.SNV2025", event, 3, app.by()).await.is_ok());
}

const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn a_tablet_delivers_what_was_given_before_the_end_whenever_it_comes() {
    let app = TestApp::start().await;
    app.at(LAST_NIGHT);
    let tablet = Tablet::pair(&app, "MC.NT").await;
    assert_eq!(tablet.sync(&app, &[]).await.json()["ended"], false);
    let shell = app.get("/k/MC.NT").await.text();
    assert!(shell.contains("data-ends=\"2025-06-30\"") && shell.contains("Trung tâm Phục vụ hành chính công phường"));
    app.at(LAST_NIGHT + 40 * DAY);
    let items =
        [tablet.item_of(&submission("MC.NT", 1), -40 * DAY), tablet.item_of(&submission("MC.NT", 2), -39 * DAY)];
    assert_eq!(tablet.deliver(&app, &items).await, [201, 410]);
    assert_eq!(tablet.deliver(&app, &items[..1]).await, [200]);
    let said = tablet.sync(&app, &items[1..2]).await.json();
    assert_eq!((&said["ended"], &said["results"][0]["code"]), (&json!(true), &json!("desk_ended")));
    let ward = Tablet::pair(&app, "HCC.NHATRANG").await;
    let late = ward.item_of(&submission("HCC.NHATRANG", 4), -3_650 * DAY);
    assert_eq!(ward.deliver(&app, &[late]).await, [201], "its desk is open today, whatever its watch said");
}

#[tokio::test]
async fn lists_and_systems_are_told_of_ended_units_item_by_item_and_keep_what_they_had() {
    let app = TestApp::start().await;
    let day = date(2025, 6, 30);
    let wanted = |code: &str, unit: &str| Wanted {
        line: 1,
        written: code.to_owned(),
        code: app.site.dossiers.read(code).unwrap(),
        unit: unit.to_owned(),
        event: Event::Received,
    };
    let [old, new] = ["H32.15-250630-0007", "H32.15-250701-0008"];
    let issuer = Issuer::new(&app.site, "http://x", day, None).await.unwrap();
    let before = issuer.for_dossiers(&[wanted(old, "KH.STP")], None).await.unwrap().remove(0).unwrap();
    let issuer = Issuer::new(&app.site, "http://x", date(2025, 7, 1), None).await.unwrap();
    let after = [wanted(old, "KH.STP"), wanted(new, "KH.STP"), wanted("H32.15-250701-0010", "KH.STP2025")];
    let mut told = issuer.for_dossiers(&after, None).await.unwrap().into_iter();
    let kept = told.next().unwrap().unwrap();
    assert!(kept.known && kept.slip.url == before.slip.url);
    let Withheld::Ended { last, heirs, .. } = told.next().unwrap().unwrap_err() else { panic!("it has ended") };
    assert_eq!((last, heirs), (day, vec!["Sở Tư pháp".to_owned()]));
    assert!(told.next().unwrap().is_ok());
    let ended = [wanted("H32.15-250701-0009", "KH.STP")];
    assert!(matches!(issuer.known(&ended).await.unwrap()[0], Some(Err(Withheld::Ended { .. }))));
}

#[tokio::test]
async fn the_command_line_refuses_and_names_the_successors() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    let run = |unit| hailong(&app, &["receipts", "mint", "--unit", unit, "--count", "1", "--out", "-"]);
    let (refused, good) = (run("KH.NT"), run("KH.NHATRANG"));
    let heard = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{heard}");
    assert!(heard.contains("2025-06-30") && heard.contains("phường Nha Trang"), "{heard}");
    assert!(good.status.success(), "{good:?}");
}

#[tokio::test]
async fn the_print_page_offers_those_of_the_day_and_says_who_ended() {
    let Some(app) = TestApp::on_sqlite().await else { return };
    app.at(MIDNIGHT + 1);
    let mut administrator = Operator::with_role(&app, Role::Administrator, None).await;
    let page = administrator.get("/staff/print").await.text();
    assert!(page.contains("\"KH.NHATRANG\"") && !page.contains("\"KH.NT\"") && !page.contains("\"MC.NT\""), "{page}");
    let fields = [("unit", "KH.NT"), ("event", "received"), ("amount", "10"), ("output", "csv")];
    let refused = administrator.post("/staff/print/receipts", &fields).await.text();
    assert!(refused.contains("30/06/2025") && refused.contains("phường Nha Trang"), "{refused}");
    let poster = administrator.get("/staff/print/poster?desk=MC.NT&size=a4").await.text();
    assert!(poster.contains("Nơi tiếp nhận này hoạt động đến hết ngày 30/06/2025"), "{poster}");
}
