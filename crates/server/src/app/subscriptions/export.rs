//! The portfolio as a file.

use texts::{Key, Language};
use wire::subscriptions::SubscriptionSummary;

use super::list::summary;
use crate::{
    app::export::{Cell, Column},
    state::AppState,
    store::{orders::Scope, subscription_list::SubscriptionList, subscriptions::StoredSubscription},
};

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
    type List = SubscriptionList;
    type Shown = SubscriptionSummary;

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

    fn shown(item: StoredSubscription, scope: &Scope) -> SubscriptionSummary {
        summary(item, scope)
    }

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
