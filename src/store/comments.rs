//! Released comments.

use super::{Store, entity::comments, error::Result, inbox::stored_period};
use crate::domain::{text::fold, time_period::TimePeriod};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    prelude::Uuid,
    sea_query::{Condition, ExprTrait},
};

/// Rows that are looked through at a time for words.
const CHUNK: u64 = 1_000;

/// A comment, apart from every rating.
#[derive(Clone, Debug)]
pub struct Comment {
    pub unit: String,
    pub period: TimePeriod,
    pub lang: String,
    /// Masked at its release.
    pub text: String,
    /// Its place in the list.
    pub place: CommentPlace,
}

/// Where a comment stands in the list: by period, unit and a random number, never by when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentPlace {
    /// As stored.
    pub period: i32,
    pub unit: String,
    pub id: Uuid,
}

/// Which comments are asked for.
#[derive(Clone, Debug, Default)]
pub struct CommentsAsked {
    pub unit: Option<String>,
    pub period: Option<TimePeriod>,
    /// Words in any spelling; found without regard to diacritics and capitals.
    pub words: String,
}

impl Store {
    /// Up to `most` comments that were asked for, in random order within unit and period, from behind a place on.
    pub async fn comments(
        &self,
        asked: &CommentsAsked,
        after: Option<CommentPlace>,
        most: usize,
    ) -> Result<Vec<Comment>> {
        let words: Vec<String> = fold(&asked.words).split_whitespace().map(str::to_owned).collect();
        let (mut found, mut after) = (Vec::new(), after);
        loop {
            let rows = rows(asked, after.as_ref()).limit(CHUNK).all(&self.read).await?;
            let last = rows.len() < CHUNK as usize;
            for row in rows {
                let place = CommentPlace { period: row.period, unit: row.unit.clone(), id: row.id };
                after = Some(place.clone());
                let folded = fold(&row.text);
                if words.iter().all(|word| folded.contains(word.as_str())) {
                    let period = stored_period("comments", row.period)?;
                    found.push(Comment { period, unit: row.unit, lang: row.lang, text: row.text, place });
                }
                if found.len() == most {
                    return Ok(found);
                }
            }
            if last {
                return Ok(found);
            }
        }
    }

    /// Units and time periods that have comments, sorted, the latest first.
    pub async fn comment_choices(&self) -> Result<(Vec<String>, Vec<TimePeriod>)> {
        let units: Vec<String> = comments::Entity::find()
            .select_only()
            .column(comments::Column::Unit)
            .distinct()
            .order_by_asc(comments::Column::Unit)
            .into_tuple()
            .all(&self.read)
            .await?;
        let periods: Vec<i32> = comments::Entity::find()
            .select_only()
            .column(comments::Column::Period)
            .distinct()
            .order_by_desc(comments::Column::Period)
            .into_tuple()
            .all(&self.read)
            .await?;
        let periods = periods.into_iter().map(|period| stored_period("comments", period));
        Ok((units, periods.collect::<Result<_>>()?))
    }
}

fn rows(asked: &CommentsAsked, after: Option<&CommentPlace>) -> Select<comments::Entity> {
    use comments::Column::{Id, Period, Unit};
    let mut wanted = Condition::all();
    if let Some(unit) = &asked.unit {
        wanted = wanted.add(Unit.eq(unit));
    }
    if let Some(period) = asked.period {
        wanted = wanted.add(Period.eq(period.to_int()));
    }
    if let Some(place) = after {
        let same = || Period.eq(place.period);
        let behind = Condition::any()
            .add(Period.lt(place.period))
            .add(same().and(Unit.gt(&*place.unit)))
            .add(same().and(Unit.eq(&*place.unit)).and(Id.gt(place.id)));
        wanted = wanted.add(behind);
    }
    comments::Entity::find().filter(wanted).order_by_desc(Period).order_by_asc(Unit).order_by_asc(Id)
}
