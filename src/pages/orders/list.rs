//! `/orders`: all orders of the company, filtered, sorted and paged by the backend, and kept true while they are shown.

mod columns;
mod dates;
mod filters;
mod follow;
mod foot;
mod views;

use domain::access::Permission;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use texts::Key;
use wire::{lists::Page, orders::OrderSummary};

use crate::{
    api,
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{
        fetch::{Answer, Question},
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
        table::{DataTable, Rows, Sort},
    },
};

use super::{
    query::{ListQuery, encode, sort_text},
    status::Side,
};

/// What the list shows, and how it comes to show something else: always by its address.
#[derive(Clone, Copy)]
pub struct Shown {
    pub query: Memo<ListQuery>,
    go: StoredValue<Go, LocalStorage>,
}

/// Goes to an address, with whether it takes the place of the present one in the browser's history.
type Go = Box<dyn Fn(&str, bool)>;

impl Shown {
    /// Call it while the page is made.
    fn of_address() -> Self {
        let map = use_query_map();
        let navigate = use_navigate();
        let go: Go = Box::new(move |address, replace| {
            navigate(
                address,
                NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        });
        Self {
            query: Memo::new(move |_| map.with(|map| ListQuery::read(|name| map.get(name)))),
            go: StoredValue::new_local(go),
        }
    }

    /// Shows another list; "back" leads to this one.
    pub fn show(self, change: impl FnOnce(&mut ListQuery)) {
        self.change(false, change);
    }

    /// While someone is still typing: "back" does not lead through each letter.
    pub fn amend(self, change: impl FnOnce(&mut ListQuery)) {
        self.change(true, change);
    }

    fn change(self, replace: bool, change: impl FnOnce(&mut ListQuery)) {
        let before = self.query.get_untracked();
        let mut query = before.at_its_start();
        change(&mut query);
        if query != before {
            self.go.with_value(|go| go(&address(&query), replace));
        }
    }
}

/// The address of a list.
pub fn address(query: &ListQuery) -> String {
    routes::orders(&encode(query.pairs()))
}

#[component]
pub fn OrdersPage() -> impl IntoView {
    let lang = Lang::of_context();
    let session = Session::of_context();
    let shown = Shown::of_address();
    let products = Products::of_context();
    let side = Memo::new(move |_| Side::of(session));
    set_title(move || title(lang, &lang.text(Key::OrdersTitle)));

    let page = Question::<Page<OrderSummary>>::new();
    let asked = Memo::new(move |_| shown.query.with(ListQuery::asked));
    let ask = move |background: bool| page.ask(fetched(asked.get_untracked(), background));
    let moved = follow::follow(page, move || fetched(asked.get_untracked(), true));
    Effect::new(move |before: Option<()>| {
        asked.track();
        moved.set(None);
        ask(false);
        if before.is_some() {
            follow::to_the_first_row();
        }
    });
    page.mend(move || ask(true));

    let columns = columns::Shown::new(shown.query, side, products);
    let export = Signal::derive(move || {
        let asked = shown
            .query
            .with(|query| query.exported(&columns.keys(), lang.now().tag()));
        format!(
            "{}?{}",
            wire::paths::ORDERS_CSV,
            encode(asked.iter().map(|(name, value)| (*name, value.as_str())))
        )
    });
    let may_order = Memo::new(move |_| {
        session
            .user()
            .is_some_and(|user| user.access.may(Permission::Order).is_ok())
    });
    let actions = move || {
        view! {
            <LinkButton
                text=t(Key::OrdersExport)
                href=export
                kind=ButtonKind::Secondary
                icon=Icon::Download
                download=Signal::stored("orders.csv".to_owned())
            />
            {move || {
                may_order
                    .get()
                    .then(|| view! { <LinkButton text=t(Key::OrdersNew) href=routes::NEW_ORDER icon=Icon::Plus/> })
            }}
        }
    };
    view! {
        // Beside the heading, where it moves nothing.
        <PageHeading text=t(Key::OrdersTitle) beside=move || view! { <follow::Moved page moved/> } actions/>
        <views::Views shown side/>
        <filters::Filters shown side products/>
        <Stale page/>
        <Table shown page columns ask=Callback::new(move |()| ask(false))/>
    }
}

async fn fetched(
    asked: Vec<(&'static str, String)>,
    background: bool,
) -> Result<Page<OrderSummary>, api::client::ApiError> {
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
    ask: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let rows = Signal::derive(move || match page.answer().get() {
        Answer::Awaited => Rows::Loading,
        Answer::Here(page) => Rows::Ready(page.items),
        Answer::Failed(error) => Rows::Failed(problem::explain(lang.now(), &error)),
    });
    let sort = Signal::derive(move || Some(columns::of_sort(&shown.query.with(ListQuery::sorted_by))));
    let on_sort =
        Callback::new(move |sort: Sort| shown.show(|query| query.sort = sort_text(&columns::to_sort(sort))));
    let href = Callback::new(|order: OrderSummary| routes::order(&order.id));
    // Other columns are another table; everything else changes within this one.
    let keys = Memo::new(move |_| columns.keys());
    move || {
        keys.track();
        view! {
            <div class="orders-list">
            <DataTable
                caption=t(Key::OrdersTitle)
                columns=columns.columns()
                rows
                row_key=Callback::new(|order: OrderSummary| order.id)
                href
                sort
                on_sort
                refreshing=page.asking()
                empty=move || view! { <Empty shown/> }
                failed_title=t(Key::OrdersFailed)
                on_retry=ask
                foot=move || view! { <foot::Foot shown page columns/> }
            />
            </div>
        }
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
