//! What a page of figures costs the server, and whether that grows with the responses.

use crate::{
    ROUNDS, Sizes,
    data::{self, Scratch},
    quantile, runtime,
    table::{Goal, Table, Unit},
};
use anyhow::ensure;
use axum::{Router, body::Body, http::Request, routing::get};
use hailong::{
    clock::Clock,
    dashboard,
    server::Server,
    web::{layers, paths::route},
};
use std::{path::Path, time::Instant};
use tower::ServiceExt;

/// The pages that are measured, for the year 2024.
const PAGES: [(&str, &str); 3] = [
    ("by unit", "/api/v1/index?from=2024-01&to=2024-12&group_by=unit"),
    ("by factor", "/api/v1/index?from=2024-01&to=2024-12&group_by=factor"),
    ("by month", "/api/v1/index?from=2024-01&to=2024-12&group_by=month"),
];

pub fn run(scratch: &Scratch, sizes: &Sizes) -> anyhow::Result<Table> {
    let (large, small) = (sizes.large, sizes.large / 10);
    let mut table = Table::new(format!("Figures of a year from {large} responses in 300 units and 24 months"));
    for _ in 0..ROUNDS {
        let [many, few] = [large, small].map(|responses| measure(scratch, responses, sizes.views));
        for ((page, many), (_, few)) in many?.into_iter().zip(few?) {
            table.add(&format!("{page}: median"), Unit::Milliseconds, quantile(&mut many.clone(), 0.5));
            let p95 = quantile(&mut many.clone(), 0.95);
            table.judge(&format!("{page}: p95"), Unit::Milliseconds, p95, Goal::AtMost(20.0));
            let grown = p95 / quantile(&mut few.clone(), 0.95);
            table.judge(&format!("{page}: time beside {small} responses"), Unit::Times, grown, Goal::AtMost(2.0));
        }
    }
    Ok(table)
}

type Times = Vec<(&'static str, Vec<f64>)>;

/// Milliseconds of each request, through all layers but without a network.
fn measure(scratch: &Scratch, responses: usize, views: usize) -> anyhow::Result<Times> {
    runtime()?.block_on(async {
        let folder = scratch.filled(responses).await?;
        let server = server(&folder).await?;
        let router = router(&server);
        let mut times = Vec::new();
        for (page, uri) in PAGES {
            let mut taken = Vec::with_capacity(views);
            // The first one reads the tallies; it is what a restart costs, not what a page costs.
            for view in 0..=views {
                let start = Instant::now();
                let response = router.clone().oneshot(Request::get(uri).body(Body::empty())?).await?;
                ensure!(response.status().is_success(), "{uri}: {}", response.status());
                axum::body::to_bytes(response.into_body(), usize::MAX).await?;
                if view > 0 {
                    taken.push(start.elapsed().as_secs_f64() * 1000.0);
                }
            }
            times.push((page, taken));
        }
        drop(router);
        server.close().await;
        Ok(times)
    })
}

async fn server(folder: &Path) -> anyhow::Result<Server> {
    Ok(Server::new(data::open(folder).await?, Clock::System, "http://localhost".to_owned()))
}

/// The index is not among the server's routes yet.
fn router(server: &Server) -> Router {
    let routes = Router::new().route(route::INDEX, get(dashboard::api::index));
    layers::wrap(routes).with_state(server.app.clone())
}
