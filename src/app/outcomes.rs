//! Says what became of each submitted order: once, with the way to it, also when the answer came to another tab or
//! before a reload (OFF-3).

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    language::{Lang, params, words},
    offline::outbox::{Entry, EntryState, Outbox},
    routes,
    ui::{
        status::Tone,
        toast::{Toast, Toasts},
    },
};

/// A tab without the order's form leaves the one that has it this much time to tell.
const AFTER_THE_FORM: Duration = Duration::from_millis(1500);

#[component]
pub fn Outcomes() -> impl IntoView {
    let lang = Lang::of_context();
    let toasts = Toasts::of_context();
    let outbox = use_context::<Outbox>();
    let shown = RwSignal::new(());
    let shows = window_event_listener_untyped("visibilitychange", move |_| shown.notify());
    on_cleanup(move || shows.remove());
    Effect::new(move |_| {
        let Some(outbox) = outbox else { return };
        // A tab that comes to the front tells what nobody could read before.
        shown.track();
        let untold = outbox.entries().with(|all| {
            all.iter()
                .filter(|entry| !entry.told && !entry.is_waiting())
                .cloned()
                .collect::<Vec<_>>()
        });
        for entry in untold {
            let followed = outbox.is_followed(&entry.draft);
            // What is wrong stands in the open form itself.
            if followed && entry.is_back() {
                continue;
            }
            let tell = move || tell(outbox, toasts, lang, entry);
            if followed {
                tell();
            } else {
                set_timeout(tell, AFTER_THE_FORM);
            }
        }
    });
}

fn tell(outbox: Outbox, toasts: Toasts, lang: Lang, entry: Entry) {
    // Nobody reads a tab that is hidden; it looks again when it is not.
    if document().hidden() {
        return;
    }
    spawn_local(async move {
        if outbox.claim(&entry.id).await
            && let Some(toast) = untrack(|| toast(lang, &entry))
        {
            toasts.show(toast);
        }
    });
}

fn toast(lang: Lang, entry: &Entry) -> Option<Toast> {
    let name = match entry.title.trim() {
        "" => lang.text(Key::DraftsNameless),
        title => title.to_owned(),
    };
    let name = ("name", words(name));
    let draft = routes::draft(&entry.draft);
    Some(match entry.state {
        EntryState::Queued | EntryState::Sending => return None,
        EntryState::Confirmed => {
            let id = entry.order.clone()?;
            let to = routes::order(&id);
            let text = lang.fill(Key::OutboxConfirmed, &params([name, ("id", words(id))]));
            Toast::new(Tone::Success, text).link(lang.text(Key::DraftsOpenOrder), to)
        }
        EntryState::Refused => {
            let text = lang.fill(Key::OutboxRefused, &params([name]));
            Toast::new(Tone::Danger, text).link(lang.text(Key::DraftsCorrect), draft)
        }
        EntryState::Conflict => {
            let text = lang.fill(Key::OutboxConflict, &params([name]));
            Toast::new(Tone::Danger, text).link(lang.text(Key::DraftsCorrect), draft)
        }
    })
}
