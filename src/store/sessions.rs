//! Staff sessions: only the digest of the cookie's token is kept.

use super::{
    LogEntry, Store,
    chain::guarded::Change,
    dialect,
    entity::{sessions, users},
    error::Result,
    staff_log::{end_act, log_and_commit},
    users::{User, public},
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::ExprTrait,
};

/// A session stays for this long without a request, in milliseconds.
const IDLE: i64 = 30 * 60 * 1000;
/// And at most this long.
const LONGEST: i64 = 12 * 60 * 60 * 1000;
/// `seen_at` is written at most this often, so that reading pages does not write.
const SEEN_STEP: i64 = 60 * 1000;

/// A session that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub opened_at: i64,
    /// About: to the minute.
    pub seen_at: i64,
    /// It is the one that asks.
    pub is_own: bool,
}

/// The account of a valid session.
#[derive(Clone, Debug)]
pub struct SessionUser {
    pub user: User,
}

impl Store {
    /// Opens a session for an account that signs in, whose password fits this hash. False where the account has another one by now, is
    /// disabled or has used it up: to hash takes time, and somebody else may have been faster.
    pub async fn sign_in(&self, token: [u8; 32], user: Uuid, hash: &str, entry: LogEntry<'_>) -> Result<bool> {
        let (tx, now) = (dialect::begin(&self.write).await?, entry.by.at);
        let before = users::Entity::find_by_id(user).lock_exclusive().one(&tx).await?;
        let fits = |row: &users::Model| row.password == hash && public(row.clone()).may_sign_in(now);
        let Some(before) = before.filter(fits) else {
            tx.rollback().await?;
            return Ok(false);
        };
        open(&tx, token, user, now).await?;
        if before.must_change {
            // This was its one time.
            let used = users::ActiveModel { id: Unchanged(user), one_time_until: Set(Some(now)), ..Default::default() };
            let after = users::Entity::update(used).exec(&tx).await?;
            let change = Change::default().user(entry.by.key, Some(&before), Some(&after));
            log_and_commit(tx, entry.of(change)).await?;
        } else {
            log_and_commit(tx, entry).await?;
        }
        Ok(true)
    }

    /// Opens a session at `now` (milliseconds) for an account that is signed in, such as after its others were ended.
    pub async fn open_session(&self, token: [u8; 32], user: Uuid, now: i64) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        open(&tx, token, user, now).await?;
        dialect::commit(tx).await
    }

    /// The account of the session with this token digest at `now`. `None` where there is no session or it has ended.
    pub async fn session(&self, token: [u8; 32], now: i64) -> Result<Option<SessionUser>> {
        let row = sessions::Entity::find_by_id(token.to_vec()).one(&self.read).await?;
        let Some(row) = row.filter(|row| now - row.seen_at < IDLE && now - row.created_at < LONGEST) else {
            return Ok(None);
        };
        if now - row.seen_at >= SEEN_STEP {
            let seen = sessions::ActiveModel { token: Unchanged(row.token), seen_at: Set(now), ..Default::default() };
            // Not `update`: a session that is ended meanwhile is no fault.
            let same = sessions::Column::Token.eq(token.to_vec());
            sessions::Entity::update_many().set(seen).filter(same).exec(&self.write).await?;
        }
        let user = users::Entity::find_by_id(row.user).one(&self.read).await?;
        Ok(user.filter(|user| user.disabled_at.is_none()).map(|user| SessionUser { user: public(user) }))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: [u8; 32], entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        let ended = sessions::Entity::delete_by_id(token.to_vec()).exec(&tx).await?;
        end_act(tx, ended.rows_affected > 0, entry).await?;
        Ok(())
    }

    /// Ends the sessions of an account but one, and says how many they were.
    pub async fn end_other_sessions(&self, user: Uuid, own: [u8; 32], entry: LogEntry<'_>) -> Result<u64> {
        let tx = dialect::begin(&self.write).await?;
        let others = sessions::Column::User.eq(user).and(sessions::Column::Token.ne(own.to_vec()));
        let ended = sessions::Entity::delete_many().filter(others).exec(&tx).await?.rows_affected;
        end_act(tx, ended > 0, entry).await?;
        Ok(ended)
    }

    /// The sessions of an account that are open at `now`, the latest first; `own` is the token of the one that asks.
    pub async fn open_sessions(&self, user: Uuid, own: Option<[u8; 32]>, now: i64) -> Result<Vec<OpenSession>> {
        let rows = sessions::Entity::find()
            .filter(sessions::Column::User.eq(user))
            .filter(sessions::Column::SeenAt.gt(now - IDLE))
            .filter(sessions::Column::CreatedAt.gt(now - LONGEST))
            .order_by_desc(sessions::Column::SeenAt)
            .all(&self.read)
            .await?;
        let session = |row: sessions::Model| OpenSession {
            opened_at: row.created_at,
            seen_at: row.seen_at,
            is_own: own.is_some_and(|own| own[..] == row.token),
        };
        Ok(rows.into_iter().map(session).collect())
    }
}

/// Opens a session, notes when the account last came, and sweeps old sessions.
async fn open(tx: &DatabaseTransaction, token: [u8; 32], user: Uuid, now: i64) -> Result<()> {
    // Before the sessions, as where a password changes: else two could wait for each other.
    let seen = users::ActiveModel { id: Unchanged(user), signed_in_at: Set(Some(now)), ..Default::default() };
    users::Entity::update(seen).exec(tx).await?;
    let old = sessions::Column::SeenAt.lt(now - IDLE).or(sessions::Column::CreatedAt.lt(now - LONGEST));
    sessions::Entity::delete_many().filter(old).exec(tx).await?;
    let row =
        sessions::ActiveModel { token: Set(token.to_vec()), user: Set(user), created_at: Set(now), seen_at: Set(now) };
    sessions::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
