//! The command line: what is asked for, in `arguments`, and what is done and said about it.

mod api_keys;
mod arguments;
mod devices;
mod dossiers;
mod queue;
mod receipts;

pub use arguments::Arguments;

use crate::{
    clock::Clock,
    config::{Config, ConfigError},
    demo,
    domain::{survey::Lang, target::years_without},
    export::files::{self, What},
    minting::IssueError,
    releases,
    server::{self, Server},
    site::{Site, SiteError},
    store::{self, LogEntry, NewUser},
    web::{accounts, paths, query, state::App, viewer::Role},
};
use anyhow::{Context, bail};
use arguments::{Command, Export, UserCommand};
use std::{io::Write, path::PathBuf, process::ExitCode};
use tokio::net::TcpListener;

/// Runs the command and says how it ended: 0, 1 for a failure, 2 for bad settings or questionnaires, or where no site is.
pub fn run(arguments: &Arguments) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.context("cannot start").and_then(|runtime| runtime.block_on(dispatch(arguments)));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hailong: {error:#}");
            ExitCode::from(if is_bad_input(&error) { 2 } else { 1 })
        }
    }
}

/// Whether somebody must change settings, lists or the folder before this can succeed.
fn is_bad_input(error: &anyhow::Error) -> bool {
    use store::Error::{Absent, Older};
    error.is::<ConfigError>()
        || matches!(error.downcast_ref(), Some(IssueError::NoAddress(_)))
        || error.downcast_ref::<SiteError>().is_some_and(|error| {
            matches!(error, SiteError::Data(_) | SiteError::Absent(_) | SiteError::Store(Absent | Older(_)))
        })
}

async fn dispatch(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let config = arguments.settings.load()?;
    if config.release.least < 10 {
        eprintln!("warning: release_batch is {}; below 10 an answer could be linked to a person", config.release.least);
    }
    match arguments.command.as_ref().unwrap_or(&Command::Serve) {
        Command::Serve => serve(&config).await?,
        Command::Demo { submissions, seed } => run_demo(config, *submissions, *seed).await?,
        Command::Release { now } => {
            let released = releases::run(&Site::open(&config).await?, &config.release, &Clock::System, *now).await?;
            println!(
                "released {} submissions in {} batches, {} wait",
                released.submissions, released.batches, released.waiting
            );
        }
        Command::Export(asked) => export(&Site::open(&config).await?, asked).await?,
        Command::Verify => return verify(&config).await,
        Command::User(UserCommand::Add { name, role, unit }) => {
            add_user(&Site::open(&config).await?, name, role, unit.as_deref()).await?;
        }
        Command::Receipts(command) => return receipts::run(command, &config).await,
        Command::ApiKey(command) => api_keys::run(command, &Site::open(&config).await?).await?,
        Command::Devices(command) => devices::run(command, &config).await?,
        Command::ImportQueue { file } => return queue::import(file, &config).await,
        Command::Migrate => {
            make_site(&config).await?;
            println!("the database is up to date");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes or opens the site and says what its folder holds that is not as it seems.
async fn make_site(config: &Config) -> anyhow::Result<Site> {
    let site = Site::make(config).await?;
    site.notices.iter().for_each(|notice| eprintln!("{notice}"));
    Ok(site)
}

async fn serve(config: &Config) -> anyhow::Result<()> {
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

async fn run_demo(mut config: Config, submissions: u64, seed: u64) -> anyhow::Result<()> {
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
            eprintln!("could not remove {}: {error}", self.0.display());
        }
    }
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))
}

async fn run_server(config: &Config, listener: TcpListener, site: Site, said: &[String]) -> anyhow::Result<()> {
    releases::note_hours(&site, &Clock::System).await?;
    let base_url = server::base_url(config, &listener);
    let address = listener.local_addr()?;
    if !paths::leads_somewhere(&base_url) {
        eprintln!("warning: base_url is not set; no poster and no receipt is printed until it is");
    }
    let server = Server::new(site, Clock::System, base_url);
    say_links(&server.app, &format!("http://{address}"), said)?;
    server.serve(listener, config.release, stop_signal()).await?;
    println!("stopped");
    Ok(())
}

