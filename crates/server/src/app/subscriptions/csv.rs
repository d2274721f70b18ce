//! The portfolio as CSV.

use domain::date::iso;
use futures::Stream;
use texts::{Key, Language};
use wire::subscriptions::SubscriptionSummary;

use super::list::{Wanted, summary};
use crate::{
    app::{
        csv::{self, Column},
        lists::LARGEST_PAGE,
    },
    error::AppError,
    state::AppState,
    store::subscription_list,
};

pub fn export(
    state: AppState,
    wanted: Wanted,
    columns: Vec<SubscriptionColumn>,
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
                            let page =
                                subscription_list::page(db, &filters, sort, after.as_ref(), LARGEST_PAGE);
                            Ok::<_, AppError>(page.await?)
                        })
                    })
                    .await
            })
        },
        move |subscription| {
            let row = summary(subscription, true);
            let cells = columns.iter().map(|column| column.cell(&row, &state, language));
            cells.collect()
        },
    )
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
}

impl SubscriptionColumn {
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

    fn cell(self, row: &SubscriptionSummary, state: &AppState, language: Language) -> String {
        match self {
            Self::Number => row.number.clone(),
            Self::Status => texts::coded(
                language,
                "subscription.status",
                row.status.code(),
                &Default::default(),
            ),
            Self::Company => row.company.clone().unwrap_or_default(),
            Self::EndUser => row.end_user.clone(),
            Self::Product => state.catalogue.product(&row.product).map_or_else(
                || row.product.clone(),
                |product| match language {
                    Language::Norwegian => product.name.nb.clone(),
                    Language::English => product.name.en.clone(),
                },
            ),
            Self::Place => row.place.clone(),
            // Kroner with two decimals, which a spreadsheet can add up.
            Self::MonthlyRent => {
                let (kroner, ore) = (row.monthly_rent.0 / 100, row.monthly_rent.0 % 100);
                format!("{kroner},{:02}", ore.abs())
            }
            Self::Since => iso(row.since),
            Self::Ended => row.ended.map(iso).unwrap_or_default(),
            Self::LiveOrder => row
                .live_order
                .as_ref()
                .map(|live| live.order.clone())
                .unwrap_or_default(),
        }
    }
}
