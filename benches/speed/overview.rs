//! The cost of a page of figures for the server, and its growth with the responses.

use crate::{
    ROUNDS, Sizes,
    data::{self, Scratch},
    quantile, runtime,
    table::{Goal, Table, Unit},
};
use anyhow::{Context, ensure};
use axum::{Router, body::Body, http::Request};
use hailong::{
    clock::Clock,
    domain::{role::Role, staff_log::Action},
    server::Server,
    store::NewUser,
    web::viewer::open_session,
    work::closings,
};
use std::{path::Path, time::Instant};
use tower::ServiceExt;

/// The pages that are measured, for the year 2024.
const PAGES: [(&str, &str); 4] = [
    ("overview page", "/staff/overview?from=2024-01&to=2024-12"),
    ("by unit", "/api/v1/index?from=2024-01&to=2024-12&group_by=unit"),
    ("by factor", "/api/v1/index?from=2024-01&to=2024-12&group_by=factor"),
    ("by month", "/api/v1/index?from=2024-01&to=2024-12&group_by=month"),
];
/// The overview page of months that nobody has asked for: nothing of its answer is kept.
const ANEW: &str = "overview page anew";

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
        let (router, cookie) = (server.router(), sign_in(&server).await?);
        let mut times = Vec::new();
        for (page, uri) in PAGES {
            // The first one reads the tallies; it is what a restart costs, not what a page costs.
            ask(&router, uri, &cookie).await?;
            let mut taken = Vec::with_capacity(views);
            for _ in 0..views {
                taken.push(ask(&router, uri, &cookie).await?);
            }
            times.push((page, taken));
        }
        let mut taken = Vec::new();
        for (from, to) in (1..=12).flat_map(|from| (1..=12).map(move |to| (from, to))) {
            let uri = format!("/staff/overview?from=2023-{from:02}&to=2024-{to:02}");
            taken.push(ask(&router, &uri, &cookie).await?);
        }
        times.push((ANEW, taken));
        drop(router);
        server.close().await;
        Ok(times)
    })
}

/// The milliseconds until the whole answer is there.
async fn ask(router: &Router, uri: &str, cookie: &str) -> anyhow::Result<f64> {
    let start = Instant::now();
    let response = router.clone().oneshot(request(uri, cookie)?).await?;
    ensure!(response.status().is_success(), "{uri}: {}", response.status());
    axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// All of the years is over and closed: so pages have everything to show.
async fn server(folder: &Path) -> anyhow::Result<Server> {
    let site = data::open(folder).await?;
    closings::run(&site, &site.release, &Clock::System, true).await?;
    Ok(Server::new(site, Clock::System, "http://localhost".to_owned()))
}

fn request(uri: &str, cookie: &str) -> anyhow::Result<Request<Body>> {
    let request = Request::get(uri).header("cookie", cookie).header("accept-encoding", "gzip");
    Ok(request.header("accept", "text/html,application/json;q=0.9").body(Body::empty())?)
}

/// An analyst's cookie.
async fn sign_in(server: &Server) -> anyhow::Result<String> {
    let (store, now) = (&server.app.site.store, Clock::System.now());
    let name = format!("analyst-{now}");
    let role = Role::Analyst.key().to_owned();
    let user = NewUser { name, role, unit: None, password: String::new(), must_change: false, created_at: now };
    let entry = server.app.site.by("bench", now).does(Action::UserAdd, "");
    let user = store.add_user(user, entry).await?.context("the account is there already")?;
    let mine = store.users().await?.into_iter().find(|known| known.id == user.id).context("no account")?;
    let cookie = open_session(&server.app, &mine).await.map_err(|problem| anyhow::anyhow!(problem.code.key()))?;
    Ok(cookie.to_str()?.split(';').next().unwrap_or_default().to_owned())
}
