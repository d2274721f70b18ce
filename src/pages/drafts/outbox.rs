//! The outbox: every submitted order that this browser still knows of, with its state by name and what can be done.

use leptos::{prelude::*, task::spawn_local};
use texts::{Key, message};

use domain::finding::Param;

use crate::{
    clock::Clock,
    forms::named::{entry_place, entry_title},
    language::{Lang, params, t, words},
    offline::{
        drafts::browser_millis,
        outbox::{Entry, EntryState, Outbox, Standing},
        store::StoreError,
    },
    pages::{shelf::Shelf, when},
    problem, routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        layout::Panel,
        slots::left_text,
        states::{EmptyState, Skeleton},
        status::{Tag, Tone},
    },
};

use super::named;

#[component]
pub fn OutboxPanel(shelf: Shelf, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let outbox = use_context::<Outbox>();
    let entries = Memo::new(move |_| {
        let mut all = outbox.map_or_else(Vec::new, |outbox| outbox.entries().get());
        all.sort_by_key(|entry| core::cmp::Reverse(entry.created_at));
        all
    });
    let waits =
        Memo::new(move |_| entries.with(|all| all.iter().any(|entry| entry.state == EntryState::Queued)));
    let any = Memo::new(move |_| entries.with(|all| !all.is_empty()));
    let send_now = Callback::new(move |()| {
        if let Some(outbox) = outbox {
            outbox.send_now();
        }
    });
    view! {
        <Panel
            title=t(Key::DraftsOutbox)
            actions=move || {
                view! {
                    {move || {
                        waits
                            .get()
                            .then(|| {
                                view! {
                                    <Button
                                        text=t(Key::DraftsSendNow)
                                        kind=ButtonKind::Secondary
                                        icon=Icon::Outbox
                                        small=true
                                        on_press=send_now
                                    />
                                }
                            })
                    }}
                }
            }
        >
            {move || {
                if any.get() {
                    view! {
                        <ul class="rows">
                            <For
                                each=move || entries.get()
                                key=|entry| (entry.id.clone(), entry.state as u8, entry.tries)
                                children=move |entry| view! { <EntryRow entry shelf trouble/> }
                            />
                        </ul>
                    }
                        .into_any()
                } else if outbox.is_some_and(|outbox| !outbox.is_known()) {
                    view! { <Skeleton rows=1/> }.into_any()
                } else {
                    view! {
                        <EmptyState
                            icon=Icon::Outbox
                            title=t(Key::DraftsOutboxNone)
                            text=t(Key::DraftsOutboxNoneText)
                        />
                    }
                        .into_any()
                }
            }}
        </Panel>
    }
}

/// What each state is called, and how it looks (OFF-3).
fn state_words(state: EntryState) -> (Key, Tone) {
    match state {
        EntryState::Queued => (Key::DraftsStateQueued, Tone::Warning),
        EntryState::Sending => (Key::DraftsStateSending, Tone::Info),
        EntryState::Confirmed => (Key::DraftsStateConfirmed, Tone::Success),
        EntryState::Refused => (Key::DraftsStateRefused, Tone::Danger),
        EntryState::Conflict => (Key::DraftsStateConflict, Tone::Danger),
    }
}

/// What it means for this entry.
fn explained(lang: Lang, entry: &Entry, standing: Standing, now: i64) -> String {
    match (standing, entry.is_waiting()) {
        (Standing::Waits, true) => return lang.text(Key::DraftsStateWaitsText),
        (Standing::Held, true) => return lang.text(Key::DraftsStateHeldText),
        (Standing::Files, true) => return lang.text(Key::DraftsStateFilesText),
        (Standing::Free, _) | (_, false) => {}
    }
    match entry.state {
        EntryState::Queued if entry.tries == 0 => lang.text(Key::DraftsStateQueuedText),
        EntryState::Queued => {
            let left = u32::try_from((entry.next_try_at - now).max(0) / 1000).unwrap_or(0);
            let key = match entry.tries {
                1 => Key::DraftsStateTriedOnceText,
                _ => Key::DraftsStateTriedText,
            };
            let tries = Param::Number(i64::from(entry.tries));
            lang.fill(key, &params([("n", tries), ("left", words(left_text(left)))]))
        }
        EntryState::Sending => lang.text(Key::DraftsStateSendingText),
        EntryState::Confirmed => match &entry.order {
            Some(id) => lang.fill(
                Key::DraftsStateConfirmedText,
                &params([("id", words(id.as_str()))]),
            ),
            None => lang.text(Key::DraftsStateConfirmedFormText),
        },
        EntryState::Conflict => lang.text(Key::DraftsStateConflictText),
        EntryState::Refused => lang.fill(
            Key::DraftsStateRefusedText,
            &params([("why", words(refusal(lang, entry)))]),
        ),
    }
}

