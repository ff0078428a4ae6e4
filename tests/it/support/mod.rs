//! A site per test, on the database of this run, and somebody who visits it.

mod browser;
mod bytes;
mod database;
pub mod document;
mod inbox;
mod receipts;
mod reply;
mod tablet;
mod visitor;

pub use browser::{Browser, PASSWORD, account, hash, sign_in};
pub use bytes::{Thief, folder, places};
pub use database::{Schema, create_database, left_to_sqlite};
pub use inbox::opened;
pub use receipts::{mint, receipt};
pub use reply::Reply;
pub use tablet::{Tablet, new_code, sha, type_code};
pub use visitor::Visitor;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use hailong::{
    clock::Clock,
    config::{Config, Given},
    domain::{batch::Rules, role::Role, staff_log::Action},
    server::Server,
    site::Site,
    store::{Ages, By, LogAsked, LogEntry, Logged},
    work::{
        accounts::{self, Wanted},
        closings, releases,
    },
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{OnceLock, atomic::Ordering},
};
use tower::ServiceExt;

/// 2024-05-30 09:00 in Vietnam.
pub const MORNING: i64 = 1_717_034_400_000;
pub const HOUR: i64 = 3_600_000;
/// 2025-01-08 in Vietnam: 2024 is closed.
pub const CLOSED: i64 = 1_736_269_200_000;

/// A folder that is gone when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("hailong-test-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _best_effort = std::fs::remove_dir_all(&self.0);
    }
}

/// A site with its routes, its clock and its folder.
pub struct TestApp {
    pub site: Site,
    pub clock: Clock,
    pub rules: Rules,
    pub database_url: String,
    pub folder: Folder,
    pub config: Config,
    router: Router,
    server: Server,
    _database: Option<Schema>,
}

