//! Published versions of the questionnaire.

use super::{
    Store,
    entity::surveys,
    error::{Error, Result},
};
use crate::domain::survey::Survey;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

impl Store {
    /// Publishes a version, or checks that it is still what was published.
    ///
    /// # Errors
    /// [`Error::SurveyChanged`] where the digest differs from the published one.
    pub async fn publish_survey(&self, survey: &Survey) -> Result<()> {
        let row = surveys::ActiveModel {
            key: Set(survey.key.clone()),
            digest: Set(survey.digest.to_vec()),
            toml: Set(survey.toml.clone()),
        };
        let ignore = sea_orm::sea_query::OnConflict::column(surveys::Column::Key).do_nothing().to_owned();
        surveys::Entity::insert(row).on_conflict(ignore).exec_without_returning(&self.write).await?;
        let published = surveys::Entity::find_by_id(&survey.key).one(&self.write).await?;
        match published {
            Some(row) if row.digest == survey.digest => Ok(()),
            _ => Err(Error::SurveyChanged(survey.key.clone())),
        }
    }

    /// The texts of all published versions, by key.
    pub async fn published_surveys(&self) -> Result<Vec<(String, String)>> {
        let rows = surveys::Entity::find().order_by_asc(surveys::Column::Key).all(&self.read).await;
        Ok(rows?.into_iter().map(|row| (row.key, row.toml)).collect())
    }
}
