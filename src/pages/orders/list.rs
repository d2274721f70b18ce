//! `/orders`: all orders of the company, filtered, sorted and paged by the backend, and kept true while they are shown.

mod chosen;
mod columns;
mod dates;
mod filters;
mod follow;
mod views;

use domain::access::Permission;
use leptos::prelude::*;
use texts::Key;
use wire::{lists::Page, orders::OrderSummary};

use crate::{
    api,
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{
        fetch::{Answer, Question},
        listing::{
            Listing, Shown,
            foot::Foot,
            query::{ListQuery, encode, sort_text},
            save::{Files, SaveList},
        },
        not_found::title,
        products::Products,
        when,
    },
    problem, routes,
    session::Session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::Icon,
        page::{PageHeading, set_title},
        states::EmptyState,
        table::{DataTable, Rows, Selection, Sort},
    },
};

use super::status::Side;

const LISTING: Listing = Listing {
    path: routes::ORDERS,
    usual_sort: "-created_at",
    columns: columns::COLUMNS,
    counts: [Key::OrdersCountOne, Key::OrdersCountOther, Key::OrdersCountAbout],
};

const FILES: Files = Files {
    csv: wire::paths::ORDERS_CSV,
    xlsx: wire::paths::ORDERS_XLSX,
    name: "orders",
};

/// The address of a list.
pub fn address(query: &ListQuery) -> String {
    LISTING.address(query)
}

#[component]
pub fn OrdersPage() -> impl IntoView {
    let lang = Lang::of_context();
    set_title(move || title(lang, &lang.text(Key::OrdersTitle)));
    // A change of user loads the page anew, so this holds as long as the page.
    match untrack(|| Side::orders_closed(Session::of_context())) {
        None => view! { <List/> }.into_any(),
        Some(reason) => {
            let text = Signal::derive(move || texts::reason(lang.now(), reason.code, &reason.params));
            view! {
                <PageHeading text=t(Key::OrdersTitle)/>
                <EmptyState icon=Icon::Lock title=t(Key::OrdersNoAccess) text/>
            }
            .into_any()
        }
    }
}

#[component]
fn List() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let shown = Shown::of_address(LISTING);
    let products = Products::of_context();
    let side = Memo::new(move |_| Side::of(session));

    let page = Question::<Page<OrderSummary>>::new();
    let asked = Memo::new(move |_| shown.query.with(ListQuery::asked));
    let ask = move |background: bool| page.ask(fetched(asked.get_untracked(), background));
    let moved = follow::follow(page, move || fetched(asked.get_untracked(), true));
    Effect::new(move |before: Option<()>| {
        asked.track();
        moved.set(None);
        page.turn_to_another();
        ask(false);
        if before.is_some() {
            follow::to_the_first_row();
        }
    });
    page.mend(move || ask(true));

    let columns = columns::Shown::new(shown, side, products);
    let exported = Signal::derive(move || {
        let asked = shown
            .query
            .with(|query| query.exported(&columns.chosen.joined(), lang.now().tag()));
        encode(asked.iter().map(|(name, value)| (*name, value.as_str())))
    });
    let may_order = Memo::new(move |_| {
        session
            .user()
            .is_some_and(|user| user.access.may(Permission::Order).is_ok())
    });
    let actions = move || {
        view! {
            <SaveList files=FILES query=exported keys=(Key::OrdersExportCsv, Key::OrdersExportXlsx)/>
            {move || {
                may_order
                    .get()
                    .then(|| view! { <LinkButton text=t(Key::OrdersNew) href=routes::NEW_ORDER icon=Icon::Plus/> })
            }}
        }
    };
    let selection = chosen::selection(lang);
    view! {
        // Beside the heading, where it moves nothing.
        <PageHeading text=t(Key::OrdersTitle) beside=move || view! { <follow::Moved page moved/> } actions/>
        <views::Views shown side/>
        <filters::Filters shown side products/>
        <Stale page/>
        <chosen::Chosen shown selection columns side again=Callback::new(move |()| ask(true))/>
        <Table shown page columns selection ask=Callback::new(move |()| ask(false))/>
    }
}

async fn fetched(
    asked: Vec<(&'static str, String)>,
    background: bool,
) -> Result<api::client::Fetched<Page<OrderSummary>>, api::client::ApiError> {
    let asked: Vec<_> = asked
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    api::orders::list(&asked, background).await
}

/// Rows that could not be brought up to date say so, with their time (OFF-2).
#[component]
fn Stale(page: Question<Page<OrderSummary>>) -> impl IntoView {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let text = move || {
        let (error, as_of) = page.trouble()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        let why = problem::explain(lang.now(), &error);
        Some(lang.fill(
            Key::OrdersStale,
            &params([("when", words(as_of)), ("why", words(why))]),
        ))
    };
    view! { <crate::pages::note::Note text=Signal::derive(text) icon=Icon::Warning color="warning"/> }
}

#[component]
fn Table(
    shown: Shown,
    page: Question<Page<OrderSummary>>,
    columns: columns::Shown,
    selection: Selection,
    ask: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let rows = Signal::derive(move || match page.answer().get() {
        Answer::Awaited => Rows::Loading,
        Answer::Here(page) => Rows::Ready(page.items),
        Answer::Failed(error) => Rows::Failed(problem::explain(lang.now(), &error)),
    });
    let sort = Signal::derive(move || {
        Some(columns::of_sort(
            &shown.query.with(|query| query.sorted_by(LISTING.usual_sort)),
        ))
    });
    let on_sort =
        Callback::new(move |sort: Sort| shown.show(|query| query.sort = sort_text(&columns::to_sort(sort))));
    let href = Callback::new(|order: OrderSummary| routes::order(&order.id));
    let keys = columns.chosen.keys();
    // Other columns are another table; everything else changes within this one, and the foot, where they are chosen, stays.
    let table = move |_| {
        view! {
            <DataTable
                caption=t(Key::OrdersTitle)
                columns=untrack(|| columns.columns())
                rows
                row_key=Callback::new(|order: OrderSummary| order.id)
                href
                sort
                on_sort
                refreshing=page.asking()
                selection=Some(selection)
                empty=move || view! { <Empty shown/> }
                failed_title=t(Key::OrdersFailed)
                on_retry=ask
            />
        }
    };
    view! {
        <div class="orders-list">
            <For each=move || [keys.get()] key=|keys| keys.clone() children=table/>
            <Foot shown page columns=columns.chosen/>
        </div>
    }
}

#[component]
fn Empty(shown: Shown) -> impl IntoView {
    let filtered = Memo::new(move |_| {
        shown
            .query
            .with(|query| query.has_filters() || !query.after.is_empty())
    });
    move || {
        if filtered.get() {
            view! {
                <EmptyState
                    icon=Icon::Filter
                    title=t(Key::OrdersNoneMatch)
                    text=t(Key::OrdersNoneMatchText)
                    action=move || {
                        view! {
                            <Button
                                text=t(Key::OrdersFilterClear)
                                kind=ButtonKind::Secondary
                                on_press=Callback::new(move |()| shown.show(|query| *query = query.without_filters()))
                            />
                        }
                    }
                />
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Order title=t(Key::OrdersEmpty) text=t(Key::OrdersEmptyText)/> }
                .into_any()
        }
    }
}
