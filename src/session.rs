//! Who is logged in, and what happens when that ends while someone is working.
//!
//! A session that lapses puts the log-in over the page, which stays as it is beneath: the same user goes on where
//! they were, another user gets a fresh application.

mod ending;

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use wire::session::{SessionView, UserView};

use crate::{
    api::{
        self,
        client::{ApiError, Heard},
    },
    clock::Clock,
    offline::{connection::Connection, drafts::browser_millis, known, vault},
    routes,
};

use ending::{IDLE_SECONDS, WARNING_SECONDS, load_anew, owe_log_out, pay_log_out};

/// So often the backend is asked how the session stands: it may have been ended elsewhere, or kept alive by another
/// tab. It also shows whether the backend can be reached again.
const ASK_SECONDS: i64 = 60;
const ASK_SECONDS_NEAR_THE_END: i64 = 10;
/// While nobody answers.
const UNREACHABLE_SECONDS: i64 = 5;
/// How long the first answer is awaited before the page opens as it was known.
const PATIENCE_MILLIS: i64 = 3000;
/// Typing keeps the session alive: the backend hears of it at most this often.
const KEEP_ALIVE_SECONDS: i64 = 5 * 60;

/// Signs of life are written down at most this often, for the reload without a connection.
const SEEN_SECONDS: i64 = 30;

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
    /// When a sign of life was written down last.
    seen_at: StoredValue<Moment>,
    asking: StoredValue<bool>,
    /// The page was opened without an answer: of when that is by the browser's clock what is known of the session.
    known_at: RwSignal<Option<i64>>,
    /// The page is about to be loaded anew: no answer changes it any more.
    leaving: StoredValue<bool>,
    /// When the backend was asked last, by the browser's clock.
    asked_at: StoredValue<i64>,
    clock: Clock,
    connection: Option<Connection>,
}