fn say_links(app: &App, address: &str, said: &[String]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in said {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "listening on {address}")?;
    for (name, link) in server::links(app) {
        writeln!(out, "{name:7} {link}")?;
    }
    if let Some(note) = no_targets(app) {
        writeln!(out, "{note}")?;
    }
    out.flush()?;
    Ok(())
}

/// Which years up to now nobody has set a target for, from the first that has one.
fn no_targets(app: &App) -> Option<String> {
    let (targets, this) = (&app.site.targets, app.clock.local().year());
    let first = targets.iter().map(|target| target.year).min().unwrap_or(this);
    let years: Vec<String> = years_without(targets, first..=this).iter().map(ToString::to_string).collect();
    let note = || format!("note: no target is set for {}; their figures have no verdict", years.join(", "));
    (!years.is_empty()).then(note)
}

async fn stop_signal() {
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

async fn export(site: &Site, asked: &Export) -> anyhow::Result<()> {
    let what = What::from_key(&asked.what)
        .with_context(|| format!("export: expected responses, index or codebook, not `{}`", asked.what))?;
    let pairs = asked.pairs();
    let root = site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let question = query::read(&pairs, site, &root, Clock::System.local().date(), Lang::En).map_err(|mistakes| {
        let said: Vec<String> =
            mistakes.iter().map(|m| format!("{}: {}", m.field.replace('_', "-"), m.message)).collect();
        anyhow::anyhow!(said.join("\n"))
    })?;
    let mut pieces = files::make(site, what, &question).await?;
    let detail = question.describe();
    let action = format!("export.{}", what.key());
    let entry = LogEntry { at: Clock::System.now(), actor: "cli", action: &action, detail: &detail };
    site.store.log(&site.log_key, entry).await?;
    let mut out: Box<dyn Write> = match asked.out.as_str() {
        "-" => Box::new(std::io::stdout().lock()),
        file => Box::new(std::fs::File::create(file).with_context(|| format!("cannot write {file}"))?),
    };
    while let Some(piece) = pieces.recv().await {
        out.write_all(&piece?)?;
    }
    out.flush()?;
    Ok(())
}

async fn verify(config: &Config) -> anyhow::Result<ExitCode> {
    let site = Site::open(config).await?;
    let checks = site.store.verify(&site.surveys, config.release.least, &site.log_key).await?;
    for check in &checks {
        println!("{check}");
    }
    Ok(if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn add_user(site: &Site, name: &str, role: &str, unit: Option<&str>) -> anyhow::Result<()> {
    let Some(role) = Role::from_key(role) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        bail!("role: expected one of {}, not `{role}`", known.join(", "));
    };
    let password = make_user(site, name, role, unit).await?;
    let password = password.with_context(|| format!("name: there is an account `{name}` already"))?;
    println!("{name} ({})   one-time password: {password}", role.key());
    Ok(())
}

/// The new account's one-time password; `None` where the name is taken.
async fn make_user(site: &Site, name: &str, role: Role, unit: Option<&str>) -> anyhow::Result<Option<String>> {
    if accounts::check_name(name).is_err() {
        bail!("name: expected 1 to 64 letters, digits, `.`, `-`, `_` or `@`, not `{name}`");
    }
    if let Some(unit) = unit.filter(|unit| site.catalogue.unit(unit).is_none()) {
        bail!("unit: there is no organisation `{unit}`");
    }
    if role.needs_unit() && unit.is_none() {
        bail!("unit: a {} belongs to one; name it with --unit", role.key());
    }
    let password = accounts::one_time_password();
    let new = NewUser {
        name: name.to_owned(),
        role: role.key().to_owned(),
        unit: unit.map(str::to_owned),
        password: accounts::hash(password.clone()).await,
        created_at: Clock::System.now(),
    };
    if site.store.add_user(new).await?.is_none() {
        return Ok(None);
    }
    let detail = format!("{name} {}", role.key());
    let entry = LogEntry { at: Clock::System.now(), actor: "cli", action: "user.add", detail: &detail };
    site.store.log(&site.log_key, entry).await?;
    Ok(Some(password))
}
