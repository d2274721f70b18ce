//! The list of orders as a file.

use texts::{Key, Language};
use wire::orders::OrderSummary;

use super::list::summary;
use crate::{
    app::export::{Cell, Column},
    state::AppState,
    store::{
        order_list::OrderList,
        orders::{Scope, StoredOrder},
    },
};

/// A column of the list of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderColumn {
    Number,
    CustomerOrderId,
    CustomerOrderRef,
    Company,
    EndUser,
    Kind,
    Product,
    Place,
    RequestedDate,
    AgreedDate,
    Status,
    Turn,
    Age,
}

impl Column for OrderColumn {
    type List = OrderList;
    type Shown = OrderSummary;

    const ALL: &'static [Self] = &[
        Self::Number,
        Self::CustomerOrderId,
        Self::CustomerOrderRef,
        Self::Company,
        Self::EndUser,
        Self::Kind,
        Self::Product,
        Self::Place,
        Self::RequestedDate,
        Self::AgreedDate,
        Self::Status,
        Self::Turn,
        Self::Age,
    ];
    const OF_THE_OPERATOR: Self = Self::Company;

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::CustomerOrderId => "customer_order_id",
            Self::CustomerOrderRef => "customer_order_ref",
            Self::Company => "company",
            Self::EndUser => "end_user",
            Self::Kind => "kind",
            Self::Product => "product",
            Self::Place => "place",
            Self::RequestedDate => "requested_date",
            Self::AgreedDate => "agreed_date",
            Self::Status => "status",
            Self::Turn => "turn",
            Self::Age => "age",
        }
    }

    fn title(self) -> Key {
        match self {
            Self::Number => Key::OrdersColumnNumber,
            Self::CustomerOrderId => Key::OrdersColumnCustomerOrderId,
            Self::CustomerOrderRef => Key::OrdersColumnCustomerOrderRef,
            Self::Company => Key::OrdersColumnCompany,
            Self::EndUser => Key::OrdersColumnEndUser,
            Self::Kind => Key::OrdersColumnKind,
            Self::Product => Key::OrdersColumnProduct,
            Self::Place => Key::OrdersColumnPlace,
            Self::RequestedDate => Key::OrdersColumnRequestedDate,
            Self::AgreedDate => Key::OrdersColumnAgreedDate,
            Self::Status => Key::OrdersColumnStatus,
            Self::Turn => Key::OrdersColumnTurn,
            Self::Age => Key::OrdersColumnAge,
        }
    }

    fn shown(item: StoredOrder, scope: &Scope) -> OrderSummary {
        summary(item, scope)
    }

    fn cell(self, order: &OrderSummary, state: &AppState, language: Language) -> Cell {
        match self {
            Self::Number => Cell::text(&order.id),
            Self::CustomerOrderId => Cell::text_or_nothing(order.customer_order_id.clone()),
            Self::CustomerOrderRef => Cell::text_or_nothing(order.customer_order_ref.clone()),
            Self::Company => Cell::text_or_nothing(order.company.clone()),
            Self::EndUser => Cell::text(&order.end_user),
            Self::Kind => Cell::Text(texts::coded(
                language,
                "orders.kind",
                order.kind.code(),
                &Default::default(),
            )),
            Self::Product => Cell::product(state, &order.product, language),
            Self::Place => Cell::text(&order.place),
            Self::RequestedDate => Cell::Day(order.requested_date),
            Self::AgreedDate => Cell::day_or_nothing(order.agreed_date),
            Self::Status => Cell::text(order.status.shown_as()),
            Self::Turn => Cell::Text(texts::coded(
                language,
                "turn",
                order.turn.code(),
                &Default::default(),
            )),
            // Whole days, which a spreadsheet can sort and add up.
            Self::Age => Cell::Whole(order.turn_since.seconds_until(state.clock.now()) / 86_400),
        }
    }
}
