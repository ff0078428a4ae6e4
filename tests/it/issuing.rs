//! The command line mints receipts: so many, or for a list of dossiers, and never from what cannot be read.

use crate::support::{MORNING, TestApp, submission};
use axum::http::StatusCode;
use serde_json::json;
use std::process::{Command, Output};

/// Runs `hailong` on the site of a test.
pub fn hailong(app: &TestApp, arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(arguments)
        .arg("--data-dir")
        .arg(&app.folder.0)
        .args(["--allow-unsafe-database", "--database-url", &app.database_url, "--base-url", "https://hailong.example"])
        .output();
    run.unwrap()
}

pub fn said(run: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.stdout), text(&run.stderr))
}

/// A list of dossiers in the site's folder.
fn list(app: &TestApp, content: &[u8]) -> String {
    let path = app.folder.0.join("list.csv");
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

fn mint_list(app: &TestApp, content: &[u8], more: &[&str]) -> Output {
    let list = list(app, content);
    let common = ["receipts", "mint", "--survey", "one-stop-2024", "--unit", "KH.NT", "--dossiers", &list];
    hailong(app, &[&common, more].concat())
}

/// The record of each line, without the head.
fn records(csv: &str) -> Vec<Vec<String>> {
    let lines = csv.lines().skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

pub async fn numbers_given(app: &TestApp) -> u64 {
    app.site.store.ledger().await.unwrap().iter().map(|row| row.minted).sum()
}

async fn last_log(app: &TestApp) -> (String, String) {
    let entry = app.logged(1).await.remove(0);
    (entry.action.key().to_owned(), entry.detail)
}

#[tokio::test]
async fn the_command_line_mints_what_can_be_answered_and_takes_it_back() {
    let app = TestApp::without_end().await;
    let mint = ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--out", "-", "--count", "3"];
    let run = hailong(&app, &mint);
    let (csv, heard) = said(&run);
    assert!(run.status.success() && heard.contains("minted 3 receipts, serial 1 to 3"), "{heard}");
    assert!(csv.starts_with("serial,url,short_code,unit,event,expires_on\n1,HTTPS://HAILONG.EXAMPLE/R/"), "{csv}");
    let rows = records(&csv);
    let token = |place: usize| rows[place][1].rsplit('/').next().unwrap().to_owned();
    let expires = app.site.register.read(&token(0)).unwrap().receipt.week.last_day().to_string();
    assert_eq!(rows[0][3..], ["KH.NT".to_owned(), "received".to_owned(), expires]);
    assert_eq!(last_log(&app).await.1, "1..3 KH.NT received one-stop-2024 key 1");
    let mut sent = submission("MC.NT", 0);
    sent["source"] = json!({ "receipt": token(0) });
    assert_eq!(app.submit(&sent).await.status, StatusCode::CREATED);

    let back = hailong(&app, &["receipts", "revoke", "--unit", "KH.NT", "--from", "2", "--to", "9"]);
    assert!(said(&back).0.contains("took back 2 receipts"), "{back:?}");
    assert_eq!(last_log(&app).await, ("receipts.revoke".to_owned(), "2: unit KH.NT from 2 to 9".to_owned()));
    app.at(MORNING + 2_000);
    let mut sent = submission("MC.NT", 1);
    sent["source"] = json!({ "receipt": token(1) });
    assert_eq!(app.submit(&sent).await.code(), "receipt_revoked");

    for bad in [
        &["receipts", "mint", "--unit", "NOPE", "--count", "1", "--out", "-"][..],
        &["receipts", "mint", "--unit", "KH.NT", "--count", "0", "--out", "-"],
        &["receipts", "mint", "--unit", "KH.NT", "--count", "1", "--survey", "none", "--out", "-"],
        &["receipts", "mint", "--unit", "KH.NT", "--count", "1", "--out", "/nowhere/at/all.csv"],
        &["receipts", "mint", "--unit", "KH.NT", "--out", "-"],
        &["receipts", "revoke"],
        &["receipts", "revoke", "--key", "7"],
        &["receipts", "revoke", "--unit", "NOPE"],
        &["receipts", "revoke", "--from", "9", "--to", "3"],
    ] {
        assert!(!hailong(&app, bad).status.success(), "{bad:?}");
    }
    assert_eq!(numbers_given(&app).await, 3, "what is refused gives no number away");
}

#[tokio::test]
async fn a_list_of_dossiers_is_minted_line_by_line_and_the_same_list_gives_the_same_links() {
    let app = TestApp::without_end().await;
    let file = "\u{feff}Mã hồ sơ;Đơn vị;Sự kiện\r\nH32.15-240530-0001;;\r\nrubbish;;\r\n000.00.15.H32-240530-0001;;\r\n\
                    H32.15-240530-0002;KH.STP;returned\r\nH32.15-240530-0003;NOPE;\r\n";
    let rehearsed = mint_list(&app, file.as_bytes(), &["--dry-run"]);
    assert!(said(&rehearsed).0.starts_with("would mint 2 receipts; 0 were minted before"), "{rehearsed:?}");
    assert_eq!(numbers_given(&app).await, 0);

    let run = mint_list(&app, file.as_bytes(), &["--out", "-"]);
    let (csv, heard) = said(&run);
    assert_eq!(run.status.code(), Some(1), "a script notices lines that were left out");
    for line in [
        "list.csv: dòng 3, cột “Mã hồ sơ”: mã hồ sơ không đúng mẫu, ví dụ: H32.15-240530-0007\n",
        "line 3, column “Mã hồ sơ”: the dossier code does not fit the pattern",
        "line 4, column “Mã hồ sơ”: the same dossier and event as before, not minted again: line 2\n",
        "line 6, column “Đơn vị”: there is no unit with this code, for example: KH.STP; the file has “NOPE”\n",
        "minted 2 receipts; 0 were minted before, 1 stood in the list twice, 2 lines are bad",
    ] {
        assert!(heard.contains(line), "{line} is not in {heard}");
    }
    let rows = records(&csv);
    assert!(csv.starts_with("dossier,serial,url,short_code,unit,event,expires_on\n"), "{csv}");
    let heads: Vec<(&str, &str, &str)> =
        rows.iter().map(|row| (row[0].as_str(), row[4].as_str(), row[5].as_str())).collect();
    assert_eq!(heads, [("H32.15-240530-0001", "KH.NT", "received"), ("H32.15-240530-0002", "KH.STP", "returned")]);

    app.site.add_receipt_key(app.by()).await.unwrap();
    let again = mint_list(&app, b"000.00.15.H32-240530-0001\n", &["--out", "-"]);
    let (csv, heard) = said(&again);
    assert!(again.status.success() && heard.contains("line 1: minted before for KH.NT; the same link again"));
    assert_eq!(records(&csv)[0][1..], rows[0][1..], "also after the key was changed");
    assert_eq!(numbers_given(&app).await, 2);
    no_dossier_is_kept(&app);
}

#[tokio::test]
async fn serials_of_ministry_portals_are_minted_once_however_they_are_written() {
    let app = TestApp::without_end().await;
    let file = "H32.33.12-261008-090001\n000.12.33.H32-261008-1090001\nG04.21-261008-00017\n";
    let (csv, heard) = said(&mint_list(&app, file.as_bytes(), &["--out", "-"]));
    assert!(heard.contains("minted 3 receipts"), "{heard}");
    let links = |csv: &str| records(csv).into_iter().map(|row| row[2].clone()).collect::<Vec<_>>();
    let other = "000.12.33.H32-261008-090001\nh32.33.12 – 261008 – 1090001\n000.00.21.g04-261008-00017\n";
    let again = mint_list(&app, other.as_bytes(), &["--out", "-"]);
    assert!(again.status.success(), "{again:?}");
    assert_eq!(links(&said(&again).0), links(&csv));
    assert_eq!(numbers_given(&app).await, 3);
}

/// Neither form of the code is in the files of the database.
fn no_dossier_is_kept(app: &TestApp) {
    if !app.database_url.starts_with("sqlite:") {
        return;
    }
    let mut bytes = std::fs::read(app.folder.0.join("hailong.db")).unwrap();
    bytes.extend(std::fs::read(app.folder.0.join("hailong.db-wal")).unwrap_or_default());
    for needle in [&b"240530-0001"[..], b"240530-0002"] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{needle:?}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_refused_in_words_and_mints_nothing() {
    let app = TestApp::without_end().await;
    let lists: [(&[u8], &str); 7] = [
        (b"M\xe3 h\xf4\xcc s\xf5\nH32.15-240530-0007\n", "dòng 1: chữ không phải UTF-8"),
        (b"dossier\nH32.15-240530-0007\nH\xf5\n", "line 3: the text is not UTF-8"),
        (b"H\x003\x002\x00", "dòng 1: chữ không phải UTF-8"),
        (b"PK\x03\x04\x14\x00", "đây là sổ tính Excel"),
        (b"STT,Ho ten\n1,Lan\n", "dòng 1, cột “dossier”: thiếu cột này, cũng đọc được với tên “mã hồ sơ”"),
        (b"dossier,unit\r\n,\r\n", "không có dòng nào bên dưới"),
        (b"", "tệp trống"),
    ];
    for (content, words) in lists {
        let run = mint_list(&app, content, &["--out", "-"]);
        let (csv, heard) = said(&run);
        assert!(!run.status.success() && csv.is_empty() && heard.contains(words), "{words} is not in {heard}");
    }
    assert_eq!(numbers_given(&app).await, 0);
}

#[tokio::test]
async fn a_sites_own_pattern_holds_for_lists_and_a_bad_one_is_said() {
    let app = TestApp::without_end().await;
    let own =
        mint_list(&app, b"dossier\nhs000001\nH32.15-240530-0007\n", &["--dry-run", "--dossier-pattern", "HS[0-9]{6}"]);
    let (out, heard) = said(&own);
    assert!(out.starts_with("would mint 1 receipts") && heard.contains("dòng 3,"), "{out}{heard}");
    let bad = mint_list(&app, b"dossier\n", &["--dry-run", "--dossier-pattern", "HS[0-9"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(said(&bad).1.contains("dossier_pattern: expected a regular expression"), "{bad:?}");
}

#[tokio::test]
async fn the_next_key_mints_after_a_start_and_the_old_ones_read() {
    let app = TestApp::without_end().await;
    let mint = ["receipts", "mint", "--unit", "KH.NT", "--survey", "one-stop-2024", "--out", "-", "--count", "1"];
    let token = |run: &Output| records(&said(run).0)[0][1].rsplit('/').next().unwrap().to_owned();
    let old = token(&hailong(&app, &mint));
    let rotated = hailong(&app, &["receipts", "rotate-key"]);
    assert!(said(&rotated).0.contains("key 2 is made; servers that share the keys folder mint with it"), "{rotated:?}");
    assert_eq!(last_log(&app).await, ("receipts.rotate-key".to_owned(), "key 2".to_owned()));
    let new = token(&hailong(&app, &mint));
    let renewed = TestApp::restarted(&app).await;
    let keys = [&old, &new].map(|token| renewed.site.register.read(token).map(|issued| issued.receipt.key));
    assert_eq!(keys, [Ok(1), Ok(2)]);
    assert!(said(&hailong(&app, &["receipts", "revoke", "--key", "1"])).0.contains("took back 1 receipts"));
}
