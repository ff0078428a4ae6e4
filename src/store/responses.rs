//! Released responses, streamed: no page of keys, no list in memory.

use super::{
    Store,
    entity::responses,
    error::{Error, Result},
    inbox::stored_month,
};
use crate::domain::month::{Month, Period};
use futures_util::{Stream, StreamExt};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, prelude::Uuid,
};

/// One response as stored.
#[derive(Clone, Debug)]
pub struct StoredResponse {
    pub id: Uuid,
    pub unit: String,
    pub month: Month,
    pub stratum: String,
    pub kind: String,
    pub lang: String,
    /// Packed answers of the version that was asked for.
    pub answers: String,
    pub flags: String,
}

/// Which responses.
#[derive(Clone, Debug)]
pub struct ResponseFilter {
    pub survey: String,
    pub period: Period,
    /// `None` for all units.
    pub units: Option<Vec<String>>,
}

type Stored = (Uuid, String, i32, String, String, String, String, String);

impl Store {
    /// The responses in the order of their random ids, which is the same each time.
    ///
    /// # Errors
    /// Faults of the database, also within the stream.
    pub async fn stream_responses(
        &self,
        filter: &ResponseFilter,
    ) -> Result<impl Stream<Item = Result<StoredResponse>> + Send + '_> {
        use responses::Column as C;
        let rows = select(filter)
            .select_only()
            .columns([C::Id, C::Unit, C::Month, C::Stratum, C::Kind, C::Lang, C::Answers, C::Flags])
            .order_by_asc(C::Id)
            .into_tuple::<Stored>()
            .stream(&self.read)
            .await?;
        Ok(rows.map(|row| row.map_err(Error::from).and_then(response)))
    }

    /// The number of responses that a filter finds.
    pub async fn count_responses(&self, filter: &ResponseFilter) -> Result<u64> {
        select(filter).count(&self.read).await.map_err(Error::from)
    }
}

fn select(filter: &ResponseFilter) -> sea_orm::Select<responses::Entity> {
    use responses::Column as C;
    responses::Entity::find()
        .filter(C::Survey.eq(&filter.survey))
        .filter(C::Month.between(filter.period.from.to_int(), filter.period.to.to_int()))
        .apply_if(filter.units.clone(), |query, units| query.filter(C::Unit.is_in(units)))
}

fn response((id, unit, month, stratum, kind, lang, answers, flags): Stored) -> Result<StoredResponse> {
    Ok(StoredResponse { id, unit, month: stored_month("responses", month)?, stratum, kind, lang, answers, flags })
}
