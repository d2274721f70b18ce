//! What is done to several orders at once: marked as seen, exported, cancelled with one reason.

use std::collections::BTreeSet;

use domain::finding::Param;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::orders::NewLineAction;

use crate::{
    api::{self, client::ApiError},
    language::{Lang, params, t, words},
    offline::new_id,
    pages::{
        listing::{Shown, query::encode, save::SaveList},
        orders::{cancel_orders::CancelOrders, status::Side},
    },
    problem,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        status::Tone,
        table::Selection,
        toast::{Toast, Toasts},
    },
};

use super::{FILES, columns};

/// The selection of the list. Call it while the page is made.
pub fn selection(lang: Lang) -> Selection {
    Selection {
        chosen: RwSignal::new(BTreeSet::new()),
        all: t(Key::OrdersChooseAll),
        one: Callback::new(move |id: String| lang.fill(Key::OrdersChooseOne, &params([("id", words(id))]))),
    }
}

/// Stands there while something is chosen.
#[component]
pub fn Chosen(
    shown: Shown,
    selection: Selection,
    columns: columns::Shown,
    side: Memo<Side>,
    again: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let toasts = Toasts::of_context();
    let chosen = selection.chosen;
    let ids = Memo::new(move |_| chosen.with(|chosen| chosen.iter().cloned().collect::<Vec<_>>()));
    let any = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let closed = Signal::derive(move || {
        let refused = Side::acting_closed(session)?;
        Some(texts::reason(lang.now(), refused.code, &refused.params))
    });
    let cancelling = RwSignal::new(false);
    let marking = RwSignal::new(false);
    let let_go = move |done: &[String]| {
        chosen.try_update(|chosen| chosen.retain(|id| !done.contains(id)));
    };
    let mark = Callback::new(move |()| {
        if marking.get_untracked() {
            return;
        }
        marking.set(true);
        let asked = ids.get_untracked();
        spawn_local(async move {
            let marked = mark_seen(asked).await;
            marking.try_set(false);
            let_go(&marked.done);
            toasts.show(untrack(|| marked.toast(lang)));
            again.try_run(());
        });
    });
    let exported = Signal::derive(move || {
        let asked = shown
            .query
            .with(|query| query.exported(&columns.chosen.joined(), lang.now().tag()));
        // Whatever is filtered now: what was chosen is what is exported.
        let sort = asked
            .iter()
            .filter(|(name, _)| matches!(*name, "sort" | "columns" | "lang"));
        let ids = ids.with(|ids| ids.join(","));
        let asked = sort
            .map(|(name, value)| (*name, value.as_str()))
            .chain([("ids", ids.as_str())]);
        encode(asked)
    });
    let cancelled = Callback::new(move |done: Vec<String>| {
        let_go(&done);
        again.run(());
    });
    view! {
        <div class="chosen-bar" role="group" aria-label=t(Key::OrdersChosenActions) hidden=move || !any.get()>
            <span role="status">
                {move || {
                    any.get().then(|| lang.count(Key::OrdersChosenOne, Key::OrdersChosenOther, ids.with(Vec::len)))
                }}
            </span>
            {move || {
                (side.get() == Side::Partner)
                    .then(|| {
                        view! {
                            <Button
                                text=t(Key::OrderMarkSeen)
                                kind=ButtonKind::Secondary
                                icon=Icon::Check
                                busy=marking
                                closed
                                on_press=mark
                            />
                        }
                    })
            }}
            <SaveList
                files=FILES
                query=exported
                keys=(Key::OrdersExportChosenCsv, Key::OrdersExportChosenXlsx)
            />
            <Button
                text=t(Key::OrderCancelWhole)
                kind=ButtonKind::Secondary
                icon=Icon::Close
                closed
                on_press=Callback::new(move |()| cancelling.set(true))
            />
            <Button
                text=t(Key::OrdersChooseNone)
                kind=ButtonKind::Tertiary
                on_press=Callback::new(move |()| chosen.set(BTreeSet::new()))
            />
        </div>
        <CancelOrders ids open=cancelling done=cancelled/>
    }
}

/// What has become of marking several.
#[derive(Default)]
struct Marked {
    done: Vec<String>,
    /// Nothing of it has ended badly.
    nothing: usize,
    failed: Vec<(String, ApiError)>,
}

impl Marked {
    fn toast(&self, lang: Lang) -> Toast {
        if let Some((id, error)) = self.failed.first() {
            let why = problem::explain(lang.now(), error);
            let n = Param::Number(i64::try_from(self.failed.len()).unwrap_or(i64::MAX));
            let told = [("n", n), ("id", words(id.as_str())), ("why", words(why))];
            return Toast::new(Tone::Danger, lang.fill(Key::OrdersSeenFailed, &params(told)));
        }
        if self.done.is_empty() {
            return Toast::new(Tone::Warning, lang.text(Key::OrdersSeenNothing));
        }
        let mut text = lang.count(Key::OrdersSeenOne, Key::OrdersSeenOther, self.done.len());
        if self.nothing > 0 {
            text = format!(
                "{text} {}",
                lang.count(Key::OrdersSeenRestOne, Key::OrdersSeenRestOther, self.nothing)
            );
        }
        Toast::new(Tone::Success, text)
    }
}

async fn mark_seen(ids: Vec<String>) -> Marked {
    let action = NewLineAction {
        action: "mark_seen".to_owned(),
        ..NewLineAction::default()
    };
    let mut marked = Marked::default();
    for id in ids {
        let answer = match api::orders::cancellation(&id).await {
            // Its version is the order's.
            Ok(now) => api::orders::act_on_all(&new_id(), &id, now.version, &action).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(_) => marked.done.push(id),
            Err(error) if error.code() == domain::reason::codes::SEEN_NOT_NOW => marked.nothing += 1,
            Err(error) => marked.failed.push((id, error)),
        }
    }
    marked
}
