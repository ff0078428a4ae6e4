//! A site: the data folder, its keys and questionnaires, and the open database.
//!
//! [`Site::make`] makes whatever is missing, so the first start and every later one are the same call. [`Site::open`] is for
//! commands that work on a site that is there: in a wrong folder they find none and make none.

mod error;
mod folder;
mod heads;
mod inbox_keys;
mod lists;
mod lock;
mod names;
mod notes;
mod notice;
mod places;
mod words;

pub use error::SiteError;
pub use notice::Notice;

use crate::{
    config::Config,
    domain::{
        batch::Rules,
        device::DeviceKeys,
        flags::PosterLimit,
        hours::Hours,
        receipt::{DossierPattern, KeyRing, Register},
        staff_log::Action,
        survey::{LoadError, Openness, Survey},
        target::{Reference, Target},
        unit::Catalogue,
    },
    store::{By, Limits, LogKey, Note, Place, Store, Usual},
};
use folder::Folder;
use ipnet::IpNet;
use jiff::civil::Date;
use lists::Lists;
use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    path::Path,
    sync::Arc,
};

/// The key that seals half a form into the cookie of a browser without JavaScript.
#[derive(Clone)]
pub struct FormKey([u8; 32]);

impl FormKey {
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for FormKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormKey(…)")
    }
}

/// Everything that a command or the server works with.
#[derive(Clone, Debug)]
pub struct Site {
    pub store: Store,
    /// By key; published versions whose file is gone included.
    pub surveys: Arc<HashMap<String, Survey>>,
    /// Keys of the quick versions whose files are there: taking a file away is how a site ends its quick mode.
    quick: Arc<Vec<String>>,
    pub catalogue: Arc<Catalogue>,
    pub targets: Arc<Vec<Target>>,
    pub references: Arc<Vec<Reference>>,
    /// Notices about the site's files, for the person who starts it.
    pub notices: Arc<Vec<Notice>>,
    pub log_key: LogKey,
    pub form_key: FormKey,
    /// The keys and runs of this site's receipts.
    pub register: Arc<Register>,
    /// The keys that devices seal to and believe.
    pub device_keys: Arc<DeviceKeys>,
    /// The pattern of dossier codes here.
    pub dossiers: DossierPattern,
    pub opening_hours: Hours,
    /// Answers an hour that a desk's open link takes.
    pub posters: PosterLimit,
    /// The proxies that say where a visitor comes from.
    pub proxies: Vec<IpNet>,
    /// When answers are released.
    pub release: Rules,
    /// Whom people may ask about this site.
    pub contact: Option<String>,
    /// The notes of this start for the staff log.
    pub notes: Arc<Vec<Note>>,
    folder: Folder,
}

impl Site {
    /// Opens the site, making what is missing: folder, keys, database, schema.
    ///
    /// # Errors
    /// [`SiteError::Data`] with every mistake of every file at once.
    pub async fn make(config: &Config) -> Result<Self, SiteError> {
        let folder = Folder::make(&config.data_dir)?;
        let lists = Lists::read(&folder)?;
        let store = Store::make(place(config, &folder.database())).await?;
        Self::with(config, &folder, lists, store).await
    }

    /// Opens a site that is there, at the schema of this version.
    ///
    /// # Errors
    /// As [`Site::make`]; [`SiteError::Absent`] or [`crate::store::Error::Absent`] where there is none.
    pub async fn open(config: &Config) -> Result<Self, SiteError> {
        let folder = Folder::open(&config.data_dir)?;
        let lists = Lists::read(&folder)?;
        let store = Store::open(place(config, &folder.database())).await?;
        Self::with(config, &folder, lists, store).await
    }

    async fn with(config: &Config, folder: &Folder, mut lists: Lists, store: Store) -> Result<Self, SiteError> {
        // Checked before it is stored: a start that fails leaves everything as it was.
        let known = store.catalogue().await?;
        let whole = known.with_new(&lists.catalogue).map_err(|broken| SiteError::Data(lists.places.say(&broken)))?;
        lists.check_targets(&whole)?;
        if !known.units().is_empty() {
            lists.compare(&known);
        }
        let notes = notes::notes(&lists, config);
        for survey in lists.surveys.values() {
            store.publish_survey(survey).await?;
        }
        store.add_to_catalogue(&lists.catalogue).await?;
        let mut surveys = lists.surveys;
        let quick = surveys.values().filter(|survey| survey.is_quick()).map(|survey| survey.key.clone()).collect();
        add_published(&store, &mut surveys).await?;
        let catalogue = store.catalogue().await?;
        inbox_keys::open(folder, &store).await?;
        Ok(Self {
            register: Arc::new(register(folder.receipt_keys(store.highest_key().await?)?, &catalogue, &surveys)?),
            catalogue: Arc::new(catalogue),
            store,
            surveys: Arc::new(surveys),
            quick: Arc::new(quick),
            targets: Arc::new(lists.targets),
            references: Arc::new(lists.references),
            notices: Arc::new(lists.notices),
            device_keys: Arc::new(folder.device_keys()?),
            log_key: LogKey::new(folder.log_key()?),
            form_key: FormKey(folder.form_key()?),
            dossiers: config.dossier_pattern.clone(),
            opening_hours: config.opening_hours.clone(),
            posters: config.posters,
            proxies: config.proxies.clone(),
            release: config.release,
            contact: config.contact.clone(),
            notes: Arc::new(notes),
            folder: folder.clone(),
        })
    }

