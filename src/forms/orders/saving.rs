//! OFF-1: the draft saves itself in this browser while it is typed.

use std::time::Duration;

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use super::state::OrderForm;
use crate::{
    language::{params, words},
    offline::{
        drafts::{self, Draft, browser_millis},
        outbox::Outbox,
    },
};

/// So long after a key press the draft is written down, with all that came meanwhile.
const PAUSE: Duration = Duration::from_millis(500);

#[derive(Clone, Copy)]
pub struct Saving {
    form: OrderForm,
    kept: StoredValue<Draft>,
    outbox: Outbox,
    saved_at: RwSignal<Option<Moment>>,
    trouble: RwSignal<Option<String>>,
    /// Something was typed that is not written down yet.
    unsaved: RwSignal<bool>,
}

impl Saving {
    /// Begins to save. `on_first` is called when there is something to come back to.
    pub fn begin(form: OrderForm, opened: Draft, outbox: Outbox, on_first: Callback<()>) -> Self {
        let saving = Self {
            form,
            kept: StoredValue::new(opened),
            outbox,
            saved_at: RwSignal::new(None),
            trouble: RwSignal::new(None),
            unsaved: RwSignal::new(false),
        };
        let pending = StoredValue::new(false);
        Effect::new(move |before: Option<()>| {
            form.draft.track();
            form.facts.track();
            // Who types without a pause is saved all the same: a wait that has begun is not begun again.
            if before.is_none() {
                return;
            }
            saving.unsaved.set(true);
            if pending.get_value() {
                return;
            }
            pending.set_value(true);
            set_timeout(
                move || {
                    if pending.try_set_value(false).is_none() {
                        saving.save(on_first);
                    }
                },
                PAUSE,
            );
        });
        // A tab that is closed or put aside gets no later chance.
        let leaving = window_event_listener_untyped("pagehide", move |_| saving.save(on_first));
        on_cleanup(move || {
            leaving.remove();
            saving.save(on_first);
        });
        saving
    }

    /// Writes the draft down now, unless it is as it was or has been submitted.
    pub fn save(self, on_first: Callback<()>) {
        let (Some(order), Some(facts)) = (
            self.form.draft.try_get_untracked(),
            self.form.facts.try_get_untracked(),
        ) else {
            return;
        };
        let facts = facts.into();
        let Some(kept) = self.kept.try_get_value() else {
            return;
        };
        let submitted = self.outbox.of_draft_untracked(&kept.id).is_some();
        if submitted {
            return;
        }
        if kept.order == order && kept.facts == facts {
            let _ = self.unsaved.try_set(false);
            return;
        }
        let draft = Draft {
            order,
            facts,
            updated_at: browser_millis(),
            // What the backend refused was another draft.
            refused_for: Vec::new(),
            refused_code: None,
            ..kept
        };
        self.kept.set_value(draft.clone());
        spawn_local(async move {
            match drafts::save(&draft).await {
                Ok(()) => {
                    let first = self
                        .saved_at
                        .try_get_untracked()
                        .is_some_and(|saved| saved.is_none());
                    let now = self.form.clock.now_untracked();
                    // The page may be gone by now; the draft is kept all the same.
                    let _ = self.saved_at.try_set(Some(now));
                    let _ = self.trouble.try_set(None);
                    // What was typed meanwhile has its own turn.
                    let is_all = self.form.draft.try_with_untracked(|order| *order == draft.order);
                    if is_all == Some(true) {
                        let _ = self.unsaved.try_set(false);
                    }
                    if first {
                        on_first.try_run(());
                    }
                }
                Err(error) => {
                    leptos::logging::warn!("the draft was not saved: {}", error.0);
                    let _ = self.trouble.try_set(Some(error.0));
                }
            }
        });
    }

    /// "Saved 14:32", or why it is not.
    pub fn line(self) -> Signal<String> {
        let lang = self.form.lang;
        Signal::derive(move || {
            if let Some(reason) = self.trouble.get() {
                return lang.fill(Key::OrderFormNotSaved, &params([("reason", words(reason))]));
            }
            let unsaved = self.unsaved.get();
            match self.saved_at.get().filter(|_| !unsaved) {
                Some(at) => {
                    let local = domain::oslo::local(at);
                    let time = format!("{:02}:{:02}", local.hour(), local.minute());
                    lang.fill(Key::OrderFormSaved, &params([("time", words(time))]))
                }
                None => lang.text(Key::OrderFormDraft),
            }
        })
    }
}
