//! Settings: flags, then environment, then `hailong.toml`; every bad one is reported at once, by name.

pub mod log;
mod proxies;
mod reading;

use crate::domain::{batch::Rules, flags::PosterLimit, hours::Hours, receipt::DossierPattern};
use clap::Args;
use ipnet::IpNet;
use log::Log;
use proxies::networks;
use reading::{Setting, SettingsReader, duration};
use std::{fs, io::ErrorKind, net::SocketAddr, path::PathBuf};

/// Where settings are read from where no file is named.
const FILE: &str = "hailong.toml";

/// The settings as given on the command line or in the environment, unchecked.
#[derive(Args, Clone, Debug, Default)]
pub struct Given {
    /// File of settings; one that is named must be there [default: hailong.toml where there is one]
    #[arg(long, env = "HAILONG_CONFIG", global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "HAILONG_LISTEN", global = true, value_name = "ADDRESS")]
    listen: Option<String>,
    /// sqlite://FILE or postgres://… [default: hailong.db in the data folder]
    #[arg(long, env = "HAILONG_DATABASE_URL", global = true, hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
    /// Most connections of this server to PostgreSQL, a third of them for writing [default: 12]
    #[arg(long, env = "HAILONG_DATABASE_CONNECTIONS", global = true, value_name = "N")]
    database_connections: Option<String>,
    /// Use a PostgreSQL server with fsync or full_page_writes off, which loses acknowledged answers when its machine fails; for tests
    #[arg(long, env = "HAILONG_ALLOW_UNSAFE_DATABASE", global = true)]
    allow_unsafe_database: bool,
    /// Folder of keys, questionnaires and the embedded database [default: data]
    #[arg(long, env = "HAILONG_DATA_DIR", global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// Address under which people reach this site, for links and QR codes [default: the one listened on]
    #[arg(long, env = "HAILONG_BASE_URL", global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Reverse proxies on other machines that are believed when they say where a visitor comes from
    #[arg(long, env = "HAILONG_TRUSTED_PROXY", global = true, value_name = "CIDR,…")]
    trusted_proxy: Option<String>,
    /// Fewest answers that are released together [default: 10]
    #[arg(long, env = "HAILONG_RELEASE_BATCH", global = true, value_name = "N")]
    release_batch: Option<String>,
    /// After this time an answer that still waits loses its time of day, desk and device [default: 7d]
    #[arg(long, env = "HAILONG_RELEASE_MAX_AGE", global = true, value_name = "TIME")]
    release_max_age: Option<String>,
    /// The oldest answers of a running month wait this long for more before they are released [default: 15m]
    #[arg(long, env = "HAILONG_RELEASE_SETTLE", global = true, value_name = "TIME")]
    release_settle: Option<String>,
    /// A month, quarter or year is closed this long after its end [default: 7d]
    #[arg(long, env = "HAILONG_CLOSE_AFTER", global = true, value_name = "TIME")]
    close_after: Option<String>,
    /// Regular expression of the office's dossier codes, in capitals [default: those of Thông tư 01/2018/TT-VPCP]
    #[arg(long, env = "HAILONG_DOSSIER_PATTERN", global = true, value_name = "PATTERN")]
    dossier_pattern: Option<String>,
    /// When desks are open that have no hours of their own; answers at a kiosk at other times are a sign of stuffing
    /// [default: mon-sat 06:30-18:30]
    #[arg(long, env = "HAILONG_OPENING_HOURS", global = true, value_name = "HOURS")]
    opening_hours: Option<String>,
    /// Answers an hour that a desk's open link takes; further ones stand apart as flagged: auto, a number, or off [default: auto, which is 30]
    #[arg(long, env = "HAILONG_POSTER_LIMIT", global = true, value_name = "N")]
    poster_limit: Option<String>,
    /// Whom people may ask about this site: a telephone number or an address, shown on its public pages
    #[arg(long, env = "HAILONG_CONTACT", global = true, value_name = "TEXT")]
    contact: Option<String>,
    /// Levels of the log: a level, off to trace, and levels of what is named, as in info,hailong::web=debug [default: info]
    #[arg(long, env = "HAILONG_LOG", global = true, value_name = "FILTER")]
    log: Option<String>,
    /// Form of the log on standard error: text or json, an object a line [default: text]
    #[arg(long, env = "HAILONG_LOG_FORMAT", global = true, value_name = "FORMAT")]
    log_format: Option<String>,
}

