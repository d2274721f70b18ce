//! The list of orders: what its address asks for, and a page of it.

use domain::orders::status::{HeaderStatus, OrderKind, Turn};
use serde::Deserialize;
use time::{Date, format_description::well_known::Iso8601};
use wire::{lists::Page, orders::OrderSummary};

use super::{
    description::{MOST_SEARCH_WORDS, search_words},
    order_id, order_name,
};
use crate::{
    app::lists::{self, Paging, Wanted, names, unknown},
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        keyset::Sort,
        order_list::{Filters, OrderList, SortBy},
        orders::{Scope, StoredOrder},
    },
};

/// The query of the list, as its address has it. What is empty does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Header statuses, separated by commas
    pub status: String,
    /// `new`, `isp_switch`, `modify` or `terminate`
    pub kind: String,
    /// `partner`, `operator` or `nobody`
    pub turn: String,
    /// Product code
    pub product: String,
    /// Words that the order's numbers, references, names or places begin with
    pub q: String,
    /// Earliest requested date
    pub requested_from: String,
    /// Latest requested date
    pub requested_to: String,
    /// Names of orders, separated by commas: just these, at most 500
    pub ids: String,
    /// A column, with `-` before it for descending; `-created_at` when empty
    pub sort: String,
    /// At most 200; 50 when empty
    pub limit: Option<u32>,
    /// Where the page before ended: its `next`
    pub after: String,
}

/// As many as are chosen by hand, and as an address has room for.
const MOST_NAMED: usize = 500;

/// Newest first.
const USUAL_SORT: Sort<SortBy> = Sort {
    by: SortBy::CreatedAt,
    descending: true,
};

pub fn understand(query: &OrderQuery, scope: Scope) -> Result<Wanted<OrderList>, AppError> {
    let statuses = names(&query.status)
        .map(HeaderStatus::from_code)
        .collect::<Option<Vec<_>>>();
    let turn = match query.turn.trim() {
        "" => None,
        name => Some(
            [Turn::Partner, Turn::Operator, Turn::Nobody]
                .into_iter()
                .find(|turn| turn.code() == name)
                .ok_or_else(|| unknown("turn"))?,
        ),
    };
    let kind = match query.kind.trim() {
        "" => None,
        name => Some(OrderKind::from_code(name).ok_or_else(|| unknown("kind"))?),
    };
    let ids = names(&query.ids).map(order_id).collect::<Option<Vec<_>>>();
    let mut words = search_words(&query.q);
    words.truncate(MOST_SEARCH_WORDS);
    Ok(Wanted {
        filters: Filters {
            scope,
            statuses: statuses.ok_or_else(|| unknown("status"))?,
            turn,
            kind,
            product: Some(query.product.trim().to_owned()).filter(|product| !product.is_empty()),
            words,
            requested_from: understand_date(&query.requested_from)
                .ok_or_else(|| unknown("requested_from"))?,
            requested_to: understand_date(&query.requested_to).ok_or_else(|| unknown("requested_to"))?,
            ids: ids
                .filter(|ids| ids.len() <= MOST_NAMED)
                .ok_or_else(|| unknown("ids"))?,
        },
        paging: Paging::understand(&query.sort, USUAL_SORT, query.limit, &query.after)?,
    })
}

/// The outer option says whether it could be understood, the inner whether there is one.
fn understand_date(text: &str) -> Option<Option<Date>> {
    match text.trim() {
        "" => Some(None),
        text => Date::parse(text, &Iso8601::DATE).ok().map(Some),
    }
}

/// A page of the orders that the user may see.
pub async fn list(
    state: &AppState,
    user: &CurrentUser,
    query: &OrderQuery,
) -> Result<Page<OrderSummary>, AppError> {
    let wanted = understand(query, user.order_scope()?)?;
    lists::page(state, wanted, summary).await
}

pub fn summary(order: StoredOrder, scope: &Scope) -> OrderSummary {
    OrderSummary {
        id: order_name(order.id),
        kind: order.kind,
        customer_order_id: order.customer_order_id,
        customer_order_ref: order.customer_order_ref,
        end_user: order.end_user,
        product: order.product,
        place: order.place,
        requested_date: order.requested_date,
        agreed_date: order.agreed_date,
        status: order.status,
        turn: order.turn,
        turn_since: order.turn_since,
        created_at: order.created_at,
        lines: order.lines,
        company: scope.names_companies().then_some(order.company_name),
        comment: order.missing,
    }
}
