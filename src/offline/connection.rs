//! Whether the backend can be reached.

use leptos::prelude::*;

use super::drafts::browser_millis;
use crate::api::client::Heard;

/// What the browser says, corrected by what answers show: a cable may be in and the backend away.
#[derive(Clone, Copy)]
pub struct Connection {
    online: RwSignal<bool>,
    /// When the backend answered last, by the browser's clock.
    heard_at: RwSignal<Option<i64>>,
}

impl Connection {
    pub fn new() -> Self {
        let online = RwSignal::new(window().navigator().on_line());
        // The application lives as long as the page, and so do these two.
        let _ = window_event_listener_untyped("online", move |_| online.set(true));
        let _ = window_event_listener_untyped("offline", move |_| online.set(false));
        Self {
            online,
            heard_at: RwSignal::new(None),
        }
    }

    pub fn is_online(self) -> bool {
        self.online.get()
    }

    /// Calls each time when the connection is back. Call it while a component is made.
    pub fn on_return(then: impl Fn() + 'static) {
        let Some(connection) = use_context::<Self>() else {
            return;
        };
        Effect::new(move |before: Option<bool>| {
            let online = connection.is_online();
            if online && before == Some(false) {
                untrack(&then);
            }
            online
        });
    }

    pub fn heard_at(self) -> Option<i64> {
        self.heard_at.get()
    }

    /// Learns from the answer to a request, or from its absence.
    pub fn heard(self, heard: Heard) {
        let now = heard != Heard::Nothing;
        if now {
            self.heard_at.set(Some(browser_millis()));
        }
        if self.online.get_untracked() != now {
            self.online.set(now);
        }
    }
}
