//! A small form on its way: through the outbox, so that it goes by itself when the connection is back (OFF-3).

use leptos::{prelude::*, task::spawn_local};
use serde::Serialize;
use texts::Key;

use crate::{
    api::client::ApiError,
    clock::Clock,
    language::{Lang, params, words},
    offline::{
        begun::{Keeping, form_id},
        outbox::{Entry, EntryState, Errand, Outbox, Standing},
        shown,
        store::{self, StoreError},
    },
    pages::{note::Note, when},
    ui::{
        icon::Icon,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

/// What becomes of a form that was sent.
pub enum Outcome {
    /// What it is about has this version now.
    Arrived(i64),
    /// There is no answer yet: it stays in the outbox, and its user goes on with something else.
    Waits,
    /// The backend would not have what was sent.
    Back(ApiError, Option<Errand>),
}

/// Sends one form, and follows it. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Delivery {
    outbox: Outbox,
    keeping: Keeping,
    lang: Lang,
    toasts: Toasts,
    /// Between the press of the button and the entry in the outbox.
    writing: RwSignal<bool>,
    /// Under what it was sent from here.
    sent: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
}

/// What a form knew of its entry when it looked last.
#[derive(Clone, Default)]
struct Followed {
    form: Option<String>,
    /// The form tells of its outcome.
    ours: bool,
    state: Option<EntryState>,
    /// The entry whose outcome was told.
    told: Option<(String, EntryState)>,
}

fn waits(outbox: Outbox, entry: &Entry) -> bool {
    let tried = match entry.state {
        EntryState::Queued => entry.tries > 0,
        EntryState::Sending => entry.tries > 1,
        EntryState::Confirmed | EntryState::Refused | EntryState::Conflict => return false,
    };
    tried || outbox.standing(entry) != Standing::Free
}

impl Delivery {
    /// Of what `keeping` keeps. Call it while a component is made.
    pub fn of(keeping: Keeping) -> Self {
        Self {
            outbox: Outbox::of_context(),
            keeping,
            lang: Lang::of_context(),
            toasts: Toasts::of_context(),
            writing: RwSignal::new(false),
            sent: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The entry's `draft`, while the form is open.
    fn form(self) -> Option<String> {
        let about = self.keeping.about()?;
        let sent = self.sent.get();
        Some(sent.unwrap_or_else(|| form_id(self.keeping.kind(), &about)))
    }

    fn entry(self) -> Option<Entry> {
        self.outbox.of_draft(&self.form()?)
    }

    /// `heard` hears what becomes of it, while the form is open: of what is sent here, and of what was under way or back
    /// when the form was opened. Call it once, while a component is made.
    pub fn hear(self, heard: impl Fn(Outcome) + 'static) {
        let followed = StoredValue::new(Followed::default());
        let outbox = self.outbox;
        on_cleanup(move || {
            if let Some(form) = followed
                .try_update_value(|followed| followed.form.take())
                .flatten()
            {
                outbox.unfollow(&form);
            }
        });
        let shown = shown::changes();
        Effect::new(move |_| {
            shown.track();
            let form = self.form();
            let entry = form.as_deref().and_then(|form| outbox.of_draft(form));
            let state = entry.as_ref().map(|entry| entry.state);
            let before = followed.with_value(Followed::clone);
            if before.form != form {
                if let Some(form) = &before.form {
                    outbox.unfollow(form);
                }
                if let Some(form) = &form {
                    outbox.follow(form);
                }
            }
            let here = self.sent.with_untracked(Option::is_some);
            let found = before.form != form && state.is_some_and(|state| state != EntryState::Confirmed);
            let ours = here || found || (before.form == form && before.ours && entry.is_some());
            followed.set_value(Followed {
                form,
                ours,
                state,
                told: before.told.clone(),
            });
            let Some(entry) = entry else { return };
            // Where nobody sees the form, the outbox says so in the tab that is seen; the form hears of it when it is.
            if entry.is_back() && shown::is_hidden() {
                return;
            }
            let telling = (entry.id.clone(), entry.state);
            if before.told.as_ref() == Some(&telling) {
                return;
            }
            if !ours {
                // Another tab has sent what stands in its form, and what stands in this one is kept no more.
                if entry.state == EntryState::Confirmed && before.state.is_some() && before.state != state {
                    self.keeping.keep_again();
                }
                return;
            }
            let outcome = match entry.state {
                EntryState::Queued | EntryState::Sending => {
                    // What waited already when the form was opened is told by the form.
                    if !here || !waits(outbox, &entry) {
                        return;
                    }
                    self.toasts.show(Toast::new(
                        Tone::Info,
                        untrack(|| self.lang.text(Key::FormsWaitsTold)),
                    ));
                    Outcome::Waits
                }
                EntryState::Confirmed => {
                    self.keeping.arrived();
                    Outcome::Arrived(entry.version.unwrap_or_default())
                }
                EntryState::Refused | EntryState::Conflict => {
                    self.forget(&entry);
                    let error = ApiError::Problem(Box::new(entry.problem.unwrap_or_default()));
                    Outcome::Back(error, entry.errand)
                }
            };
            followed.update_value(|followed| followed.told = Some(telling));
            if here {
                self.sent.set(None);
            }
            untrack(|| heard(outcome));
        });
    }

    /// What was wrong is known to the form from here on.
    fn forget(self, entry: &Entry) {
        let (outbox, id) = (self.outbox, entry.id.clone());
        spawn_local(async move {
            if let Err(error) = outbox.forget(&id).await {
                leptos::logging::warn!("a refused form stays in the outbox: {}", error.0);
            }
        });
    }

    /// Sends `value`; `title` is what a person knows it by, where what it is about does not say so.
    pub fn send(self, errand: Errand, title: String, value: &impl Serialize) {
        if untrack(|| self.is_busy() || self.is_waiting()) {
            return;
        }
        self.trouble.set(None);
        let body = match serde_json::to_string(value) {
            Ok(body) => body,
            Err(error) => {
                self.trouble.set(Some(error.to_string()));
                return;
            }
        };
        // What is on its way is kept as it is, until it has arrived (OFF-1).
        self.keeping.save();
        let form = form_id(errand.kind(), &errand.about());
        self.writing.set(true);
        spawn_local(async move {
            let written = self.outbox.deliver(&form, errand, title, body).await;
            self.writing.try_set(false);
            match written {
                Ok(_) => {
                    self.sent.try_set(Some(form));
                }
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                }
            }
        });
    }

    /// On its way, and the answer is about to come.
    pub fn is_busy(self) -> bool {
        let outbox = self.outbox;
        self.writing.get()
            || self
                .entry()
                .is_some_and(|entry| entry.is_waiting() && !waits(outbox, &entry))
    }

    /// In the outbox until there is a connection: it can be changed when it has arrived.
    pub fn is_waiting(self) -> bool {
        self.entry().is_some_and(|entry| waits(self.outbox, &entry))
    }

    /// Why it cannot be sent now.
    pub fn closed(self) -> Option<String> {
        self.is_waiting().then(|| self.lang.text(Key::FormsWaitsClosed))
    }

    /// Why it could not be put into the outbox, in words.
    pub fn trouble(self) -> Option<String> {
        let lang = self.lang;
        let reason = self.trouble.get()?;
        let reason = words(store::said(lang.now(), &reason));
        Some(lang.fill(Key::FormsNotWritten, &params([("reason", reason)])))
    }
}

/// Says that what is open was sent and waits.
#[component]
pub fn Waits(delivery: Delivery) -> impl IntoView {
    let lang = delivery.lang;
    let clock = Clock::of_context();
    let text = Signal::derive(move || {
        let entry = delivery.entry()?;
        if !waits(delivery.outbox, &entry) {
            return None;
        }
        let at = clock.of_browser(entry.created_at);
        let when = words(when::said(lang.now(), at, clock.roughly_now()));
        Some(lang.fill(Key::FormsWaits, &params([("when", when)])))
    });
    view! { <Note text icon=Icon::Outbox color="info"/> }
}
