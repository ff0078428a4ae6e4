//! Submissions that wait, opened with the site's keys.

use super::TestApp;
use hailong::domain::inbox::Entry;
use sea_orm::{ConnectionTrait, Database, Statement};

/// Something of each submission that waits, in the order of arrival.
pub async fn opened<T>(app: &TestApp, of: impl Fn(&Entry<'_>) -> T) -> Vec<T> {
    let db = Database::connect(&app.database_url).await.unwrap();
    let sql = "SELECT seq, seal_key, sealed FROM inbox ORDER BY seq";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let open = |row: sea_orm::QueryResult| {
        let (seq, key, mut sealed): (i64, i32, Vec<u8>) =
            (row.try_get("", "seq").unwrap(), row.try_get("", "seal_key").unwrap(), row.try_get("", "sealed").unwrap());
        let keys = app.site.store.inbox_keys();
        of(&keys.open(u16::try_from(key).unwrap(), seq.min(0), &mut sealed).unwrap())
    };
    rows.into_iter().map(open).collect()
}
