//! A database for one test.

use crate::backend::Backend;
use sea_orm::{ConnectionTrait, Database};
use std::path::Path;

/// A PostgreSQL schema that is dropped when the test ends.
pub struct Schema {
    url: String,
    name: String,
}

/// This run is on PostgreSQL, and a test that asks for no such database is left to SQLite's run.
pub fn left_to_sqlite() -> bool {
    matches!(Backend::of_this_run(), Backend::Postgres(_))
}

/// Its address, and the schema to keep while the test runs. SQLite's file is in `folder`.
pub async fn create_database(folder: &Path) -> (String, Option<Schema>) {
    match Backend::of_this_run() {
        Backend::Sqlite => (format!("sqlite://{}", folder.join("hailong.db").display()), None),
        Backend::Postgres(url) => {
            let name = format!("test_{}", uuid::Uuid::new_v4().simple());
            let db = Database::connect(&url).await.unwrap();
            db.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
            db.close().await.unwrap();
            let joint = if url.contains('?') { '&' } else { '?' };
            (format!("{url}{joint}options=-c%20search_path%3D{name}"), Some(Schema { url, name }))
        }
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (url, drop) = (self.url.clone(), format!("SET lock_timeout = '20s'; DROP SCHEMA {} CASCADE", self.name));
        // The test's own runtime is ending: the clean-up has one of its own.
        let cleaning = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let db = Database::connect(url).await.unwrap();
                db.execute_unprepared(&drop).await.unwrap();
            });
        });
        let _best_effort = cleaning.join();
    }
}
