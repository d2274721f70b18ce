//! `/drafts`: what was begun in this browser, and what is on its way or was refused (OFF-1, OFF-3).

mod outbox;

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    clock::Clock,
    language::{Lang, params, t, words},
    offline::{
        drafts::{self, Draft},
        store::StoreError,
    },
    routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
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
    when,
};

#[component]
pub fn DraftsPage() -> impl IntoView {
    let lang = Lang::of_context();
    set_title(move || title(lang, &lang.text(Key::DraftsTitle)));
    let shelf = Shelf::read();
    // The draft that was deleted last, which can be brought back.
    let deleted = RwSignal::new(None::<Draft>);
    let trouble = RwSignal::new(None::<String>);
    let troubled = Signal::derive(move || {
        trouble
            .get()
            .map(|reason| lang.fill(Key::DraftsFailedText, &params([("reason", words(reason))])))
    });
    view! {
        <PageHeading text=t(Key::DraftsTitle)/>
        <Note text=troubled icon=Icon::Warning color="danger"/>
        <outbox::OutboxPanel shelf trouble/>
        <Panel title=t(Key::DraftsDrafts) beside=move || view! { <span>{t(Key::DraftsAbout)}</span> }>
            <Deleted shelf deleted trouble/>
            <Drafts shelf deleted trouble/>
        </Panel>
    }
}

fn named(lang: Lang, key: Key, name: &str) -> String {
    lang.fill(key, &params([("name", words(name))]))
}

/// The moment of a time that the browser's own clock has told.
fn by_browser(millis: i64, clock: Clock) -> Moment {
    let ahead = clock.now_untracked().millis() - drafts::browser_millis();
    Moment::from_millis(millis.saturating_add(ahead))
}

/// The last deletion, with the way back.
#[component]
fn Deleted(
    shelf: Shelf,
    deleted: RwSignal<Option<Draft>>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let text = Signal::derive(move || {
        deleted.with(|draft| {
            draft
                .as_ref()
                .map(|draft| named(lang, Key::DraftsDeleted, &shelf::name(lang, &draft.order)))
        })
    });
    let undo = Callback::new(move |()| {
        let Some(draft) = deleted.try_update(Option::take).flatten() else {
            return;
        };
        spawn_local(async move {
            match drafts::save(&draft).await {
                Ok(()) => shelf.look(),
                Err(StoreError(reason)) => {
                    trouble.try_set(Some(reason));
                    deleted.try_set(Some(draft));
                }
            }
        });
    });
    view! {
        <Note
            text
            icon=Icon::Trash
            color="info"
            action=move || {
                view! { <Button text=t(Key::DraftsUndo) kind=ButtonKind::Secondary small=true on_press=undo/> }
            }
        />
    }
}

#[component]
fn Drafts(
    shelf: Shelf,
    deleted: RwSignal<Option<Draft>>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let drafts = Memo::new(move |_| shelf.drafts());
    let stands = Memo::new(move |_| {
        shelf.lies().with(|lies| match lies {
            Lies::Asking => Ok(None),
            Lies::Here(_) => Ok(Some(drafts.with(|drafts| !drafts.is_empty()))),
            Lies::Failed(reason) => Err(reason.clone()),
        })
    });
    move || match stands.get() {
        Ok(None) => view! { <Skeleton rows=3/> }.into_any(),
        Err(reason) => {
            let text = Signal::derive(move || {
                lang.fill(
                    Key::DraftsFailedText,
                    &params([("reason", words(reason.as_str()))]),
                )
            });
            view! { <ErrorState title=t(Key::DraftsFailed) text on_retry=Callback::new(move |()| shelf.look())/> }
                .into_any()
        }
        Ok(Some(false)) => {
            view! { <EmptyState icon=Icon::Draft title=t(Key::DraftsNone) text=t(Key::DraftsNoneText)/> }
                .into_any()
        }
        Ok(Some(true)) => view! {
            <ul class="rows">
                <For
                    each=move || drafts.get()
                    key=|draft| (draft.id.clone(), draft.updated_at)
                    children=move |draft| view! { <DraftRow draft shelf deleted trouble/> }
                />
            </ul>
        }
        .into_any(),
    }
}

#[component]
fn DraftRow(
    draft: Draft,
    shelf: Shelf,
    deleted: RwSignal<Option<Draft>>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let products = Products::of_context();
    let changed = by_browser(draft.updated_at, clock);
    let href = routes::draft(&draft.id);
    let draft = StoredValue::new(draft);
    let name = move || draft.with_value(|draft| shelf::name(lang, &draft.order));
    let about = move || {
        draft.with_value(|draft| {
            let product = match draft.order.product.as_str() {
                "" => lang.text(Key::DraftsNoProduct),
                code => products.name(lang, code),
            };
            let place = shelf::place(&draft.order);
            if place.is_empty() {
                product
            } else {
                format!("{product} · {place}")
            }
        })
    };
    let delete = Callback::new(move |()| {
        let gone = draft.get_value();
        spawn_local(async move {
            match drafts::delete(&gone.id).await {
                Ok(()) => {
                    deleted.try_set(Some(gone));
                    shelf.look();
                }
                Err(StoreError(reason)) => {
                    trouble.try_set(Some(reason));
                }
            }
        });
    });
    view! {
        <li>
            <span class="grow">{name}<span class="second">{about}</span></span>
            <span class="muted small">
                {move || lang.text(Key::DraftsColumnChanged)}" "
                {move || when::said(lang.now(), changed, clock.roughly_now())}
            </span>
            <LinkButton
                text=t(Key::DraftsGoOn)
                spoken=Signal::derive(move || named(lang, Key::DraftsGoOnWith, &name()))
                href
                kind=ButtonKind::Secondary
                small=true
            />
            <Button
                text=t(Key::DraftsDelete)
                spoken=Signal::derive(move || named(lang, Key::DraftsDeleteThis, &name()))
                kind=ButtonKind::Tertiary
                icon=Icon::Trash
                small=true
                on_press=delete
            />
        </li>
    }
}
