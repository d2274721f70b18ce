//! OFF-1: the draft saves itself in this browser while it is typed.

use std::time::Duration;

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use super::state::OrderForm;
use crate::{
    language::{params, words},
    offline::{
        drafts::{self, Draft, KeptFacts, browser_millis},
        open_forms,
        outbox::Outbox,
        store,
    },
};

/// So long after a key press the draft is written down, with all that came meanwhile.
const PAUSE: Duration = Duration::from_millis(500);
/// What could not be written is tried again by itself after this.
const AGAIN: Duration = Duration::from_secs(5);
/// Who waits for a write looks this often.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

#[derive(Clone, Copy)]
pub struct Saving {
    form: OrderForm,
    /// What the browser has confirmed to keep.
    written: StoredValue<Draft>,
    /// One write at a time, of what is typed when it begins.
    writing: StoredValue<bool>,
    outbox: Outbox,
    /// False while the draft is another tab's to write.
    may_write: Signal<bool>,
    saved_at: RwSignal<Option<Moment>>,
    trouble: RwSignal<Option<String>>,
    /// Something was typed that is not written down yet.
    unsaved: RwSignal<bool>,
    /// There is something to come back to.
    on_first: Callback<()>,
}

impl Saving {
    /// Begins to save. `on_first` is called when there is something to come back to.
    pub fn begin(
        form: OrderForm,
        opened: Draft,
        outbox: Outbox,
        may_write: Signal<bool>,
        on_first: Callback<()>,
    ) -> Self {
        let saved_at = RwSignal::new(kept_today(form, &opened));
        let saving = Self {
            form,
            written: StoredValue::new(opened),
            writing: StoredValue::new(false),
            outbox,
            may_write,
            saved_at,
            trouble: RwSignal::new(None),
            unsaved: RwSignal::new(false),
            on_first,
        };
        let pending = StoredValue::new(false);
        Effect::new(move |before: Option<()>| {
            form.draft.track();
            form.lines.facts.track();
            form.known.track();
            form.import.track();
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
                        saving.save();
                    }
                },
                PAUSE,
            );
        });
        // What was typed while it was not known yet which tab writes the draft.
        Effect::new(move |_| {
            if may_write.get() {
                saving.save();
            }
        });
        // A tab that is closed or put aside gets no later chance; a telephone tells only that the page is hidden.
        let leaving = window_event_listener_untyped("pagehide", move |_| {
            if let Some(draft) = saving.to_write() {
                drafts::say_last(&draft);
            }
            saving.save();
        });
        let hidden = window_event_listener_untyped("visibilitychange", move |_| saving.save());
        on_cleanup(move || {
            leaving.remove();
            hidden.remove();
            // The form goes: nobody is there to write it down after a write that is under way. The store does.
            if let Some(draft) = saving.to_write() {
                spawn_local(async move {
                    if let Err(error) = drafts::save(&draft).await {
                        leptos::logging::warn!("the draft was not saved: {}", error.0);
                    }
                });
            }
        });
        open_forms::register(
            move || saving.save(),
            move || saving.unsaved.try_get_untracked() != Some(true),
        );
        saving
    }

    /// The draft as it is typed now; none when it is as it is kept, or not this form's to write.
    fn to_write(self) -> Option<Draft> {
        let order = self.form.draft.try_get_untracked()?;
        let written = self.written.try_get_value()?;
        let mut facts = KeptFacts {
            begun_at: written.facts.begun_at,
            subscription: self.form.known.try_get_untracked()?,
            import: self.form.import.try_get_untracked()?,
            ..self.form.lines.facts.try_get_untracked()?.into()
        };
        let submitted = self.outbox.of_draft_untracked(&written.id).is_some();
        let mine = self.may_write.try_get_untracked().unwrap_or(false);
        let same = written.order == order && written.facts == facts;
        if submitted || !mine || same {
            return None;
        }
        // Only now: a draft that is merely looked at is not written for what it does not say yet.
        facts.begun_at = Some(written.begun_at(self.form.clock));
        Some(Draft {
            order,
            facts,
            updated_at: browser_millis(),
            // What the backend refused was another draft.
            refused_for: Vec::new(),
            refused: None,
            ..written
        })
    }

    /// Writes the draft down now, unless it is as it was or has been submitted.
    pub fn save(self) {
        if self.may_write.try_get_untracked() != Some(true) {
            return;
        }
        let Some(draft) = self.to_write() else {
            // While a write is under way nobody can say yet that all is kept.
            if self.writing.try_get_value() == Some(false) {
                let _ = self.unsaved.try_set(false);
            }
            return;
        };
        // What comes during a write is written after it.
        if self.writing.try_get_value() == Some(true) {
            return;
        }
        self.writing.set_value(true);
        spawn_local(async move {
            self.write(draft).await;
        });
    }

    /// Writes until what is typed and what is kept are the same.
    async fn write(self, mut draft: Draft) {
        loop {
            let result = drafts::save(&draft).await;
            // The page may be gone by now; the draft is kept all the same.
            let alive = self.writing.try_get_value().is_some();
            if let Err(error) = result {
                leptos::logging::warn!("the draft was not saved: {}", error.0);
                if alive {
                    self.writing.set_value(false);
                    let _ = self.trouble.try_set(Some(error.0));
                    set_timeout(move || self.save(), AGAIN);
                }
                return;
            }
            if !alive {
                return;
            }
            self.written.set_value(draft);
            let now = self.form.clock.now_untracked();
            let first = self.saved_at.try_get_untracked() == Some(None);
            let _ = self.saved_at.try_set(Some(now));
            let _ = self.trouble.try_set(None);
            if first {
                self.on_first.try_run(());
            }
            match self.to_write() {
                Some(newer) => draft = newer,
                None => {
                    let _ = self.writing.try_set_value(false);
                    let _ = self.unsaved.try_set(false);
                    return;
                }
            }
        }
    }

    /// Saves what is typed, and calls when it is kept, or when it cannot be.
    pub fn save_and(self, done: Callback<()>) {
        self.save();
        let busy = self.writing.try_get_value() == Some(true);
        let failed = self.trouble.try_with_untracked(Option::is_some) != Some(false);
        if busy && !failed {
            set_timeout(move || self.save_and(done), LOOK_AGAIN);
        } else {
            done.run(());
        }
    }

    /// The draft as the browser keeps it.
    pub fn kept(self) -> Draft {
        self.written.get_value()
    }

    /// "Saved 14:32", or why it is not.
    pub fn line(self) -> Signal<String> {
        let lang = self.form.lang;
        Signal::derive(move || {
            if let Some(reason) = self.trouble.get() {
                return lang.fill(
                    Key::OrderFormNotSaved,
                    &params([("reason", words(store::said(lang.now(), &reason)))]),
                );
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

/// When the draft was saved, while the time alone says it: on the same day. A new one was not yet.
fn kept_today(form: OrderForm, opened: &Draft) -> Option<Moment> {
    let now = form.clock.now_untracked();
    let age = browser_millis().saturating_sub(opened.updated_at);
    let at = Moment::from_millis(now.millis().saturating_sub(age));
    let is_kept = opened.updated_at > opened.created_at;
    (is_kept && domain::oslo::date(at) == domain::oslo::date(now)).then_some(at)
}
