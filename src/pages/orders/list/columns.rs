//! The columns of the list: which there are, what stands in them, and which the reader has chosen.

use domain::orders::status::Turn;
use leptos::prelude::*;
use texts::Key;
use wire::orders::OrderSummary;

use crate::{
    clock::Clock,
    language::{Lang, params, t, words},
    pages::{
        listing::{
            self,
            columns::{ChosenColumns, Columns, Shows, clipped},
        },
        orders::status::{Side, Standing, expected, explanation, kind_words, tone},
        products::Products,
        when,
    },
    ui::{
        icon::{Glyph, Icon},
        status::{StatusBadge, Tone},
        table::{Column, Sort},
    },
};

/// Every column: the key that stands in the address, its title, and when it is shown. What a clerk looks for first, where
/// an order stands, comes first; those that are usually shown stand side by side in a window of 1280 pixels.
pub const COLUMNS: Columns = &[
    ("number", Key::OrdersColumnNumber, Shows::Usually),
    ("status", Key::OrdersColumnStatus, Shows::Usually),
    ("turn", Key::OrdersColumnTurn, Shows::Usually),
    ("company", Key::OrdersColumnCompany, Shows::ToOperator),
    ("end_user", Key::OrdersColumnEndUser, Shows::Usually),
    ("kind", Key::OrdersColumnKind, Shows::Usually),
    ("product", Key::OrdersColumnProduct, Shows::Usually),
    ("place", Key::OrdersColumnPlace, Shows::Usually),
    ("requested_date", Key::OrdersColumnRequestedDate, Shows::Usually),
    ("agreed_date", Key::OrdersColumnAgreedDate, Shows::Chosen),
    (
        "customer_order_id",
        Key::OrdersColumnCustomerOrderId,
        Shows::Chosen,
    ),
    (
        "customer_order_ref",
        Key::OrdersColumnCustomerOrderRef,
        Shows::Chosen,
    ),
    ("age", Key::OrdersColumnAge, Shows::Chosen),
];

/// Columns whose sort has another name at the backend.
const SORTS: [(&str, &str); 2] = [("number", "created_at"), ("turn", "turn_since")];
const SORTABLE: [&str; 11] = [
    "number",
    "customer_order_id",
    "customer_order_ref",
    "end_user",
    "kind",
    "product",
    "place",
    "requested_date",
    "agreed_date",
    "status",
    "turn",
];

/// The sort as the header shows it.
pub fn of_sort(sort: &Sort) -> Sort {
    let column = SORTS
        .iter()
        .find(|(_, name)| *name == sort.column)
        .map_or(sort.column.as_str(), |(key, _)| *key);
    Sort {
        column: column.to_owned(),
        order: sort.order,
    }
}

/// The sort as the backend knows it.
pub fn to_sort(sort: Sort) -> Sort {
    match SORTS.iter().find(|(key, _)| *key == sort.column) {
        Some((_, name)) => Sort {
            column: (*name).to_owned(),
            order: sort.order,
        },
        None => sort,
    }
}

/// The columns that are shown now.
#[derive(Clone, Copy)]
pub struct Shown {
    pub chosen: ChosenColumns,
    side: Memo<Side>,
    products: Products,
    lang: Lang,
    clock: Clock,
    /// Ages change each minute, not each second.
    minute: Memo<i64>,
}

impl Shown {
    /// Call it while the page is made.
    pub fn new(shown: listing::Shown, side: Memo<Side>, products: Products) -> Self {
        let clock = Clock::of_context();
        Self {
            chosen: ChosenColumns::new(shown, side),
            side,
            products,
            lang: Lang::of_context(),
            clock,
            minute: Memo::new(move |_| clock.roughly_now().millis() / 60_000),
        }
    }

    pub fn columns(self) -> Vec<Column<OrderSummary>> {
        self.chosen
            .titled()
            .into_iter()
            .map(|(key, title)| self.column(key, t(title)))
            .collect()
    }

