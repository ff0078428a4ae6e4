//! The log: its lines, their form, and the plain lines in its place where a person reads.

use super::out::tell;
use crate::{
    config::{
        Config,
        log::{Filter, Format, Log},
    },
    server::REQUESTS,
};
use std::{
    backtrace::{Backtrace, BacktraceStatus},
    fmt::Display,
    io::{self, IsTerminal},
    net::SocketAddr,
    panic::{self, PanicHookInfo},
};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Begins to log to standard error.
pub(super) fn start(log: &Log) {
    // A log that nobody reads any more, after `2>&1 | head`, is no reason to panic.
    let lines = fmt::layer().with_writer(io::stderr).log_internal_errors(false);
    let kept = tracing_subscriber::registry().with(kept(&log.filter));
    let begun = match log.format {
        Format::Text => kept.with(lines.with_ansi(has_colours())).try_init(),
        Format::Json => {
            kept.with(lines.json().flatten_event(true).with_current_span(true).with_span_list(false)).try_init()
        }
    };
    // Where somebody else logs already, as in a test, that goes on.
    if begun.is_ok() {
        panic::set_hook(Box::new(panicked));
    }
}

/// A level is this program's. Libraries say no more than warnings where they are not named: what they write of
/// requests and statements nobody has read for what it may hold.
fn kept(filter: &Filter) -> Targets {
    Targets::new()
        .with_default(filter.level.min(LevelFilter::WARN))
        .with_target("hailong", filter.level)
        .with_targets(filter.named.iter().map(|(name, level)| (name.as_str(), *level)))
        .with_target(REQUESTS, LevelFilter::ERROR)
}

/// Only for eyes, and only where they want them: <https://no-color.org>.
fn has_colours() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|said| !said.is_empty());
    io::stderr().is_terminal() && !unwanted
}

/// Says where, but not the message: that may quote what somebody typed.
fn panicked(info: &PanicHookInfo<'_>) {
    let at = info.location().map(ToString::to_string);
    let trace = Backtrace::capture();
    let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
    tracing::error!(at, trace, "a part of the program broke off");
}

/// The line of a start.
pub(super) fn started(config: &Config, address: SocketAddr) {
    let settings: Vec<String> = config.changed.iter().map(|(name, value)| format!("{name} = {value:?}")).collect();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        database = config.database(),
        %address,
        settings = settings.join(", "),
        "starting"
    );
}

/// Something that whoever starts the program should know: as it is, or as a line of the log where a program reads.
pub(super) fn tell(format: Format, what: &dyn Display) {
    match format {
        Format::Text => tell!("{what}"),
        Format::Json => tracing::warn!("{what}"),
    }
}

/// Why the program ends.
pub(super) fn failed(format: Format, error: &anyhow::Error) {
    match format {
        Format::Text => tell!("hailong: {error:#}"),
        Format::Json => tracing::error!("{error:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::kept;
    use tracing::Level;

    #[test]
    fn libraries_say_warnings_and_more_where_they_are_named() {
        let says =
            |filter: &str, target: &str, level: Level| kept(&filter.parse().unwrap()).would_enable(target, &level);
        assert!(says("trace", "hailong::web", Level::TRACE) && !says("trace", "sqlx::query", Level::INFO));
        assert!(says("info", "sqlx::postgres", Level::WARN) && says("sqlx=debug", "sqlx::query", Level::DEBUG));
        assert!(!says("error", "hailong::web", Level::WARN) && !says("error", "hyper", Level::WARN));
        assert!(says("hailong::web=debug", "hailong::web::told", Level::DEBUG));
        assert!(!says("hailong::web=debug", "hailong::store", Level::DEBUG));
        assert!(says("off", "hailong::request", Level::ERROR), "ids of requests for whoever is named");
    }
}