/// The first thing that was wrong, or the refusal as a whole.
fn refusal(lang: Lang, entry: &Entry) -> String {
    let Some(problem) = &entry.problem else {
        return String::new();
    };
    match problem.fields.first() {
        Some(finding) => message(lang.now(), &finding.code, &finding.params),
        None => {
            let error = crate::api::client::ApiError::Problem(Box::new(problem.clone()));
            problem::explain(lang.now(), &error)
        }
    }
}

#[component]
fn EntryRow(entry: Entry, shelf: Shelf, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let outbox = use_context::<Outbox>();
    let (state_key, tone) = state_words(entry.state);
    let sent = clock.of_browser(entry.created_at);
    let entry = StoredValue::new(entry);
    let title = Signal::derive(move || entry.with_value(|entry| entry_title(lang, entry)));
    let text = move || {
        // The countdown to the next try goes by seconds.
        clock.every_second();
        entry.with_value(|entry| {
            let standing = outbox.map_or(Standing::Free, |outbox| outbox.standing(entry));
            explained(lang, entry, standing, browser_millis())
        })
    };
    let forget = Callback::new(move |()| {
        let Some(outbox) = outbox else { return };
        let id = entry.with_value(|entry| entry.id.clone());
        spawn_local(async move {
            match outbox.forget(&id).await {
                Ok(()) => shelf.look(),
                Err(StoreError(reason)) => {
                    trouble.try_set(Some(reason));
                }
            }
        });
    });
    let is_form = entry.with_value(|entry| entry.errand.is_some());
    // An order is known by whom it is for, a form by its own title.
    let spoken = move |order: Key, form: Key| {
        let key = if is_form { form } else { order };
        Signal::derive(move || title.with(|name| named(lang, key, name)))
    };
    let actions = entry.with_value(|entry| match entry.state {
        EntryState::Confirmed => {
            let (text, href) = match &entry.order {
                Some(order) => (Key::DraftsOpenOrder, routes::order(order)),
                None => (Key::DraftsOpenForm, entry_place(entry)),
            };
            view! {
                <LinkButton text=t(text) href kind=ButtonKind::Secondary small=true/>
                <Button
                    text=t(Key::DraftsForget)
                    spoken=spoken(Key::DraftsForgetThis, Key::DraftsForgetThis)
                    kind=ButtonKind::Tertiary
                    small=true
                    on_press=forget
                />
            }
            .into_any()
        }
        EntryState::Refused | EntryState::Conflict => view! {
            <LinkButton
                text=t(Key::DraftsCorrect)
                spoken=spoken(Key::DraftsCorrectThis, Key::DraftsCorrectForm)
                href=entry_place(entry)
                small=true
            />
        }
        .into_any(),
        // Never sent, so nothing is lost by keeping it back; what was tried may have arrived.
        EntryState::Queued if entry.tries == 0 => view! {
            <Button
                text=t(Key::DraftsTakeBack)
                spoken=spoken(Key::DraftsTakeBackThis, Key::DraftsTakeBackForm)
                kind=ButtonKind::Secondary
                small=true
                on_press=forget
            />
        }
        .into_any(),
        EntryState::Queued | EntryState::Sending => ().into_any(),
    });
    view! {
        <li>
            <span class="grow">{move || title.get()}<span class="second">{text}</span></span>
            <span class="muted small numbers">{move || when::said(lang.now(), sent, clock.roughly_now())}</span>
            <Tag text=t(state_key) tone/>
            {actions}
        </li>
    }
}
