//! The product portfolio: what a partner has installed.

use domain::{
    money::Ore,
    subscriptions::{LiveOrder, Subscription, SubscriptionAction, SubscriptionStatus},
};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::orders::{OrderSummary, Reason};

/// A row of the portfolio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionSummary {
    /// `S-30001`
    pub id: String,
    /// Phone or circuit number.
    pub number: String,
    /// Product code of the catalogue.
    pub product: String,
    pub end_user: String,
    pub place: String,
    pub monthly_rent: Ore,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub since: Date,
    /// The last day, once it is known.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub ended: Option<Date>,
    pub status: SubscriptionStatus,
    pub live_order: Option<LiveOrder>,
    /// The partner; only for the operator's users.
    pub company: Option<String>,
}

/// A subscription as its page shows it. Its version is the `ETag`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionView {
    pub version: i64,
    pub subscription: Subscription,
    pub status: SubscriptionStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub ended: Option<Date>,
    /// The partner; only for the operator's users.
    pub company: Option<String>,
    /// What can be begun from it, each with the reason where it is closed now.
    pub actions: Vec<SubscriptionActionState>,
    /// The orders that have made, changed or ended it, or are to; newest first.
    pub orders: Vec<OrderSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionActionState {
    pub action: SubscriptionAction,
    /// None: it may be done now.
    pub closed: Option<Reason>,
}
