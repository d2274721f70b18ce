//! Sending an action on a line: once, however often it is pressed, and with a clear word when it was not done.

use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::orders::NewLineAction;

use crate::{
    api::{self, client::ApiError},
    offline::new_id,
    pages::note::Note,
    problem,
    ui::icon::Icon,
};

use super::Case;

/// One action under way. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Sending {
    pub busy: RwSignal<bool>,
    failed: RwSignal<Option<ApiError>>,
    /// What was sent last and its idempotency key: the same thing again is the same write.
    last: StoredValue<Option<(NewLineAction, String)>>,
}

impl Sending {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
            last: StoredValue::new(None),
        }
    }

    /// Begins afresh, as when the dialog is opened again.
    pub fn reset(self) {
        self.failed.set(None);
        self.last.set_value(None);
    }

    fn key(self, action: &NewLineAction) -> String {
        let known = self.last.with_value(|last| {
            last.as_ref()
                .filter(|(sent, _)| sent == action)
                .map(|(_, key)| key.clone())
        });
        known.unwrap_or_else(|| {
            let key = new_id();
            self.last.set_value(Some((action.clone(), key.clone())));
            key
        })
    }

    /// Sends it; `done` hears that it was done.
    pub fn send(self, case: Case, line: u32, action: NewLineAction, done: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let key = self.key(&action);
        let (id, version) = case
            .order
            .with_untracked(|order| (order.id.clone(), order.version));
        spawn_local(async move {
            let answer = api::orders::act(&key, &id, version, line, &action).await;
            // The page may have gone meanwhile; the write has been done all the same.
            self.busy.try_set(false);
            match answer {
                Ok(_) => {
                    self.last.try_set_value(None);
                    case.again.try_run(());
                    done();
                }
                Err(error) => {
                    if matches!(error.status(), Some(409 | 412)) {
                        self.last.try_set_value(None);
                        case.again.try_run(());
                    }
                    self.failed.try_set(Some(error));
                }
            }
        });
    }
}

/// Why it was not done.
#[component]
pub fn Failure(case: Case, sending: Sending) -> impl IntoView {
    let lang = case.lang;
    let text = Signal::derive(move || {
        let error = sending.failed.get()?;
        let why = match error.status() {
            Some(412) => lang.text(Key::OrderChangedMeanwhile),
            _ => problem::explain(lang.now(), &error),
        };
        Some(format!("{}: {why}", lang.text(Key::OrderActionFailed)))
    });
    view! { <Note text icon=Icon::Error color="danger"/> }
}
