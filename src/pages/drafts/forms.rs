//! Small forms that were begun and not sent, with the way back to each.

use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    clock::Clock,
    forms::named,
    language::{Lang, params, t, words},
    offline::{
        begun::{self, Begun},
        outbox::{Entry, Outbox},
        store::{self, StoreError},
        vault,
    },
    pages::{note::Note, undo::Undo, when},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        layout::Panel,
    },
};

/// What is listed. Copy it into any handler.
#[derive(Clone, Copy)]
struct List {
    lang: Lang,
    all: RwSignal<Vec<Begun>>,
    /// What was thrown away, the last at the end: each can be brought back.
    gone: RwSignal<Vec<Begun>>,
    trouble: RwSignal<Option<String>>,
}

impl List {
    fn look(self) {
        spawn_local(self.looked());
    }

    async fn looked(self) {
        match begun::all().await {
            Ok(all) => {
                self.all.try_set(all);
            }
            // What it looks like is told by the drafts.
            Err(error) if error.is_locked() => {}
            Err(StoreError(reason)) => {
                self.trouble.try_set(Some(reason));
            }
        }
    }

    fn throw_away(self, begun: Begun) {
        spawn_local(async move {
            match begun::throw_away(&begun).await {
                Ok(()) => {
                    // Its row first, as with the drafts.
                    self.looked().await;
                    self.gone.try_update(|gone| gone.push(begun));
                }
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                }
            }
        });
    }

    fn undo(self) {
        let Some(begun) = self.gone.try_update(Vec::pop).flatten() else {
            return;
        };
        spawn_local(async move {
            match begun::bring_back(&begun).await {
                Ok(()) => self.look(),
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                    self.gone.try_update(|gone| gone.push(begun));
                }
            }
        });
    }
}

fn title(lang: Lang, begun: &Begun) -> String {
    named::title(lang, begun.kind, &begun.about, &begun.name)
}

#[component]
pub fn FormsPanel() -> impl IntoView {
    let list = List {
        lang: Lang::of_context(),
        all: RwSignal::new(Vec::new()),
        gone: RwSignal::new(Vec::new()),
        trouble: RwSignal::new(None),
    };
    let lang = list.lang;
    let outbox = Outbox::of_context();
    let sent = Memo::new(move |_| {
        let waiting = |all: &Vec<Entry>| {
            let waiting = all.iter().filter(|entry| entry.is_waiting());
            waiting.map(|entry| entry.draft.clone()).collect::<Vec<_>>()
        };
        outbox.entries().with(waiting)
    });
    Effect::new(move |_| {
        // When the vault opens, what was locked can be read; what has arrived is kept no more.
        vault::state();
        sent.track();
        list.look();
    });
    // What waits in the outbox stands there.
    let shown = Memo::new(move |_| {
        let mut shown = list.all.get();
        sent.with(|sent| shown.retain(|begun| !sent.contains(&begun.id)));
        shown
    });
    let any = Memo::new(move |_| {
        shown.with(|shown| !shown.is_empty())
            || list.gone.with(|gone| !gone.is_empty())
            || list.trouble.with(Option::is_some)
    });
    let troubled = Signal::derive(move || {
        let reason = list.trouble.get()?;
        let reason = words(store::said(lang.now(), &reason));
        Some(lang.fill(Key::DraftsFailedText, &params([("reason", reason)])))
    });
    let name = Signal::derive(move || list.gone.with(|gone| Some(title(lang, gone.last()?))));
    let panel = move || {
        view! {
            <Panel title=t(Key::FormsTitle)>
                <Note text=troubled icon=Icon::Warning color="danger"/>
                <Undo said=Key::FormsThrownAway name on_undo=Callback::new(move |()| list.undo())/>
                <ul class="rows">
                    <For
                        each=move || shown.get()
                        key=|begun| (begun.id.clone(), begun.at)
                        children=move |begun| view! { <FormRow list begun/> }
                    />
                </ul>
            </Panel>
        }
    };
    move || any.get().then(panel)
}

#[component]
fn FormRow(list: List, begun: Begun) -> impl IntoView {
    let lang = list.lang;
    let clock = Clock::of_context();
    let at = clock.of_browser(begun.at);
    let href = named::place(begun.kind, &begun.about);
    let begun = StoredValue::new(begun);
    let name = Signal::derive(move || begun.with_value(|begun| title(lang, begun)));
    let spoken = move |key: Key| {
        Signal::derive(move || name.with(|name| lang.fill(key, &params([("name", words(name.as_str()))]))))
    };
    view! {
        <li>
            <span class="grow">{move || name.get()}</span>
            <span class="muted small numbers">{move || when::said(lang.now(), at, clock.roughly_now())}</span>
            <LinkButton
                text=t(Key::DraftsGoOn)
                spoken=spoken(Key::FormsGoOnWith)
                href
                small=true
            />
            <Button
                text=t(Key::DraftsDelete)
                spoken=spoken(Key::FormsThrowAway)
                kind=ButtonKind::Tertiary
                small=true
                on_press=Callback::new(move |()| list.throw_away(begun.get_value()))
            />
        </li>
    }
}
