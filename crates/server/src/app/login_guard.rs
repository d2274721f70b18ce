//! Slows down the guessing of passwords, by user name and by address, without telling whether the user exists: a name
//! that nobody bears is slowed down like any other.

use std::net::IpAddr;

use domain::moment::Moment;
use sha2::{Digest as _, Sha256};

use crate::{
    error::AppError,
    http::body::hex,
    state::AppState,
    store::login_attempts::{self, Attempts},
};

/// Mistypings that cost nothing.
const FREE_PER_USER: i64 = 5;
/// Many people can share an address.
const FREE_PER_ADDRESS: i64 = 50;
/// The wait doubles with each further failure, up to this.
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// Failures before that no longer count.
pub const FORGOTTEN_AFTER_SECONDS: i64 = 24 * 3600;

/// The subjects of an attempt, each with its free failures. Hashed: people type passwords into the wrong field.
#[derive(Clone, Debug)]
pub struct Guard {
    user: String,
    address: String,
}

impl Guard {
    pub fn new(user_name: &str, address: IpAddr) -> Self {
        // Whoever has one IPv6 address has a /64 of them.
        let address = match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("{:x?}", address.octets().get(..8).unwrap_or_default()),
        };
        Self {
            user: subject("user", user_name),
            address: subject("address", &address),
        }
    }

    fn subjects(&self) -> [(&str, i64); 2] {
        [(&self.user, FREE_PER_USER), (&self.address, FREE_PER_ADDRESS)]
    }

    /// Refuses while the user or the address has to wait.
    pub async fn check(&self, state: &AppState) -> Result<(), AppError> {
        let now = state.clock.now();
        let mut db = state.store.connection().await?;
        let mut wait = 0;
        for (subject, _) in self.subjects() {
            let attempts = login_attempts::find(&mut db, subject).await?;
            wait = wait.max(seconds_to_wait(attempts, now));
        }
        if wait == 0 {
            return Ok(());
        }
        Err(AppError::TooMany {
            retry_after: u32::try_from(wait).unwrap_or(u32::MAX),
        })
    }

    pub async fn failed(&self, state: &AppState) -> Result<(), AppError> {
        let (guard, now) = (self.clone(), state.clock.now());
        state
            .store
            .write(move |db| {
                Box::pin(async move {
                    for (subject, free) in guard.subjects() {
                        let before = login_attempts::find(db, subject).await?;
                        login_attempts::put(db, subject, after_failure(before, free, now)).await?;
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await
    }

    /// The user is known again; the address is not: a guesser can have one good password.
    pub async fn succeeded(&self, state: &AppState) -> Result<(), AppError> {
        let known = login_attempts::find(&mut state.store.connection().await?, &self.user).await?;
        if known.failures == 0 {
            return Ok(());
        }
        let user = self.user.clone();
        state
            .store
            .write(move |db| Box::pin(async move { login_attempts::forget(db, &user).await }))
            .await?;
        Ok(())
    }
}

fn subject(kind: &str, value: &str) -> String {
    hex(&Sha256::digest(format!("{kind}:{value}")))
}

fn seconds_to_wait(attempts: Attempts, now: Moment) -> i64 {
    if now >= attempts.blocked_until {
        0
    } else {
        now.seconds_until(attempts.blocked_until).max(1)
    }
}

fn after_failure(before: Attempts, free: i64, now: Moment) -> Attempts {
    let counts = before.last_failed_at.seconds_until(now) < FORGOTTEN_AFTER_SECONDS;
    let failures = if counts {
        before.failures.saturating_add(1)
    } else {
        1
    };
    // At most 10 doublings are ever needed to reach the longest wait.
    let wait = match failures - free {
        ..=0 => 0,
        above => LONGEST_WAIT_SECONDS.min(1 << above.min(10)),
    };
    Attempts {
        failures,
        last_failed_at: now,
        blocked_until: now.plus_seconds(wait),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_with_every_failure_after_the_free_ones() {
        let now = Moment::from_millis(1_800_000_000_000);
        let mut attempts = Attempts::default();
        let waits: Vec<i64> = (0..17)
            .map(|_| {
                attempts = after_failure(attempts, FREE_PER_USER, now);
                seconds_to_wait(attempts, now)
            })
            .collect();
        assert_eq!(
            waits,
            [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
        );
    }

    #[test]
    fn failures_are_forgotten_after_a_day() {
        let now = Moment::from_millis(1_800_000_000_000);
        let before = Attempts {
            failures: 40,
            last_failed_at: now,
            blocked_until: now,
        };
        assert_eq!(
            after_failure(before, FREE_PER_USER, now.plus_seconds(FORGOTTEN_AFTER_SECONDS)).failures,
            1
        );
    }

    #[test]
    fn what_was_typed_is_not_kept() {
        let guard = Guard::new("ingrid", IpAddr::from([127, 0, 0, 1]));
        assert!(!format!("{guard:?}").contains("ingrid"));
    }
}