impl Session {
    pub fn provide(clock: Clock) -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Asking),
            lapsed: RwSignal::new(false),
            generation: RwSignal::new(0),
            active_at: StoredValue::new(Moment::default()),
            told_at: StoredValue::new(Moment::default()),
            seen_at: StoredValue::new(Moment::default()),
            asking: StoredValue::new(false),
            known_at: RwSignal::new(None),
            leaving: StoredValue::new(false),
            asked_at: StoredValue::new(browser_millis()),
            clock,
            connection: use_context::<Connection>(),
        };
        provide_context(session);
        for event in ["keydown", "pointerdown"] {
            // The application lives as long as the page, and so does the listener.
            let _ = window_event_listener_untyped(event, move |_| session.notice(clock.now_untracked()));
        }
        // Who comes back to the page sees at once whether they are still logged in; so does a connection that is back.
        for event in ["focus", "online"] {
            let _ = window_event_listener_untyped(event, move |_| session.asked_at.set_value(0));
        }
        Effect::new(move |_| session.watch(clock.now()));
        vault::hear(
            move || {
                if session.is_here_untracked() {
                    vault::lock_here();
                    session.lapsed.set(true);
                }
            },
            move || session.look_again(),
        );
        session.ask();
        session
    }

    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self::provide(Clock::of_context()))
    }

    /// Asks the backend who is logged in.
    pub fn ask(self) {
        spawn_local(async move {
            let asked = match pay_log_out().await {
                Ok(()) => api::session::current(true).await,
                Err(error) => Err(error),
            };
            match asked {
                Ok(view) => {
                    self.arrive(view);
                }
                Err(error) if error.status() == Some(401) => {
                    if self.is_here_untracked() {
                        // Opened as it was known, and the session has ended meanwhile.
                        self.lapse();
                    } else {
                        vault::lock();
                        self.state.set(SessionState::Nobody);
                    }
                }
                Err(error) => {
                    if !self.open_as_known().await {
                        self.state.set(SessionState::Unreachable(error));
                    }
                }
            }
        });
    }

    /// Without an answer the application opens for the user who was here last, as long as this browser has the key
    /// (OFF-2). The backend is asked on.
    async fn open_as_known(self) -> bool {
        let waits = || {
            self.state
                .with_untracked(|state| matches!(state, SessionState::Asking | SessionState::Unreachable(_)))
        };
        if !waits() {
            return self.is_here_untracked();
        }
        let Some((view, at)) = known::recall().await else {
            return false;
        };
        // The backend may have answered meanwhile.
        if waits() && !self.leaving.get_value() {
            self.clock.set(view.now);
            self.known_at.set(Some(at));
            self.generation.update(|generation| *generation += 1);
            self.state.set(SessionState::Here(view));
        }
        true
    }

    /// When the backend last said who is here, by the browser's clock, while it has not yet said so to this page.
    pub fn known_at(self) -> Option<i64> {
        self.known_at.get()
    }

    /// Someone does something here.
    fn notice(self, now: Moment) {
        if self.seen_at.get_value().seconds_until(now) >= SEEN_SECONDS && self.is_here_untracked() {
            self.seen_at.set_value(now);
            vault::seen();
        }
        self.active_at.set_value(now);
    }

    fn is_here_untracked(self) -> bool {
        let here = self
            .state
            .with_untracked(|state| matches!(state, SessionState::Here(_)));
        here && !self.lapsed.get_untracked() && !self.leaving.get_value()
    }

    /// Someone has logged in in another tab: when it is the same user, this page goes on, too. For another it stays
    /// behind the log-in, with what was typed in it.
    fn look_again(self) {
        if !self.lapsed.get_untracked() {
            return;
        }
        spawn_local(async move {
            if let Ok(view) = api::session::current(true).await
                && view.user.user_name == self.user_name_untracked()
            {
                self.arrive(view);
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
        // Whoever is here now has logged in since.
        owe_log_out(false);
        let left = view.now.seconds_until(view.expires_at);
        vault::open_for(&view.user.user_name, browser_millis() + left * 1000);
        if another {
            self.generation.update(|generation| *generation += 1);
        }
        self.known_at.set(None);
        spawn_local(known::keep(view.clone()));
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
            Heard::Unauthorised => self.lapse(),
            Heard::Answer => {
                let now = self.clock.now_untracked();
                self.told_at.set_value(now);
                self.state.update_untracked(|state| {
                    if let SessionState::Here(view) = state {
                        view.idle_expires_at = now.plus_seconds(IDLE_SECONDS).min(view.expires_at);
                    }
                });
            }
            Heard::BackgroundAnswer | Heard::Nothing | Heard::Misunderstood => {}
        }
    }

    /// Each second: keeps the session alive while someone types, and notices its end.
    fn watch(self, now: Moment) {
        let view = match self.state.get_untracked() {
            SessionState::Here(view) => view,
            SessionState::Unreachable(_) => return self.ask_again(UNREACHABLE_SECONDS),
            // A backend that lets one wait is not waited for when it is known who was here.
            SessionState::Asking => {
                if browser_millis() - self.asked_at.get_value() >= PATIENCE_MILLIS {
                    self.asked_at.set_value(browser_millis());
                    spawn_local(async move {
                        self.open_as_known().await;
                    });
                }
                return;
            }
            SessionState::Nobody => return,
        };
        if self.lapsed.get_untracked() {
            return;
        }
        let left = now.seconds_until(self.end_of(&view));
        if left < 0 && self.is_cut_off() {
            self.lapse();
            return;
        }
        let typed_since = self.active_at.get_value() > self.told_at.get_value();
        let told_long_ago = self.told_at.get_value().seconds_until(now) >= KEEP_ALIVE_SECONDS;
        if typed_since && left > WARNING_SECONDS && told_long_ago {
            self.refresh(false);
            return;
        }
        // Past the end, the backend is the one who knows. What waits for a connection must not wait for a minute more.
        let every = if self.is_cut_off() {
            UNREACHABLE_SECONDS
        } else if left <= WARNING_SECONDS + ASK_SECONDS {
            ASK_SECONDS_NEAR_THE_END
        } else {
            ASK_SECONDS
        };
        if browser_millis() - self.asked_at.get_value() >= every * 1000 {
            self.refresh(true);
        }
    }

    fn ask_again(self, every: i64) {
        if browser_millis() - self.asked_at.get_value() >= every * 1000 {
            self.asked_at.set_value(browser_millis());
            self.ask();
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
}
