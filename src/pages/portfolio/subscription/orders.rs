//! The orders that have made a subscription what it is, or are to change or end it.

use leptos::prelude::*;
use texts::Key;
use wire::orders::OrderSummary;

use super::Case;
use crate::{
    clock::Clock,
    language::t,
    pages::orders::status::{Side, Standing, explanation, kind_words, tone},
    routes,
    session::Session,
    ui::{
        layout::Panel,
        status::StatusBadge,
        table::{Column, DataTable, Rows},
    },
};

#[component]
pub fn Orders(case: Case) -> impl IntoView {
    let Case { view, lang, .. } = case;
    let (clock, session) = (Clock::of_context(), Session::of_context());
    let rows = Signal::derive(move || {
        let orders = view.with(|view| view.as_ref().map(|view| view.orders.clone()));
        Rows::Ready(orders.unwrap_or_default())
    });
    let columns = vec![
        Column::new("number", t(Key::OrdersColumnNumber), |order: &OrderSummary| {
            order.id.clone()
        })
        .numbers(),
        Column::new("kind", t(Key::OrdersColumnKind), move |order: &OrderSummary| {
            let kind = order.kind;
            move || kind_words(lang, kind)
        }),
        Column::new(
            "status",
            t(Key::OrdersColumnStatus),
            move |order: &OrderSummary| {
                let status = order.status;
                let order = order.clone();
                let explanation = Signal::derive(move || {
                    let now = clock.roughly_now();
                    explanation(lang, Side::of(session), now, &Standing::of(&order, now))
                });
                view! { <StatusBadge text=status.shown_as() tone=tone(status) explanation/> }
            },
        ),
        Column::new(
            "requested_date",
            t(Key::OrdersColumnRequestedDate),
            |order: &OrderSummary| texts::date_short(order.requested_date),
        )
        .numbers(),
        Column::new(
            "agreed_date",
            t(Key::OrdersColumnAgreedDate),
            |order: &OrderSummary| order.agreed_date.map(texts::date_short),
        )
        .numbers(),
    ];
    view! {
        <Panel title=t(Key::PortfolioOrders)>
            <DataTable
                caption=t(Key::PortfolioOrders)
                columns
                rows
                row_key=Callback::new(|order: OrderSummary| order.id)
                href=Callback::new(|order: OrderSummary| routes::order(&order.id))
                empty=move || view! { <p class="muted">{t(Key::PortfolioNoOrders)}</p> }
                failed_title=t(Key::OrdersFailed)
                on_retry=Callback::new(|()| {})
            />
        </Panel>
    }
}
