//! The columns of the list: which there are, what stands in them, and which the reader has chosen.

use domain::orders::status::Turn;
use leptos::prelude::*;
use texts::Key;
use wire::orders::OrderSummary;

use crate::{
    clock::Clock,
    language::{Lang, params, t},
    pages::{
        orders::{
            query::ListQuery,
            status::{Side, Standing, explanation, tone},
        },
        products::Products,
        when,
    },
    ui::{
        status::{StatusBadge, Tone},
        table::{Column, Sort},
    },
};

/// Every column: the key that stands in the address, its title, and whether only the operator has it. What a clerk looks
/// for first, where an order stands, comes first, so that a narrow window never cuts it off.
const COLUMNS: [(&str, Key, bool); 12] = [
    ("number", Key::OrdersColumnNumber, false),
    ("status", Key::OrdersColumnStatus, false),
    ("turn", Key::OrdersColumnTurn, false),
    ("company", Key::OrdersColumnCompany, true),
    ("end_user", Key::OrdersColumnEndUser, false),
    ("product", Key::OrdersColumnProduct, false),
    ("place", Key::OrdersColumnPlace, false),
    ("requested_date", Key::OrdersColumnRequestedDate, false),
    ("agreed_date", Key::OrdersColumnAgreedDate, false),
    ("customer_order_id", Key::OrdersColumnCustomerOrderId, false),
    ("customer_order_ref", Key::OrdersColumnCustomerOrderRef, false),
    ("age", Key::OrdersColumnAge, false),
];

/// Columns whose sort has another name at the backend.
const SORTS: [(&str, &str); 2] = [("number", "created_at"), ("turn", "turn_since")];
const SORTABLE: [&str; 10] = [
    "number",
    "customer_order_id",
    "customer_order_ref",
    "end_user",
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
    keys: Memo<Vec<&'static str>>,
    side: Memo<Side>,
    products: Products,
    lang: Lang,
    clock: Clock,
    /// Ages change each minute, not each second.
    minute: Memo<i64>,
}

impl Shown {
    /// Call it while the page is made.
    pub fn new(query: Memo<ListQuery>, side: Memo<Side>, products: Products) -> Self {
        let clock = Clock::of_context();
        Self {
            keys: Memo::new(move |_| chosen(&query.with(|query| query.columns.clone()), side.get())),
            side,
            products,
            lang: Lang::of_context(),
            clock,
            minute: Memo::new(move |_| clock.roughly_now().millis() / 60_000),
        }
    }

    /// As they stand in the address of a file.
    pub fn keys(self) -> String {
        self.keys.get().join(",")
    }

    /// Every column that this reader may have: key, title, and whether it is shown.
    pub fn choices(self) -> Vec<(&'static str, Key, bool)> {
        let shown = self.keys.get();
        available(self.side.get())
            .map(|(key, title)| (key, title, shown.contains(&key)))
            .collect()
    }

    /// What stands in the address when this column is turned on or off.
    pub fn toggled(self, key: &str) -> String {
        let shown = self.keys.get_untracked();
        let keys: Vec<_> = available(self.side.get_untracked())
            .map(|(own, _)| own)
            .filter(|own| (*own == key) != shown.contains(own))
            .collect();
        let all = available(self.side.get_untracked()).count();
        // The usual columns need no words in the address.
        if keys.len() == all {
            String::new()
        } else {
            keys.join(",")
        }
    }

    pub fn columns(self) -> Vec<Column<OrderSummary>> {
        self.keys
            .get_untracked()
            .into_iter()
            .filter_map(|key| COLUMNS.into_iter().find(|(own, _, _)| *own == key))
            .map(|(key, title, _)| self.column(key, t(title)))
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
            "product" => Column::new(key, title, move |order: &OrderSummary| {
                let code = order.product.clone();
                clipped("product", move || products.name(lang, &code))
            }),
            "place" => Column::new(key, title, |order: &OrderSummary| {
                let place = order.place.clone();
                clipped("place", move || place.clone())
            }),
            "requested_date" => Column::new(key, title, |order: &OrderSummary| {
                texts::date_short(order.requested_date)
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

    fn badge(self, order: &OrderSummary) -> impl IntoView + use<> {
        let Self {
            lang,
            side,
            clock,
            minute,
            ..
        } = self;
        let (status, turn, since) = (order.status, order.turn, order.turn_since);
        let explained = Signal::derive(move || {
            minute.track();
            let standing = Standing {
                code: status.code(),
                turn,
                since,
                expected: None,
            };
            explanation(lang, side.get(), clock.now_untracked(), &standing)
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

/// A long text on one line, whole when the pointer rests on it; readers of the screen always hear all of it.
fn clipped(what: &'static str, text: impl Fn() -> String + Clone + Send + 'static) -> impl IntoView {
    let title = text.clone();
    view! { <span class=format!("clip clip-{what}") title=title>{text}</span> }
}

fn available(side: Side) -> impl Iterator<Item = (&'static str, Key)> {
    COLUMNS
        .into_iter()
        .filter(move |(_, _, operators)| !operators || side == Side::Operator)
        .map(|(key, title, _)| (key, title))
}

/// The columns that an address names, in the list's order; all of them when it names none that we know. The number is
/// always there: it leads to the order.
fn chosen(named: &str, side: Side) -> Vec<&'static str> {
    let named: Vec<_> = named.split(',').collect();
    let chosen: Vec<_> = available(side)
        .map(|(key, _)| key)
        .filter(|key| *key == "number" || named.contains(key))
        .collect();
    if chosen.len() > 1 {
        chosen
    } else {
        available(side).map(|(key, _)| key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::table::SortOrder;

    #[test]
    fn an_address_without_known_columns_shows_the_usual_ones() {
        assert_eq!(chosen("", Side::Partner).len(), 11);
        assert_eq!(chosen("nonsense", Side::Partner).len(), 11);
        assert_eq!(chosen("", Side::Operator).len(), 12);
    }

    #[test]
    fn the_number_is_always_shown_and_the_order_is_ours() {
        assert_eq!(
            chosen("status,end_user", Side::Partner),
            ["number", "status", "end_user"]
        );
    }

    #[test]
    fn a_partner_cannot_ask_for_the_column_of_partners() {
        assert_eq!(chosen("company,status", Side::Partner), ["number", "status"]);
    }

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
