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
    language::{Lang, t},
    pages::{
        fetch::{Answer, Question},
        listing::{
            Listing, Shown, Words,
            foot::Foot,
            frame::{ListPage, NoRows, Stale},
            query::{ListQuery, encode, sort_text},
            save::{Files, SaveList},
        },
        products::Products,
    },
    problem, routes,
    session::Session,
    ui::{
        button::LinkButton,
        icon::Icon,
        page::PageHeading,
        table::{DataTable, Rows, Selection, Sort},
    },
};

use super::status::Side;

const LISTING: Listing = Listing {
    path: routes::ORDERS,
    usual_sort: "-created_at",
    columns: columns::COLUMNS,
    counts: [Key::OrdersCountOne, Key::OrdersCountOther, Key::OrdersCountAbout],
    icon: Icon::Order,
    words: Words {
        title: Key::OrdersTitle,
        no_access: Key::OrdersNoAccess,
        none_match: Key::OrdersNoneMatch,
        none_match_text: Key::OrdersNoneMatchText,
        empty: Key::OrdersEmpty,
        empty_text: Key::OrdersEmptyText,
    },
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
    view! { <ListPage listing=LISTING list=List/> }
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
        <Stale trouble=move || page.trouble()/>
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
                empty=move || view! { <NoRows shown/> }
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
