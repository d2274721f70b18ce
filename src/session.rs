//! Who is logged in, and what happens when that ends while someone is working.
//!
//! A session that lapses puts the log-in over the page, which stays as it is beneath: the same user goes on where
//! they were, another user gets a fresh application.

use std::time::Duration;

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use wire::session::{SessionView, UserView};

use crate::{
    api::{
        self,
        client::{ApiError, Heard},
    },
    clock::Clock,
    offline::drafts::browser_millis,
    routes,
};

/// A request that a person caused moves the end of the session to this long after it.
const IDLE_SECONDS: i64 = 30 * 60;
/// So long before the end of the session the user is warned.
pub const WARNING_SECONDS: i64 = 120;
/// So often the backend is asked how the session stands: it may have been ended elsewhere, or kept alive by another
/// tab. It also shows whether the backend can be reached again.
const ASK_SECONDS: i64 = 60;
const ASK_SECONDS_NEAR_THE_END: i64 = 10;
/// Typing keeps the session alive: the backend hears of it at most this often.
const KEEP_ALIVE_SECONDS: i64 = 5 * 60;

/// A form saves itself half a second after a key press; leaving gives it a little more.
const LAST_WORDS: Duration = Duration::from_millis(600);

#[derive(Clone, Debug, PartialEq)]
pub enum SessionState {
    /// Not known yet.
    Asking,
    /// The backend could not tell.
    Unreachable(ApiError),
    Nobody,
    Here(SessionView),
}

/// What the frame of the application shows; changes less often than the session itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Asking,
    Unreachable(ApiError),
    Nobody,
    /// A user and a number that grows with each change of user: pages of the one are not pages of the other.
    Inside(u32),
}

#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    /// The session has lapsed and the log-in stands over the page.
    lapsed: RwSignal<bool>,
    generation: RwSignal<u32>,
    /// When a person last did something here, and when the backend last heard of that.
    active_at: StoredValue<Moment>,
    told_at: StoredValue<Moment>,
    asking: StoredValue<bool>,
    /// The page is about to be loaded anew: no answer changes it any more.
    leaving: StoredValue<bool>,
    /// When the backend was asked last, by the browser's clock.
    asked_at: StoredValue<i64>,
    clock: Clock,
}

