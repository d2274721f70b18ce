//! Stops asking a system that keeps failing, so that nobody waits for a time-out that is sure to come.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// So many failures in a row open the breaker.
const FAILURES_TO_OPEN: u32 = 8;

/// Closed (asking), open (not asking) or half open (one call is let through to see).
#[derive(Debug)]
pub struct Breaker {
    open_for: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
    /// The one call of the half-open breaker is under way.
    probing: bool,
}

/// Leave to make one call. Must be told how it went; a call that was given up counts as nothing.
#[derive(Debug)]
pub struct Permit<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Breaker {
    pub fn new(open_for: Duration) -> Self {
        Self {
            open_for,
            state: Mutex::default(),
        }
    }

    /// Leave to call, or how long there is none.
    pub fn admit(&self) -> Result<Permit<'_>, Duration> {
        let mut state = self.state();
        let Some(open_until) = state.open_until else {
            return Ok(Permit {
                breaker: self,
                probe: false,
            });
        };
        let left = open_until.saturating_duration_since(Instant::now());
        if !left.is_zero() {
            return Err(left);
        }
        if state.probing {
            return Err(Duration::from_secs(1));
        }
        state.probing = true;
        Ok(Permit {
            breaker: self,
            probe: true,
        })
    }

    /// How long calls are still refused; none while the breaker is closed or lets a call through to see.
    pub fn suspended_for(&self) -> Option<Duration> {
        let left = self.state().open_until?.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }

    /// A poisoned lock only means that a thread died between two assignments to plain numbers, which still hold.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    pub fn succeeded(self) {
        let mut state = self.breaker.state();
        state.failures = 0;
        state.open_until = None;
    }

    pub fn failed(self) {
        let mut state = self.breaker.state();
        state.failures = state.failures.saturating_add(1);
        if self.probe || state.failures >= FAILURES_TO_OPEN {
            state.open_until = Some(Instant::now() + self.breaker.open_for);
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.probe {
            self.breaker.state().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(open_for: Duration) -> Breaker {
        let breaker = Breaker::new(open_for);
        for _ in 0..FAILURES_TO_OPEN {
            breaker.admit().unwrap().failed();
        }
        breaker
    }

    #[test]
    fn repeated_failures_open_the_breaker() {
        let breaker = Breaker::new(Duration::from_secs(60));
        for _ in 1..FAILURES_TO_OPEN {
            breaker.admit().unwrap().failed();
        }
        assert_eq!(breaker.suspended_for(), None);
        breaker.admit().unwrap().failed();
        assert!(breaker.suspended_for().is_some());
        assert!(breaker.admit().is_err());
    }

    #[test]
    fn a_success_between_failures_keeps_the_breaker_closed() {
        let breaker = Breaker::new(Duration::from_secs(60));
        for _ in 0..10 {
            breaker.admit().unwrap().failed();
            breaker.admit().unwrap().succeeded();
        }
        assert_eq!(breaker.suspended_for(), None);
    }

    #[test]
    fn the_half_open_breaker_lets_one_call_through_and_closes_when_it_succeeds() {
        let breaker = opened(Duration::ZERO);
        let probe = breaker.admit().unwrap();
        assert!(breaker.admit().is_err(), "a second call beside the probe");
        probe.succeeded();
        assert!(breaker.admit().is_ok());
        assert!(breaker.admit().is_ok());
    }

    #[test]
    fn a_failed_probe_opens_the_breaker_again() {
        let breaker = opened(Duration::from_millis(20));
        std::thread::sleep(Duration::from_millis(30));
        breaker.admit().unwrap().failed();
        assert!(breaker.suspended_for().is_some());
    }

    #[test]
    fn a_probe_that_was_given_up_makes_room_for_the_next() {
        let breaker = opened(Duration::ZERO);
        drop(breaker.admit().unwrap());
        assert!(breaker.admit().is_ok());
    }
}
