//! The health of the server: submissions are taken just now, or not.

use crate::{
    domain::causes::Causes,
    web::{
        json::respond,
        kept::Kept,
        problem::Problem,
        state::{App, AppState},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use std::{sync::atomic::Ordering, time::Duration};

/// The answer is good for so long.
const FRESH: Duration = Duration::from_secs(1);
/// A probe that takes longer has failed.
const PROBE: Duration = Duration::from_secs(2);

pub(super) fn kept() -> Kept<bool> {
    Kept::new(FRESH)
}

/// A submission would be stored now.
#[derive(Debug, Serialize)]
pub(super) struct Healthy {
    status: &'static str,
}

/// At most one commit a second, however many ask. The writer's own knowledge costs nothing and is always told.
pub(super) async fn health(State(app): State<AppState>) -> Result<Response, Problem> {
    let probe = async || Ok::<_, Problem>(does_store(&app).await);
    if !app.writer.is_refusing() && app.health.get(app.clock.now(), probe).await?.1 && !app.writer.is_refusing() {
        return Ok(respond(StatusCode::OK, &Healthy { status: "ok" }));
    }
    Err(Problem::unavailable().because("a submission would not be stored now"))
}

/// Says that requests should be sent here. A server that is about to end says no. One that has not begun has no such route.
pub(super) async fn ready(State(app): State<AppState>) -> Result<Response, Problem> {
    if app.draining.load(Ordering::Relaxed) {
        return Err(Problem::unavailable().because("the server is ending"));
    }
    health(State(app)).await
}

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
