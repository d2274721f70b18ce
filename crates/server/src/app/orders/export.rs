//! The list of orders as a file.

use async_trait::async_trait;
use texts::{Key, Language};
use wire::orders::OrderSummary;

use super::list::{Wanted, summary};
use crate::{
    app::{
        export::{self, Cell, Column, Table},
        lists::LARGEST_PAGE,
    },
    error::AppError,
    state::AppState,
    store::{
        keyset::{Listed, Position},
        order_list,
        orders::StoredOrder,
    },
};

/// The orders that are wanted, from the first page on.
pub struct Orders {
    pub state: AppState,
    pub wanted: Wanted,
    pub columns: Vec<OrderColumn>,
    pub language: Language,
}

#[async_trait]
impl Table for Orders {
    type Row = StoredOrder;

    fn titles(&self) -> Vec<String> {
        export::titles(&self.columns, self.language)
    }

    async fn count(&self) -> Result<u32, AppError> {
        let filters = self.wanted.filters.clone();
        let counting = self.state.store.read(move |db| {
            Box::pin(async move { Ok::<_, AppError>(order_list::count(db, &filters).await?) })
        });
        counting.await
    }

    async fn batch(&self, after: Option<Position>) -> Result<Vec<Listed<StoredOrder>>, AppError> {
        let (filters, sort) = (self.wanted.filters.clone(), self.wanted.paging.sort);
        let reading = self.state.store.read(move |db| {
            Box::pin(async move {
                let page = order_list::page(db, &filters, sort, after.as_ref(), LARGEST_PAGE);
                Ok::<_, AppError>(page.await?)
            })
        });
        reading.await
    }

    fn cells(&self, order: StoredOrder) -> Vec<Cell> {
        let order = summary(order, true);
        let cells = self.columns.iter();
        cells
            .map(|column| column.cell(&order, &self.state, self.language))
            .collect()
    }
}

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
}

impl OrderColumn {
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
