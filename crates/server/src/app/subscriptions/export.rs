//! The portfolio as a file.

use async_trait::async_trait;
use texts::{Key, Language};
use wire::subscriptions::SubscriptionSummary;

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
        subscription_list,
        subscriptions::StoredSubscription,
    },
};

/// The subscriptions that are wanted, from the first page on.
pub struct Portfolio {
    pub state: AppState,
    pub wanted: Wanted,
    pub columns: Vec<SubscriptionColumn>,
    pub language: Language,
}

#[async_trait]
impl Table for Portfolio {
    type Row = StoredSubscription;

    fn titles(&self) -> Vec<String> {
        export::titles(&self.columns, self.language)
    }

    async fn count(&self) -> Result<u32, AppError> {
        let filters = self.wanted.filters.clone();
        let counting = self.state.store.read(move |db| {
            Box::pin(async move { Ok::<_, AppError>(subscription_list::count(db, &filters).await?) })
        });
        counting.await
    }

    async fn batch(&self, after: Option<Position>) -> Result<Vec<Listed<StoredSubscription>>, AppError> {
        let (filters, sort) = (self.wanted.filters.clone(), self.wanted.paging.sort);
        let reading = self.state.store.read(move |db| {
            Box::pin(async move {
                let page = subscription_list::page(db, &filters, sort, after.as_ref(), LARGEST_PAGE);
                Ok::<_, AppError>(page.await?)
            })
        });
        reading.await
    }

    fn cells(&self, subscription: StoredSubscription) -> Vec<Cell> {
        let row = summary(subscription, true);
        let cells = self.columns.iter();
        cells
            .map(|column| column.cell(&row, &self.state, self.language))
            .collect()
    }
}

/// A column of the portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionColumn {
    Number,
    Status,
    Company,
    EndUser,
    Product,
    Place,
    MonthlyRent,
    Since,
    Ended,
    LiveOrder,
}

impl Column for SubscriptionColumn {
    const ALL: &'static [Self] = &[
        Self::Number,
        Self::Status,
        Self::Company,
        Self::EndUser,
        Self::Product,
        Self::Place,
        Self::MonthlyRent,
        Self::Since,
        Self::Ended,
        Self::LiveOrder,
    ];
    const OF_THE_OPERATOR: Self = Self::Company;

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Status => "status",
            Self::Company => "company",
            Self::EndUser => "end_user",
            Self::Product => "product",
            Self::Place => "place",
            Self::MonthlyRent => "monthly_rent",
            Self::Since => "since",
            Self::Ended => "ended",
            Self::LiveOrder => "live_order",
        }
    }

    fn title(self) -> Key {
        match self {
            Self::Number => Key::PortfolioColumnNumber,
            Self::Status => Key::PortfolioColumnStatus,
            Self::Company => Key::PortfolioColumnCompany,
            Self::EndUser => Key::PortfolioColumnEndUser,
            Self::Product => Key::PortfolioColumnProduct,
            Self::Place => Key::PortfolioColumnPlace,
            Self::MonthlyRent => Key::PortfolioColumnMonthlyRent,
            Self::Since => Key::PortfolioColumnSince,
            Self::Ended => Key::PortfolioColumnEnded,
            Self::LiveOrder => Key::PortfolioColumnLiveOrder,
        }
    }
}

impl SubscriptionColumn {
    fn cell(self, row: &SubscriptionSummary, state: &AppState, language: Language) -> Cell {
        match self {
            Self::Number => Cell::text(&row.number),
            Self::Status => Cell::Text(texts::coded(
                language,
                "subscription.status",
                row.status.code(),
                &Default::default(),
            )),
            Self::Company => Cell::text_or_nothing(row.company.clone()),
            Self::EndUser => Cell::text(&row.end_user),
            Self::Product => Cell::product(state, &row.product, language),
            Self::Place => Cell::text(&row.place),
            Self::MonthlyRent => Cell::Money(row.monthly_rent),
            Self::Since => Cell::Day(row.since),
            Self::Ended => Cell::day_or_nothing(row.ended),
            Self::LiveOrder => Cell::text_or_nothing(row.live_order.as_ref().map(|live| live.order.clone())),
        }
    }
}
