//! The door: connections are taken in from the first moment. Until there is a site behind it, and for whoever comes when
//! it is about to close, it answers 503.

use super::open_files::OpenFiles;
use crate::web::{address::Peer, assets::Assets, layers, paths::route, problem::Problem};
use axum::{Router, extract::Path, http::HeaderMap, routing::get};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    convert::Infallible,
    future::Future,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinHandle,
};
use tower::{Service, ServiceExt};

/// Most connections at once; further ones wait in the system's queue.
const CONNECTIONS: usize = 12_000;
/// A request's head must have arrived after this long, the wait for it on an idle connection included.
const HEAD: Duration = Duration::from_secs(10);
/// Requests under way at the end have this long to finish.
pub(super) const DRAIN: Duration = Duration::from_secs(10);

/// An open door.
#[derive(Debug)]
pub struct Door {
    behind: Arc<OnceLock<Router>>,
    stopping: watch::Receiver<bool>,
    task: JoinHandle<()>,
}

impl Door {
    /// Begins to answer what comes in, until `stop` ends.
    pub fn open(listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) -> Self {
        let (behind, (told, stopping)) = (Arc::<OnceLock<Router>>::default(), watch::channel(false));
        let task = tokio::spawn(take_in(listener, behind.clone(), stop, told));
        Self { behind, stopping, task }
    }

    /// From now on requests are answered by these routes, also on connections that are there.
    pub fn lead_to(&self, routes: Router) {
        // Nobody leads a door to two places.
        let _first = self.behind.set(routes);
    }

    /// Ends when the door is about to close.
    pub async fn stopping(&self) {
        let mut stopping = self.stopping.clone();
        let _gone = stopping.wait_for(|stopping| *stopping).await;
    }

    /// Ends when everything that was under way is answered.
    pub async fn closed(self) {
        let _ended = self.task.await;
    }
}

/// The answer where there is no site: 503 to everything but the files that the page of it needs.
fn nobody() -> Router {
    let asset = |Path(file): Path<String>, headers: HeaderMap| async move { Assets::get().respond(&file, &headers) };
    let away = || async { Problem::unavailable().because("the server is starting or ending") };
    layers::outer(
        Router::new().route(route::ASSET, get(asset)).fallback(away),
        layers::Frame::default(),
        layers::BODY_LIMIT,
    )
}

async fn take_in(
    listener: TcpListener,
    behind: Arc<OnceLock<Router>>,
    stop: impl Future<Output = ()>,
    told: watch::Sender<bool>,
) {
    let (graceful, mut intake, nobody) = (GracefulShutdown::new(), Intake::new(listener), nobody());
    let (http, mut last) = (http(), http());
    last.keep_alive(false);
    tokio::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            taken = intake.next() => taken,
            () = &mut stop => break,
        };
        let (behind, nobody) = (behind.clone(), nobody.clone());
        let routes = move || behind.get().unwrap_or(&nobody).clone();
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service(peer, routes)));
        spawn(graceful.watch(connection), place);
    }
    told.send_replace(true);
    // A client that comes now is sent elsewhere, rather than left at a door that nobody opens.
    let sending_away = async {
        loop {
            let (stream, peer, place) = intake.next().await;
            let nobody = nobody.clone();
            let service = TowerToHyperService::new(service(peer, move || nobody.clone()));
            spawn(last.serve_connection(TokioIo::new(stream), service), place);
        }
    };
    tokio::select! {
        ended = tokio::time::timeout(DRAIN, graceful.shutdown()) => if ended.is_err() {
            tracing::warn!("some connections did not end in time");
        },
        () = sending_away => {}
    }
}

fn http() -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    http
}

/// Where connections come in, as many as there is room for.
struct Intake {
    listener: TcpListener,
    files: OpenFiles,
    places: usize,
    room: Arc<Semaphore>,
}

impl Intake {
    fn new(listener: TcpListener) -> Self {
        let files = OpenFiles::raise();
        let places = files.places(CONNECTIONS);
        Self { listener, files, places, room: Arc::new(Semaphore::new(places)) }
    }

    /// The next connection, as soon as there is room for it.
    async fn next(&mut self) -> (TcpStream, Peer, Option<OwnedSemaphorePermit>) {
        if self.room.available_permits() == 0 {
            self.files.all_taken(self.places);
        }
        // Nobody closes the room.
        let place = self.room.clone().acquire_owned().await.ok();
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let _fine_without = stream.set_nodelay(true);
                    return (stream, Peer(peer.ip()), place);
                }
                Err(error) => {
                    self.files.failed(&error);
                    // Waiting lets others end.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
}

/// Answers each request by the routes of that moment.
fn service<F>(
    peer: Peer,
    routes: F,
) -> impl Service<Request<Incoming>, Response = axum::response::Response, Error = Infallible, Future: Send> + Clone
where
    F: Fn() -> Router + Clone,
{
    tower::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        routes().oneshot(request)
    })
}

fn spawn(
    connection: impl Future<Output = Result<(), hyper::Error>> + Send + 'static,
    place: Option<OwnedSemaphorePermit>,
) {
    tokio::spawn(async move {
        let _place = place;
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
