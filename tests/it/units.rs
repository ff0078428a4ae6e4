//! Organisations and desks of two times: who exists on a day, and sites that knew of one time only.

use crate::support::{Backend, Folder, TestApp, backends};
use axum::http::StatusCode;
use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::{ConnectionTrait, Database};

fn codes(list: &serde_json::Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_day_decides_which_organisations_and_desks_are_listed() {
    for backend in backends() {
        let app = TestApp::start(&backend).await;
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
}

#[tokio::test]
async fn a_site_of_before_keeps_its_organisations_and_desks() {
    for backend in backends() {
        let folder = Folder::new();
        let (url, schema) = backend.create(&folder.0).await;
        let db = Database::connect(format!("{url}{}", if url.starts_with("sqlite") { "?mode=rwc" } else { "" })).await;
        let db = db.unwrap();
        Migrator::up(&db, Some(6)).await.unwrap();
        for sql in [
            "INSERT INTO units (code, parent, name, folded, level, block, valid_from, valid_to, note, place) \
             VALUES ('X', NULL, 'Tỉnh X', 'tinh x', 'province', '', NULL, '2030-12-31', '', 0)",
            "INSERT INTO desks (code, name, name_en, place) VALUES ('D.X', 'Một cửa X', 'One-stop X', 0)",
            "INSERT INTO desk_units (desk, unit, place) VALUES ('D.X', 'X', 0)",
        ] {
            db.execute_unprepared(sql).await.unwrap();
        }
        db.close().await.unwrap();
        let app = TestApp::on(folder, url, schema).await;
        let listed = app.get("/api/v1/units").await.json();
        assert_eq!((codes(&listed["units"]), codes(&listed["desks"])), (vec!["X"], vec!["D.X"]));
        assert_eq!(listed["units"][0]["valid_to"], "2030-12-31");
        app.submit_many("D.X", 1).await;
    }
}

#[tokio::test]
async fn a_site_with_lists_of_its_own_gets_none_of_ours() {
    let folder = Folder::new();
    let surveys = folder.0.join("surveys");
    std::fs::create_dir_all(&surveys).unwrap();
    let head = "code,parent,name,level,block,valid_from,valid_to";
    std::fs::write(surveys.join("units-1997.csv"), format!("{head},note\nX,,Tỉnh X,province,,,2020-12-31,\n")).unwrap();
    std::fs::write(
        surveys.join("units-2021.csv"),
        format!("{head},predecessors,note\nY,,Tỉnh Y,province,,2021-01-01,,X,\n"),
    )
    .unwrap();
    std::fs::write(surveys.join("desks-all.csv"), "code,name,name_en,units\nD,Một cửa,One-stop,X|Y\n").unwrap();
    std::fs::write(surveys.join("targets.csv"), "unit,year,value,strict,mark,source\n").unwrap();
    let (url, schema) = Backend::Sqlite.create(&folder.0).await;
    let app = TestApp::on(folder, url, schema).await;
    let listed = app.get("/api/v1/units").await.json();
    assert_eq!((codes(&listed["units"]), codes(&listed["desks"])), (vec!["Y"], vec!["D"]));
    assert_eq!(listed["desks"][0]["units"], serde_json::json!(["Y"]));
    assert!(!app.folder.0.join("surveys/units-2025.csv").exists());
}
