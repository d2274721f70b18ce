//! The list of orders as CSV.

use futures::Stream;
use texts::{Key, Language};
use wire::orders::OrderSummary;

use super::list::{Wanted, date, summary};
use crate::{
    app::{
        csv::{self, Column},
        lists::LARGEST_PAGE,
    },
    error::AppError,
    state::AppState,
    store::order_list,
};

pub fn export(
    state: AppState,
    wanted: Wanted,
    columns: Vec<OrderColumn>,
    language: Language,
) -> impl Stream<Item = Result<String, AppError>> {
    let titles = columns
        .iter()
        .map(|column| texts::text(language, column.title()).to_owned())
        .collect();
    let store = state.store.clone();
    let (filters, sort) = (wanted.filters, wanted.paging.sort);
    csv::export(
        titles,
        move |after| {
            let (store, filters) = (store.clone(), filters.clone());
            Box::pin(async move {
                store
                    .read(move |db| {
                        Box::pin(async move {
                            let page = order_list::page(db, &filters, sort, after.as_ref(), LARGEST_PAGE);
                            Ok::<_, AppError>(page.await?)
                        })
                    })
                    .await
            })
        },
        move |order| {
            let order = summary(order, true);
            let cells = columns.iter().map(|column| column.cell(&order, &state, language));
            cells.collect()
        },
    )
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
}

impl OrderColumn {
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

    fn cell(self, order: &OrderSummary, state: &AppState, language: Language) -> String {
        match self {
            Self::Number => order.id.clone(),
            Self::CustomerOrderId => order.customer_order_id.clone().unwrap_or_default(),
            Self::CustomerOrderRef => order.customer_order_ref.clone().unwrap_or_default(),
            Self::Company => order.company.clone().unwrap_or_default(),
            Self::EndUser => order.end_user.clone(),
            Self::Kind => texts::coded(language, "orders.kind", order.kind.code(), &Default::default()),
            Self::Product => state.catalogue.product(&order.product).map_or_else(
                || order.product.clone(),
                |product| match language {
                    Language::Norwegian => product.name.nb.clone(),
                    Language::English => product.name.en.clone(),
                },
            ),
            Self::Place => order.place.clone(),
            Self::RequestedDate => date(order.requested_date),
            Self::AgreedDate => order.agreed_date.map(date).unwrap_or_default(),
            Self::Status => order.status.shown_as().to_owned(),
            Self::Turn => texts::coded(language, "turn", order.turn.code(), &Default::default()),
            // Whole days, which a spreadsheet can sort and add up.
            Self::Age => (order.turn_since.seconds_until(state.clock.now()) / 86_400).to_string(),
        }
    }
}
