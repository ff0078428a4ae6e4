//! Settings: flags, then environment, then `hailong.toml`; every bad one is reported at once, by name.

use crate::domain::{batch::Rules, hours::Hours, receipt::DossierPattern, text};
use clap::Args;
use std::{collections::BTreeMap, fs, io::ErrorKind, net::SocketAddr, path::PathBuf};

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
    /// Use a PostgreSQL server with fsync off, which loses acknowledged answers when its machine fails; for tests
    #[arg(long, env = "HAILONG_ALLOW_UNSAFE_DATABASE", global = true)]
    allow_unsafe_database: bool,
    /// Folder of keys, questionnaires and the embedded database [default: data]
    #[arg(long, env = "HAILONG_DATA_DIR", global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// Address under which people reach this site, for links and QR codes [default: the one listened on]
    #[arg(long, env = "HAILONG_BASE_URL", global = true, value_name = "URL")]
    base_url: Option<String>,
    /// Fewest answers that are released together [default: 10]
    #[arg(long, env = "HAILONG_RELEASE_BATCH", global = true, value_name = "N")]
    release_batch: Option<String>,
    /// After this time a small unit's answers are released at its parent's level [default: 7d]
    #[arg(long, env = "HAILONG_RELEASE_MAX_AGE", global = true, value_name = "TIME")]
    release_max_age: Option<String>,
    /// A full batch waits this long for more answers before it is released [default: 15m]
    #[arg(long, env = "HAILONG_RELEASE_SETTLE", global = true, value_name = "TIME")]
    release_settle: Option<String>,
    /// Regular expression of the office's dossier codes, in capitals [default: those of Thông tư 01/2018/TT-VPCP]
    #[arg(long, env = "HAILONG_DOSSIER_PATTERN", global = true, value_name = "PATTERN")]
    dossier_pattern: Option<String>,
    /// When desks are open that have no hours of their own; answers at a kiosk at other times are a sign of stuffing
    /// [default: mon-sat 06:30-18:30]
    #[arg(long, env = "HAILONG_OPENING_HOURS", global = true, value_name = "HOURS")]
    opening_hours: Option<String>,
    /// Whom people may ask about this site: a telephone number or an address, shown on its public pages
    #[arg(long, env = "HAILONG_CONTACT", global = true, value_name = "TEXT")]
    contact: Option<String>,
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
    /// Whether a PostgreSQL server may be used that loses acknowledged answers when its machine fails.
    pub allow_unsafe_database: bool,
    pub data_dir: PathBuf,
    /// Without a slash at the end; `None` for the address that is listened on.
    pub base_url: Option<String>,
    pub release: Rules,
    pub dossier_pattern: DossierPattern,
    pub opening_hours: Hours,
    /// Whom people may ask, as it is shown; `None` for the place where they were.
    pub contact: Option<String>,
}

/// Every bad setting, with its name, what was given and what is expected.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// Most characters of a contact.
const CONTACT_LIMIT: usize = 300;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

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
        let mut reading = Reading { name: self.file(), file: BTreeMap::new(), bad: Vec::new() };
        reading.read(file);
        let data_dir = reading.data_dir(&self.data_dir);
        let database_url = reading.take("database_url", &self.database_url);
        let config = Config {
            listen: reading.parse(
                "listen",
                &self.listen,
                "127.0.0.1:8080",
                "an address and port such as 127.0.0.1:8080",
                |text| text.parse().ok(),
            ),
            database_url: reading.database(database_url),
            database_connections: reading.parse(
                "database_connections",
                &self.database_connections,
                "12",
                "a whole number from 3 to 500",
                |text| text.parse().ok().filter(|connections| (3..=500).contains(connections)),
            ),
            allow_unsafe_database: reading.parse(
                "allow_unsafe_database",
                &self.allow_unsafe_database.then(|| "true".to_owned()),
                "false",
                "true or false",
                |text| text.parse().ok(),
            ),
            data_dir: data_dir.into(),
            base_url: reading.base_url(&self.base_url),
            release: Rules {
                least: reading.parse(
                    "release_batch",
                    &self.release_batch,
                    "10",
                    "a whole number from 1 to 10000",
                    |text| text.parse().ok().filter(|least| (1..=10_000).contains(least)),
                ),
                settle: reading.parse(
                    "release_settle",
                    &self.release_settle,
                    "15m",
                    "a time such as 15m, 1h or 1d",
                    duration,
                ),
                max_age: reading.parse(
                    "release_max_age",
                    &self.release_max_age,
                    "7d",
                    "a time such as 7d, 12h or 30m",
                    duration,
                ),
            },
            dossier_pattern: reading.dossier_pattern(&self.dossier_pattern),
            opening_hours: reading.parse(
                "opening_hours",
                &self.opening_hours,
                "mon-sat 06:30-18:30",
                "days and times such as mon-sat 06:30-18:30 or mon-fri 07:30-11:30 13:30-17:00, sat 07:30-11:30",
                |text| text.parse().ok(),
            ),
            contact: reading.contact(&self.contact),
        };
        reading.leftovers();
        if reading.bad.is_empty() { Ok(config) } else { Err(ConfigError(reading.bad)) }
    }
}

struct Reading {
    /// The file's.
    name: String,
    file: BTreeMap<String, String>,
    bad: Vec<String>,
}

impl Reading {
    fn read(&mut self, file: Option<&str>) {
        match file.unwrap_or_default().parse::<toml::Table>() {
            Ok(table) => {
                self.file = table
                    .into_iter()
                    .map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
                    .collect();
            }
            Err(error) => self.bad.push(format!("{}: {}", self.name, error.message())),
        }
    }

