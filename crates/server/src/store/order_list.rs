//! The list of orders: its filters and what it can be sorted by.

use domain::{
    date::iso,
    orders::status::{HeaderStatus, OrderKind, Turn},
};
use time::Date;

use super::{
    Row, StoreError,
    keyset::{List, Query, SortColumn, Table},
    orders::{COLUMNS, Scope, StoredOrder, read_order},
    row::write_name,
};

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// By number, which grows with time.
    CreatedAt,
    CustomerOrderId,
    CustomerOrderRef,
    EndUser,
    Kind,
    Product,
    Place,
    RequestedDate,
    AgreedDate,
    Status,
    TurnSince,
}

/// Not by the letters of their names, which say nothing: by weight, as the header's status is chosen (STA-1).
const BY_STATUS: &str = "CASE o.status WHEN 'incomplete' THEN 'a' WHEN 'rejected' THEN 'b' WHEN 'customer_update' THEN 'c'
    WHEN 'new' THEN 'd' WHEN 'duplicate' THEN 'e' WHEN 'in_progress' THEN 'f' WHEN 'committed' THEN 'g' WHEN 'registered' THEN 'h'
    WHEN 'in_process' THEN 'i' WHEN 'finished' THEN 'j' WHEN 'closed' THEN 'k' WHEN 'cancelled_a' THEN 'l' ELSE 'm' END";

impl SortColumn for SortBy {
    const ALL: &'static [Self] = &[
        Self::CreatedAt,
        Self::CustomerOrderId,
        Self::CustomerOrderRef,
        Self::EndUser,
        Self::Kind,
        Self::Product,
        Self::Place,
        Self::RequestedDate,
        Self::AgreedDate,
        Self::Status,
        Self::TurnSince,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::CustomerOrderId => "customer_order_id",
            Self::CustomerOrderRef => "customer_order_ref",
            Self::EndUser => "end_user",
            Self::Kind => "kind",
            Self::Product => "product",
            Self::Place => "place",
            Self::RequestedDate => "requested_date",
            Self::AgreedDate => "agreed_date",
            Self::Status => "status",
            Self::TurnSince => "turn_since",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "o.id",
            Self::CustomerOrderId => "o.customer_order_id",
            Self::CustomerOrderRef => "o.customer_order_ref",
            Self::EndUser => "o.end_user_sort",
            Self::Kind => "o.kind",
            Self::Product => "o.product",
            Self::Place => "o.place",
            Self::RequestedDate => "o.requested_date",
            Self::AgreedDate => "o.agreed_date",
            Self::Status => BY_STATUS,
            Self::TurnSince => "o.turn_since",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::CreatedAt | Self::TurnSince)
    }
}

#[derive(Clone, Debug)]
pub struct Filters {
    pub scope: Scope,
    pub statuses: Vec<HeaderStatus>,
    pub turn: Option<Turn>,
    pub kind: Option<OrderKind>,
    pub product: Option<String>,
    /// Each must begin a word of the order.
    pub words: Vec<String>,
    pub requested_from: Option<Date>,
    pub requested_to: Option<Date>,
    /// Just these, when any are named.
    pub ids: Vec<i64>,
}

const ORDERS: Table = Table {
    name: "orders o",
    letter: "o",
    words: "order_words",
    words_of: "order_id",
};

/// The list of orders.
#[derive(Debug)]
pub struct OrderList;

impl List for OrderList {
    type Filters = Filters;
    type SortBy = SortBy;
    type Item = StoredOrder;

    const COLUMNS: &'static str = COLUMNS;

    fn scope(filters: &Filters) -> &Scope {
        &filters.scope
    }

    fn query(filters: &Filters) -> Result<Query, StoreError> {
        let mut query = Query::of(ORDERS, &filters.scope, &filters.words);
        let statuses = filters
            .statuses
            .iter()
            .map(|status| write_name("status", *status))
            .collect::<Result<Vec<_>, _>>()?;
        query.and_one_of("o.status", statuses);
        query.and_one_of("o.id", filters.ids.clone());
        if let Some(turn) = filters.turn {
            query.and("o.turn =", write_name("turn", turn)?);
        }
        if let Some(kind) = filters.kind {
            query.and("o.kind =", write_name("kind", kind)?);
        }
        if let Some(product) = &filters.product {
            query.and("o.product =", product);
        }
        if let Some(from) = filters.requested_from {
            query.and("o.requested_date >=", iso(from));
        }
        if let Some(to) = filters.requested_to {
            query.and("o.requested_date <=", iso(to));
        }
        Ok(query)
    }

    fn read(row: &Row) -> Result<(i64, StoredOrder), StoreError> {
        let order = read_order(row)?;
        Ok((order.id, order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// STA-1: the statement and the table of statuses say the same.
    #[test]
    fn statuses_are_sorted_as_the_table_of_statuses_has_them() {
        let ranks = HeaderStatus::ALL.map(|status| {
            let name = write_name("status", status).unwrap();
            let after = BY_STATUS.split_once(&format!("WHEN '{name}' THEN '"));
            after.map_or('m', |(_, rank)| rank.chars().next().unwrap())
        });
        let in_order: Vec<char> = ('a'..='m').collect();
        assert_eq!(ranks.to_vec(), in_order);
    }
}
