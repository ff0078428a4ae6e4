//! Tries of what could be guessed, counted for all servers together.

use super::{
    Store,
    chain::LogKey,
    dialect,
    entity::tries,
    error::{Error, Result},
    waits::Waits,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// The thing that is tried, as a keyed digest: a name may be a password in the wrong field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried(Vec<u8>);

impl Tried {
    /// `kind` and `what` are tried at a site of this key.
    pub fn new(key: &LogKey, kind: &str, what: &str) -> Self {
        Self(key.digest(&format!("{kind}\0{what}")))
    }
}

impl Store {
    /// Takes a try at `now`: 0 where it may be made, else the milliseconds to wait. Many at once are as slow as one after
    /// the other.
    pub async fn take_try(&self, tried: &Tried, waits: Waits, now: i64) -> Result<i64> {
        if dialect::take_try(&self.write, &tried.0, waits, now).await? {
            return Ok(0);
        }
        let row = tries::Entity::find_by_id(tried.0.clone()).one(&self.write).await?;
        // A sign-in meanwhile has ended the wait.
        Ok(row.map_or(1, |row| (row.free_at - now).max(1)))
    }

    /// Gives back a try that was right, and with it the wait that it began.
    pub async fn give_back_try(&self, tried: &Tried) -> Result<()> {
        use sea_orm::ExprTrait;
        use tries::Column as C;
        let this = C::Key.eq(tried.0.clone());
        let only = tries::Entity::delete_many().filter(this.clone()).filter(C::Count.lte(1)).exec(&self.write).await;
        if only?.rows_affected > 0 {
            return Ok(());
        }
        let fewer = tries::Entity::update_many().col_expr(C::Count, Expr::col(C::Count).sub(1));
        let fewer = fewer.col_expr(C::FreeAt, Expr::value(0_i64));
        fewer.filter(this).exec(&self.write).await.map(drop).map_err(Error::from)
    }

    /// Forgets the tries of what was found right.
    pub async fn forget_tried(&self, tried: &Tried) -> Result<()> {
        tries::Entity::delete_by_id(tried.0.clone()).exec(&self.write).await.map(drop).map_err(Error::from)
    }

    /// Forgets what was last tried before a moment.
    pub async fn forget_tries(&self, before: i64) -> Result<()> {
        let old = tries::Entity::delete_many().filter(tries::Column::Last.lt(before));
        old.exec(&self.write).await.map(drop).map_err(Error::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Waits;

    #[test]
    fn waits_double_and_have_an_end() {
        let waits = Waits { free: 5, first: 30, longest: 900 };
        assert_eq!([4, 5, 6, 9, 10, 1_000].map(|count| waits.after(count)), [0, 30, 60, 480, 900, 900]);
    }
}
