//! Staff sessions: only the digest of the cookie's token is kept.

use super::{
    LogEntry, Store, dialect,
    entity::{sessions, users},
    error::{Error, Result},
    staff_log::log_and_commit,
    users::{User, public},
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    prelude::Uuid,
    sea_query::ExprTrait,
};

/// A session stays for this long without a request, in milliseconds.
const IDLE: i64 = 30 * 60 * 1000;
/// And at most this long.
const LONGEST: i64 = 12 * 60 * 60 * 1000;
/// `seen_at` is written at most this often, so that reading pages does not write.
const SEEN_STEP: i64 = 60 * 1000;

/// The account of a valid session.
#[derive(Clone, Debug)]
pub struct SessionUser {
    pub user: User,
}

impl Store {
    /// Opens a session for an account that signs in.
    pub async fn sign_in(&self, token: [u8; 32], user: Uuid, entry: LogEntry<'_>) -> Result<()> {
        let tx = dialect::begin(&self.write).await?;
        open(&tx, token, user, entry.by.at).await?;
        log_and_commit(tx, entry).await
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
        Ok(user.map(|user| SessionUser { user: public(user) }))
    }

    /// Ends a session.
    pub async fn close_session(&self, token: [u8; 32]) -> Result<()> {
        sessions::Entity::delete_by_id(token.to_vec()).exec(&self.write).await?;
        Ok(())
    }

    /// The number of sessions of an account that are open at `now`.
    pub async fn session_count(&self, user: Uuid, now: i64) -> Result<u64> {
        sessions::Entity::find()
            .filter(sessions::Column::User.eq(user))
            .filter(sessions::Column::SeenAt.gt(now - IDLE))
            .filter(sessions::Column::CreatedAt.gt(now - LONGEST))
            .count(&self.read)
            .await
            .map_err(Error::from)
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
