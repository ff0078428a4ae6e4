//! A thing that could be guessed is slowed down for itself, never for where the guess comes from: a whole office shares an address.
//! The database counts, so that several servers allow no more than one.

use crate::{
    store::{Result, Tried, Waits},
    web::state::App,
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Wrong passwords of an account.
const PASSWORDS: Waits = Waits { free: 5, first: 30_000, longest: 15 * MINUTE };
/// Wrong secrets that may be typed for a number in a day.
const CODES: Waits = Waits { free: 5, first: DAY, longest: DAY };

/// Takes a try at an account's password, before it is looked at: 0, or the milliseconds that the account must wait.
pub async fn take_password(app: &App, name: &str) -> Result<i64> {
    app.site.store.take_try(&account(app, name), PASSWORDS, app.clock.now()).await
}

/// Forgets the wrong passwords of an account that signed in.
pub async fn signed_in(app: &App, name: &str) -> Result<()> {
    app.site.store.forget_tried(&account(app, name)).await
}

/// Takes one of today's tries to type the code of a number; `false` where none is left.
pub async fn take_code(app: &App, number: u32) -> Result<bool> {
    Ok(app.site.store.take_try(&code(app, number), CODES, app.clock.now()).await? == 0)
}

/// Gives back the try of a code that was right.
pub async fn give_back_code(app: &App, number: u32) -> Result<()> {
    app.site.store.give_back_try(&code(app, number)).await
}

/// Forgets tries that no longer count.
pub async fn forget(app: &App) -> Result<()> {
    app.site.store.forget_tries(app.clock.now() - DAY).await
}

fn account(app: &App, name: &str) -> Tried {
    Tried::new(&app.site.log_key, "password", name)
}

fn code(app: &App, number: u32) -> Tried {
    Tried::new(&app.site.log_key, "code", &format!("{number} {}", app.clock.local().date()))
}
