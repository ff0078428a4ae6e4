//! The server: routes put together, connections taken in, work drained at the end.

mod health;
mod open_files;
mod regular;

use crate::{
    clock::Clock,
    collect,
    config::Config,
    dashboard, devices,
    domain::batch::Rules,
    export, oversight, print, receipts, sign_in,
    site::Site,
    store::writer::{BATCH, Writer},
    users,
    web::{
        address::Peer,
        assets::{Assets, Pages},
        guard::Guard,
        kept::Kept,
        layers, links, paths,
        paths::route,
        problem::Problem,
        receipts::Opened,
        signed,
        state::{App, AppState},
        unsent,
    },
};
use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    middleware,
    response::{Redirect, Response},
    routing::get,
};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use open_files::OpenFiles;
use std::{future::Future, io, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinHandle};
use tower::ServiceExt;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
};

/// Most connections at once; further ones wait in the system's queue.
const CONNECTIONS: usize = 12_000;
/// A request's head must have arrived after this long, the wait for it on an idle connection included.
const HEAD: Duration = Duration::from_secs(10);
/// What is under way at the end has this long to finish.
const DRAIN: Duration = Duration::from_secs(10);
/// Receipts that were taken back are refused after this long.
const REVOCATIONS: Duration = Duration::from_secs(1);
/// Receipts are counted again after this long. Who reloads a page while somebody answers learns nothing in that time
/// either.
const LEDGER: Duration = Duration::from_mins(1);

/// An application and its tasks, ready to serve.
#[derive(Debug)]
pub struct Server {
    pub app: AppState,
    writer: JoinHandle<()>,
}

impl Server {
    /// Starts the writer of an open site.
    #[must_use]
    pub fn new(site: Site, clock: Clock, base_url: String) -> Self {
        Self::with_batch(site, clock, base_url, BATCH)
    }

    /// As [`Server::new`], with another size of the writer's transactions, for benchmarks.
    #[must_use]
    pub fn with_batch(site: Site, clock: Clock, base_url: String, batch: usize) -> Self {
        let (writer, task) = Writer::start(&site.store, batch);
        let guard = Guard::new(&clock);
        let app = App {
            site,
            writer,
            clock,
            assets: Assets::load(),
            pages: Pages::default(),
            revocations: Kept::new(REVOCATIONS),
            ledger: Kept::new(LEDGER),
            opened: Opened::default(),
            guard,
            health: health::kept(),
            base_url,
        };
        Self { app: Arc::new(app), writer: task }
    }

    /// All routes with their layers.
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .route(route::HEALTH, get(health::health))
            .route(route::ASSET, get(asset))
            .route(route::FAVICON, get(favicon))
            .merge(collect::routes())
            .merge(staff_routes().layer(middleware::from_fn_with_state(self.app.clone(), unsent::keep)))
            .fallback(|| async { Problem::not_found() })
            .layer(middleware::from_fn_with_state(self.app.clone(), links::mend));
        let calls = layers::wrap_with(receipts::api_routes(), &self.app, receipts::api::BODY_LIMIT);
        let batches = layers::wrap_with(collect::batch_routes(), &self.app, collect::batch::BODY_LIMIT);
        let devices = signed::wrap(collect::device::routes(), &self.app, collect::device::BODY_LIMIT);
        layers::wrap(routes, &self.app).merge(calls).merge(batches).merge(devices).with_state(self.app.clone())
    }

    /// Serves until `stop` ends, then drains: no request that was taken in is dropped, and everything
    /// acknowledged is stored.
    ///
    /// # Errors
    /// Faults of the listener.
    pub async fn serve(self, listener: TcpListener, rules: Rules, stop: impl Future<Output = ()>) -> io::Result<()> {
        let router = self.router();
        let tasks = [
            tokio::spawn(regular::release(self.app.clone(), rules)),
            tokio::spawn(regular::note(self.app.clone())),
            tokio::spawn(regular::read_keys(self.app.clone())),
        ];
        listen(listener, router, stop).await?;
        tasks.iter().for_each(JoinHandle::abort);
        self.close().await;
        Ok(())
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
        // A paused download may still hold a connection; what it reads is no longer our concern.
        if tokio::time::timeout(DRAIN, store.close()).await.is_err() {
            tracing::warn!("some connections to the database did not end in time");
        }
    }
}

/// What staff see, compressed as it is made; files that leave are not, they would be slowed down.
fn staff_routes() -> Router<AppState> {
    Router::new()
        .merge(dashboard::routes())
        .merge(devices::routes())
        .merge(export::routes())
        .merge(oversight::routes())
        .merge(print::routes())
        .merge(receipts::routes())
        .merge(sign_in::routes())
        .merge(users::routes())
        .layer(
            // A page of figures is made for one reader: a tenth more bytes for a third of the time.
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("text/csv"))),
        )
}

async fn listen(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    let mut files = OpenFiles::raise();
    let places = files.places(CONNECTIONS);
    let (graceful, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(places)));
    tokio::pin!(stop);
    loop {
        if room.available_permits() == 0 {
            files.all_taken(places);
        }
        let place = tokio::select! {
            Ok(place) = room.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => (stream, Peer(peer.ip())),
                Err(error) => {
                    files.failed(&error);
                    // Waiting lets others end.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _fine_without = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request
        }));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    Ok(())
}

async fn asset(State(app): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    app.assets.respond(&file, &headers)
}

async fn favicon(State(app): State<AppState>) -> Redirect {
    Redirect::permanent(&app.assets.url("icon.svg"))
}

/// The links that the console shows: the public home, poster and kiosk of the first desk of today, and the staff's door.
#[must_use]
pub fn links(app: &App) -> Vec<(&'static str, String)> {
    let mut links = vec![("home", format!("{}{}", app.base_url, route::HOME))];
    let (catalogue, today) = (&app.site.catalogue, app.clock.local().date());
    let alone = catalogue.desks_on(today).find(|desk| catalogue.received_on(desk, today).len() == 1);
    if let Some(desk) = alone.or(catalogue.desks_on(today).next()) {
        if paths::leads_somewhere(&app.base_url) {
            links.push(("poster", format!("{}{}", app.base_url, paths::poster(&desk.code))));
        }
        links.push(("kiosk", format!("{}{}", app.base_url, paths::kiosk(&desk.code))));
    }
    links.push(("staff", format!("{}{}", app.base_url, route::STAFF)));
    links
}

/// Where people reach the site: as set, or the address that is listened on.
#[must_use]
pub fn base_url(config: &Config, listener: &TcpListener) -> String {
    let address = listener.local_addr().unwrap_or(config.listen);
    config.base_url.clone().unwrap_or_else(|| format!("http://{address}"))
}
