//! Released responses, streamed: no page of keys, no list in memory.

use super::{
    Store,
    entity::responses,
    error::{Error, Result},
    inbox::stored_period,
};
use crate::domain::{month::Period, time_period::TimePeriod};
use futures_util::{Stream, StreamExt};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid,
};

/// One response as stored.
#[derive(Clone, Debug)]
pub struct StoredResponse {
    pub id: Uuid,
    pub unit: String,
    pub period: TimePeriod,
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
    /// Whatever lies wholly inside.
    pub months: Period,
    /// `None` for all units.
    pub units: Option<Vec<String>>,
    /// `None` for all that was released. Else what is not later in its time period than is said of it.
    pub on_time: Option<Vec<(TimePeriod, u32)>>,
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
            .columns([C::Id, C::Unit, C::Period, C::Stratum, C::Kind, C::Lang, C::Answers, C::Flags])
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
    let (ending, before) = (TimePeriod::ending_in(filter.months), TimePeriod::straddling_start(filter.months));
    responses::Entity::find()
        .filter(C::Survey.eq(&filter.survey))
        .filter(C::Period.between(*ending.start(), *ending.end()))
        .filter(C::Period.is_not_in(before.iter().map(|period| period.to_int())))
        .apply_if(filter.units.clone(), |query, units| query.filter(C::Unit.is_in(units)))
        .apply_if(filter.on_time.as_deref(), |query, most| {
            let not_later = most.iter().map(|(period, late)| C::Period.eq(period.to_int()).and(C::Late.lte(*late)));
            query.filter(not_later.fold(Condition::any(), Condition::add))
        })
}

fn response((id, unit, period, stratum, kind, lang, answers, flags): Stored) -> Result<StoredResponse> {
    Ok(StoredResponse { id, unit, period: stored_period("responses", period)?, stratum, kind, lang, answers, flags })
}
