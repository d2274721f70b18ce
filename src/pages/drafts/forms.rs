//! Small forms that were begun and not sent, with the way back to each.

use domain::finding::Param;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    clock::Clock,
    language::{Lang, params, t, words},
    offline::{
        begun::{self, Begun, Kind},
        store::{self, StoreError},
        vault,
    },
    pages::{note::Note, undo::Undo, when},
    routes,
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
    /// What was thrown away last, which can be brought back.
    gone: RwSignal<Option<Begun>>,
    trouble: RwSignal<Option<String>>,
}

impl List {
    fn look(self) {
        spawn_local(async move {
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
        });
    }

    fn throw_away(self, begun: Begun) {
        spawn_local(async move {
            match begun::throw_away(&begun).await {
                Ok(()) => {
                    self.gone.try_set(Some(begun));
                    self.look();
                }
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                }
            }
        });
    }

    fn undo(self) {
        let Some(begun) = self.gone.try_update(Option::take).flatten() else {
            return;
        };
        spawn_local(async move {
            match begun::bring_back(&begun).await {
                Ok(()) => self.look(),
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                    self.gone.try_set(Some(begun));
                }
            }
        });
    }
}

/// What a form is called.
fn title(lang: Lang, begun: &Begun) -> String {
    let of = begun.about.rsplit_once('/');
    let (order, line) = of.unwrap_or((begun.about.as_str(), ""));
    let line = line.parse().map_or(Param::Text(line.to_owned()), Param::Number);
    let named = |key: Key| {
        let name = match begun.name.trim() {
            "" => lang.text(Key::DraftsNameless),
            name => name.to_owned(),
        };
        lang.fill(key, &params([("name", words(name))]))
    };
    match begun.kind {
        Kind::Contact => named(Key::FormsContact),
        Kind::Account => lang.text(Key::FormsAccount),
        Kind::Cancel => lang.fill(
            Key::OrderCancelTitle,
            &params([("n", line), ("id", words(order))]),
        ),
        Kind::CustomerUpdate => lang.fill(
            Key::OrderUpdateTitle,
            &params([("n", line), ("id", words(order))]),
        ),
        Kind::CancelOrders => named(Key::FormsCancelOrders),
    }
}

/// Where one goes on.
fn place(begun: &Begun) -> String {
    let order = || begun.about.split(['/', ',']).next().unwrap_or_default();
    match begun.kind {
        Kind::Contact => routes::contact(&begun.about),
        Kind::Account => routes::ACCOUNT.to_owned(),
        Kind::Cancel | Kind::CustomerUpdate => routes::order(order()),
        // Several were chosen in the list, where each can be chosen again.
        Kind::CancelOrders if begun.about.contains(',') => routes::ORDERS.to_owned(),
        Kind::CancelOrders => routes::order(order()),
    }
}

#[component]
pub fn FormsPanel() -> impl IntoView {
    let list = List {
        lang: Lang::of_context(),
        all: RwSignal::new(Vec::new()),
        gone: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    let lang = list.lang;
    Effect::new(move |_| {
        // When the vault opens, what was locked can be read.
        vault::state();
        list.look();
    });
    let any = Memo::new(move |_| {
        list.all.with(|all| !all.is_empty())
            || list.gone.with(Option::is_some)
            || list.trouble.with(Option::is_some)
    });
    let troubled = Signal::derive(move || {
        let reason = list.trouble.get()?;
        let reason = words(store::said(lang.now(), &reason));
        Some(lang.fill(Key::DraftsFailedText, &params([("reason", reason)])))
    });
    let name = Signal::derive(move || list.gone.with(|gone| Some(title(lang, gone.as_ref()?))));
    let panel = move || {
        view! {
            <Panel title=t(Key::FormsTitle)>
                <Note text=troubled icon=Icon::Warning color="danger"/>
                <Undo said=Key::FormsThrownAway name on_undo=Callback::new(move |()| list.undo())/>
                <ul class="rows">
                    <For
                        each=move || list.all.get()
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
    let href = place(&begun);
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
