//! The parts of a row that hold a figure against others: ranks, and differences.

use crate::domain::{
    dialect::Cell,
    figure::{
        Point,
        ranks::{Rank, ranks},
    },
    index::Figure,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A rank and its range. They stand in the group itself, which has none of them where it has no rank.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct RowRank {
    #[schema(required = false)]
    pub rank: u64,
    #[schema(required = false)]
    pub rank_low: u64,
    #[schema(required = false)]
    pub rank_high: u64,
}

impl RowRank {
    /// Of figures that may be ranked.
    pub fn of_all(figures: &[Option<Figure>]) -> Vec<Option<Self>> {
        let named = |Rank { place, best, worst }| Self { rank: place, rank_low: best, rank_high: worst };
        ranks(figures).into_iter().map(|rank| rank.map(named)).collect()
    }

    pub(super) fn cells<'t>(self) -> [Cell<'t>; 3] {
        [self.rank, self.rank_low, self.rank_high].map(count)
    }
}

/// Points of a per cent, with the bounds of the 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct RowDifference {
    pub points: f64,
    pub low: f64,
    pub high: f64,
}

impl RowDifference {
    /// `None` where either has no index.
    pub fn of(mine: &Figure, other: &Figure) -> Option<Self> {
        let exact = Point::of(mine)?.since(Point::of(other)?).exact;
        let [points, low, high] = [exact.share, exact.low, exact.high].map(|share| share * 100.0);
        Some(Self { points, low, high })
    }

    pub(super) fn cells<'t>(self) -> [Cell<'t>; 3] {
        [self.points, self.low, self.high].map(Cell::Percent)
    }
}

pub(super) fn count<'t>(value: u64) -> Cell<'t> {
    Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
