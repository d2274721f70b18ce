//! Says what became of each submitted order: once, with the way to it, also when the answer came to another tab or
//! before a reload (OFF-3).

use std::time::Duration;

use domain::finding::Param;
use leptos::{logging::warn, prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    forms::named::{entry_place, entry_title},
    language::{Lang, params, words},
    offline::{
        drafts::browser_millis,
        outbox::{Entry, EntryState, Errand, OfLine, Outbox},
        shown,
    },
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
    let shown = shown::changes();
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
            let tell = move || tell(outbox, toasts, lang, (entry, followed));
            if followed {
                tell();
            } else {
                set_timeout(tell, AFTER_THE_FORM);
            }
        }
    });
}

fn tell(outbox: Outbox, toasts: Toasts, lang: Lang, (entry, followed): (Entry, bool)) {
    // Nobody reads a tab that is hidden; it looks again when it is not.
    if shown::is_hidden() {
        return;
    }
    spawn_local(async move {
        if !outbox.claim(&entry.id).await {
            return;
        }
        let toast = untrack(|| match &entry.errand {
            Some(errand) => form_toast(lang, &entry, errand, followed),
            None => toast(lang, &entry, followed),
        });
        if let Some(toast) = toast {
            toasts.show(toast);
        }
        let told = Entry { told: true, ..entry };
        // Should the page go away now, the next one to send takes it out.
        if told.is_old(browser_millis())
            && let Err(error) = outbox.forget(&told.id).await
        {
            warn!("a form that has arrived stays in the outbox: {}", error.0);
        }
    });
}

/// `followed` where the user stands before what it is about.
fn form_toast(lang: Lang, entry: &Entry, errand: &Errand, followed: bool) -> Option<Toast> {
    let name = ("name", words(entry_title(lang, entry)));
    let on_line = |key: Key, of: &OfLine| lang.fill(key, &params([("n", Param::Number(i64::from(of.line)))]));
    let (tone, text, way) = match entry.state {
        EntryState::Queued | EntryState::Sending => return None,
        EntryState::Confirmed if followed => {
            let text = match errand {
                Errand::Contact { .. } => {
                    let name = ("name", words(entry.title.as_str()));
                    lang.fill(Key::ContactsSaved, &params([name]))
                }
                Errand::Account { .. } => lang.text(Key::AccountSaved),
                Errand::Cancel(of) => on_line(Key::OrderCancelled, of),
                Errand::CustomerUpdate(of) => on_line(Key::OrderUpdatedDone, of),
                Errand::AskBack(of) => on_line(Key::OrderAsked, of),
                Errand::Reject(of) => on_line(Key::OrderRejected, of),
                Errand::MarkDuplicate(of) => on_line(Key::OrderDuplicated, of),
            };
            return Some(Toast::new(Tone::Success, text));
        }
        EntryState::Confirmed => (Tone::Success, Key::OutboxFormConfirmed, Key::DraftsOpenForm),
        EntryState::Refused => (Tone::Danger, Key::OutboxFormRefused, Key::DraftsCorrect),
        EntryState::Conflict => (Tone::Danger, Key::OutboxFormConflict, Key::DraftsCorrect),
    };
    let text = lang.fill(text, &params([name]));
    Some(Toast::new(tone, text).link(lang.text(way), entry_place(entry)))
}

/// Whether the user stands on the page that a link would lead to.
fn is_here(path: &str) -> bool {
    window().location().pathname().is_ok_and(|here| here == path)
}

/// `followed` where the order's own form is open, which gives way to its page.
fn toast(lang: Lang, entry: &Entry, followed: bool) -> Option<Toast> {
    let name = ("name", words(entry_title(lang, entry)));
    let draft = routes::draft(&entry.draft);
    Some(match entry.state {
        EntryState::Queued | EntryState::Sending => return None,
        EntryState::Confirmed => {
            let id = entry.order.clone()?;
            let to = routes::order(&id);
            let text = lang.fill(Key::OutboxConfirmed, &params([name, ("id", words(id))]));
            let toast = Toast::new(Tone::Success, text);
            if followed || is_here(&to) {
                toast
            } else {
                toast.link(lang.text(Key::DraftsOpenOrder), to)
            }
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
