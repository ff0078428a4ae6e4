//! Accounts: the names that there may be, and the life of an account.

use crate::{
    domain::{
        role::Role,
        staff_log::Action,
        text::{account_name, nfc},
    },
    site::Site,
    store::{self, AccountChange, By, LogEntry, NewUser, User},
    work::{
        form_rule::FormRule,
        passwords::{hash, one_time_password},
    },
};
use validator::ValidationError;

/// An account may have this name: letters, digits, `.`, `-`, `_`, `@`, at most 64 of them.
///
/// # Errors
/// [`FormRule::UserNameMissing`], [`FormRule::UserNameBad`].
pub fn check_name(name: &str) -> Result<(), ValidationError> {
    let name = nfc(name);
    let fits = name.chars().count() <= 64 && name.chars().all(|c| c.is_alphanumeric() || ".-_@".contains(c));
    FormRule::UserNameMissing.holds(!name.is_empty())?;
    FormRule::UserNameBad.holds(fits)
}

/// An account that somebody wants.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    pub name: &'w str,
    pub role: Role,
    pub unit: Option<&'w str>,
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("name: expected 1 to 64 letters, digits, `.`, `-`, `_` or `@`, not `{0}`")]
    BadName(String),
    #[error("name: there is an account `{0}` already")]
    NameTaken(String),
    #[error("unit: there is no organisation `{0}`")]
    UnknownUnit(String),
    #[error("unit: a {} belongs to one; name it with --unit", .0.key())]
    NoUnit(Role),
    #[error("name: there is no account `{0}`")]
    NoAccount(String),
    #[error("this is the only account that administers the site: make another one first")]
    LastAdministrator,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes an account and gives its one-time password.
///
/// # Errors
/// [`AccountError`].
pub async fn add(site: &Site, wanted: Wanted<'_>, by: By<'_>) -> Result<String, AccountError> {
    let Wanted { name, role, unit } = wanted;
    if check_name(name).is_err() {
        return Err(AccountError::BadName(name.to_owned()));
    }
    let name = &account_name(name);
    check_scope(site, role, unit)?;
    let password = one_time_password();
    let new = NewUser {
        name: name.to_owned(),
        role: role.key().to_owned(),
        unit: unit.map(str::to_owned),
        password: hash(password.clone()).await,
        must_change: true,
        created_at: by.at,
    };
    let detail = told(name, role, unit);
    match site.store.add_user(new, by.does(Action::UserAdd, &detail)).await? {
        Some(_) => Ok(password),
        None => Err(AccountError::NameTaken(name.to_owned())),
    }
}

/// An account as the staff log tells of it.
fn told(name: &str, role: Role, unit: Option<&str>) -> String {
    [Some(name), Some(role.key()), unit].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn check_scope(site: &Site, role: Role, unit: Option<&str>) -> Result<(), AccountError> {
    if let Some(unit) = unit.filter(|unit| site.catalogue.unit(unit).is_none()) {
        return Err(AccountError::UnknownUnit(unit.to_owned()));
    }
    if role.needs_unit() && unit.is_none() { Err(AccountError::NoUnit(role)) } else { Ok(()) }
}

/// The account of a name.
///
/// # Errors
/// [`AccountError::NoAccount`].
pub async fn named(site: &Site, name: &str) -> Result<User, AccountError> {
    let found = site.store.user_with_password(name).await?;
    found.map(|(user, _)| user).ok_or_else(|| AccountError::NoAccount(name.to_owned()))
}

/// Gives an account another one-time password and ends its sessions.
///
/// # Errors
/// [`AccountError::Store`].
pub async fn reset(site: &Site, user: &User, by: By<'_>) -> Result<String, AccountError> {
    let password = one_time_password();
    let change = AccountChange::Password { hash: hash(password.clone()).await, must_change: true };
    changed(site, user, change, by.does(Action::UserPassword, &user.name)).await?;
    Ok(password)
}

/// Lets nobody sign in with an account any more, and ends its sessions: its next request is turned away.
///
/// # Errors
/// [`AccountError::LastAdministrator`].
pub async fn disable(site: &Site, user: &User, by: By<'_>) -> Result<(), AccountError> {
    changed(site, user, AccountChange::Disable, by.does(Action::UserDisable, &user.name)).await
}

/// Lets people sign in with an account again, by the password that it had.
///
/// # Errors
/// [`AccountError::Store`].
pub async fn enable(site: &Site, user: &User, by: By<'_>) -> Result<(), AccountError> {
    changed(site, user, AccountChange::Enable, by.does(Action::UserEnable, &user.name)).await
}

/// Gives an account another role or another unit, and ends its sessions.
///
/// # Errors
/// [`AccountError`].
pub async fn set_role(site: &Site, user: &User, wanted: (Role, Option<&str>), by: By<'_>) -> Result<(), AccountError> {
    let (role, unit) = wanted;
    check_scope(site, role, unit)?;
    let change = AccountChange::Role { role, unit: unit.map(str::to_owned) };
    let detail = told(&user.name, role, unit);
    changed(site, user, change, by.does(Action::UserRole, &detail)).await
}

/// Ends all sessions of an account.
///
/// # Errors
/// [`AccountError::Store`].
pub async fn end_sessions(site: &Site, user: &User, by: By<'_>) -> Result<(), AccountError> {
    changed(site, user, AccountChange::Sessions, by.does(Action::SessionsEnd, &user.name)).await
}

async fn changed(site: &Site, user: &User, change: AccountChange, entry: LogEntry<'_>) -> Result<(), AccountError> {
    if site.store.change_user(user.id, change, entry).await? { Ok(()) } else { Err(AccountError::LastAdministrator) }
}
