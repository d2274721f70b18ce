//! How a session ends: with a warning, by itself, or because its user walks away.

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use wire::session::SessionView;

use super::Session;
use crate::{
    api::{self, client::ApiError},
    offline::vault,
    routes,
};

/// A request that a person caused moves the end of the session to this long after it.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// So long before the end of the session the user is warned.
pub const WARNING_SECONDS: i64 = 120;
/// Somebody logged out here and the backend has not heard of it yet, in `localStorage`.
const LOG_OUT_OWED: &str = "jara-log-out-owed";

impl Session {
    /// The session has ended under the page: the log-in comes over it, and what is kept is locked.
    pub(super) fn lapse(self) {
        if self.is_here_untracked() {
            vault::lock();
            self.lapsed.set(true);
        }
    }

    /// Seconds until the session ends, when that is so near that the user is warned.
    pub fn ends_in(self) -> Option<i64> {
        let now = self.clock.now();
        if self.lapsed.get() {
            return None;
        }
        let left = now.seconds_until(self.end_of(&self.view()?));
        (0..=WARNING_SECONDS).contains(&left).then_some(left)
    }

    /// When the session ends unless something is done. Without a connection the page counts by itself, from what a
    /// person last did here: a network that is gone sends nobody away who is typing, and keeps nobody's page open who
    /// has left.
    pub(super) fn end_of(self, view: &SessionView) -> Moment {
        if self.is_cut_off() {
            let idle = self.active_at.get_value().plus_seconds(IDLE_SECONDS);
            view.idle_expires_at.max(idle)
        } else {
            view.idle_expires_at.min(view.expires_at)
        }
    }

    pub(super) fn is_cut_off(self) -> bool {
        self.connection
            .is_some_and(|connection| !untrack(move || connection.is_online()))
    }

    /// Whether staying is possible: not when the twelve hours are over.
    pub fn may_stay(self) -> bool {
        self.is_cut_off()
            || self
                .view()
                .is_some_and(|view| view.idle_expires_at < view.expires_at)
    }

    /// "Stay logged in".
    pub fn stay(self) {
        self.refresh(false);
    }

    /// Logs out at the backend, and here in any case: who presses "Log out" walks away.
    pub fn log_out(self) {
        self.leaving.set_value(true);
        vault::lock();
        spawn_local(async move {
            owe_log_out(true);
            if let Err(error) = pay_log_out().await {
                leptos::logging::warn!("the backend did not hear of the log-out: {}", error.code());
            }
            self.leave();
        });
    }

    /// To the log-in page. The page is loaded anew, so that nothing of this user stays in its memory.
    pub fn leave(self) {
        self.leaving.set_value(true);
        // What was typed last is written down by then.
        set_timeout(
            || {
                let here = window().location();
                let path = here.pathname().unwrap_or_default();
                let query = here.search().unwrap_or_default();
                load_anew(&routes::log_in(&format!("{path}{query}")));
            },
            vault::LAST_WORDS,
        );
    }
}

/// A log-out without a connection is made good before anything else is asked: who pressed "Log out" walked away.
pub fn owe_log_out(owed: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let done = if owed {
            storage.set_item(LOG_OUT_OWED, "true")
        } else {
            storage.remove_item(LOG_OUT_OWED)
        };
        if let Err(refused) = done {
            leptos::logging::warn!("an owed log-out could not be noted: {refused:?}");
        }
    }
}

pub async fn pay_log_out() -> Result<(), ApiError> {
    let owed = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(LOG_OUT_OWED).ok().flatten());
    if owed.is_none() {
        return Ok(());
    }
    match api::session::log_out().await {
        // Ended already is ended.
        Err(error) if error.status() != Some(401) => Err(error),
        Ok(()) | Err(_) => {
            owe_log_out(false);
            Ok(())
        }
    }
}

pub fn load_anew(address: &str) {
    if let Err(refused) = window().location().replace(address) {
        leptos::logging::warn!("the page could not be loaded anew: {refused:?}");
    }
}