    /// The measure of signs of stuffing for desks that have nothing of their own.
    pub fn usual(&self) -> Usual<'_> {
        Usual { hours: &self.opening_hours, posters: self.posters }
    }

    /// Somebody who acts at this site, for its staff log.
    pub fn by<'a>(&'a self, actor: &'a str, at: i64) -> By<'a> {
        By { key: &self.log_key, actor, at }
    }

    /// Makes the next key of receipts and gives its id, which no key had before, also none whose file is gone. Servers
    /// that share the folder mint with it within seconds; older keys still read.
    ///
    /// # Errors
    /// [`SiteError`].
    pub async fn add_receipt_key(&self, by: By<'_>) -> Result<u16, SiteError> {
        self.add_key(folder::RECEIPT, self.store.highest_key().await?, Action::ReceiptsRotateKey, by).await
    }

    /// Makes the next key to which devices seal and gives its id. Servers that share the folder hand it out within seconds;
    /// what was sealed to older ones still opens.
    ///
    /// # Errors
    /// [`SiteError`].
    pub async fn add_seal_key(&self, by: By<'_>) -> Result<u16, SiteError> {
        self.add_key(folder::SEAL, 0, Action::DevicesRotateKey, by).await
    }

    /// A file and a row are no transaction. Where the process ends between them, the next start of a server logs the key.
    async fn add_key(&self, kind: &str, used: u16, action: Action, by: By<'_>) -> Result<u16, SiteError> {
        let turn = self.store.begin_key().await?;
        let id = self.folder.next_id(kind, used)?;
        turn.log(action, id, by).await?;
        self.folder.make_key(kind, id)?;
        turn.end().await?;
        Ok(id)
    }

    /// Reads keys that another server or a command has made since, and names them. One whose file is gone stays until the
    /// next start.
    ///
    /// # Errors
    /// [`SiteError::File`].
    pub fn read_new_keys(&self) -> Result<Vec<String>, SiteError> {
        let held = self.register.keys();
        let receipts = self.folder.new_keys(folder::RECEIPT, |id| held.has(id))?;
        let seals = self.folder.new_keys(folder::SEAL, |id| self.device_keys.seals.has(id))?;
        let names =
            |kind, keys: &BTreeMap<u16, _>| keys.keys().map(|id| folder::numbered(kind, *id)).collect::<Vec<_>>();
        let new = [names(folder::RECEIPT, &receipts), names(folder::SEAL, &seals)].concat();
        let waiting = inbox_keys::read_new(&self.folder, self.store.inbox_keys())?;
        if !new.is_empty() {
            self.register.add_keys(receipts);
            let bad = |(id, bad)| self.folder.bad_key(&folder::numbered(folder::SEAL, id), bad);
            self.device_keys.seals.add(&seals).map_err(bad)?;
        }
        Ok([new, waiting].concat())
    }

    /// Turns the key under which answers wait: there is a new one each day, and one that nothing needs is destroyed after two weeks.
    ///
    /// # Errors
    /// [`SiteError`]; then the keys that are there go on.
    pub async fn turn_inbox_key(&self, now: i64) -> Result<(), SiteError> {
        inbox_keys::turn(&self.folder, &self.store, now).await
    }

    /// The full version that is asked on a day: of those that are open, the one that opened last.
    pub fn current_survey(&self, day: Date) -> Option<&Survey> {
        latest(self.full().filter(|survey| survey.state_on(day) == Openness::Open))
    }

    /// The full version to speak of where none is open: the one that opened last.
    pub fn latest_survey(&self) -> Option<&Survey> {
        latest(self.full())
    }

    /// All versions, the one to speak of on a day first, then the newest.
    pub fn versions(&self, day: Date) -> Vec<&Survey> {
        let current = self.current_survey(day).or(self.latest_survey());
        let mut versions: Vec<&Survey> = self.surveys.values().collect();
        versions.sort_by_key(|survey| {
            let other = current.is_none_or(|current| current.key != survey.key);
            (other, std::cmp::Reverse(survey.opens), survey.key.as_str())
        });
        versions
    }

    /// The quick version that is offered on a day, if any.
    pub fn quick_survey(&self, day: Date) -> Option<&Survey> {
        let offered = self.quick.iter().filter_map(|key| self.surveys.get(key));
        latest(offered.filter(|survey| survey.state_on(day) == Openness::Open))
    }

    fn full(&self) -> impl Iterator<Item = &Survey> {
        self.surveys.values().filter(|survey| !survey.is_quick())
    }
}

fn place<'p>(config: &'p Config, file: &'p Path) -> Place<'p> {
    let limits = Limits { connections: config.database_connections, allow_unsafe: config.allow_unsafe_database };
    config.database_url.as_deref().map_or(Place::File(file), |url| Place::Url(url, limits))
}

fn latest<'s>(surveys: impl Iterator<Item = &'s Survey>) -> Option<&'s Survey> {
    surveys.max_by_key(|survey| (survey.opens, &survey.key))
}

async fn add_published(store: &Store, surveys: &mut HashMap<String, Survey>) -> Result<(), SiteError> {
    for (key, toml) in store.published_surveys().await? {
        if let Entry::Vacant(missing) = surveys.entry(key) {
            let survey = Survey::from_toml(&format!("published version {}", missing.key()), &toml).map_err(data)?;
            missing.insert(survey);
        }
    }
    Ok(())
}

fn register(keys: KeyRing, catalogue: &Catalogue, surveys: &HashMap<String, Survey>) -> Result<Register, SiteError> {
    let units = catalogue.units().iter().map(|unit| unit.code.as_str());
    let twins = || SiteError::Data(vec!["two units or questionnaires have one tag: change a code".to_owned()]);
    Register::new(keys, units, surveys.keys().map(String::as_str)).ok_or_else(twins)
}

fn data(LoadError(mistakes): LoadError) -> SiteError {
    SiteError::Data(mistakes.iter().map(ToString::to_string).collect())
}
