//! Starting: missing things are made, mistakes are told.

use crate::support::{Folder, TestApp};
use hailong::{
    config::Given,
    site::{Site, SiteError},
    store,
};
use sea_orm::{ConnectionTrait, Database};

async fn reopen(app: &TestApp) -> Result<Site, SiteError> {
    Site::open(&app.config).await
}

#[tokio::test]
async fn a_second_start_finds_what_the_first_one_made() {
    let app = TestApp::start().await;
    app.submit_many("MC.NT", 2).await;
    let again = reopen(&app).await.unwrap();
    assert_eq!(again.store.waiting_count().await.unwrap(), 2);
    assert_eq!(again.catalogue.units().len(), app.site.catalogue.units().len());
}

#[tokio::test]
async fn every_mistake_of_every_file_is_said_at_once() {
    let folder = Folder::new();
    let surveys = folder.0.join("surveys");
    std::fs::create_dir_all(&surveys).unwrap();
    std::fs::write(surveys.join("broken.toml"), "key = \"x\"\nmethod = \"best\"\n[[items]]\nkey = \"a\"\n").unwrap();
    std::fs::write(surveys.join("targets.csv"), "unit,year,value,strict,mark,source\nKH,2024,lots,true,seed,x\n")
        .unwrap();
    let config = Given::default().check(Some(&format!("data_dir = {:?}", folder.0.display().to_string()))).unwrap();
    let Err(SiteError::Data(mistakes)) = Site::make(&config).await else { panic!("a broken site was opened") };
    for part in
        ["broken.toml: title", "broken.toml: method", "broken.toml: items[0].text", "targets.csv: dòng 2, cột “value”"]
    {
        assert!(mistakes.iter().any(|line| line.starts_with(part)), "{part} is not in {mistakes:#?}");
    }
    assert!(!folder.0.join("hailong.db").exists(), "nothing is made before the files are right");
    let run =
        std::process::Command::new(env!("CARGO_BIN_EXE_hailong")).arg("--data-dir").arg(&folder.0).output().unwrap();
    let heard = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{heard}");
    assert!(mistakes.iter().all(|line| heard.contains(line.as_str())), "{heard}");
}

#[tokio::test]
async fn a_published_questionnaire_cannot_be_edited_but_its_file_may_go() {
    let app = TestApp::start().await;
    let file = app.folder.0.join("surveys/short-2025.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n# a remark\n")).unwrap();
    let refused = reopen(&app).await;
    assert!(
        matches!(&refused, Err(SiteError::Store(store::Error::SurveyChanged(key))) if key == "short-2025"),
        "{refused:?}"
    );
    std::fs::remove_file(&file).unwrap();
    assert!(reopen(&app).await.unwrap().surveys.contains_key("short-2025"));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_in_words() {
    let app = TestApp::start().await;
    let db = Database::connect(&app.database_url).await.unwrap();
    db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 1)")
        .await
        .unwrap();
    let refused = reopen(&app).await.unwrap_err().to_string();
    assert!(refused.contains("newer version") && refused.contains("m20991231_000001_later"), "{refused}");
}

#[tokio::test]
async fn several_starts_at_once_make_one_site() {
    let first = TestApp::start().await;
    let (a, b) = tokio::join!(Site::make(&first.config), Site::make(&first.config));
    assert_eq!(a.unwrap().catalogue.desks().len(), b.unwrap().catalogue.desks().len());
}
