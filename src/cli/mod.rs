//! The command line: the arguments, in `arguments`, and the commands with their messages.

mod api_keys;
mod arguments;
mod devices;
mod dossiers;
mod log;
mod out;
mod queue;
mod receipts;
mod serve;
mod staff_log;
mod users;
mod words;

pub use arguments::Arguments;

use crate::{
    clock::Clock,
    config::Config,
    domain::{flags::PosterLimit, language::Lang},
    export::files::{self, Pieces, What},
    site::{Site, SiteError},
    store,
    whole::Readers,
    work::{
        chains, closings,
        minting::IssueError,
        questions::{self, Ground},
        releases, verify,
    },
};
use anyhow::{Context, bail};
use arguments::{Command, Export};
use out::{Out, say, tell};
use std::{io::Write, process::ExitCode};

/// Runs the command and says how it ended: 0, 1 for a failure, 2 for bad settings or questionnaires, or where no site is.
pub fn run(arguments: &Arguments) -> ExitCode {
    let config = match arguments.settings.load() {
        Ok(config) => config,
        Err(error) => {
            tell!("hailong: {error}");
            return ExitCode::from(2);
        }
    };
    let format = config.log.format;
    log::start(&config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.context("cannot start").and_then(|runtime| runtime.block_on(dispatch(arguments, config)));
    match done {
        Ok(code) => code,
        Err(error) => {
            log::failed(format, &error);
            ExitCode::from(if is_bad_input(&error) { 2 } else { 1 })
        }
    }
}

/// Somebody must change settings, lists or the folder before this can succeed.
fn is_bad_input(error: &anyhow::Error) -> bool {
    use store::Error::{Absent, Older};
    matches!(error.downcast_ref(), Some(IssueError::NoAddress(_)))
        || error.downcast_ref::<SiteError>().is_some_and(|error| {
            matches!(
                error,
                SiteError::Data(_) | SiteError::Keys(_) | SiteError::Absent(_) | SiteError::Store(Absent | Older(_))
            )
        })
}

async fn dispatch(arguments: &Arguments, config: Config) -> anyhow::Result<ExitCode> {
    if config.release.least < 10 {
        let warning = "below 10 an answer could be linked to a person";
        log::tell(config.log.format, &format!("warning: release_batch is {}; {warning}", config.release.least));
    }
    if config.posters == PosterLimit::Off {
        let warning = "answers by desks' open links have no limit, and stuffing there stands apart from nothing";
        log::tell(config.log.format, &format!("warning: poster_limit is off; {warning}"));
    }
    match arguments.command.as_ref().unwrap_or(&Command::Serve) {
        Command::Serve => serve::serve(&config).await?,
        Command::Demo { submissions, seed } => serve::demo(config, *submissions, *seed).await?,
        Command::Release { now } => {
            let site = Site::open(&config).await?;
            let released = releases::run(&site, &config.release, &Clock::System, *now).await?;
            closings::run(&site, &config.release, &Clock::System, *now).await?;
            say!(
                "released {} submissions in {} batches, {} wait",
                released.submissions,
                released.batches,
                released.waiting
            )?;
        }
        Command::Export(asked) => export(&Site::open(&config).await?, asked).await?,
        Command::Verify => return verify(&config).await,
        Command::User(command) => users::run(command, &Site::open(&config).await?).await?,
        Command::Receipts(command) => return receipts::run(command, &config).await,
        Command::ApiKey(command) => api_keys::run(command, &Site::open(&config).await?).await?,
        Command::Devices(command) => devices::run(command, &config).await?,
        Command::ImportQueue { file } => return queue::import(file, &config).await,
        Command::Migrate => {
            chains::seal(&serve::make_site(&config).await?, &Clock::System).await?;
            say!("the database is up to date")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn export(site: &Site, asked: &Export) -> anyhow::Result<()> {
    let what = What::from_key(&asked.what)
        .with_context(|| format!("export: expected responses, people, index or codebook, not `{}`", asked.what))?;
    let pairs = asked.pairs();
    let root = site.catalogue.root().map(|unit| unit.code.clone()).unwrap_or_default();
    let snapshot = site.store.tallies().await?;
    let ground = Ground::of_staff(site, &Clock::System, &snapshot.tallies, &root);
    let pairs = files::with_default_period(what, pairs, &snapshot.tallies, ground.sight);
    let question = questions::read(&pairs, &ground).map_err(|mistakes| {
        let said: Vec<String> =
            mistakes.iter().map(|m| format!("{}: {}", m.name.replace('_', "-"), m.message(Lang::En))).collect();
        anyhow::anyhow!(said.join("\n"))
    })?;
    let mut out = Out::open(&asked.out, Readers::Others)?;
    let mut pieces = files::make(site, what, &question).await?;
    let detail = question.describe();
    site.store.log(staff_log::by(site).does(what.action(), &detail)).await?;
    tokio::select! {
        copied = copy(&mut pieces, &mut out) => copied?,
        () = stop_writing(&asked.out) => bail!("stopped; {} is as it was", asked.out),
    }
    out.finish()?;
    for (version, responses) in &question.left_out {
        tell!("left out: {responses} responses of the period are to {version}; take them out with --survey {version}");
    }
    if question.across > 0 {
        let across = question.across;
        tell!(
            "left out: of {across} responses only the quarter or year is known, and it lies partly outside these months"
        );
    }
    if let Some(closed) = closings::of(site, question.question.period).await? {
        tell!("closed: {}", closed.said());
    }
    Ok(())
}

/// A file that is stopped half-way leaves nothing. The signal itself stops output that goes elsewhere.
async fn stop_writing(name: &str) {
    if name == "-" { std::future::pending().await } else { serve::stop_signal().await }
}

async fn copy(pieces: &mut Pieces, out: &mut Out) -> anyhow::Result<()> {
    while let Some(piece) = pieces.recv().await.filter(|_| out.is_wanted()) {
        out.write_all(&piece?).with_context(|| out.unwritten())?;
    }
    Ok(())
}

async fn verify(config: &Config) -> anyhow::Result<ExitCode> {
    let site = Site::open(config).await?;
    let checks = verify::run(&site, &config.release, &Clock::System).await?;
    for check in &checks {
        say!("{check}")?;
    }
    Ok(if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