/// Checked settings.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// `None` for the file in the data folder, which is opened by its path: a folder's name may hold what means
    /// something in a URL.
    pub database_url: Option<String>,
    /// Of this process to PostgreSQL.
    pub database_connections: u32,
    /// A PostgreSQL server may be used that loses acknowledged answers when its machine fails.
    pub allow_unsafe_database: bool,
    pub data_dir: PathBuf,
    /// Without a slash at the end; `None` for the address that is listened on.
    pub base_url: Option<String>,
    /// The proxies that say where a visitor comes from.
    pub proxies: Vec<IpNet>,
    pub release: Rules,
    pub dossier_pattern: DossierPattern,
    pub opening_hours: Hours,
    /// Answers an hour that a desk's open link takes before further ones stand apart.
    pub posters: PosterLimit,
    /// Whom people may ask, as it is shown; `None` for the place where they were.
    pub contact: Option<String>,
    pub log: Log,
    /// Names and values of the settings that are not the defaults, none of them a secret.
    pub changed: Vec<(&'static str, String)>,
}

impl Config {
    /// Which kind of database; its address may hold a password.
    pub fn database(&self) -> &'static str {
        let sqlite = self.database_url.as_ref().is_none_or(|url| url.starts_with("sqlite:"));
        if sqlite { "SQLite" } else { "PostgreSQL" }
    }
}

/// Every bad setting, with its name, what was given and what is expected.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

const LISTEN: Setting =
    Setting { name: "listen", default: "127.0.0.1:8080", expected: "an address and port such as 127.0.0.1:8080" };
const CONNECTIONS: Setting =
    Setting { name: "database_connections", default: "12", expected: "a whole number from 3 to 500" };
const ALLOW_UNSAFE: Setting = Setting { name: "allow_unsafe_database", default: "false", expected: "true or false" };
const PROXY: Setting =
    Setting { name: "trusted_proxy", default: "", expected: "addresses or networks such as 192.0.2.7, 10.0.9.0/28" };
const BATCH: Setting = Setting { name: "release_batch", default: "10", expected: "a whole number from 1 to 10000" };
const SETTLE: Setting = Setting { name: "release_settle", default: "15m", expected: "a time such as 15m, 1h or 1d" };
const MAX_AGE: Setting = Setting { name: "release_max_age", default: "7d", expected: "a time such as 7d, 12h or 30m" };
const CLOSE_AFTER: Setting = Setting { name: "close_after", default: "7d", expected: "a time such as 7d or 12h" };
const OPENING_HOURS: Setting = Setting {
    name: "opening_hours",
    default: "mon-sat 06:30-18:30",
    expected: "days and times such as mon-sat 06:30-18:30 or mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30",
};
const POSTERS: Setting =
    Setting { name: "poster_limit", default: "auto", expected: "auto, off, or answers an hour from 1 to 100000" };
const LOG: Setting = Setting {
    name: "log",
    default: "info",
    expected: "a level (off, error, warn, info, debug, trace), or several with names such as info,hailong::web=debug",
};
const LOG_FORMAT: Setting = Setting { name: "log_format", default: "text", expected: "text or json" };

