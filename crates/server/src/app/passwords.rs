//! Passwords: argon2id, at least 12 characters, none of those that everybody tries.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::error::AppError;

pub const SHORTEST: usize = 12;
/// Longer ones are refused before they cost anything.
pub const LONGEST: usize = 1024;

/// Each hash takes 19 MiB: as many at once as memory allows, the others wait their turn.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Commonly leaked passwords of 12 characters and more, in small letters; shorter ones are refused anyway.
const LEAKED: &str = include_str!("passwords/leaked.txt");

/// What a password is verified against when the user does not exist, so that the answer takes as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody has this password").ok());

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPassword {
    TooShort,
    TooLong,
    Leaked,
    /// It holds the user's own name.
    HoldsUserName,
}

impl BadPassword {
    /// Its text stands under `error.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password.too_short",
            Self::TooLong => "password.too_long",
            Self::Leaked => "password.leaked",
            Self::HoldsUserName => "password.holds_user_name",
        }
    }
}

/// Whether a new password may be used.
pub fn check_new(password: &str, user_name: &str) -> Result<(), BadPassword> {
    let small = password.to_lowercase();
    if password.chars().count() < SHORTEST {
        return Err(BadPassword::TooShort);
    }
    if password.len() > LONGEST {
        return Err(BadPassword::TooLong);
    }
    let without_digits_at_the_end =
        small.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut leaked = LEAKED.lines().filter(|line| !line.is_empty());
    if leaked.any(|line| line == small || line == without_digits_at_the_end) || repeats(&small) {
        return Err(BadPassword::Leaked);
    }
    if user_name.len() >= 4 && small.contains(&user_name.to_lowercase()) {
        return Err(BadPassword::HoldsUserName);
    }
    Ok(())
}

/// One to four characters over and over: `aaaaaaaaaaaa`, `123123123123`.
fn repeats(password: &str) -> bool {
    let characters: Vec<char> = password.chars().collect();
    (1..=4).any(|period| {
        characters
            .iter()
            .zip(characters.iter().skip(period))
            .all(|(one, next)| one == next)
    })
}

fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Hashes a password that [`check_new`] has let through.
pub async fn hash_new(password: String) -> Result<String, AppError> {
    let turn = TURNS.acquire().await.map_err(AppError::internal)?;
    let hashed = tokio::task::spawn_blocking(move || hash(&password))
        .await
        .map_err(AppError::internal)?;
    drop(turn);
    hashed.map_err(|error| AppError::internal(error.to_string()))
}

/// Whether the password is the one of the hash. Without a hash the answer is no, and takes as long.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool, AppError> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let turn = TURNS.acquire().await.map_err(AppError::internal)?;
    let verified = tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let Some(hash) = stored.or_else(|| NOBODY.clone()) else {
            return false;
        };
        let Ok(hash) = PasswordHash::new(&hash) else {
            return false;
        };
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
            && known
    })
    .await
    .map_err(AppError::internal)?;
    drop(turn);
    Ok(verified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_at_least_twelve_characters() {
        assert_eq!(check_new("elleve tegn", "ingrid"), Err(BadPassword::TooShort));
        assert_eq!(check_new("tolv tegn 12", "ingrid"), Ok(()));
        assert_eq!(check_new(&"å".repeat(11), "ingrid"), Err(BadPassword::TooShort));
        assert_eq!(
            check_new(&"ab c".repeat(300), "ingrid"),
            Err(BadPassword::TooLong)
        );
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for leaked in [
            "Password1234",
            "qwertyuiop123",
            "123456789012",
            "aaaaaaaaaaaa",
            "123123123123",
            "PasswordPassword!",
        ] {
            assert_eq!(check_new(leaked, "ingrid"), Err(BadPassword::Leaked), "{leaked}");
        }
        assert_eq!(
            check_new("xx ingrid xx xx", "Ingrid"),
            Err(BadPassword::HoldsUserName)
        );
    }

    #[tokio::test]
    async fn a_password_is_verified_by_its_hash_and_by_nothing_else() {
        let hash = hash_new("riktig hest batteri".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            verify("riktig hest batteri".to_owned(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!verify("feil hest batteri".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify("nobody has this password".to_owned(), None).await.unwrap());
    }
}
