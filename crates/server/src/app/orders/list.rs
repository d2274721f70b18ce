//! The list of orders: what its address asks for, and a page of it.

use base64::Engine as _;
use domain::{
    date::iso,
    orders::status::{HeaderStatus, Turn},
};
use serde::{Deserialize, Serialize};
use time::{Date, format_description::well_known::Iso8601};
use wire::{lists::Page, orders::OrderSummary};

use super::{
    description::{MOST_SEARCH_WORDS, search_words},
    order_name,
};
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        order_list::{self, COUNTED_AT_MOST, Filters, Listed, Position, Sort, SortBy},
        orders::{Scope, StoredOrder},
    },
};

pub const LARGEST_PAGE: u32 = 200;
const USUAL_PAGE: u32 = 50;

/// The query of the list, as its address has it. What is empty does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Header statuses, separated by commas
    pub status: String,
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
    /// A column, with `-` before it for descending; `-created_at` when empty
    pub sort: String,
    /// At most 200; 50 when empty
    pub limit: Option<u32>,
    /// Where the page before ended: its `next`
    pub after: String,
}

/// What is asked for, understood.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub filters: Filters,
    pub sort: Sort,
    pub limit: u32,
    pub after: Option<Position>,
}

/// A cursor holds for the sort that it was made with.
#[derive(Serialize, Deserialize)]
struct Cursor {
    sort: String,
    position: Position,
}

pub fn understand(query: &OrderQuery, scope: Scope) -> Result<Wanted, AppError> {
    let wrong = |field: &str| AppError::field(field, "list.filter_unknown");
    let statuses = names(&query.status)
        .map(HeaderStatus::from_code)
        .collect::<Option<Vec<_>>>();
    let turn = match query.turn.trim() {
        "" => None,
        name => Some(
            [Turn::Partner, Turn::Operator, Turn::Nobody]
                .into_iter()
                .find(|turn| turn.code() == name)
                .ok_or_else(|| wrong("turn"))?,
        ),
    };
    let sort = understand_sort(&query.sort).ok_or_else(|| wrong("sort"))?;
    let mut words = search_words(&query.q);
    words.truncate(MOST_SEARCH_WORDS);
    Ok(Wanted {
        filters: Filters {
            scope,
            statuses: statuses.ok_or_else(|| wrong("status"))?,
            turn,
            product: Some(query.product.trim().to_owned()).filter(|product| !product.is_empty()),
            words,
            requested_from: understand_date(&query.requested_from).ok_or_else(|| wrong("requested_from"))?,
            requested_to: understand_date(&query.requested_to).ok_or_else(|| wrong("requested_to"))?,
        },
        sort,
        limit: query.limit.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE),
        after: understand_cursor(&query.after, sort).ok_or_else(|| wrong("after"))?,
    })
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn understand_sort(text: &str) -> Option<Sort> {
    let text = text.trim();
    if text.is_empty() {
        return Some(Sort {
            by: SortBy::CreatedAt,
            descending: true,
        });
    }
    let (name, descending) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let by = SortBy::ALL.into_iter().find(|by| by.name() == name)?;
    Some(Sort { by, descending })
}

fn sort_name(sort: Sort) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.by.name())
}

/// The outer option says whether it could be understood, the inner whether there is one.
fn understand_date(text: &str) -> Option<Option<Date>> {
    match text.trim() {
        "" => Some(None),
        text => Date::parse(text, &Iso8601::DATE).ok().map(Some),
    }
}

fn understand_cursor(text: &str, sort: Sort) -> Option<Option<Position>> {
    if text.is_empty() {
        return Some(None);
    }
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .ok()?;
    let cursor: Cursor = serde_json::from_slice(&bytes).ok()?;
    (cursor.sort == sort_name(sort)).then_some(Some(cursor.position))
}

fn cursor(sort: Sort, position: Position) -> Result<String, AppError> {
    let json = serde_json::to_vec(&Cursor {
        sort: sort_name(sort),
        position,
    })
    .map_err(AppError::internal)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json))
}

/// A page of the orders that the user may see.
pub async fn list(
    state: &AppState,
    user: &CurrentUser,
    query: &OrderQuery,
) -> Result<Page<OrderSummary>, AppError> {
    let wanted = understand(query, user.order_scope()?)?;
    let (sort, limit, for_all) = (
        wanted.sort,
        wanted.limit,
        wanted.filters.scope == Scope::AllPartners,
    );
    let (mut rows, found) = state
        .store
        .read(move |db| {
            Box::pin(async move {
                let after = wanted.after.as_ref();
                let rows =
                    order_list::page(db, &wanted.filters, wanted.sort, after, wanted.limit + 1).await?;
                let found = order_list::count(db, &wanted.filters).await?;
                Ok::<_, AppError>((rows, found))
            })
        })
        .await?;
    let fits = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > fits;
    rows.truncate(fits);
    let next = match rows.last().filter(|_| more) {
        Some(Listed { position, .. }) => Some(cursor(sort, position.clone())?),
        None => None,
    };
    Ok(Page {
        items: rows.into_iter().map(|row| summary(row.order, for_all)).collect(),
        next,
        total: u64::from(found.min(COUNTED_AT_MOST)),
        total_is_estimate: found > COUNTED_AT_MOST,
    })
}

pub fn summary(order: StoredOrder, with_company: bool) -> OrderSummary {
    OrderSummary {
        id: order_name(order.id),
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
        company: with_company.then_some(order.company_name),
    }
}

/// Dates in lists of values are ISO.
pub(super) fn date(date: Date) -> String {
    iso(date)
}
