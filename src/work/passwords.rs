//! Passwords: those that there may be, one-time passwords, and argon2id.

use crate::{
    domain::text::{account_name, fold, nfc},
    work::form_rule::FormRule,
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::RngExt;
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use validator::ValidationError;
use zxcvbn::{Score, zxcvbn};

/// Shortest and longest password, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 15..=128;

/// Characters of a password that are judged.
const JUDGED: usize = 40;

/// Words that people here choose, the likeliest first. Those of English, names and leaked passwords are the library's.
const WORDS: [&str; 44] = [
    "matkhau",
    "anhyeuem",
    "emyeuanh",
    "vietnam",
    "khanhhoa",
    "hailong",
    "nhatrang",
    "yeuem",
    "yeuanh",
    "admin",
    "administrator",
    "quantri",
    "canbo",
    "congchuc",
    "motcua",
    "sonoivu",
    "noivu",
    "ubnd",
    "uyban",
    "chinhquyen",
    "nhanvien",
    "hanoi",
    "saigon",
    "hochiminh",
    "danang",
    "haiphong",
    "cantho",
    "bacho",
    "tochuc",
    "congdan",
    "dichvucong",
    "thutuc",
    "hanhchinh",
    "chamsoc",
    "giadinh",
    "meyeu",
    "boyeu",
    "conyeu",
    "hanhphuc",
    "xinchao",
    "camon",
    "ratvui",
    "tinhyeu",
    "sipas",
];

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

/// The account of this name may have this password.
///
/// # Errors
/// The rule of [`FormRule`] that it breaks: too short or too long, too common where attackers know it or it is nearly one repeated character,
/// or with the account's name in it.
pub fn check_password(password: &str, name: &str) -> Result<(), ValidationError> {
    let (password, name) = (nfc(password), account_name(name));
    let refused = match password.chars().count() {
        length if length < *LENGTH.start() => FormRule::PasswordShort,
        length if length > *LENGTH.end() => FormRule::PasswordLong,
        _ if is_common(&password) => FormRule::PasswordCommon,
        _ if name.chars().count() >= 4 && account_name(&password).contains(&name) => FormRule::PasswordHasName,
        _ => return Ok(()),
    };
    Err(refused.into())
}

/// A program that knows passwords that leaked, words, dates, runs over the keyboard and repetitions finds it within 10¹⁰ guesses; so also where
/// it is Vietnamese written without marks and blanks.
fn is_common(password: &str) -> bool {
    let plain: String = fold(password).chars().filter(|letter| !letter.is_whitespace()).collect();
    // The begin is enough: to judge takes time, and much more for a long one.
    let begin = |text: &str| text.chars().take(JUDGED).collect::<String>();
    [begin(password), begin(&plain)].iter().any(|text| zxcvbn(text, &WORDS).score() < Score::Four)
}

/// Hashes a password on a thread of its own. Keyboards compose Vietnamese letters in different ways: all are one password.
pub async fn hash(password: String) -> String {
    blocking(move || hash_now(&nfc(&password))).await
}

/// True where a password fits a stored hash. `None` stands for an account that does not exist.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    blocking(move || {
        let known = stored.is_some();
        let hash = stored.unwrap_or_else(|| NOBODY.clone());
        let fits = |password: &str| {
            PasswordHash::new(&hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        };
        let composed = nfc(&password);
        // Hashes of before are of a password as it was typed.
        known & (fits(&composed) || composed != password && fits(&password))
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
            ("mật khẩu mật khẩu", Err(FormRule::PasswordCommon)),
            ("MatKhau123456789", Err(FormRule::PasswordCommon)),
            ("Khánh Hòa 2024 2025", Err(FormRule::PasswordCommon)),
            ("anhyeuem anhyeuem!", Err(FormRule::PasswordCommon)),
            ("P@ssw0rd-P@ssw0rd", Err(FormRule::PasswordCommon)),
            ("iloveyou20242024", Err(FormRule::PasswordCommon)),
            ("qwertyuiop[]asdfgh", Err(FormRule::PasswordCommon)),
            ("01/01/1990 01/01/1990", Err(FormRule::PasswordCommon)),
            ("NguyenVanA-thich-ca-phe", Err(FormRule::PasswordHasName)),
            ("ba con mèo và một cái ghế", Ok(())),
            ("trời mưa ướt áo anh bưu tá", Ok(())),
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
        assert!(!verify("một mật khẩu khác hẳn".to_owned(), Some(stored.clone())).await);
        let decomposed = "mo\u{323}\u{302}t ma\u{323}\u{302}t kha\u{302}\u{309}u \u{111}u\u{309} da\u{300}i".to_owned();
        assert_ne!(decomposed, "một mật khẩu đủ dài");
        assert!(verify(decomposed.clone(), Some(stored)).await, "typed on another keyboard");
        let of_before = blocking(move || hash_now(&decomposed)).await;
        assert!(
            verify(
                "mo\u{323}\u{302}t ma\u{323}\u{302}t kha\u{302}\u{309}u \u{111}u\u{309} da\u{300}i".to_owned(),
                Some(of_before)
            )
            .await
        );
        assert!(!verify("nobody has this password".to_owned(), None).await);
    }
}
