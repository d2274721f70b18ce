//! `/portfolio`: what the company has installed, filtered, sorted and paged by the backend.

mod columns;
mod filters;
pub mod status;
pub mod subscription;

use leptos::prelude::*;
use texts::Key;
use wire::{lists::Page, subscriptions::SubscriptionSummary};

use crate::{
    api::{self, events::ask_again},
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
        orders::status::Side,
        products::Products,
    },
    problem, routes,
    session::Session,
    ui::{
        icon::Icon,
        page::PageHeading,
        table::{DataTable, Rows, Sort},
    },
};

const LISTING: Listing = Listing {
    path: routes::PORTFOLIO,
    usual_sort: "-since",
    columns: columns::COLUMNS,
    counts: [
        Key::PortfolioCountOne,
        Key::PortfolioCountOther,
        Key::PortfolioCountAbout,
    ],
    icon: Icon::Portfolio,
    words: Words {
        title: Key::PortfolioTitle,
        no_access: Key::PortfolioNoAccess,
        none_match: Key::PortfolioNoneMatch,
        none_match_text: Key::PortfolioNoneMatchText,
        empty: Key::PortfolioEmpty,
        empty_text: Key::PortfolioEmptyText,
    },
};

const FILES: Files = Files {
    csv: wire::paths::SUBSCRIPTIONS_CSV,
    xlsx: wire::paths::SUBSCRIPTIONS_XLSX,
    name: "portfolio",
};

#[component]
pub fn PortfolioPage() -> impl IntoView {
    view! { <ListPage listing=LISTING list=List/> }
}

#[component]
fn List() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let shown = Shown::of_address(LISTING);
    let products = Products::of_context();
    let side = Memo::new(move |_| Side::of(session));
    let page = Question::<Page<SubscriptionSummary>>::new();
    let asked = Memo::new(move |_| shown.query.with(ListQuery::asked));
    let ask = move |background: bool| {
        let asked = asked.get_untracked();
        page.ask(async move {
            let asked: Vec<_> = asked
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            api::subscriptions::list(&asked, background).await
        });
    };
    Effect::new(move |_| {
        asked.track();
        page.turn_to_another();
        ask(false);
    });
    page.mend(move || ask(true));
    ask_when_orders_change(move || ask(true));
    let columns = columns::Shown::new(shown, side, products);
    let exported = Signal::derive(move || {
        let asked = shown
            .query
            .with(|query| query.exported(&columns.chosen.joined(), lang.now().tag()));
        encode(asked.iter().map(|(name, value)| (*name, value.as_str())))
    });
    let actions = move || {
        view! {
            <SaveList files=FILES query=exported keys=(Key::OrdersExportCsv, Key::OrdersExportXlsx)/>
        }
    };
    view! {
        <PageHeading text=t(Key::PortfolioTitle) actions/>
        <filters::Filters shown products/>
        <Stale trouble=move || page.trouble()/>
        <Table shown page columns ask=Callback::new(move |()| ask(false))/>
    }
}

/// What is installed is changed by orders alone, so it is asked for again when one has changed.
fn ask_when_orders_change(again: impl Fn() + Copy + 'static) {
    const GATHER: std::time::Duration = std::time::Duration::from_millis(700);
    ask_again(GATHER, |_| true, again);
}

#[component]
fn Table(
    shown: Shown,
    page: Question<Page<SubscriptionSummary>>,
    columns: columns::Shown,
    ask: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let rows = Signal::derive(move || match page.answer().get() {
        Answer::Awaited => Rows::Loading,
        Answer::Here(page) => Rows::Ready(page.items),
        Answer::Failed(error) => Rows::Failed(problem::explain(lang.now(), &error)),
    });
    let sort = Signal::derive(move || Some(shown.query.with(|query| query.sorted_by(LISTING.usual_sort))));
    let on_sort = Callback::new(move |sort: Sort| shown.show(|query| query.sort = sort_text(&sort)));
    let href = Callback::new(|row: SubscriptionSummary| routes::subscription(&row.id));
    let keys = columns.chosen.keys();
    // Other columns are another table; everything else changes within this one, and the foot, where they are chosen, stays.
    let table = move |_| {
        view! {
            <DataTable
                caption=t(Key::PortfolioTitle)
                columns=untrack(|| columns.columns())
                rows
                row_key=Callback::new(|row: SubscriptionSummary| row.id)
                href
                sort
                on_sort
                refreshing=page.asking()
                empty=move || view! { <NoRows shown/> }
                failed_title=t(Key::PortfolioFailed)
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
