//! `serve` and `demo`: a site is made or opened, and served until somebody stops it.

use super::{
    log,
    out::{say, tell},
    staff_log::by,
};
use crate::{
    clock::Clock,
    config::Config,
    demo,
    domain::{causes::Causes, role::Role, target::years_without},
    server::{self, Door, Server},
    site::{Site, SiteError},
    store,
    work::{
        accounts::{self, AccountError, Wanted},
        address, chains, releases,
    },
};
use anyhow::Context;
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use tokio::net::TcpListener;

/// Another server that starts at the same moment has made the password, and says it, milliseconds.
const JUST_MADE: i64 = 60_000;
/// A database server that is away is asked again after this long.
const AGAIN: Duration = Duration::from_secs(1);

/// Makes or opens the site and says what its folder holds that is not as it seems.
pub(super) async fn make_site(config: &Config) -> anyhow::Result<Site> {
    let site = Site::make(config).await?;
    site.notices.iter().for_each(|notice| log::tell(config.log.format, notice));
    Ok(site)
}

/// `hailong serve`.
pub(super) async fn serve(config: &Config) -> anyhow::Result<()> {
    let (door, address) = open_door(config).await?;
    let Some(site) = wait_for_site(config, &door).await? else { return ended(door).await };
    let mut said = Vec::new();
    if let Some((name, password)) = first_password(&site).await? {
        said.push(format!("administrator: {name}   one-time password: {password}"));
    }
    run_server(config, door, address, site, &said).await
}

/// The first administrator and a one-time password: where there is no account yet, and where nobody has signed in with the only one,
/// because a start that was cut off has told its password to nobody.
async fn first_password(site: &Site) -> anyhow::Result<Option<(String, String)>> {
    let users = site.store.users().await?;
    if users.is_empty() {
        // Of two servers that start at once on one database, one makes the account and says its password.
        let admin = Wanted { name: "admin", role: Role::Administrator, unit: None };
        return match accounts::add(site, admin, by(site)).await {
            Ok(password) => Ok(Some((admin.name.to_owned(), password))),
            Err(AccountError::NameTaken(_)) => Ok(None),
            Err(error) => Err(error.into()),
        };
    }
    let [only] = &users[..] else { return Ok(None) };
    let is_new = Clock::System.now() - only.made_at() < JUST_MADE;
    if is_new || only.signed_in_at.is_some() || only.role != Role::Administrator.key() {
        return Ok(None);
    }
    let password = accounts::reset(site, only, by(site)).await?;
    Ok(Some((only.name.clone(), password)))
}

/// `hailong demo`.
pub(super) async fn demo(mut config: Config, submissions: u64, seed: u64) -> anyhow::Result<()> {
    let (door, address) = open_door(&config).await?;
    let folder = ThrowAway(std::env::temp_dir().join(format!("hailong-demo-{}", std::process::id())));
    config.data_dir = folder.0.clone();
    config.database_url = None;
    let mut begun = Site::make(&config).await?;
    demo::example_targets(&mut begun, &config)?;
    begun.store.close().await;
    // Opened again: the staff log names the list as it is now.
    let site = Site::make(&config).await?;
    tokio::select! {
        loaded = demo::load(&site, &config, submissions, seed) => loaded?,
        () = door.stopping() => return ended(door).await,
    }
    begin(&site).await?;
    let logins = demo::logins(&site).await?;
    let said: Vec<String> = logins
        .iter()
        .map(|login| format!("{:13}  name: {:9} password: {}", login.role.key(), login.name, login.password))
        .collect();
    run_server(&config, door, address, site, &said).await
}

/// Notes the start in the staff log, and seals the ends of the chains. A damaged file of ends keeps nobody from answering: `verify`
/// fails, and the log says so each minute.
async fn begin(site: &Site) -> anyhow::Result<()> {
    releases::note_hours(site, &Clock::System).await?;
    match chains::seal(site, &Clock::System).await {
        Err(error @ SiteError::Store(_)) => return Err(error.into()),
        Err(error) => tracing::error!(error = %Causes(&error), "the ends of the chains are not sealed"),
        Ok(()) => {}
    }
    Ok(())
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

/// Takes connections from now on, and says so in the log.
async fn open_door(config: &Config) -> anyhow::Result<(Door, SocketAddr)> {
    let listener = TcpListener::bind(config.listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr()?;
    log::started(config, address);
    Ok((Door::open(listener, stop_signal()), address))
}

/// Opens the site as soon as its database server is there; `None` where somebody stops the server meanwhile. Where
/// waiting cannot help, the start fails.
async fn wait_for_site(config: &Config, door: &Door) -> anyhow::Result<Option<Site>> {
    let mut said = None;
    loop {
        let made = async {
            let site = make_site(config).await?;
            begin(&site).await?;
            anyhow::Ok(site)
        };
        let error = tokio::select! {
            made = made => match made {
                Ok(site) => break Ok(Some(site)),
                Err(error) if is_away(config, &error) => format!("{error:#}"),
                Err(error) => break Err(error),
            },
            () = door.stopping() => break Ok(None),
        };
        // A cause is said once, however long it lasts.
        if said.as_ref() != Some(&error) {
            tracing::warn!(error, "waiting for the database server; until it is there every request gets 503");
            said = Some(error);
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// True where the site cannot be opened because its database server is away. SQLite's file is here or it is not.
fn is_away(config: &Config, error: &anyhow::Error) -> bool {
    let of_site = error.downcast_ref().and_then(|error| match error {
        SiteError::Store(error) => Some(error),
        _ => None,
    });
    let fault: Option<&store::Error> = of_site.or(error.downcast_ref());
    config.database() == "PostgreSQL" && fault.is_some_and(store::Error::may_heal)
}

/// Somebody stopped the server before there was a site.
async fn ended(door: Door) -> anyhow::Result<()> {
    door.closed().await;
    say!("stopped")?;
    Ok(())
}

async fn run_server(
    config: &Config,
    door: Door,
    address: SocketAddr,
    site: Site,
    said: &[String],
) -> anyhow::Result<()> {
    let base_url = server::base_url(config, address);
    if !address::leads_somewhere(&base_url) {
        let warning = "warning: base_url is not set; no poster and no receipt is printed until it is";
        log::tell(config.log.format, &warning);
    }
    let serving = Server::new(site, Clock::System, base_url).behind(door);
    say_links(&serving.server, &format!("http://{address}"), said)?;
    serving.until_stopped(config.release).await;
    say!("stopped")?;
    Ok(())
}

fn say_links(server: &Server, address: &str, said: &[String]) -> anyhow::Result<()> {
    for line in said {
        say!("{line}")?;
    }
    say!("listening on {address}")?;
    for (name, link) in server::links(&server.app) {
        say!("{name:7} {link}")?;
    }
    no_targets(server).map_or(Ok(()), |note| say!("{note}"))
}

/// The years without a target, from the first that has one up to this year.
fn no_targets(server: &Server) -> Option<String> {
    let (targets, this) = (&server.app.site.targets, server.app.clock.local().year());
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
