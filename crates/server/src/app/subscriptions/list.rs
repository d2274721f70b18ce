//! The portfolio: what its address asks for, and a page of it.

use domain::{access_check::number_key, subscriptions::SubscriptionStatus};
use serde::Deserialize;
use wire::{lists::Page, subscriptions::SubscriptionSummary};

use super::{live_order, subscription_name};
use crate::{
    app::{
        lists::{self, Paging, Wanted, names, unknown},
        orders::description::{MOST_SEARCH_WORDS, search_words},
    },
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        keyset::Sort,
        orders::Scope,
        subscription_list::{Filters, SortBy, SubscriptionList},
        subscriptions::StoredSubscription,
    },
};

/// The query of the portfolio, as its address has it. What is empty does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SubscriptionQuery {
    /// Statuses, separated by commas
    pub status: String,
    /// Product code
    pub product: String,
    /// Exactly this phone or circuit number, however it is spaced
    pub number: String,
    /// Words that the number, the customer's name or the place begin with
    pub q: String,
    /// A column, with `-` before it for descending; `-since` when empty
    pub sort: String,
    /// At most 200; 50 when empty
    pub limit: Option<u32>,
    /// Where the page before ended: its `next`
    pub after: String,
}

/// What was installed last comes first.
const USUAL_SORT: Sort<SortBy> = Sort {
    by: SortBy::Since,
    descending: true,
};

pub fn understand(query: &SubscriptionQuery, scope: Scope) -> Result<Wanted<SubscriptionList>, AppError> {
    let statuses = names(&query.status)
        .map(SubscriptionStatus::from_code)
        .collect::<Option<Vec<_>>>();
    let mut words = search_words(&query.q);
    words.truncate(MOST_SEARCH_WORDS);
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    Ok(Wanted {
        filters: Filters {
            scope,
            statuses: statuses.ok_or_else(|| unknown("status"))?,
            product: given(query.product.trim().to_owned()),
            number: given(number_key(&query.number)),
            words,
        },
        paging: Paging::understand(&query.sort, USUAL_SORT, query.limit, &query.after)?,
    })
}

/// A page of the subscriptions that the user may see.
pub async fn list(
    state: &AppState,
    user: &CurrentUser,
    query: &SubscriptionQuery,
) -> Result<Page<SubscriptionSummary>, AppError> {
    let wanted = understand(query, user.order_scope()?)?;
    lists::page(state, wanted, summary).await
}

pub fn summary(stored: StoredSubscription, scope: &Scope) -> SubscriptionSummary {
    SubscriptionSummary {
        id: subscription_name(stored.id),
        live_order: live_order(&stored),
        number: stored.number,
        product: stored.product,
        end_user: stored.end_user,
        place: stored.place,
        monthly_rent: stored.monthly_rent,
        since: stored.since,
        ended: stored.ended,
        status: stored.status,
        company: scope.names_companies().then_some(stored.company_name),
    }
}
