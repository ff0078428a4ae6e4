//! Minting: under which version and key, from which week, and what is printed of it.

use crate::{
    domain::{
        receipt::{DossierCode, Event, Week},
        survey::Openness,
    },
    site::Site,
    store::{self, receipts::Minting},
    web::slips::Slip,
};
use jiff::civil::Date;

/// Why nothing was minted.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error("survey: no questionnaire is open today")]
    NothingOpen,
    #[error("survey: there is no questionnaire `{0}`")]
    UnknownSurvey(String),
    #[error("survey: `{0}` is closed, nobody could answer")]
    Closed(String),
    #[error("unit: there is no organisation `{0}`")]
    UnknownUnit(String),
    #[error("the site has no numbers left for so many receipts")]
    UsedUp,
    /// The folder of keys lacks one that the database names.
    #[error("the key of these receipts is not in the keys folder")]
    NoKey,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A receipt for a dossier, and whether it was minted before.
#[derive(Clone, Debug)]
pub struct ForDossier {
    pub slip: Slip,
    pub known: bool,
}

/// Mints what people are asked with from a day on.
#[derive(Debug)]
pub struct Issuer<'s> {
    site: &'s Site,
    base_url: &'s str,
    key: u16,
    survey: String,
    week: Week,
}

impl<'s> Issuer<'s> {
    /// For the version named, or the one that is asked today.
    ///
    /// # Errors
    /// [`IssueError`] where there is none.
    pub fn new(site: &'s Site, base_url: &'s str, today: Date, survey: Option<&str>) -> Result<Self, IssueError> {
        let survey = match survey {
            Some(key) => site.surveys.get(key).ok_or_else(|| IssueError::UnknownSurvey(key.to_owned()))?,
            None => site.current_survey(today).ok_or(IssueError::NothingOpen)?,
        };
        if survey.state_on(today) == Openness::Closed {
            return Err(IssueError::Closed(survey.key.clone()));
        }
        let key = site.register.keys().newest().ok_or(IssueError::NoKey)?;
        Ok(Self { site, base_url, key, survey: survey.key.clone(), week: Week::of(today) })
    }

    /// Mints so many receipts alike, numbered one after the other.
    ///
    /// # Errors
    /// [`IssueError`]; then none is minted.
    pub async fn run(&self, unit: &str, event: Event, count: u32) -> Result<Run<'s>, IssueError> {
        let like = self.like(unit, event)?;
        let first = self.site.store.mint(&like, count).await?.ok_or(IssueError::UsedUp)?;
        Ok(Run { site: self.site, base_url: self.base_url, like, first, count })
    }

    /// A receipt for each of these dossiers' event, in their order; a dossier that has one keeps it.
    ///
    /// # Errors
    /// [`IssueError`]; then none is minted.
    pub async fn for_dossiers(
        &self,
        unit: &str,
        event: Event,
        dossiers: &[&DossierCode],
    ) -> Result<Vec<ForDossier>, IssueError> {
        let like = self.like(unit, event)?;
        let keys = self.site.register.keys();
        let digests: Vec<_> = dossiers.iter().map(|dossier| keys.dossier_digest(dossier.as_str(), event)).collect();
        let minted = self.site.store.mint_for(&like, &digests).await?.ok_or(IssueError::UsedUp)?;
        let slips = minted.into_iter().map(|minted| {
            let slip = Slip::of(keys, self.base_url, minted.number, &minted.minting).ok_or(IssueError::NoKey)?;
            Ok(ForDossier { slip, known: minted.known })
        });
        slips.collect()
    }

    fn like(&self, unit: &str, event: Event) -> Result<Minting, IssueError> {
        let unit = self.site.catalogue.unit(unit).ok_or_else(|| IssueError::UnknownUnit(unit.to_owned()))?;
        Ok(Minting { key: self.key, survey: self.survey.clone(), unit: unit.code.clone(), event, week: self.week })
    }
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
    #[must_use]
    pub fn last(&self) -> u32 {
        self.first + self.count.saturating_sub(1)
    }

    pub fn slips(&self) -> impl Iterator<Item = Slip> {
        let keys = self.site.register.keys();
        (self.first..self.first + self.count)
            .filter_map(move |number| Slip::of(keys, self.base_url, number, &self.like))
    }

    /// What was minted, as the log keeps it.
    #[must_use]
    pub fn describe(&self) -> String {
        let Minting { unit, event, survey, key, .. } = &self.like;
        format!("{}..{} {unit} {} {survey} key {key}", self.first, self.last(), event.key())
    }
}
