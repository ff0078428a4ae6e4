//! The databases that a test runs on.

use crate::skip;
use sea_orm::{ConnectionTrait, Database};
use std::path::Path;

/// Where a test's database lies.
#[derive(Clone, Debug)]
pub enum Backend {
    /// A file of its own.
    Sqlite,
    /// A schema of its own on a running server.
    Postgres(String),
}

/// SQLite always; PostgreSQL where `TEST_DATABASE_URL` names a server. Under CI it must.
pub fn backends() -> Vec<Backend> {
    let mut backends = vec![Backend::Sqlite];
    match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => backends.push(Backend::Postgres(url)),
        Err(_) => {
            skip::note("every test that runs on both databases, on PostgreSQL", "a server named by TEST_DATABASE_URL");
        }
    }
    backends
}

/// A PostgreSQL schema that is dropped when the test ends.
pub struct Schema {
    url: String,
    name: String,
}

impl Backend {
    pub async fn create(&self, folder: &Path) -> (String, Option<Schema>) {
        match self {
            Self::Sqlite => (format!("sqlite://{}", folder.join("hailong.db").display()), None),
            Self::Postgres(url) => {
                let name = format!("test_{}", uuid::Uuid::new_v4().simple());
                let db = Database::connect(url).await.unwrap();
                db.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
                db.close().await.unwrap();
                let joint = if url.contains('?') { '&' } else { '?' };
                (format!("{url}{joint}options=-c%20search_path%3D{name}"), Some(Schema { url: url.clone(), name }))
            }
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
