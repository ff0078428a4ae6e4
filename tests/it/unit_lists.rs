//! Lists of organisations: those of a site of before, of another province, and of ours that grew.

use crate::{
    support::{Folder, TestApp, create_database},
    units::codes,
};
use migrations::{Migrator, sea_orm_migration::MigratorTrait};
use sea_orm::{ConnectionTrait, Database};

#[tokio::test]
async fn a_site_of_before_keeps_its_organisations_and_desks() {
    let folder = Folder::new();
    let (url, schema) = create_database(&folder.0).await;
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
    let surveys = folder.0.join("surveys");
    std::fs::create_dir_all(&surveys).unwrap();
    std::fs::write(
        surveys.join("units-1997.csv"),
        "code,parent,name,level,block,valid_from,valid_to,note\nX,,Tỉnh,province,,,,\n",
    )
    .unwrap();
    std::fs::write(surveys.join("desks-1997.csv"), "code,name,name_en,units\nD.X,Một cửa,One-stop,X\n").unwrap();
    std::fs::write(surveys.join("targets.csv"), "unit,year,value,strict,mark,source\n").unwrap();
    let app = TestApp::on(folder, url, schema).await;
    let listed = app.get("/api/v1/units").await.json();
    assert_eq!((codes(&listed["units"]), codes(&listed["desks"])), (vec!["X"], vec!["D.X"]));
    assert_eq!(listed["units"][0]["valid_to"], "2030-12-31");
    app.submit_many("D.X", 1).await;
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
    std::fs::write(surveys.join("desks-all.csv"), "code,name,name_en,units\nD,Một cửa,One-stop,X|Y\nE,Một cửa E,,Y\n")
        .unwrap();
    std::fs::write(surveys.join("targets.csv"), "unit,year,value,strict,mark,source\n").unwrap();
    let (url, schema) = create_database(&folder.0).await;
    let app = TestApp::on(folder, url, schema).await;
    let listed = app.get("/api/v1/units").await.json();
    assert_eq!((codes(&listed["units"]), codes(&listed["desks"])), (vec!["Y"], vec!["D", "E"]));
    assert_eq!(listed["desks"][0]["units"], serde_json::json!(["Y"]));
    assert_eq!(listed["desks"][1]["name_en"], "Một cửa E", "a name in English is nobody's duty");
    assert!(!app.folder.0.join("surveys/units-2025.csv").exists());
}

#[tokio::test]
async fn a_site_that_began_with_our_lists_of_2024_gets_todays_and_a_bad_addition_changes_nothing() {
    let folder = Folder::new();
    let surveys = folder.0.join("surveys");
    std::fs::create_dir_all(&surveys).unwrap();
    let lists = [
        ("units-2024.csv", include_str!("../../surveys/units-2024.csv")),
        ("desks-2024.csv", include_str!("../../surveys/desks-2024.csv")),
    ];
    for (name, list) in lists {
        // As a site has them that keeps them as lists of its own.
        std::fs::write(surveys.join(name), format!("{list}\n")).unwrap();
    }
    let (url, schema) = create_database(&folder.0).await;
    let app = TestApp::on(folder, url, schema).await;
    assert_eq!((app.site.catalogue.units().len(), app.site.catalogue.desks().len()), (36, 15));
    let surveys = app.folder.0.join("surveys");
    let bad = "code,parent,name,level,block,valid_from,valid_to,note\nKH.NEW,NOPE,Sở,department,S,2025-07-01,,\n";
    std::fs::write(surveys.join("units-2025.csv"), bad).unwrap();
    assert!(hailong::site::Site::open(&app.config).await.is_err());
    std::fs::remove_file(surveys.join("units-2025.csv")).unwrap();
    assert_eq!(hailong::site::Site::open(&app.config).await.unwrap().catalogue.units().len(), 36);
    for (name, list) in lists {
        std::fs::write(surveys.join(name), list).unwrap();
    }
    let later = hailong::site::Site::open(&app.config).await.unwrap();
    assert_eq!((later.catalogue.units().len(), later.catalogue.desks().len()), (116, 81));
    let again = hailong::site::Site::open(&app.config).await.unwrap();
    assert_eq!((again.catalogue.units().len(), again.catalogue.desks().len()), (116, 81));
}
