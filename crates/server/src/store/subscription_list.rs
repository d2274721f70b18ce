//! The portfolio: its filters and what it can be sorted by.

use domain::subscriptions::SubscriptionStatus;

use super::{
    Row, StoreError,
    keyset::{List, Query, SortColumn, Table},
    orders::Scope,
    row::write_name,
    subscriptions::{COLUMNS, StoredSubscription, read_subscription},
};

/// What the portfolio can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    Number,
    EndUser,
    Product,
    Place,
    MonthlyRent,
    Since,
    Status,
}

impl SortColumn for SortBy {
    const ALL: &'static [Self] = &[
        Self::Number,
        Self::EndUser,
        Self::Product,
        Self::Place,
        Self::MonthlyRent,
        Self::Since,
        Self::Status,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::EndUser => "end_user",
            Self::Product => "product",
            Self::Place => "place",
            Self::MonthlyRent => "monthly_rent",
            Self::Since => "since",
            Self::Status => "status",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Number => "s.number_key",
            Self::EndUser => "s.end_user_sort",
            Self::Product => "s.product",
            Self::Place => "s.place",
            Self::MonthlyRent => "s.monthly_rent",
            Self::Since => "s.since",
            Self::Status => "s.status",
        }
    }

    fn is_number(self) -> bool {
        match self {
            Self::MonthlyRent => true,
            Self::Number | Self::EndUser | Self::Product | Self::Place | Self::Since | Self::Status => false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Filters {
    pub scope: Scope,
    pub statuses: Vec<SubscriptionStatus>,
    pub product: Option<String>,
    /// Exactly this number, as it is looked up.
    pub number: Option<String>,
    /// Each must begin a word of the subscription.
    pub words: Vec<String>,
}

const SUBSCRIPTIONS: Table = Table {
    name: "subscriptions s",
    letter: "s",
    words: "subscription_words",
    words_of: "subscription_id",
};

/// The portfolio.
#[derive(Debug)]
pub struct SubscriptionList;

impl List for SubscriptionList {
    type Filters = Filters;
    type SortBy = SortBy;
    type Item = StoredSubscription;

    const COLUMNS: &'static str = COLUMNS;

    fn scope(filters: &Filters) -> &Scope {
        &filters.scope
    }

    fn query(filters: &Filters) -> Result<Query, StoreError> {
        let mut query = Query::of(SUBSCRIPTIONS, &filters.scope, &filters.words);
        let statuses = filters
            .statuses
            .iter()
            .map(|status| write_name("status", *status))
            .collect::<Result<Vec<_>, _>>()?;
        query.and_one_of("s.status", statuses);
        if let Some(product) = &filters.product {
            query.and("s.product =", product);
        }
        if let Some(number) = &filters.number {
            query.and("s.number_key =", number);
        }
        Ok(query)
    }

    fn read(row: &Row) -> Result<(i64, StoredSubscription), StoreError> {
        let subscription = read_subscription(row)?;
        Ok((subscription.id, subscription))
    }
}
