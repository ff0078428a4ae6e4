//! Accounts: which names and passwords there may be, one-time passwords, and argon2id.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::RngExt;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Shortest and longest password, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 15..=128;

/// 64 MiB and three passes; more than two at once would be a way to exhaust the machine.
static HASHING: Semaphore = Semaphore::const_new(2);

/// What a wrong account name is checked against, so that it takes as long as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password"));

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    TooShort,
    TooLong,
    /// Known to attackers, or nearly one repeated character.
    Common,
    HasName,
}

/// A one-time password of 20 letters and digits, about 98 bits, in groups that can be read aloud.
#[must_use]
pub fn one_time_password() -> String {
    const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
    let mut rng = rand::rng();
    let groups: Vec<String> =
        (0..4).map(|_| (0..5).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()).collect();
    groups.join("-")
}

/// What is wrong with an account's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMistake {
    Empty,
    /// Other than letters, digits, `.`, `-`, `_`, `@`, or more than 64 of them.
    Characters,
}

/// Whether an account may have this name.
///
/// # Errors
/// [`NameMistake`] with the reason.
pub fn check_name(name: &str) -> Result<(), NameMistake> {
    if name.is_empty() {
        return Err(NameMistake::Empty);
    }
    let fits = name.chars().count() <= 64 && name.chars().all(|c| c.is_alphanumeric() || ".-_@".contains(c));
    if fits { Ok(()) } else { Err(NameMistake::Characters) }
}

/// Whether an account may have this password.
///
/// # Errors
/// [`Refused`] with the reason.
pub fn check_password(password: &str, name: &str) -> Result<(), Refused> {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    if letters.len() < *LENGTH.start() {
        return Err(Refused::TooShort);
    }
    if letters.len() > *LENGTH.end() {
        return Err(Refused::TooLong);
    }
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 || is_common(&lower) {
        return Err(Refused::Common);
    }
    if name.chars().count() >= 4 && lower.contains(&name.to_lowercase()) {
        return Err(Refused::HasName);
    }
    Ok(())
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

/// Hashes a password on a thread of its own.
pub async fn hash(password: String) -> String {
    blocking(move || hash_now(&password)).await
}

/// Whether a password fits a stored hash; `None` for an account that does not exist.
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
    // The turn goes with the work: whoever hangs up does not make room for another.
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
            ("mười bốn ký tự", Err(Refused::TooShort)),
            ("123456789012345", Err(Refused::Common)),
            ("passwordpassword", Err(Refused::Common)),
            ("aaaaaaaaaaaaaaaaaaa", Err(Refused::Common)),
            ("nguyenvana thích cà phê", Err(Refused::HasName)),
            ("ba con mèo và một cái ghế", Ok(())),
        ] {
            assert_eq!(check_password(password, "nguyenvana"), expected, "{password}");
        }
        assert_eq!(check_password(&"ab cd ef gh".repeat(20), "x"), Err(Refused::TooLong));
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
