//! Whether the backend can be reached.

use leptos::prelude::*;

use crate::api::client::Heard;

/// What the browser says, corrected by what answers show: a cable may be in and the backend away.
#[derive(Clone, Copy)]
pub struct Connection {
    online: RwSignal<bool>,
}

impl Connection {
    pub fn new() -> Self {
        let online = RwSignal::new(window().navigator().on_line());
        // The application lives as long as the page, and so do these two.
        let _ = window_event_listener_untyped("online", move |_| online.set(true));
        let _ = window_event_listener_untyped("offline", move |_| online.set(false));
        Self { online }
    }

    pub fn is_online(self) -> bool {
        self.online.get()
    }

    /// Learns from the answer to a request, or from its absence.
    pub fn heard(self, heard: Heard) {
        let now = heard != Heard::Nothing;
        if self.online.get_untracked() != now {
            self.online.set(now);
        }
    }
}
