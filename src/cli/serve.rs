//! `serve` and `demo`: a site is made or opened, and served until somebody stops it.

use super::{
    log, make_user,
    out::{say, tell},
};
use crate::{
    clock::Clock,
    config::Config,
    demo,
    domain::target::years_without,
    releases,
    server::{self, Server},
    site::Site,
    web::{paths, state::App, viewer::Role},
};
use anyhow::Context;
use std::path::PathBuf;
use tokio::net::TcpListener;

/// Makes or opens the site and says what its folder holds that is not as it seems.
pub(super) async fn make_site(config: &Config) -> anyhow::Result<Site> {
    let site = Site::make(config).await?;
    site.notices.iter().for_each(|notice| log::tell(config.log.format, notice));
    Ok(site)
}

/// `hailong serve`.
pub(super) async fn serve(config: &Config) -> anyhow::Result<()> {
    let listener = listen(config).await?;
    let site = make_site(config).await?;
    let mut said = Vec::new();
    if site.store.user_count().await? == 0 {
        // Of two servers that start at once on one database, one makes the account and says its password.
        if let Some(password) = make_user(&site, "admin", Role::Administrator, None).await? {
            said.push(format!("administrator: admin   one-time password: {password}"));
        }
    }
    run_server(config, listener, site, &said).await
}

/// `hailong demo`.
pub(super) async fn demo(mut config: Config, submissions: u64, seed: u64) -> anyhow::Result<()> {
    let listener = listen(&config).await?;
    let folder = ThrowAway(std::env::temp_dir().join(format!("hailong-demo-{}", std::process::id())));
    config.data_dir = folder.0.clone();
    config.database_url = None;
    let mut site = Site::make(&config).await?;
    demo::example_targets(&mut site, &config)?;
    tokio::select! {
        loaded = demo::load(&site, &config, submissions, seed) => loaded?,
        () = stop_signal() => return Ok(()),
    }
    let logins = demo::logins(&site).await?;
    let said: Vec<String> = logins
        .iter()
        .map(|login| format!("{:13}  name: {:9} password: {}", login.role.key(), login.name, login.password))
        .collect();
    run_server(&config, listener, site, &said).await
}

/// A folder that is gone when the demonstration ends.
struct ThrowAway(PathBuf);

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tell!("could not remove {}: {error}", self.0.display());
        }
    }
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(config.listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {}", config.listen))?;
    log::started(config, listener.local_addr()?);
    Ok(listener)
}

async fn run_server(config: &Config, listener: TcpListener, site: Site, said: &[String]) -> anyhow::Result<()> {
    releases::note_hours(&site, &Clock::System).await?;
    let base_url = server::base_url(config, &listener);
    let address = listener.local_addr()?;
    if !paths::leads_somewhere(&base_url) {
        let warning = "warning: base_url is not set; no poster and no receipt is printed until it is";
        log::tell(config.log.format, &warning);
    }
    let server = Server::new(site, Clock::System, base_url);
    say_links(&server.app, &format!("http://{address}"), said)?;
    server.serve(listener, config.release, stop_signal()).await?;
    say!("stopped")?;
    Ok(())
}

fn say_links(app: &App, address: &str, said: &[String]) -> anyhow::Result<()> {
    for line in said {
        say!("{line}")?;
    }
    say!("listening on {address}")?;
    for (name, link) in server::links(app) {
        say!("{name:7} {link}")?;
    }
    no_targets(app).map_or(Ok(()), |note| say!("{note}"))
}

/// Which years up to now nobody has set a target for, from the first that has one.
fn no_targets(app: &App) -> Option<String> {
    let (targets, this) = (&app.site.targets, app.clock.local().year());
    let first = targets.iter().map(|target| target.year).min().unwrap_or(this);
    let years: Vec<String> = years_without(targets, first..=this).iter().map(ToString::to_string).collect();
    let note = || format!("note: no target is set for {}; their figures have no verdict", years.join(", "));
    (!years.is_empty()).then(note)
}

pub(super) async fn stop_signal() {
    let ctrl_c = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => {}
        () = terminate => {}
    }
}
