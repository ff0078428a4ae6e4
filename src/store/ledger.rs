//! The ledger: the fate of the receipts of each unit and week of issue, and the proof that it adds up.

use super::{
    Store,
    check::Check,
    entity::{contested, dossiers, mintings, opened, responses, spent},
    error::Result,
};
use crate::domain::submission::Stratum;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use std::collections::BTreeMap;

/// The fate of the receipts of a unit and week of issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerRow {
    pub unit: String,
    pub week: i32,
    pub minted: u64,
    /// Opened or answered.
    pub opened: u64,
    pub spent: u64,
    pub contested: u64,
}

impl Store {
    /// The fate of all receipts, by unit and week of issue, in that order.
    pub async fn ledger(&self) -> Result<Vec<LedgerRow>> {
        ledger(&self.read).await
    }
}

pub(super) async fn ledger(db: &impl ConnectionTrait) -> Result<Vec<LedgerRow>> {
    let mut rows: BTreeMap<(String, i32), LedgerRow> = BTreeMap::new();
    let minted: Vec<(String, i32, i64)> = mintings::Entity::find()
        .select_only()
        .columns([mintings::Column::Unit, mintings::Column::Week])
        .column_as(mintings::Column::Count.sum(), "n")
        .group_by(mintings::Column::Unit)
        .group_by(mintings::Column::Week)
        .into_tuple()
        .all(db)
        .await?;
    for (unit, week, n) in minted {
        row_of(&mut rows, unit, week).minted += n.unsigned_abs();
    }
    let answered = spent::Entity::find().select_only().columns([spent::Column::Unit, spent::Column::Week]);
    let answered = answered.column_as(Expr::col(spent::Column::Week).count(), "n");
    let answered: Vec<(String, i32, i64)> =
        answered.group_by(spent::Column::Unit).group_by(spent::Column::Week).into_tuple().all(db).await?;
    for (unit, week, n) in answered {
        let row = row_of(&mut rows, unit, week);
        row.spent += n.unsigned_abs();
        row.opened += n.unsigned_abs();
    }
    // An answered receipt counts as opened: a page that was opened while the process died is in no other count.
    let own = Expr::col((spent::Entity, spent::Column::Nullifier)).equals((opened::Entity, opened::Column::Nullifier));
    let answered = Query::select().expr(Expr::val(1)).from(spent::Entity).and_where(own).to_owned();
    let only_opened: Vec<(String, i32, i64)> = opened::Entity::find()
        .select_only()
        .columns([opened::Column::Unit, opened::Column::Week])
        .column_as(Expr::col(opened::Column::Week).count(), "n")
        .filter(Expr::exists(answered).not())
        .group_by(opened::Column::Unit)
        .group_by(opened::Column::Week)
        .into_tuple()
        .all(db)
        .await?;
    for (unit, week, n) in only_opened {
        row_of(&mut rows, unit, week).opened += n.unsigned_abs();
    }
    for mark in contested::Entity::find().all(db).await? {
        row_of(&mut rows, mark.unit, mark.week).contested += 1;
    }
    Ok(rows.into_values().collect())
}

fn row_of(rows: &mut BTreeMap<(String, i32), LedgerRow>, unit: String, week: i32) -> &mut LedgerRow {
    let key = (unit, week);
    rows.entry(key.clone()).or_insert_with(|| LedgerRow { unit: key.0, week, ..LedgerRow::default() })
}

/// Strata of answers that spend a receipt.
const SPENDING: [Stratum; 2] = [Stratum::Receipt, Stratum::KioskReceipt];

/// A channel whose answers spend a receipt.
pub(super) fn spends(stratum: Stratum) -> bool {
    SPENDING.contains(&stratum)
}

/// `waiting` is how many wait that spent a receipt.
pub(super) async fn verify(db: &impl ConnectionTrait, waiting: u64) -> Result<[Check; 2]> {
    Ok([one_answer_each(db, waiting).await?, accounting(db).await?])
}

async fn one_answer_each(db: &impl ConnectionTrait, waiting: u64) -> Result<Check> {
    let spending = SPENDING.map(Stratum::key);
    let released = responses::Entity::find().filter(responses::Column::Stratum.is_in(spending)).count(db).await;
    let released = released?;
    // Of a class without channels nobody knows how many spent a receipt.
    let withheld = responses::Column::Stratum.eq(Stratum::Withheld.key());
    let withheld = responses::Entity::find().filter(withheld).count(db).await?;
    let spent = spent::Entity::find().count(db).await?;
    let known = waiting + released;
    Ok(Check {
        name: "I3 one receipt, one response, I5 never spent without stored",
        holds: (known..=known + withheld).contains(&spent),
        figures: format!(
            "{spent} receipts spent = {waiting} answers waiting + {released} released + some of {withheld} without a channel"
        ),
    })
}

async fn accounting(db: &impl ConnectionTrait) -> Result<Check> {
    let rows = ledger(db).await?;
    let wrong = rows.iter().filter(|row| row.minted < row.opened || row.opened < row.spent).count();
    let sum = |of: fn(&LedgerRow) -> u64| rows.iter().map(of).sum::<u64>();
    let (overlaps, astray) = numbers(db).await?;
    Ok(Check {
        name: "I6 minted, opened, spent",
        holds: wrong == 0 && overlaps == 0 && astray == 0,
        figures: format!(
            "{} minted >= {} opened >= {} spent in {} units and weeks, {wrong} of them wrong; {overlaps} numbers minted twice, {astray} dossiers without a number of their own",
            sum(|row| row.minted),
            sum(|row| row.opened),
            sum(|row| row.spent),
            rows.len(),
        ),
    })
}

/// Runs that begin before the one before them ends, and dossiers whose number was never minted or is another's too.
async fn numbers(db: &impl ConnectionTrait) -> Result<(u64, u64)> {
    let runs: Vec<(i32, i32)> = mintings::Entity::find()
        .select_only()
        .columns([mintings::Column::First, mintings::Column::Count])
        .order_by_asc(mintings::Column::First)
        .into_tuple()
        .all(db)
        .await?;
    let ends = |run: &(i32, i32)| run.0.saturating_add(run.1);
    let overlaps = runs.windows(2).filter(|pair| ends(&pair[0]) > pair[1].0).count() as u64;
    let end = runs.last().map_or(0, ends);
    let (all, different): (i64, i64) = dossiers::Entity::find()
        .select_only()
        .column_as(dossiers::Column::Number.count(), "all")
        .column_as(Expr::col(dossiers::Column::Number).count_distinct(), "different")
        .into_tuple()
        .one(db)
        .await?
        .unwrap_or_default();
    let beyond = dossiers::Entity::find().filter(dossiers::Column::Number.gte(end)).count(db).await;
    Ok((overlaps, beyond? + (all - different).unsigned_abs()))
}