impl Session {
    pub fn provide(clock: Clock) -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Asking),
            lapsed: RwSignal::new(false),
            generation: RwSignal::new(0),
            active_at: StoredValue::new(Moment::default()),
            told_at: StoredValue::new(Moment::default()),
            asking: StoredValue::new(false),
            leaving: StoredValue::new(false),
            asked_at: StoredValue::new(browser_millis()),
            clock,
        };
        provide_context(session);
        for event in ["keydown", "pointerdown"] {
            // The application lives as long as the page, and so does the listener.
            let _ = window_event_listener_untyped(event, move |_| {
                session.active_at.set_value(clock.now_untracked())
            });
        }
        // Who comes back to the page sees at once whether they are still logged in.
        let _ = window_event_listener_untyped("focus", move |_| session.asked_at.set_value(0));
        Effect::new(move |_| session.watch(clock.now()));
        session.ask();
        session
    }

    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self::provide(Clock::of_context()))
    }

    /// Asks the backend who is logged in.
    pub fn ask(self) {
        spawn_local(async move {
            match api::session::current(true).await {
                Ok(view) => {
                    self.arrive(view);
                }
                Err(error) if error.status() == Some(401) => self.state.set(SessionState::Nobody),
                Err(error) => self.state.set(SessionState::Unreachable(error)),
            }
        });
    }

    pub fn stage(self) -> Stage {
        match self.state.get() {
            SessionState::Asking => Stage::Asking,
            SessionState::Unreachable(error) => Stage::Unreachable(error),
            SessionState::Nobody => Stage::Nobody,
            SessionState::Here(_) => Stage::Inside(self.generation.get()),
        }
    }

    pub fn view(self) -> Option<SessionView> {
        match self.state.get() {
            SessionState::Here(view) => Some(view),
            SessionState::Asking | SessionState::Unreachable(_) | SessionState::Nobody => None,
        }
    }

    pub fn user(self) -> Option<UserView> {
        self.view().map(|view| view.user)
    }

    /// The name of the user whose pages these are.
    pub fn user_name_untracked(self) -> String {
        self.state.with_untracked(|state| match state {
            SessionState::Here(view) => view.user.user_name.clone(),
            SessionState::Asking | SessionState::Unreachable(_) | SessionState::Nobody => String::new(),
        })
    }

    pub fn has_lapsed(self) -> bool {
        self.lapsed.get()
    }

    /// Someone has logged in, or still is.
    pub fn arrive(self, view: SessionView) {
        if self.leaving.get_value() {
            return;
        }
        self.clock.set(view.now);
        let before = self.user_name_untracked();
        let another = before != view.user.user_name;
        if another && !before.is_empty() {
            // Another user begins at the beginning, in a page that knows nothing of the first.
            self.leaving.set_value(true);
            load_anew(routes::HOME);
            return;
        }
        if another {
            self.generation.update(|generation| *generation += 1);
        }
        self.state.set(SessionState::Here(view));
        if self.lapsed.get_untracked() {
            self.lapsed.set(false);
        }
    }

    /// Hears what every answer says.
    pub fn heard(self, heard: Heard) {
        if self.leaving.get_value() {
            return;
        }
        match heard {
            Heard::Unauthorised => {
                if matches!(self.state.get_untracked(), SessionState::Here(_)) && !self.lapsed.get_untracked()
                {
                    self.lapsed.set(true);
                }
            }
            Heard::Answer => {
                let now = self.clock.now_untracked();
                self.told_at.set_value(now);
                self.state.update_untracked(|state| {
                    if let SessionState::Here(view) = state {
                        view.idle_expires_at = now.plus_seconds(IDLE_SECONDS).min(view.expires_at);
                    }
                });
            }
            Heard::BackgroundAnswer | Heard::Nothing => {}
        }
    }

    /// Seconds until the session ends, when that is so near that the user is warned.
    pub fn ends_in(self) -> Option<i64> {
        let now = self.clock.now();
        if self.lapsed.get() {
            return None;
        }
        let view = self.view()?;
        let left = now.seconds_until(view.idle_expires_at.min(view.expires_at));
        (0..=WARNING_SECONDS).contains(&left).then_some(left)
    }

    /// Whether staying is possible: not when the twelve hours are over.
    pub fn may_stay(self) -> bool {
        self.view()
            .is_some_and(|view| view.idle_expires_at < view.expires_at)
    }

    /// "Stay logged in".
    pub fn stay(self) {
        self.refresh(false);
    }

    /// Each second: keeps the session alive while someone types, and notices its end.
    fn watch(self, now: Moment) {
        let SessionState::Here(view) = self.state.get_untracked() else {
            return;
        };
        if self.lapsed.get_untracked() {
            return;
        }
        let left = now.seconds_until(view.idle_expires_at.min(view.expires_at));
        let typed_since = self.active_at.get_value() > self.told_at.get_value();
        let told_long_ago = self.told_at.get_value().seconds_until(now) >= KEEP_ALIVE_SECONDS;
        if typed_since && left > WARNING_SECONDS && told_long_ago {
            self.refresh(false);
            return;
        }
        // Past the end, the backend is the one who knows.
        let every = if left <= WARNING_SECONDS + ASK_SECONDS {
            ASK_SECONDS_NEAR_THE_END
        } else {
            ASK_SECONDS
        };
        if browser_millis() - self.asked_at.get_value() >= every * 1000 {
            self.refresh(true);
        }
    }

    fn refresh(self, background: bool) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        self.asked_at.set_value(browser_millis());
        spawn_local(async move {
            match api::session::current(background).await {
                Ok(view) => {
                    if !background {
                        self.told_at.set_value(view.now);
                    }
                    self.arrive(view);
                }
                Err(error) if error.status() == Some(401) => self.heard(Heard::Unauthorised),
                // The next second asks again, and the connection state says what is the matter.
                Err(_) => {}
            }
            self.asking.set_value(false);
        });
    }

    /// Logs out at the backend, and here in any case: who presses "Log out" walks away.
    pub fn log_out(self) {
        self.leaving.set_value(true);
        spawn_local(async move {
            if let Err(error) = api::session::log_out().await {
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
            LAST_WORDS,
        );
    }
}

fn load_anew(address: &str) {
    if let Err(refused) = window().location().replace(address) {
        leptos::logging::warn!("the page could not be loaded anew: {refused:?}");
    }
}
