//! Minting: under which version and key, from which week, and what is printed of it.

use super::Slip;
use crate::{
    domain::{
        receipt::{DossierCode, Event, Revocation, Week},
        survey::Openness,
        unit::Standing,
    },
    site::Site,
    store::{
        self, By,
        dossiers::{Digest, Minted},
        receipts::Minting,
    },
    work::address,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Why nothing was minted.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// Nobody could open the links.
    #[error(
        "base_url: links to {0} would lead nowhere; set --base-url to the address under which people reach this site"
    )]
    NoAddress(String),
    #[error("survey: no questionnaire is open today")]
    NothingOpen,
    #[error("survey: there is no questionnaire `{0}`")]
    UnknownSurvey(String),
    #[error("survey: `{0}` is closed, nobody could answer")]
    Closed(String),
    #[error("survey: `{0}` is a quick version, which spends no receipt")]
    Quick(String),
    #[error("unit: there is no organisation `{0}`")]
    UnknownUnit(String),
    #[error("unit: `{unit}` was there until {last}; its work is done now by: {}", heirs_or_none(.heirs))]
    Ended { unit: String, last: Date, heirs: Vec<String> },
    #[error("unit: `{unit}` is there from {opens}")]
    NotYet { unit: String, opens: Date },
    #[error("the site has no numbers left for so many receipts")]
    UsedUp,
    /// The folder of keys lacks one that the database names.
    #[error("the key of these receipts is not in the keys folder")]
    NoKey,
    /// Whatever it mints would be dead: nobody has made the next key.
    #[error("key {0} was taken back; make the next one with `hailong receipts rotate-key`")]
    RevokedKey(u16),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// One dossier's event for which a receipt is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub line: usize,
    /// The code as the office wrote it.
    pub written: String,
    pub code: DossierCode,
    pub unit: String,
    pub event: Event,
}

/// A receipt for a dossier, and whether it was minted before.
#[derive(Clone, Debug)]
pub struct ForDossier {
    pub slip: Slip,
    pub known: bool,
}

/// Why a dossier has no link.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Withheld {
    /// It has a receipt, whose link cannot be written once more.
    #[error("it has a receipt of key {0}, which is not in the keys folder")]
    KeyGone(u16),
    /// It has none, and its unit is of another time.
    #[error("unit: `{unit}` was there until {last}; its work is done now by: {}", heirs_or_none(.heirs))]
    Ended { unit: String, last: Date, heirs: Vec<String> },
    #[error("unit: `{unit}` is there from {opens}")]
    NotYet { unit: String, opens: Date },
}

fn heirs_or_none(heirs: &[String]) -> String {
    if heirs.is_empty() { "nobody that is known".to_owned() } else { heirs.join(", ") }
}

/// Mints what people are asked with from a day on.
#[derive(Debug)]
pub struct Issuer<'s> {
    site: &'s Site,
    base_url: &'s str,
    key: u16,
    survey: String,
    today: Date,
    /// Revocations that hold for later receipts of the key.
    revoked: Vec<Revocation>,
}

impl<'s> Issuer<'s> {
    /// For the version named, or the one that is asked today.
    ///
    /// # Errors
    /// [`IssueError`] where there is none, where the key that mints was taken back, or where the site has no address.
    pub async fn new(site: &'s Site, base_url: &'s str, today: Date, survey: Option<&str>) -> Result<Self, IssueError> {
        if !address::leads_somewhere(base_url) {
            return Err(IssueError::NoAddress(base_url.to_owned()));
        }
        let survey = match survey {
            Some(key) => site.surveys.get(key).ok_or_else(|| IssueError::UnknownSurvey(key.to_owned()))?,
            None => site.current_survey(today).ok_or(IssueError::NothingOpen)?,
        };
        if survey.is_quick() {
            return Err(IssueError::Quick(survey.key.clone()));
        }
        if survey.state_on(today) == Openness::Closed {
            return Err(IssueError::Closed(survey.key.clone()));
        }
        let key = site.register.keys().newest().ok_or(IssueError::NoKey)?;
        let revoked = still_holding(site, key).await?;
        if revoked.iter().any(|what| what.unit.is_none()) {
            return Err(IssueError::RevokedKey(key));
        }
        Ok(Self { site, base_url, key, survey: survey.key.clone(), today, revoked })
    }