/// A folder with copies of some of a site's folders.
fn copied(other: &TestApp, parts: &[&str]) -> Folder {
    let folder = Folder::new();
    for part in parts {
        std::fs::create_dir_all(folder.0.join(part)).unwrap();
        for entry in std::fs::read_dir(other.folder.0.join(part)).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.0.join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

impl TestApp {
    pub async fn start() -> Self {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
        std::fs::write(folder.0.join("surveys/short-2025.toml"), include_str!("../../surveys/short-2025.toml"))
            .unwrap();
        Self::in_folder(folder).await
    }

    /// For a test of pages, files or words, to which no database makes a difference: `None` where the run is on PostgreSQL,
    /// because SQLite's run has had it.
    pub async fn on_sqlite() -> Option<Self> {
        if left_to_sqlite() { None } else { Some(Self::start().await) }
    }

    /// A site whose organisations do not end, for commands: they go by the system's clock.
    pub async fn without_end() -> Self {
        let folder = Folder::new();
        std::fs::create_dir_all(folder.0.join("surveys")).unwrap();
        let units = include_str!("../../../surveys/units-2024.csv").replace(",2025-06-30,", ",,");
        std::fs::write(folder.0.join("surveys/units-2024.csv"), units).unwrap();
        let desks = include_str!("../../../surveys/desks-2024.csv");
        std::fs::write(folder.0.join("surveys/desks-2024.csv"), desks).unwrap();
        Self::in_folder(folder).await
    }

    pub async fn in_folder(folder: Folder) -> Self {
        let (database_url, schema) = create_database(&folder.0).await;
        Self::on(folder, database_url, schema).await
    }

    /// A second instance on the database of the first.
    pub async fn beside(other: &Self) -> Self {
        Self::on(copied(other, &["keys"]), other.database_url.clone(), None).await
    }

    /// The same site, started again while the first still runs.
    pub async fn restarted(other: &Self) -> Self {
        Self::on(copied(other, &["keys", "surveys"]), other.database_url.clone(), None).await
    }

    /// The site of every test takes whatever comes by desks' open links at one moment; this one has the usual limit.
    pub async fn with_poster_limit() -> Self {
        let folder = Folder::new();
        let (database_url, schema) = create_database(&folder.0).await;
        Self::set(folder, (database_url, schema), "auto").await
    }

    pub async fn on(folder: Folder, database_url: String, schema: Option<Schema>) -> Self {
        Self::set(folder, (database_url, schema), "off").await
    }

    async fn set(folder: Folder, (database_url, schema): (String, Option<Schema>), poster_limit: &str) -> Self {
        let toml = format!(
            "data_dir = {:?}\ndatabase_url = {:?}\nallow_unsafe_database = true\nposter_limit = {poster_limit:?}",
            folder.0.display().to_string(),
            database_url
        );
        let config = Given::default().check(Some(&toml)).unwrap();
        let site = Site::make(&config).await.unwrap();
        let clock = Clock::fixed(MORNING);
        let rules = config.release;
        let server = Server::new(site.clone(), clock.clone(), "http://127.0.0.1".to_owned());
        let router = server.router();
        Self { site, clock, rules, database_url, folder, config, router, server, _database: schema }
    }

    /// The same site, reached under another address.
    pub fn moved(mut self, base_url: &str) -> Self {
        self.server = Server::new(self.site.clone(), self.clock.clone(), base_url.to_owned());
        self.router = self.server.router();
        self
    }

    pub fn at(&self, milliseconds: i64) {
        if let Clock::Fixed(now) = &self.clock {
            now.store(milliseconds, Ordering::Relaxed);
        }
    }

    /// The test itself, where it acts without a page or a command.
    pub fn by(&self) -> By<'_> {
        self.site.by("test", self.clock.now())
    }

    /// An entry for what it does.
    pub fn entry(&self, action: Action) -> LogEntry<'_> {
        self.by().does(action, "")
    }

    /// Makes an analyst's account and gives its one-time password.
    pub async fn new_analyst(&self, name: &str) -> String {
        let analyst = Wanted { name, role: Role::Analyst, unit: None };
        accounts::add(&self.site, analyst, self.by()).await.unwrap()
    }

    /// The latest entries of the staff log but for those of the test itself, newest first.
    pub async fn logged(&self, most: usize) -> Vec<Logged> {
        let all = self.site.store.log_entries(&LogAsked::default(), None).await.unwrap();
        all.into_iter().filter(|entry| entry.actor != "test").take(most).collect()
    }

    /// Answers, and holds the answer to the document of the API.
    pub async fn request(&self, request: Request<Body>) -> Reply {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let reply = self.answer(request).await;
        if path.starts_with("/api/v1/") || ["/health", "/readyz"].contains(&path.as_str()) {
            let document = self.document().await;
            let operation = document::operation(document, &method, &path);
            let unnamed = operation.and_then(|operation| document::unnamed(operation, &reply));
            assert_eq!(unnamed, None, "not in the document: {method} {path}: {}", reply.text());
        }
        reply
    }

    async fn document(&self) -> &'static Value {
        static DOCUMENT: OnceLock<Value> = OnceLock::new();
        if let Some(document) = DOCUMENT.get() {
            return document;
        }
        let read = self.answer(Request::get("/api/v1/openapi.json").body(Body::empty()).unwrap()).await;
        DOCUMENT.get_or_init(|| read.json())
    }

    async fn answer(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.request(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post_json(&self, path: &str, body: impl Into<Vec<u8>>) -> Reply {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.request(request.body(Body::from(body.into())).unwrap()).await
    }

    pub async fn submit(&self, submission: &Value) -> Reply {
        self.post_json("/api/v1/submissions", submission.to_string()).await
    }

    /// Notes which receipts were opened, as the server does every few seconds.
    pub async fn note_opened(&self) {
        self.server.app.opened.flush(&self.site.store).await.unwrap();
    }

    /// Releases what is full, as `hailong release --now` does.
    pub async fn release_now(&self) -> releases::Released {
        releases::run(&self.site, &self.rules, &self.clock, true).await.unwrap()
    }

    /// The same, and the year comes to its closing.
    pub async fn release_and_close(&self) -> releases::Released {
        let released = self.release_now().await;
        self.at(CLOSED);
        self.close().await;
        released
    }

    /// Strips what is too old of all that waits, as a release does.
    pub async fn strip(&self, ages: Ages) -> hailong::store::Result<Option<u64>> {
        let inbox = self.site.store.read_inbox().await?;
        self.site.store.strip(&inbox, &self.site.surveys, self.site.usual(), ages).await
    }

    /// Closes the periods that are due.
    pub async fn close(&self) {
        closings::run(&self.site, &self.rules, &self.clock, false).await.unwrap();
    }

    /// Sends `count` good submissions to a desk, all different.
    pub async fn submit_many(&self, desk: &str, count: usize) -> Vec<Value> {
        let mut sent = Vec::with_capacity(count);
        for n in 0..count {
            let submission = submission(desk, n);
            let reply = self.submit(&submission).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
            sent.push(submission);
        }
        sent
    }
}

/// A submission that differs with `n`, to a desk that receives for one unit.
pub fn submission(desk: &str, n: usize) -> Value {
    let level = |k: usize| 1 + (n * 7 + k * 3 + n / 5) % 5;
    json!({
        "id": uuid::Uuid::new_v4().simple().to_string(),
        "survey": "one-stop-2024",
        "source": {"desk": desk},
        "respondent": {"kind": if n.is_multiple_of(4) { "organisation" } else { "citizen" }},
        "answers": {
            "access.seats": level(0), "access.equipment": level(1), "procedure.posted": level(2), "procedure.fees": "na",
            "officer.polite": level(3), "officer.listens": "skipped", "result.correct": level(4), "fact.trips": "2",
        },
        "expectations": ["officer.skill"],
        "comment": if n.is_multiple_of(3) { Some(format!("Ý kiến số {n}")) } else { None },
        "language": "vi",
        "seconds": 60 + n,
    })
}