impl Given {
    /// Reads the file of settings and checks all of them. Only a file that nobody named may be missing: a site on
    /// defaults in place of the one that was meant would look like one without its answers.
    ///
    /// # Errors
    /// [`ConfigError`] with every bad setting, or with why the file cannot be read.
    pub fn load(&self) -> Result<Config, ConfigError> {
        let unreadable = |why: &dyn std::fmt::Display| ConfigError(vec![format!("{}: {why}", self.file())]);
        let bytes = match fs::read(self.config.as_deref().unwrap_or(FILE.as_ref())) {
            Err(error) if error.kind() == ErrorKind::NotFound && self.config.is_none() => return self.check(None),
            read => read.map_err(|error| unreadable(&format!("cannot be read: {error}")))?,
        };
        let text = String::from_utf8(bytes);
        let text = text.map_err(|error| {
            let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|&&b| b == b'\n').count();
            unreadable(&format!("line {line} is not UTF-8"))
        })?;
        self.check(Some(text.strip_prefix('\u{feff}').unwrap_or(&text)))
    }

    fn file(&self) -> String {
        self.config.as_ref().map_or_else(|| FILE.to_owned(), |file| file.display().to_string())
    }

    /// Checks the settings; `file` is the content of the file of settings where there is one.
    ///
    /// # Errors
    /// [`ConfigError`] with all of them.
    pub fn check(&self, file: Option<&str>) -> Result<Config, ConfigError> {
        let mut reading = SettingsReader::new(self.file(), file);
        let database_url = reading.take("database_url", &self.database_url);
        let mut config = Config {
            listen: reading.parse(&LISTEN, &self.listen, |text| text.parse().ok()),
            database_url: reading.database(database_url),
            database_connections: reading.parse(&CONNECTIONS, &self.database_connections, |text| {
                text.parse().ok().filter(|connections| (3..=500).contains(connections))
            }),
            allow_unsafe_database: reading.parse(
                &ALLOW_UNSAFE,
                &self.allow_unsafe_database.then(|| "true".to_owned()),
                |text| text.parse().ok(),
            ),
            data_dir: reading.data_dir(&self.data_dir).into(),
            base_url: reading.base_url(&self.base_url),
            proxies: reading.parse(&PROXY, &self.trusted_proxy, networks),
            release: Rules {
                least: reading.parse(&BATCH, &self.release_batch, |text| {
                    text.parse().ok().filter(|least| (1..=10_000).contains(least))
                }),
                settle: reading.parse(&SETTLE, &self.release_settle, duration),
                max_age: reading.parse(&MAX_AGE, &self.release_max_age, duration),
                close_after: reading.parse(&CLOSE_AFTER, &self.close_after, duration),
            },
            dossier_pattern: reading.dossier_pattern(&self.dossier_pattern),
            opening_hours: reading.parse(&OPENING_HOURS, &self.opening_hours, |text| text.parse().ok()),
            posters: reading.parse(&POSTERS, &self.poster_limit, |text| text.parse().ok()),
            contact: reading.contact(&self.contact),
            log: Log {
                filter: reading.parse(&LOG, &self.log, |text| text.parse().ok()),
                format: reading.parse(&LOG_FORMAT, &self.log_format, |text| text.parse().ok()),
            },
            changed: Vec::new(),
        };
        config.changed = std::mem::take(&mut reading.changed);
        reading.leftovers();
        if reading.bad.is_empty() { Ok(config) } else { Err(ConfigError(reading.bad)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_what_the_manual_says() {
        let config = Given::default().check(None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!((config.database_url, config.data_dir), (None, "data".into()));
        assert_eq!((config.release.least, config.release.max_age), (10, 7 * 24 * 3_600_000));
    }

    #[test]
    fn flags_win_over_the_file_and_every_bad_setting_is_named() {
        let given = Given { listen: Some("127.0.0.1:9".into()), ..Given::default() };
        let config = given.check(Some("listen = \"127.0.0.1:1\"\nrelease_batch = 12")).unwrap();
        assert_eq!((config.listen.port(), config.release.least), (9, 12));
        let bad = Given {
            listen: Some("here".into()),
            release_max_age: Some("7 days".into()),
            log: Some("loud".into()),
            ..Given::default()
        };
        let ConfigError(said) = bad
            .check(Some("database_url = \"mysql://x\"\ncolour = 1\nrelease_batch = 0\ndossier_pattern = \"H[\"\ncontact = \"a\\u0000\""))
            .unwrap_err();
        for name in [
            "log",
            "listen",
            "release_max_age",
            "database_url",
            "colour",
            "release_batch",
            "dossier_pattern",
            "contact",
        ] {
            assert!(said.iter().any(|line| line.contains(name)), "{name} is not in {said:?}");
        }
    }

    #[test]
    fn what_differs_from_the_defaults_is_told_without_secrets() {
        let given = Given {
            listen: Some("127.0.0.1:8080".into()),
            database_url: Some("postgres://u:s3cret@host/d".into()),
            ..Given::default()
        };
        let config = given.check(Some("release_batch = 12\ncontact = \"02583 820 000\"")).unwrap();
        let told = [("release_batch", "12".to_owned()), ("contact", "02583 820 000".to_owned())];
        assert_eq!((config.database(), config.changed), ("PostgreSQL", told.to_vec()));
    }
}
