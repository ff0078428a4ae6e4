//! Many rows by one statement whose text follows from the entity and the number of rows alone.

use super::error::{Error, Result};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IdenStatic, Iterable, SqlErr, Statement, Value,
};
use std::fmt::Write as _;

/// One row: its columns, each with its value. Every row of a statement has the same columns in the same order.
pub(super) type Cells<E, const WIDTH: usize> = [(<E as EntityTrait>::Column, Value); WIDTH];

/// The fate of a row whose primary key is in the table already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// The statement fails.
    Fails,
    /// The old row stays, and the new one does not count as written.
    Stays,
    /// The new row's other columns replace those of the old one.
    Replaces,
}

/// False where the new row has a name that is taken.
pub(super) fn is_new<T>(inserted: std::result::Result<T, DbErr>) -> Result<bool> {
    match inserted {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Ok(false),
        Err(error) => Err(Error::from(error)),
    }
}

/// Inserts rows, and says how many it wrote. Where every microsecond of a submission counts, building an expression per value is a
/// third of the writer's work.
pub(super) async fn insert_rows<E: EntityTrait, const WIDTH: usize>(
    tx: &DatabaseTransaction,
    entity: E,
    rows: impl Iterator<Item = Cells<E, WIDTH>> + Send,
    again: Again,
) -> Result<u64> {
    let statement = statement(tx.get_database_backend(), entity, rows, again);
    let Some(statement) = statement else { return Ok(0) };
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

/// `None` where there are no rows.
fn statement<E: EntityTrait, const WIDTH: usize>(
    backend: DbBackend,
    entity: E,
    mut rows: impl Iterator<Item = Cells<E, WIDTH>>,
    again: Again,
) -> Option<Statement> {
    let first = rows.next()?;
    let columns = first.each_ref().map(|(column, _)| column.as_str());
    let mut sql = format!("INSERT INTO {} ({}) VALUES ", entity.table_name(), columns.join(", "));
    let mut values = Vec::with_capacity(WIDTH * (1 + rows.size_hint().0));
    for row in std::iter::once(first).chain(rows) {
        sql.push_str(if values.is_empty() { "(" } else { "), (" });
        for (place, (_, value)) in row.into_iter().enumerate() {
            if place > 0 {
                sql.push_str(", ");
            }
            values.push(value);
            match backend {
                // Writing to a string cannot fail.
                DbBackend::Postgres => drop(write!(sql, "${}", values.len())),
                _ => sql.push('?'),
            }
        }
    }
    sql.push(')');
    sql.push_str(&if_there::<E>(&columns, again));
    Some(Statement::from_sql_and_values(backend, sql, values))
}

fn if_there<E: EntityTrait>(columns: &[&str], again: Again) -> String {
    let key: Vec<&str> = E::PrimaryKey::iter().map(|column| column.as_str()).collect();
    let target = key.join(", ");
    match again {
        Again::Fails => String::new(),
        Again::Stays => format!(" ON CONFLICT ({target}) DO NOTHING"),
        Again::Replaces => {
            let others = columns.iter().filter(|column| !key.contains(column));
            let set: Vec<_> = others.map(|column| format!("{column} = excluded.{column}")).collect();
            format!(" ON CONFLICT ({target}) DO UPDATE SET {}", set.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::entity::{accepted, inbox, tallies};

    #[test]
    fn a_statement_follows_from_entity_and_rows() {
        use accepted::Column as C;
        let rows = |n: u8| (0..n).map(|n| [(C::Key, vec![n].into()), (C::Digest, vec![n + 1].into())]);
        let text = |backend, n, again| statement(backend, accepted::Entity, rows(n), again).map(|made| made.sql);
        assert_eq!(text(DbBackend::Sqlite, 0, Again::Fails), None);
        assert_eq!(
            text(DbBackend::Sqlite, 2, Again::Fails).unwrap(),
            "INSERT INTO accepted (key, digest) VALUES (?, ?), (?, ?)"
        );
        assert_eq!(
            text(DbBackend::Postgres, 2, Again::Stays).unwrap(),
            "INSERT INTO accepted (key, digest) VALUES ($1, $2), ($3, $4) ON CONFLICT (key) DO NOTHING"
        );
        let made = statement(DbBackend::Sqlite, accepted::Entity, rows(2), Again::Fails).unwrap();
        assert_eq!(made.values.unwrap().0, [0, 1, 1, 2].map(|n: u8| Value::from(vec![n])));
    }

    #[test]
    fn a_row_that_is_there_keeps_its_key() {
        use tallies::Column as C;
        let row = [C::Survey, C::Unit, C::Responses].map(|column| (column, Value::from(1)));
        let made = statement(DbBackend::Sqlite, tallies::Entity, std::iter::once(row), Again::Replaces).unwrap();
        assert_eq!(
            made.sql,
            "INSERT INTO tallies (survey, unit, responses) VALUES (?, ?, ?) ON CONFLICT (survey, unit, period, late, stratum, kind, flagged) \
             DO UPDATE SET responses = excluded.responses"
        );
        let row = [(inbox::Column::SealKey, Value::from(1))];
        let made = statement(DbBackend::Sqlite, inbox::Entity, std::iter::once(row), Again::Fails).unwrap();
        assert_eq!(made.sql, "INSERT INTO inbox (seal_key) VALUES (?)");
    }
}
