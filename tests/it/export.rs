//! Files that leave the house.

use crate::support::{TestApp, backends};
use hailong::{
    domain::survey::Lang,
    export::files::{self, What},
    web::query,
};

async fn file(app: &TestApp, what: What, pairs: &[(&str, &str)]) -> Vec<u8> {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let asked = query::read(&pairs, &app.site, "KH", app.clock.local().date(), Lang::Vi).unwrap();
    let mut pieces = files::make(&app.site, what, &asked).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.recv().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    bytes
}

const YEAR: [(&str, &str); 2] = [("from", "2024-01"), ("to", "2024-12")];

#[tokio::test]
async fn responses_carry_what_was_said_and_nothing_of_who() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        let sent = app.submit_many("MC.NT", 30).await;
        app.release_now().await;
        let bytes = file(&app, What::Responses, &YEAR).await;
        assert_eq!(bytes, file(&app, What::Responses, &YEAR).await, "the same question, the same bytes");
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let head: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head[..7], ["id", "survey", "unit", "month", "stratum", "kind", "language"]);
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 30);
        let column = |name: &str| head.iter().position(|key| key == name).unwrap();
        let mut seats: Vec<String> = rows.iter().map(|row| row[column("access.seats")].to_owned()).collect();
        let mut given: Vec<String> = sent.iter().map(|one| one["answers"]["access.seats"].to_string()).collect();
        seats.sort();
        given.sort();
        assert_eq!(seats, given);
        for row in &rows {
            assert_eq!((&row[2], &row[3], &row[4]), ("KH.NT", "2024-05", "poster"));
            assert_eq!(
                (&row[column("procedure.fees")], &row[column("officer.listens")], &row[column("access.easy")]),
                ("na", "skipped", "")
            );
            assert_eq!(&row[column("expectations")], "officer.skill");
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(!sent.iter().any(|one| text.contains(one["id"].as_str().unwrap())), "no submission's id");
    }
}

#[tokio::test]
async fn filters_hold_for_files_too() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
        app.submit_many("MC.NT", 12).await;
        app.submit_many("MC.CR", 11).await;
        app.release_now().await;
        let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().count() - 1;
        assert_eq!(lines(file(&app, What::Responses, &YEAR).await), 23);
        assert_eq!(lines(file(&app, What::Responses, &[YEAR[0], ("unit", "KH.CR")]).await), 11);
        assert_eq!(lines(file(&app, What::Responses, &[("from", "2023-01")]).await), 0);
        assert_eq!(lines(file(&app, What::Index, &[YEAR[0], ("group_by", "item")]).await), 22);
    }
}

#[tokio::test]
async fn excel_gets_its_own_dialect() {
    let app = TestApp::start(&crate::support::Backend::Sqlite).await;
    app.submit_many("MC.NT", 31).await;
    app.release_now().await;
    for what in What::ALL {
        let text = String::from_utf8(file(&app, what, &[YEAR[0], ("dialect", "excel-vi"), ("group_by", "unit")]).await)
            .unwrap();
        let mut lines = text.split("\r\n");
        assert!(lines.next().unwrap().starts_with('\u{feff}'), "{what:?}");
        assert!(lines.next().unwrap().contains(';'), "{what:?}: {text}");
    }
    let index =
        String::from_utf8(file(&app, What::Index, &[YEAR[0], ("dialect", "excel-vi"), ("group_by", "unit")]).await)
            .unwrap();
    let row = index.lines().nth(1).unwrap();
    let share = row.split(';').nth(9).unwrap();
    assert!(share.contains(',') && !share.contains('.'), "a decimal comma in {row}");
}
