//! The columns of the portfolio: which there are, and what stands in them.

use leptos::prelude::*;
use texts::Key;
use wire::subscriptions::SubscriptionSummary;

use super::status::{explanation, name, tone};
use crate::{
    language::{Lang, t},
    pages::{
        listing::{
            self,
            columns::{ChosenColumns, Columns, Shows, clipped},
        },
        orders::status::Side,
        place::phone,
        products::Products,
    },
    ui::{status::StatusBadge, table::Column},
};

pub const COLUMNS: Columns = &[
    ("number", Key::PortfolioColumnNumber, Shows::Usually),
    ("status", Key::PortfolioColumnStatus, Shows::Usually),
    ("company", Key::PortfolioColumnCompany, Shows::ToOperator),
    ("end_user", Key::PortfolioColumnEndUser, Shows::Usually),
    ("product", Key::PortfolioColumnProduct, Shows::Usually),
    ("place", Key::PortfolioColumnPlace, Shows::Usually),
    ("monthly_rent", Key::PortfolioColumnMonthlyRent, Shows::Usually),
    ("since", Key::PortfolioColumnSince, Shows::Usually),
    ("ended", Key::PortfolioColumnEnded, Shows::Chosen),
    ("live_order", Key::PortfolioColumnLiveOrder, Shows::Chosen),
];
/// What the backend can sort by.
const SORTABLE: [&str; 7] = [
    "number",
    "status",
    "end_user",
    "product",
    "place",
    "monthly_rent",
    "since",
];

/// The columns that are shown now.
#[derive(Clone, Copy)]
pub struct Shown {
    pub chosen: ChosenColumns,
    products: Products,
    lang: Lang,
}

impl Shown {
    /// Call it while the page is made.
    pub fn new(shown: listing::Shown, side: Memo<Side>, products: Products) -> Self {
        Self {
            chosen: ChosenColumns::new(shown, side),
            products,
            lang: Lang::of_context(),
        }
    }

    pub fn columns(self) -> Vec<Column<SubscriptionSummary>> {
        self.chosen
            .titled()
            .into_iter()
            .map(|(key, title)| self.column(key, t(title)))
            .collect()
    }

    fn column(self, key: &'static str, title: Signal<String>) -> Column<SubscriptionSummary> {
        let Self { lang, products, .. } = self;
        type Row = SubscriptionSummary;
        let column = match key {
            "number" => Column::new(key, title, |row: &Row| phone(&row.number)).numbers(),
            "status" => Column::new(key, title, move |row: &Row| {
                let (status, live) = (row.status, row.live_order.clone());
                let text = Signal::derive(move || name(lang, status));
                let explanation = Signal::derive(move || explanation(lang, status, live.as_ref()));
                view! { <StatusBadge text tone=tone(status) explanation/> }
            }),
            "company" => Column::new(key, title, |row: &Row| row.company.clone()),
            "end_user" => Column::new(key, title, |row: &Row| row.end_user.clone()),
            "product" => Column::new(key, title, move |row: &Row| {
                let code = row.product.clone();
                clipped("product", move || products.name(lang, &code))
            }),
            "place" => Column::new(key, title, |row: &Row| {
                let place = row.place.clone();
                clipped("place", move || place.clone())
            }),
            "monthly_rent" => Column::new(key, title, move |row: &Row| {
                let rent = row.monthly_rent;
                move || texts::money(lang.now(), rent)
            })
            .amount(),
            "since" => Column::new(key, title, |row: &Row| texts::date_short(row.since)).numbers(),
            "ended" => Column::new(key, title, |row: &Row| row.ended.map(texts::date_short)).numbers(),
            _ => Column::new(key, title, |row: &Row| {
                row.live_order.as_ref().map(|live| live.order.clone())
            })
            .numbers(),
        };
        if SORTABLE.contains(&key) {
            column.sortable()
        } else {
            column
        }
    }
}