    fn take(&mut self, name: &str, given: &Option<String>) -> Option<String> {
        let filed = self.file.remove(name);
        given.clone().or(filed)
    }

    fn parse<T>(
        &mut self,
        name: &str,
        given: &Option<String>,
        default: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> T
    where
        T: DefaultSetting,
    {
        let text = self.take(name, given).unwrap_or_else(|| default.to_owned());
        read(&text).unwrap_or_else(|| {
            self.bad.push(format!("{name}: expected {expected}, not `{text}`"));
            T::harmless()
        })
    }

    fn data_dir(&mut self, given: &Option<String>) -> String {
        let folder = self.take("data_dir", given).unwrap_or_else(|| "data".to_owned());
        if folder.is_empty() {
            self.bad.push("data_dir: expected a folder, not ``".to_owned());
        }
        folder
    }

    fn database(&mut self, url: Option<String>) -> Option<String> {
        let known =
            |url: &str| ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if url.as_deref().is_some_and(|url| !known(url)) {
            // The URL itself may hold a password and is not repeated.
            self.bad.push("database_url: expected sqlite://FILE or postgres://…".to_owned());
        }
        url
    }

    fn base_url(&mut self, given: &Option<String>) -> Option<String> {
        let text = self.take("base_url", given)?;
        let address = site_address(&text);
        if let Err(expected) = &address {
            self.bad.push(format!("base_url: expected {expected}, not `{text}`"));
        }
        address.ok()
    }

    fn contact(&mut self, given: &Option<String>) -> Option<String> {
        let text = self.take("contact", given)?;
        text::clean(&text, CONTACT_LIMIT).unwrap_or_else(|_| {
            self.bad.push(format!("contact: expected at most {CONTACT_LIMIT} characters without control characters"));
            None
        })
    }

    fn dossier_pattern(&mut self, given: &Option<String>) -> DossierPattern {
        let Some(expression) = self.take("dossier_pattern", given) else { return DossierPattern::national() };
        DossierPattern::own(&expression).unwrap_or_else(|error| {
            // Its last line says what is wrong, those before draw where.
            let why = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            self.bad.push(format!("dossier_pattern: expected a regular expression, not `{expression}`: {why}"));
            DossierPattern::national()
        })
    }

    fn leftovers(&mut self) {
        let unknown = std::mem::take(&mut self.file);
        self.bad.extend(unknown.into_keys().map(|name| format!("{}: there is no setting `{name}`", self.name)));
    }
}

/// What stands in while the other settings are checked; never used.
trait DefaultSetting {
    fn harmless() -> Self;
}

impl DefaultSetting for SocketAddr {
    fn harmless() -> Self {
        Self::from(([127, 0, 0, 1], 0))
    }
}

impl DefaultSetting for u32 {
    fn harmless() -> Self {
        12
    }
}

impl DefaultSetting for bool {
    fn harmless() -> Self {
        false
    }
}

impl DefaultSetting for u64 {
    fn harmless() -> Self {
        10
    }
}

impl DefaultSetting for Hours {
    fn harmless() -> Self {
        Self::default()
    }
}

impl DefaultSetting for i64 {
    fn harmless() -> Self {
        DAY
    }
}

/// Scheme, host and port of the address that is printed; what is expected instead where it is none.
fn site_address(text: &str) -> Result<String, &'static str> {
    const EXPECTED: &str = "an address such as https://hailong.example";
    let url = url::Url::parse(text.trim()).map_err(|_| EXPECTED)?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err(EXPECTED);
    }
    let nowhere = match url.host().ok_or(EXPECTED)? {
        url::Host::Domain(name) => name.is_empty(),
        url::Host::Ipv4(ip) => ip.is_unspecified(),
        url::Host::Ipv6(ip) => ip.to_canonical().is_unspecified(),
    };
    if nowhere {
        return Err("the address under which others reach this site");
    }
    // Pages, scripts and kiosks name each other from the root on.
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("an address without a path, because the site needs a host name of its own");
    }
    Ok(url.origin().ascii_serialization())
}

/// `30s`, `15m`, `12h`, `7d` in milliseconds.
fn duration(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => 1000,
        "m" => MINUTE,
        "h" => 60 * MINUTE,
        "d" => DAY,
        _ => return None,
    };
    number.parse::<u32>().ok().and_then(|number| i64::from(number).checked_mul(unit)).filter(|time| *time <= 366 * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_what_the_manual_says() {
        let config = Given::default().check(None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!((config.database_url, config.data_dir), (None, "data".into()));
        assert_eq!((config.release.least, config.release.max_age), (10, 7 * DAY));
    }

    #[test]
    fn flags_win_over_the_file_and_every_bad_setting_is_named() {
        let given = Given { listen: Some("127.0.0.1:9".into()), ..Given::default() };
        let config = given.check(Some("listen = \"127.0.0.1:1\"\nrelease_batch = 12")).unwrap();
        assert_eq!((config.listen.port(), config.release.least), (9, 12));
        let bad = Given { listen: Some("here".into()), release_max_age: Some("7 days".into()), ..Given::default() };
        let ConfigError(said) = bad
            .check(Some("database_url = \"mysql://x\"\ncolour = 1\nrelease_batch = 0\ndossier_pattern = \"H[\"\ncontact = \"a\\u0000\""))
            .unwrap_err();
        for name in
            ["listen", "release_max_age", "database_url", "colour", "release_batch", "dossier_pattern", "contact"]
        {
            assert!(said.iter().any(|line| line.contains(name)), "{name} is not in {said:?}");
        }
    }
}