    fn column(self, key: &'static str, title: Signal<String>) -> Column<OrderSummary> {
        let Self { lang, products, .. } = self;
        let column = match key {
            "number" => Column::new(key, title, |order: &OrderSummary| order.id.clone()).numbers(),
            "customer_order_id" => {
                Column::new(key, title, |order: &OrderSummary| order.customer_order_id.clone()).numbers()
            }
            "customer_order_ref" => Column::new(key, title, |order: &OrderSummary| {
                order.customer_order_ref.clone()
            }),
            "company" => Column::new(key, title, |order: &OrderSummary| order.company.clone()),
            "end_user" => Column::new(key, title, move |order: &OrderSummary| {
                let (name, more) = (order.end_user.clone(), order.lines.saturating_sub(1));
                let more = move || {
                    let n = domain::finding::Param::Number(i64::from(more));
                    (more > 0).then(|| format!(" {}", lang.fill(Key::OrdersLinesMore, &params([("n", n)]))))
                };
                view! { {name} <span class="muted">{more}</span> }
            }),
            "kind" => Column::new(key, title, move |order: &OrderSummary| {
                let kind = order.kind;
                move || kind_words(lang, kind)
            }),
            "product" => Column::new(key, title, move |order: &OrderSummary| {
                let code = order.product.clone();
                clipped("product", move || products.name(lang, &code))
            }),
            "place" => Column::new(key, title, |order: &OrderSummary| {
                let place = order.place.clone();
                clipped("place", move || place.clone())
            }),
            "requested_date" => Column::new(key, title, move |order: &OrderSummary| {
                view! { {texts::date_short(order.requested_date)} " " {self.overdue(order)} }
            })
            .numbers(),
            "agreed_date" => Column::new(key, title, |order: &OrderSummary| {
                order.agreed_date.map(texts::date_short)
            })
            .numbers(),
            "status" => Column::new(key, title, move |order: &OrderSummary| self.badge(order)),
            "turn" => {
                let side = self.side;
                Column::new(key, title, move |order: &OrderSummary| {
                    let turn = order.turn;
                    let mine = move || side.get().own_turn() == turn;
                    view! {
                        <span class="turn-cell" class:mine=mine>{move || short_turn(lang, turn, side.get())}</span>
                    }
                })
            }
            _ => {
                let Self { clock, minute, .. } = self;
                Column::new(key, title, move |order: &OrderSummary| {
                    let made = order.created_at;
                    move || {
                        minute.track();
                        when::age(lang.now(), made, clock.now_untracked())
                    }
                })
                .numbers()
            }
        };
        if SORTABLE.contains(&key) {
            column.sortable()
        } else {
            column
        }
    }

    /// The mark of an order that should have been delivered: an icon and the word, with the day to be read beside it.
    fn overdue(self, order: &OrderSummary) -> impl IntoView + use<> {
        let Self {
            lang, clock, minute, ..
        } = self;
        let order = order.clone();
        move || {
            minute.track();
            let late = expected(&order, clock.now_untracked()).filter(|expected| expected.overdue)?;
            let since = words(texts::date_long(lang.now(), late.day));
            let since = lang.fill(Key::OrdersOverdueSince, &params([("date", since)]));
            Some(view! {
                <span class="overdue" title=since>
                    <Glyph icon=Icon::Warning/>
                    {lang.text(Key::OrdersOverdue)}
                </span>
            })
        }
    }

    fn badge(self, order: &OrderSummary) -> impl IntoView + use<> {
        let Self {
            lang,
            side,
            clock,
            minute,
            ..
        } = self;
        let status = order.status;
        let order = order.clone();
        let explained = Signal::derive(move || {
            minute.track();
            let now = clock.now_untracked();
            explanation(lang, side.get(), now, &Standing::of(&order, now))
        });
        let tone: Tone = tone(status);
        view! { <StatusBadge text=status.shown_as() tone explanation=explained/> }
    }
}

/// Whose turn it is, in one word: the column's title says the rest.
fn short_turn(lang: Lang, turn: Turn, side: Side) -> String {
    match turn {
        own if own == side.own_turn() => lang.text(Key::TurnMine),
        Turn::Partner => lang.text(Key::OrdersTurnPartner),
        Turn::Operator => lang.text(Key::OrdersTurnOperator),
        Turn::Nobody => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::table::SortOrder;

    #[test]
    fn a_sort_has_the_name_that_the_backend_knows() {
        let pressed = Sort {
            column: "turn".to_owned(),
            order: SortOrder::Ascending,
        };
        let asked = to_sort(pressed.clone());
        assert_eq!(asked.column, "turn_since");
        assert_eq!(of_sort(&asked), pressed);
        let same = Sort {
            column: "end_user".to_owned(),
            order: SortOrder::Descending,
        };
        assert_eq!(of_sort(&to_sort(same.clone())), same);
    }
}
