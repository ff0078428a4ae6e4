//! The server: routes put together, connections taken in, work drained at the end.

mod door;
mod health;
mod open_files;
mod regular;

pub use door::Door;

pub use crate::web::told::SPAN as REQUESTS;
use crate::{
    clock::Clock,
    collect,
    config::Config,
    dashboard, devices,
    domain::batch::Rules,
    export, openapi, oversight, print, receipts, sign_in,
    site::Site,
    store::writer::{BATCH, Writer},
    users,
    web::{
        assets::{Assets, Pages},
        crowds::Crowds,
        guard::Guard,
        kept::Kept,
        layers, links,
        opened::Opened,
        paths,
        paths::route,
        problem::Problem,
        room::StaffRoom,
        signed,
        state::{App, AppState},
        unsent,
    },
    work::address,
};
use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    middleware,
    response::{Redirect, Response},
    routing::get,
};
use door::DRAIN;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::task::JoinHandle;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
};
use utoipa::OpenApi;

/// Receipts that were taken back are refused after this long.
const REVOCATIONS: Duration = Duration::from_secs(1);
/// Receipts are counted again after this long. So a person who reloads a page while somebody answers learns nothing in that
/// time either.
const LEDGER: Duration = Duration::from_mins(1);

/// An application and its tasks, ready to serve.
#[derive(Debug)]
pub struct Server {
    pub app: AppState,
    writer: JoinHandle<()>,
}

impl Server {
    /// Starts the writer of an open site.
    pub fn new(site: Site, clock: Clock, base_url: String) -> Self {
        Self::with_batch(site, clock, base_url, BATCH)
    }

    /// As [`Server::new`], with another size of the writer's transactions, for benchmarks.
    pub fn with_batch(site: Site, clock: Clock, base_url: String, batch: usize) -> Self {
        let (writer, task) = Writer::start(&site.store, batch);
        let (guard, crowds) = (Guard::new(&clock), Crowds::new(site.posters, &clock));
        let app = App {
            site,
            writer,
            clock,
            assets: Assets::get(),
            pages: Pages::default(),
            revocations: Kept::new(REVOCATIONS),
            ledger: Kept::new(LEDGER),
            outside: Kept::new(LEDGER),
            opened: Opened::default(),
            guard,
            crowds,
            rights: staff().into_parts().0,
            health: health::kept(),
            draining: AtomicBool::new(false),
            base_url,
        };
        Self { app: Arc::new(app), writer: task }
    }

    /// All routes with their layers.
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .route(route::HEALTH, get(health::health))
            .route(route::READY, get(health::ready))
            .route(route::ASSET, get(asset))
            .route(route::FAVICON, get(favicon))
            .merge(collect::routes())
            .merge(openapi::routes(health::Document::openapi()))
            .merge(compressed_routes().layer(middleware::from_fn_with_state(self.app.clone(), unsent::keep)))
            .fallback(|| async { Problem::not_found() })
            .layer(middleware::from_fn_with_state(self.app.clone(), links::mend));
        let calls = layers::wrap_with(receipts::api_routes(), &self.app, receipts::api::BODY_LIMIT);
        let batches = layers::wrap_with(collect::batch_routes(), &self.app, collect::batch::BODY_LIMIT);
        let devices = signed::wrap(collect::device::routes(), &self.app, collect::device::BODY_LIMIT);
        layers::wrap(routes, &self.app).merge(calls).merge(batches).merge(devices).with_state(self.app.clone())
    }

    /// Leads a door here: from now on requests are answered.
    pub fn behind(self, door: Door) -> Serving {
        door.lead_to(self.router());
        Serving { server: self, door }
    }

    /// Notes which receipts were opened, ends the writer after what is queued, then the database.
    pub async fn close(self) {
        let store = self.app.site.store.clone();
        regular::note_opened(&self.app).await;
        drop(self.app);
        if tokio::time::timeout(DRAIN, self.writer).await.is_err() {
            tracing::warn!(
                "the writer did not finish in time; what it did not acknowledge is not lost, it was never promised"
            );
        }
        // A paused download may still hold a connection. Its reads are no longer our concern.
        if tokio::time::timeout(DRAIN, store.close()).await.is_err() {
            tracing::warn!("some connections to the database did not end in time");
        }
    }
}

/// A server behind its door.
#[derive(Debug)]
pub struct Serving {
    pub server: Server,
    door: Door,
}

impl Serving {
    /// Serves until the door closes, then drains: no request that was taken in is dropped, and everything acknowledged
    /// is stored.
    pub async fn until_stopped(self, rules: Rules) {
        let app = &self.server.app;
        let tasks = [
            tokio::spawn(regular::release(app.clone(), rules)),
            tokio::spawn(regular::note(app.clone())),
            tokio::spawn(regular::read_keys(app.clone())),
        ];
        self.door.stopping().await;
        app.draining.store(true, Ordering::Relaxed);
        self.door.closed().await;
        tasks.iter().for_each(JoinHandle::abort);
        self.server.close().await;
    }
}

/// All that staff have. The navigation is in this order, and a role begins at the first page that it may open.
pub fn staff() -> StaffRoom {
    dashboard::staff()
        .and(export::staff())
        .and(oversight::staff())
        .and(users::staff())
        .and(devices::staff())
        .and(receipts::staff())
        .and(print::staff())
        .and(sign_in::staff())
}

/// Figures, and the pages of staff, compressed as they are made. Files that leave are not: they would be slowed down.
fn compressed_routes() -> Router<AppState> {
    let (_, routes) = staff().into_parts();
    routes.merge(dashboard::open_routes()).merge(receipts::open_routes()).layer(
        // A page of figures is made for one reader: a tenth more bytes for a third of the time.
        CompressionLayer::new()
            .quality(CompressionLevel::Fastest)
            .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("text/csv"))),
    )
}

async fn asset(State(app): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    app.assets.respond(&file, &headers)
}

async fn favicon(State(app): State<AppState>) -> Redirect {
    Redirect::permanent(&app.assets.url("icon.svg"))
}

/// The links that the console shows: the public home, poster and kiosk of the first desk of today, and the staff's door.
pub fn links(app: &App) -> Vec<(&'static str, String)> {
    let mut links = vec![("home", format!("{}{}", app.base_url, route::HOME))];
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let alone = catalogue.desks_on(today).find(|desk| catalogue.received_on(desk, today).len() == 1);
    if let Some(desk) = alone.or(catalogue.desks_on(today).next()) {
        if address::leads_somewhere(&app.base_url) {
            links.push(("poster", format!("{}{}", app.base_url, paths::poster(&desk.code))));
        }
        links.push(("kiosk", format!("{}{}", app.base_url, paths::kiosk(&desk.code))));
    }
    links.push(("staff", format!("{}{}", app.base_url, route::STAFF)));
    links
}

/// Where people reach the site: as set, or the address that is listened on.
pub fn base_url(config: &Config, address: SocketAddr) -> String {
    config.base_url.clone().unwrap_or_else(|| format!("http://{address}"))
}
