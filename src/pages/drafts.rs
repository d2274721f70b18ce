//! `/drafts`: what is being written in this browser, and what was submitted and waits for an answer.

mod forms;
mod outbox;
mod row;

use domain::folding::folded;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    clock::Clock,
    forms::orders::completeness::World,
    language::{Lang, params, t, words},
    offline::{
        drafts::{self, Draft},
        store::{self, StoreError},
        vault,
    },
    reference::Reference,
    ui::{
        field::Field,
        icon::Icon,
        layout::Panel,
        page::{PageHeading, set_title},
        states::{EmptyState, ErrorState, Skeleton},
    },
};

use super::{
    not_found::title,
    note::Note,
    products::Products,
    shelf::{self, Lies, Shelf},
    undo::Undo,
};

/// From so many drafts on one of them is looked for by a word.
const MANY: usize = 6;

#[component]
pub fn DraftsPage() -> impl IntoView {
    let lang = Lang::of_context();
    set_title(move || title(lang, &lang.text(Key::DraftsTitle)));
    let shelf = Shelf::read();
    // The drafts that were deleted here, the last at the end: each can be brought back.
    let deleted = RwSignal::new(Vec::<Draft>::new());
    let trouble = RwSignal::new(None::<String>);
    let troubled = Signal::derive(move || trouble.get().map(|reason| failed(lang, &reason)));
    view! {
        <PageHeading text=t(Key::DraftsTitle)/>
        <Note text=troubled icon=Icon::Warning color="danger"/>
        <outbox::OutboxPanel shelf trouble/>
        <forms::FormsPanel/>
        <Panel title=t(Key::DraftsDrafts) beside=move || view! { <span>{t(Key::DraftsAbout)}</span> }>
            <Deleted shelf deleted trouble/>
            <Drafts shelf deleted trouble/>
        </Panel>
    }
}

fn failed(lang: Lang, reason: &str) -> String {
    let reason = store::said(lang.now(), reason);
    lang.fill(Key::DraftsFailedText, &params([("reason", words(reason))]))
}

fn named(lang: Lang, key: Key, name: &str) -> String {
    lang.fill(key, &params([("name", words(name))]))
}

/// The last deletion, with the way back.
#[component]
fn Deleted(shelf: Shelf, deleted: RwSignal<Vec<Draft>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let lang = Lang::of_context();
    let name = Signal::derive(move || deleted.with(|all| Some(shelf::name(lang, &all.last()?.order))));
    let undo = Callback::new(move |()| {
        let Some(draft) = deleted.try_update(Vec::pop).flatten() else {
            return;
        };
        spawn_local(async move {
            match drafts::bring_back(&draft).await {
                Ok(()) => shelf.look(),
                Err(StoreError(reason)) => {
                    trouble.try_set(Some(reason));
                    deleted.try_update(|all| all.push(draft));
                }
            }
        });
    });
    view! { <Undo said=Key::DraftsDeleted name on_undo=undo/> }
}

/// What is shown of the drafts.
#[derive(Clone, PartialEq)]
enum Stands {
    Asking,
    Locked,
    Failed(String),
    None,
    NoneMatch,
    Some,
}

/// Whether a draft is one that is looked for.
fn matches(lang: Lang, products: Products, draft: &Draft, wanted: &str) -> bool {
    let order = &draft.order;
    let text = [
        shelf::name(lang, order),
        products.name(lang, &order.product),
        shelf::place(order),
        order.project_reference.clone(),
        order.customer_invoice_ref.clone(),
        order.customer_order_ref.clone(),
    ]
    .join(" ");
    let text = folded(&text);
    folded(wanted).split_whitespace().all(|word| text.contains(word))
}

#[component]
fn Drafts(shelf: Shelf, deleted: RwSignal<Vec<Draft>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let lang = Lang::of_context();
    let products = Products::of_context();
    let all = Memo::new(move |_| shelf.drafts());
    let wanted = RwSignal::new(String::new());
    let many = Memo::new(move |_| all.with(Vec::len) >= MANY);
    let shown = Memo::new(move |_| {
        let wanted = if many.get() { wanted.get() } else { String::new() };
        all.with(|all| {
            all.iter()
                .filter(|draft| matches(lang, products, draft, &wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let stands = Memo::new(move |_| {
        let locked = vault::state() == vault::State::Locked;
        shelf.lies().with(|lies| match lies {
            Lies::Asking => Stands::Asking,
            Lies::Failed(reason) => Stands::Failed(reason.clone()),
            Lies::Here(_) if all.with(Vec::is_empty) && locked => Stands::Locked,
            Lies::Here(_) if all.with(Vec::is_empty) => Stands::None,
            Lies::Here(_) if shown.with(Vec::is_empty) => Stands::NoneMatch,
            Lies::Here(_) => Stands::Some,
        })
    });
    let world = gathered(shelf);
    let find = move || {
        many.get().then(|| {
            let count = Signal::derive(move || {
                lang.count(Key::DraftsCountOne, Key::DraftsCountOther, shown.with(Vec::len))
            });
            view! {
                <div class="find-draft">
                    <Field
                        id="find-draft"
                        label=t(Key::DraftsFilter)
                        hint=t(Key::DraftsFilterHint)
                        value=wanted
                        on_input=Callback::new(move |typed| wanted.set(typed))
                    />
                    <span class="muted small" role="status">{move || count.get()}</span>
                </div>
            }
        })
    };
    let list = move || {
        match stands.get() {
        Stands::Asking => view! { <Skeleton rows=3/> }.into_any(),
        Stands::Failed(reason) => {
            let text = Signal::derive(move || failed(lang, &reason));
            view! { <ErrorState title=t(Key::DraftsFailed) text on_retry=Callback::new(move |()| shelf.look())/> }
                .into_any()
        }
        Stands::Locked => {
            view! { <EmptyState icon=Icon::Lock title=t(Key::DraftsLocked) text=t(Key::DraftsLockedText)/> }
                .into_any()
        }
        Stands::None => {
            view! { <EmptyState icon=Icon::Draft title=t(Key::DraftsNone) text=t(Key::DraftsNoneText)/> }
                .into_any()
        }
        Stands::NoneMatch => {
            view! { <EmptyState icon=Icon::Search title=t(Key::DraftsFilterNone) text=t(Key::DraftsFilterNoneText)/> }
                .into_any()
        }
        Stands::Some => view! {
            <ul class="rows drafts">
                <For
                    each=move || shown.get()
                    key=|draft| (draft.id.clone(), draft.updated_at, draft.refused.is_some())
                    children=move |draft| view! { <row::DraftRow draft world shelf deleted trouble/> }
                />
            </ul>
        }
        .into_any(),
    }
    };
    view! {
        {find}
        {list}
    }
}

/// What the drafts are checked against; none while the catalogue is awaited.
fn gathered(shelf: Shelf) -> Signal<Option<World>> {
    let reference = Reference::of_context();
    let clock = Clock::of_context();
    Signal::derive(move || {
        // A new look at the drafts, or a new day, is a new look at the time.
        shelf.lies().track();
        clock.today();
        Some(World {
            catalogue: reference.catalogue()?.ok()?,
            postcodes: reference.postcodes(),
            now: clock.now_untracked(),
        })
    })
}