    /// Mints so many receipts alike, numbered one after the other.
    ///
    /// # Errors
    /// [`IssueError`]; then none is minted.
    pub async fn run(&self, unit: &str, event: Event, count: u32, by: By<'_>) -> Result<Run<'s>, IssueError> {
        let like = self.like(unit, event)?;
        let first = self.site.store.mint(&like, count, by).await?.ok_or(IssueError::UsedUp)?;
        Ok(Run { site: self.site, base_url: self.base_url, like, first, count })
    }

    /// A receipt for each dossier's event, in their order; a dossier that has one keeps it, unless it was
    /// taken back before anybody answered. Units are minted one
    /// after the other: where it fails, those before are minted and are known the next time. See
    /// [`Store::mint_for`](crate::store::Store::mint_for) for the actor of the log.
    ///
    /// # Errors
    /// [`IssueError`].
    pub async fn for_dossiers(
        &self,
        wanted: &[Wanted],
        by: Option<By<'_>>,
    ) -> Result<Vec<Result<ForDossier, Withheld>>, IssueError> {
        let mut groups: BTreeMap<(&str, Event), Vec<Digest>> = BTreeMap::new();
        let mut minted: HashMap<Digest, Option<Minted>> = HashMap::with_capacity(wanted.len());
        let digests: Vec<Digest> = wanted.iter().map(|wanted| self.digest(wanted)).collect();
        // A dossier that is named twice is minted for a unit that is there.
        let (closed, open): (Vec<_>, Vec<_>) =
            wanted.iter().zip(&digests).partition(|(wanted, _)| self.closed(&wanted.unit).is_some());
        for (wanted, digest) in open.into_iter().chain(closed) {
            if minted.insert(*digest, None).is_none() {
                groups.entry((&wanted.unit, wanted.event)).or_default().push(*digest);
            }
        }
        for ((unit, event), digests) in groups {
            let done = match self.closed(unit) {
                None => self.mint_for(unit, event, &digests, by).await?,
                // A receipt that was handed out before the end stays good.
                Some(_) => self.site.store.kept_for(&digests, &self.site.register.keys()).await?,
            };
            minted.extend(done.into_iter().map(|(digest, minted)| (digest, Some(minted))));
        }
        let slips = wanted.iter().zip(digests).map(|(wanted, digest)| {
            let Some(minted) = minted.get_mut(&digest).and_then(Option::as_mut) else {
                return self.closed(&wanted.unit).map(Err).ok_or(IssueError::NoKey);
            };
            // Asked for twice in one call, it is known the second time.
            let known = std::mem::replace(&mut minted.known, true);
            Ok(self.slip(minted).map(|slip| ForDossier { slip, known }))
        });
        slips.collect()
    }

    async fn mint_for(
        &self,
        unit: &str,
        event: Event,
        digests: &[Digest],
        by: Option<By<'_>>,
    ) -> Result<HashMap<Digest, Minted>, IssueError> {
        let like = self.like(unit, event)?;
        let done = self.site.store.mint_for(&like, digests, &self.site.register.keys(), by).await?;
        Ok(digests.iter().copied().zip(done.ok_or(IssueError::UsedUp)?).collect())
    }

    /// Why a unit hands out no new receipts today.
    fn closed(&self, unit: &str) -> Option<Withheld> {
        let (catalogue, unit) = (&self.site.catalogue, unit.to_owned());
        match catalogue.unit_on(&unit, self.today) {
            Standing::Open => None,
            Standing::NotYet(opens) => Some(Withheld::NotYet { unit, opens }),
            Standing::Ended(last) => {
                let heirs = catalogue.successors_on(&unit, self.today).iter().map(|unit| unit.name.clone()).collect();
                Some(Withheld::Ended { unit, last, heirs })
            }
        }
    }

    /// The findings of [`Issuer::for_dossiers`]: the receipts that are there, `None` for those to be minted.
    ///
    /// # Errors
    /// [`IssueError`].
    pub async fn known(&self, wanted: &[Wanted]) -> Result<Vec<Option<Result<Slip, Withheld>>>, IssueError> {
        let digests: Vec<Digest> = wanted.iter().map(|wanted| self.digest(wanted)).collect();
        let known = self.site.store.kept_for(&digests, &self.site.register.keys()).await?;
        let found = wanted.iter().zip(&digests).map(|(wanted, digest)| match known.get(digest) {
            Some(minted) => Some(self.slip(minted)),
            None => self.closed(&wanted.unit).map(Err),
        });
        Ok(found.collect())
    }

    fn digest(&self, wanted: &Wanted) -> Digest {
        self.site.register.keys().dossier_digest(wanted.code.as_str(), wanted.event)
    }

    fn slip(&self, minted: &Minted) -> Result<Slip, Withheld> {
        let keys = self.site.register.keys();
        Slip::of(&keys, self.base_url, minted.number, &minted.minting).ok_or(Withheld::KeyGone(minted.minting.key))
    }

    fn like(&self, unit: &str, event: Event) -> Result<Minting, IssueError> {
        let unit = self.site.catalogue.unit(unit).ok_or_else(|| IssueError::UnknownUnit(unit.to_owned()))?;
        match self.closed(&unit.code) {
            Some(Withheld::Ended { unit, last, heirs }) => return Err(IssueError::Ended { unit, last, heirs }),
            Some(Withheld::NotYet { unit, opens }) => return Err(IssueError::NotYet { unit, opens }),
            _ => {}
        }
        if self.revoked.iter().any(|what| what.unit.as_ref() == Some(&unit.code)) {
            return Err(IssueError::RevokedKey(self.key));
        }
        Ok(Minting {
            key: self.key,
            survey: self.survey.clone(),
            unit: unit.code.clone(),
            event,
            week: Week::of(self.today),
        })
    }
}

/// Of what was taken back of a key, what holds for numbers that are not given yet.
async fn still_holding(site: &Site, key: u16) -> Result<Vec<Revocation>, IssueError> {
    let mut revoked = site.store.revocations().await?;
    revoked.retain(|what| what.key == Some(key));
    let latest = if revoked.is_empty() { None } else { site.store.latest_run().await? };
    revoked.retain(|what| what.last > latest.as_ref().map_or(0, |run| run.last));
    Ok(revoked)
}

/// Receipts that were minted alike. Their slips are made as they are asked for.
#[derive(Debug)]
pub struct Run<'s> {
    site: &'s Site,
    base_url: &'s str,
    like: Minting,
    pub first: u32,
    pub count: u32,
}

impl Run<'_> {
    /// The last number.
    pub fn last(&self) -> u32 {
        self.first + self.count.saturating_sub(1)
    }

    pub fn slips(&self) -> impl Iterator<Item = Slip> {
        let keys = self.site.register.keys();
        (self.first..self.first + self.count)
            .filter_map(move |number| Slip::of(&keys, self.base_url, number, &self.like))
    }
}
