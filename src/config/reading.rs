//! Reads settings one by one and keeps what is wrong with each.

use super::log::{Filter, Format};
use crate::domain::{flags::PosterLimit, hours::Hours, receipt::DossierPattern, text};
use ipnet::IpNet;
use std::{collections::BTreeMap, net::SocketAddr};

/// Most characters of a contact.
const CONTACT_LIMIT: usize = 300;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A setting that always has a value.
pub(super) struct Setting {
    pub name: &'static str,
    pub default: &'static str,
    /// The form that it should have.
    pub expected: &'static str,
}

/// The settings that were read so far, and every bad one.
pub(super) struct SettingsReader {
    /// The file's.
    name: String,
    file: BTreeMap<String, String>,
    pub bad: Vec<String>,
    /// Settings that are not the defaults, as they were given. A secret is not noted.
    pub changed: Vec<(&'static str, String)>,
}

impl SettingsReader {
    /// `file` is the content of the file of that name, where there is one.
    pub fn new(name: String, file: Option<&str>) -> Self {
        let mut reading = Self { name, file: BTreeMap::new(), bad: Vec::new(), changed: Vec::new() };
        match file.unwrap_or_default().parse::<toml::Table>() {
            Ok(table) => {
                reading.file = table
                    .into_iter()
                    .map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
                    .collect();
            }
            Err(error) => reading.bad.push(format!("{}: {}", reading.name, error.message())),
        }
        reading
    }

    /// The given value, or else that of the file.
    pub fn take(&mut self, name: &str, given: &Option<String>) -> Option<String> {
        let filed = self.file.remove(name);
        given.clone().or(filed)
    }

    /// As [`take`](Self::take), and notes it; not for secrets.
    fn take_noted(&mut self, name: &'static str, given: &Option<String>, default: &str) -> Option<String> {
        let text = self.take(name, given);
        self.changed.extend(text.iter().filter(|text| *text != default).map(|text| (name, text.clone())));
        text
    }

    /// The setting as `read` reads it.
    pub fn parse<T: DefaultSetting>(
        &mut self,
        setting: &Setting,
        given: &Option<String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> T {
        let Setting { name, default, expected } = *setting;
        let text = self.take_noted(name, given, default).unwrap_or_else(|| default.to_owned());
        read(&text).unwrap_or_else(|| {
            self.bad.push(format!("{name}: expected {expected}, not `{text}`"));
            T::harmless()
        })
    }

    pub fn data_dir(&mut self, given: &Option<String>) -> String {
        let folder = self.take_noted("data_dir", given, "data").unwrap_or_else(|| "data".to_owned());
        if folder.is_empty() {
            self.bad.push("data_dir: expected a folder, not ``".to_owned());
        }
        folder
    }

    pub fn database(&mut self, url: Option<String>) -> Option<String> {
        let known =
            |url: &str| ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if url.as_deref().is_some_and(|url| !known(url)) {
            // The URL itself may hold a password and is not repeated.
            self.bad.push("database_url: expected sqlite://FILE or postgres://…".to_owned());
        }
        url
    }

    pub fn base_url(&mut self, given: &Option<String>) -> Option<String> {
        let text = self.take_noted("base_url", given, "")?;
        let address = site_address(&text);
        if let Err(expected) = &address {
            self.bad.push(format!("base_url: expected {expected}, not `{text}`"));
        }
        address.ok()
    }

    pub fn contact(&mut self, given: &Option<String>) -> Option<String> {
        let text = self.take_noted("contact", given, "")?;
        text::clean(&text, CONTACT_LIMIT).unwrap_or_else(|_| {
            self.bad.push(format!("contact: expected at most {CONTACT_LIMIT} characters without control characters"));
            None
        })
    }

    pub fn dossier_pattern(&mut self, given: &Option<String>) -> DossierPattern {
        let Some(expression) = self.take_noted("dossier_pattern", given, "") else { return DossierPattern::national() };
        DossierPattern::own(&expression).unwrap_or_else(|error| {
            // Its last line says what is wrong, those before draw where.
            let why = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            self.bad.push(format!("dossier_pattern: expected a regular expression, not `{expression}`: {why}"));
            DossierPattern::national()
        })
    }

    /// Reports the settings of the file that nobody has asked for.
    pub fn leftovers(&mut self) {
        let unknown = std::mem::take(&mut self.file);
        self.bad.extend(unknown.into_keys().map(|name| format!("{}: there is no setting `{name}`", self.name)));
    }
}

/// The value that stands in while the other settings are checked. It is never used.
pub(super) trait DefaultSetting {
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

impl DefaultSetting for PosterLimit {
    fn harmless() -> Self {
        Self::default()
    }
}

impl DefaultSetting for Hours {
    fn harmless() -> Self {
        Self::default()
    }
}

impl DefaultSetting for Vec<IpNet> {
    fn harmless() -> Self {
        Self::new()
    }
}

impl DefaultSetting for Filter {
    fn harmless() -> Self {
        Self::default()
    }
}

impl DefaultSetting for Format {
    fn harmless() -> Self {
        Self::default()
    }
}

impl DefaultSetting for i64 {
    fn harmless() -> Self {
        DAY
    }
}

/// Scheme, host and port of the address that is printed. Where it is none, the form that is expected.
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
pub(super) fn duration(text: &str) -> Option<i64> {
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
