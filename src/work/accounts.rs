//! Accounts: which names and passwords there may be, one-time passwords, and argon2id.

use crate::{
    domain::{role::Role, staff_log::Action},
    site::Site,
    store::{self, AccountChange, By, LogEntry, NewUser, User},
    work::form_rule::FormRule,
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::RngExt;
use std::{collections::HashSet, sync::LazyLock};
use tokio::sync::Semaphore;
use validator::ValidationError;

/// Shortest and longest password, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 15..=128;

/// 64 MiB and three passes; more than two at once would be a way to exhaust the machine.
static HASHING: Semaphore = Semaphore::const_new(2);

/// A wrong account name is checked against this hash, so that it takes as long as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password"));

/// A one-time password of 20 letters and digits, about 98 bits, in groups that can be read aloud.
pub fn one_time_password() -> String {
    const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
    let mut rng = rand::rng();
    let groups: Vec<String> =
        (0..4).map(|_| (0..5).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()).collect();
    groups.join("-")
}

/// An account may have this name: letters, digits, `.`, `-`, `_`, `@`, at most 64 of them.
///
/// # Errors
/// [`FormRule::UserNameMissing`], [`FormRule::UserNameBad`].
pub fn check_name(name: &str) -> Result<(), ValidationError> {
    let fits = name.chars().count() <= 64 && name.chars().all(|c| c.is_alphanumeric() || ".-_@".contains(c));
    FormRule::UserNameMissing.holds(!name.is_empty())?;
    FormRule::UserNameBad.holds(fits)
}

/// The account of this name may have this password.
///
/// # Errors
/// The rule of [`FormRule`] that it breaks: too short or too long, too common where attackers know it or it is nearly one repeated character,
/// or with the account's name in it.
pub fn check_password(password: &str, name: &str) -> Result<(), ValidationError> {
    let lower = password.to_lowercase();
    let letters: HashSet<char> = lower.chars().collect();
    let refused = match password.chars().count() {
        length if length < *LENGTH.start() => FormRule::PasswordShort,
        length if length > *LENGTH.end() => FormRule::PasswordLong,
        _ if letters.len() < 5 || is_common(&lower) => FormRule::PasswordCommon,
        _ if name.chars().count() >= 4 && lower.contains(&name.to_lowercase()) => FormRule::PasswordHasName,
        _ => return Ok(()),
    };
    Err(refused.into())
}

/// Runs over the keyboard and the alphabet, and words that long lists of leaked passwords begin with.
fn is_common(lower: &str) -> bool {
    const RUNS: [&str; 4] = [
        "12345678901234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "abcdefghijklmnopqrstuvwxyz",
        "qwerty123456789",
    ];
    const WORDS: [&str; 7] = ["password", "matkhau", "mật khẩu", "administrator", "hailong", "khanhhoa", "vietnam"];
    let rest = WORDS.iter().fold(lower.to_owned(), |text, word| text.replace(word, ""));
    RUNS.iter().any(|run| run.contains(lower))
        || rest.chars().filter(|letter| letter.is_alphabetic()).count() < 3 && rest.len() < lower.len()
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

/// Hashes a password on a thread of its own.
pub async fn hash(password: String) -> String {
    blocking(move || hash_now(&password)).await
}

/// True where a password fits a stored hash. `None` stands for an account that does not exist.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    blocking(move || {
        let known = stored.is_some();
        let hash = stored.unwrap_or_else(|| NOBODY.clone());
        let fits =
            PasswordHash::new(&hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        known && fits
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let turn = HASHING.acquire().await;
    // The turn goes with the work: a client that hangs up does not make room for another.
    let work = move || {
        let _turn = turn;
        work()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn hash_now(password: &str) -> String {
    argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).unwrap_or_default()
}

fn argon2() -> Argon2<'static> {
    // The parameters are constants within argon2's bounds; its defaults stand in if they ever were not.
    let params = Params::new(64 * 1024, 3, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_telling_passwords_are_refused() {
        for (password, expected) in [
            ("mười bốn ký tự", Err(FormRule::PasswordShort)),
            ("123456789012345", Err(FormRule::PasswordCommon)),
            ("passwordpassword", Err(FormRule::PasswordCommon)),
            ("aaaaaaaaaaaaaaaaaaa", Err(FormRule::PasswordCommon)),
            ("nguyenvana thích cà phê", Err(FormRule::PasswordHasName)),
            ("ba con mèo và một cái ghế", Ok(())),
        ] {
            assert_eq!(check_password(password, "nguyenvana"), expected.map_err(ValidationError::from), "{password}");
        }
        let long = "một hai ba bốn, năm sáu bảy tám!".repeat(4);
        assert_eq!((long.chars().count(), check_password(&long, "x")), (128, Ok(())), "characters, not bytes");
        assert_eq!(check_password(&format!("{long}."), "x"), Err(FormRule::PasswordLong.into()));
        assert_eq!(check_password(&one_time_password(), "admin"), Ok(()));
    }

    #[tokio::test]
    async fn only_the_right_password_of_an_account_fits() {
        let stored = hash("một mật khẩu đủ dài".to_owned()).await;
        assert!(stored.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
        assert!(verify("một mật khẩu đủ dài".to_owned(), Some(stored.clone())).await);
        assert!(!verify("một mật khẩu khác hẳn".to_owned(), Some(stored)).await);
        assert!(!verify("nobody has this password".to_owned(), None).await);
    }
}
