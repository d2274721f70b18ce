//! What is being written to go with an action on a case: a text in a dialog is kept as it is typed, too (OFF-1).

use std::time::Duration;

use leptos::{logging::warn, prelude::*, task::spawn_local};

use super::{
    store::{self, KNOWN, StoreError},
    vault,
};

/// So long after a key press the text is written down, with all that came meanwhile.
const PAUSE: Duration = Duration::from_millis(500);

/// The text of one dialog. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Remark {
    text: RwSignal<String>,
    /// What it goes with, as `1-20418/1/customer_update`.
    about: Signal<String>,
    /// What is kept, as far as this page knows.
    kept: StoredValue<String>,
}

impl Remark {
    /// Keeps the text of a signal from now on. Call it while the dialog is made.
    pub fn of(text: RwSignal<String>, about: Signal<String>) -> Self {
        let remark = Self {
            text,
            about,
            kept: StoredValue::new(String::new()),
        };
        let pending = StoredValue::new(false);
        Effect::new(move |before: Option<()>| {
            text.track();
            if before.is_none() || pending.get_value() {
                return;
            }
            pending.set_value(true);
            set_timeout(
                move || {
                    if pending.try_set_value(false).is_none() {
                        remark.save();
                    }
                },
                PAUSE,
            );
        });
        // A tab that goes gets no later chance.
        let leaving = window_event_listener_untyped("pagehide", move |_| {
            remark.say_last();
            remark.save();
        });
        on_cleanup(move || {
            leaving.remove();
            remark.save();
        });
        remark
    }

    /// Puts what was written before into the empty text.
    pub fn recall(self) {
        let about = self.about.get_untracked();
        spawn_local(async move {
            let Some(id) = id(&about) else { return };
            let kept = store::get::<String>(KNOWN, &id).await.unwrap_or_else(|error| {
                said(&error);
                None
            });
            let Some(kept) = kept else { return };
            // Who is quicker than the disk has begun anew.
            if self.text.try_with_untracked(String::is_empty) == Some(true) {
                self.kept.try_set_value(kept.clone());
                self.text.try_set(kept);
            }
        });
    }

    /// It has been sent: there is nothing to come back to.
    pub fn forget(self) {
        self.text.try_set(String::new());
        self.save();
    }

    /// The page goes.
    fn say_last(self) {
        let (text, about) = (self.text.get_untracked(), self.about.get_untracked());
        let kept = self.kept.with_value(|kept| *kept == text);
        if let Some(id) = id(&about).filter(|_| !kept && !text.is_empty()) {
            store::put_last(KNOWN, &id, &text);
        }
    }

    fn save(self) {
        let (Some(text), Some(about)) = (self.text.try_get_untracked(), self.about.try_get_untracked())
        else {
            return;
        };
        if self.kept.try_with_value(|kept| *kept == text) != Some(false) {
            return;
        }
        self.kept.set_value(text.clone());
        spawn_local(async move {
            let Some(id) = id(&about) else { return };
            let done = if text.is_empty() {
                store::delete(KNOWN, &id).await
            } else {
                store::put(KNOWN, &id, &text).await
            };
            if let Err(error) = done {
                said(&error);
            }
        });
    }
}

/// Each user of a browser has their own; none while nothing can be sealed.
fn id(about: &str) -> Option<String> {
    Some(format!("{}/remark/{about}", vault::owner()?))
}

fn said(error: &StoreError) {
    warn!("a remark is not kept: {}", error.0);
}
