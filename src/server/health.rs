//! The health of the server: submissions are taken just now, or not.

use crate::{
    domain::causes::Causes,
    web::{
        document::tag,
        json::respond,
        kept::Kept,
        paths::route,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use std::{sync::atomic::Ordering, time::Duration};
use utoipa::{OpenApi, ToSchema};

/// The answer is good for so long.
const FRESH: Duration = Duration::from_secs(1);
/// A probe that takes longer has failed.
const PROBE: Duration = Duration::from_secs(2);

pub(super) fn kept() -> Kept<bool> {
    Kept::new(FRESH)
}

/// A submission would be stored now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Healthy {
    status: &'static str,
}

/// A submission would be stored now.
///
/// At most one commit a second, however many ask. The writer's own knowledge costs nothing and is always told.
#[utoipa::path(
    get,
    path = route::HEALTH,
    operation_id = "health",
    tag = tag::SITE,
    responses((status = 200, description = "It would", body = Healthy), HealthFailures),
)]
pub(super) async fn health(State(app): State<AppState>) -> Result<Response, Problem> {
    let probe = async || Ok::<_, Problem>(does_store(&app).await);
    if !app.writer.is_refusing() && app.health.get(app.clock.now(), probe).await?.1 && !app.writer.is_refusing() {
        return Ok(respond(StatusCode::OK, &Healthy { status: "ok" }));
    }
    Err(Problem::unavailable().because("a submission would not be stored now"))
}

/// Requests should be sent here.
///
/// A server that is about to end says no. One that has not begun has no such route.
#[utoipa::path(
    get,
    path = route::READY,
    operation_id = "ready",
    tag = tag::SITE,
    responses((status = 200, description = "They should", body = Healthy), HealthFailures),
)]
pub(super) async fn ready(State(app): State<AppState>) -> Result<Response, Problem> {
    if app.draining.load(Ordering::Relaxed) {
        return Err(Problem::unavailable().because("the server is ending"));
    }
    health(State(app)).await
}

crate::web::document::failures! {
    /// Of a server that should not be asked now.
    HealthFailures: [];
}

/// The server's own part of the document.
#[derive(OpenApi)]
#[openapi(paths(health, ready))]
pub(super) struct Document;

async fn does_store(app: &App) -> bool {
    let probe = app.site.store.probe(app.clock.now());
    match tokio::time::timeout(PROBE, probe).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::error!(error = %Causes(&error), "not healthy");
            false
        }
        Err(_) => false,
    }
}

/// While submissions are refused, gives back to the database server what was given up here.
pub(super) async fn tidy(app: &App) {
    if !app.writer.is_refusing() {
        return;
    }
    if let Err(error) = app.site.store.end_abandoned().await {
        tracing::debug!(error = %Causes(&error), "abandoned sessions are not ended");
    }
}
