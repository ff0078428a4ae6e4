//! The messages that are logged, and their form.

use std::str::FromStr;
use tracing::level_filters::LevelFilter;

/// The settings of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    pub filter: Filter,
    pub format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Text,
    /// An object a line.
    Json,
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// A level for this program, and others for what is named, a part of it or a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub level: LevelFilter,
    pub named: Vec<(String, LevelFilter)>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { level: LevelFilter::INFO, named: Vec::new() }
    }
}

impl FromStr for Filter {
    type Err = ();

    /// `info`, `hailong=debug`, `warn,hailong::web=info,sqlx=debug`. A word that is no level is refused: taken as a name
    /// it would silence everything else.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (mut own, mut named) = (None, Vec::new());
        for part in text.split(',').map(str::trim) {
            match part.split_once('=') {
                Some((name, said)) if is_name(name) => named.push((name.to_owned(), level(said).ok_or(())?)),
                None if own.is_none() => own = Some(level(part).ok_or(())?),
                _ => return Err(()),
            }
        }
        Ok(Self { level: own.unwrap_or(LevelFilter::INFO), named })
    }
}

fn is_name(text: &str) -> bool {
    text.split("::").all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

fn level(text: &str) -> Option<LevelFilter> {
    Some(match text {
        "off" => LevelFilter::OFF,
        "error" => LevelFilter::ERROR,
        "warn" => LevelFilter::WARN,
        "info" => LevelFilter::INFO,
        "debug" => LevelFilter::DEBUG,
        "trace" => LevelFilter::TRACE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Filter, LevelFilter};

    #[test]
    fn a_filter_is_levels_alone_and_of_what_is_named() {
        let read = |text: &str| text.parse::<Filter>();
        let named = |name: &str, level| vec![(name.to_owned(), level)];
        assert_eq!(read("warn"), Ok(Filter { level: LevelFilter::WARN, named: Vec::new() }));
        let debug = named("hailong::web", LevelFilter::DEBUG);
        assert_eq!(read("hailong::web=debug"), Ok(Filter { level: LevelFilter::INFO, named: debug }));
        let quiet = named("sqlx", LevelFilter::OFF);
        assert_eq!(read("error, sqlx=off"), Ok(Filter { level: LevelFilter::ERROR, named: quiet }));
        for bad in ["", "loud", "hailong", "hailong=", "=info", "info,warn", "info,", "a b=info", "info;debug", "4"] {
            assert_eq!(read(bad), Err(()), "{bad}");
        }
    }
}
