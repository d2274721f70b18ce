//! What a partner has installed: the subscription that a change or a termination is of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    access_check::number_key,
    address::Address,
    catalogue::{Product, QuoteNeed},
    customer::{Contact, EndUser},
    finding::{Finding, Param, Path, codes},
    money::Ore,
    orders::status::{LineStatus, OrderKind},
    reason::{Reason, codes as codes_of_reasons},
};

/// As the form names it, and what the user has made sure of (TRM-1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionRef {
    /// Phone or circuit number, as typed.
    pub number: String,
    /// The customer's name and address were shown, and are the right ones.
    pub confirmed: bool,
}

/// What a partner's user can begin from a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SubscriptionAction {
    Change,
    Terminate,
    OrderAgain,
    ReportFault,
}

impl SubscriptionAction {
    pub const ALL: [Self; 4] = [Self::Change, Self::Terminate, Self::OrderAgain, Self::ReportFault];
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SubscriptionStatus {
    Active,
    ActivePendingChange,
    ActivePendingTermination,
    Terminated,
}

/// One installed product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscription {
    pub id: String,
    /// Phone or circuit number.
    pub number: String,
    /// Product code of the catalogue.
    pub product: String,
    pub attributes: BTreeMap<String, String>,
    pub end_user: EndUser,
    pub address: Address,
    /// Whom the operator reaches, where that is known.
    #[serde(default)]
    pub contact: Option<Contact>,
    pub monthly_rent: Ore,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub since: Date,
    pub terminated: bool,
    /// The order that is to change or end it.
    pub live_order: Option<LiveOrder>,
}

/// An order on a subscription that has not ended (TRM-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveOrder {
    /// As it is shown: `1-20418`.
    pub order: String,
    pub kind: OrderKind,
}

impl SubscriptionStatus {
    pub const ALL: [Self; 4] = [
        Self::Active,
        Self::ActivePendingChange,
        Self::ActivePendingTermination,
        Self::Terminated,
    ];

    /// As it is written on the wire; its text stands under `subscription.status.<this>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::ActivePendingChange => "active_pending_change",
            Self::ActivePendingTermination => "active_pending_termination",
            Self::Terminated => "terminated",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Where it stands, going by whether it has ended and by the order on it.
    pub fn of(terminated: bool, live: Option<OrderKind>) -> Self {
        if terminated {
            return Self::Terminated;
        }
        match live {
            Some(OrderKind::Terminate) => Self::ActivePendingTermination,
            Some(OrderKind::Modify | OrderKind::IspSwitch) => Self::ActivePendingChange,
            Some(OrderKind::New) | None => Self::Active,
        }
    }
}

impl Subscription {
    /// Whether this can be begun now, and if not, why; `product` is what the catalogue of the moment says of it. The
    /// buttons ask this, and so does the backend when it shows them.
    pub fn can(&self, action: SubscriptionAction, product: Option<&Product>) -> Result<(), Reason> {
        let closed = |code| Err(Reason::new(code));
        match action {
            SubscriptionAction::Change | SubscriptionAction::Terminate if self.terminated => {
                closed(codes_of_reasons::SUBSCRIPTION_TERMINATED)
            }
            // TRM-4
            SubscriptionAction::Change | SubscriptionAction::Terminate => match &self.live_order {
                Some(live) => Err(Reason::new(codes_of_reasons::SUBSCRIPTION_LIVE_ORDER)
                    .with("order", Param::Text(live.order.clone()))),
                None => Ok(()),
            },
            // ORD-3
            SubscriptionAction::OrderAgain => {
                let ordered_here =
                    product.is_some_and(|product| product.orderable && product.quote == QuoteNeed::No);
                if ordered_here {
                    Ok(())
                } else {
                    closed(codes_of_reasons::SUBSCRIPTION_NOT_ORDERED_HERE)
                }
            }
            SubscriptionAction::ReportFault => closed(codes_of_reasons::SUBSCRIPTION_NO_FAULT_MODULE),
        }
    }

    /// Follows from the orders on it, and is never set by itself.
    pub fn status(&self) -> SubscriptionStatus {
        SubscriptionStatus::of(self.terminated, self.live_order.as_ref().map(|live| live.kind))
    }
}

/// What an order line that has come so far does to the portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A subscription begins.
    Begins,
    /// The subscription becomes what was ordered.
    Changes,
    /// The subscription ends.
    Ends,
}

/// Only what is carried out changes anything: an order on its way, refused or given up changes nothing.
pub fn effect(kind: OrderKind, status: LineStatus) -> Option<Effect> {
    match status {
        LineStatus::Finished | LineStatus::Closed => Some(match kind {
            OrderKind::New | OrderKind::IspSwitch => Effect::Begins,
            OrderKind::Modify => Effect::Changes,
            OrderKind::Terminate => Effect::Ends,
        }),
        LineStatus::New
        | LineStatus::InProgress
        | LineStatus::Committed
        | LineStatus::Duplicate
        | LineStatus::Incomplete
        | LineStatus::CustomerUpdate
        | LineStatus::Rejected
        | LineStatus::Registered
        | LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::FieldService
        | LineStatus::Test
        | LineStatus::Delivery
        | LineStatus::Cancelled
        | LineStatus::CancelledA => None,
    }
}

/// What the backend has found under the number that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    NotAsked,
    /// Nothing of this partner's.
    Nothing,
    One(&'a Subscription),
}

/// The subscription that is meant, if something can be ordered on it (TRM-1, TRM-4). What is wrong is said.
pub(crate) fn check<'a>(
    draft: &SubscriptionRef,
    found: &Found<'a>,
    findings: &mut Vec<Finding>,
) -> Option<&'a Subscription> {
    let path = Path::of("subscription");
    let mut wrong = |code| findings.push(Finding::new(code, path.field("number")));
    let number = number_key(&draft.number);
    if number.is_empty() {
        wrong(codes::SUBSCRIPTION_MISSING);
        return None;
    }
    let subscription = match found {
        // What was found for another number says nothing of this one.
        Found::One(subscription) if number_key(&subscription.number) == number => *subscription,
        Found::NotAsked | Found::One(_) => {
            wrong(codes::SUBSCRIPTION_NOT_LOOKED_UP);
            return None;
        }
        Found::Nothing => {
            wrong(codes::SUBSCRIPTION_UNKNOWN);
            return None;
        }
    };
    if subscription.terminated {
        wrong(codes::SUBSCRIPTION_TERMINATED);
        return None;
    }
    if let Some(live) = &subscription.live_order {
        let code = match live.kind {
            OrderKind::IspSwitch => codes::SUBSCRIPTION_SWITCH_OPEN,
            OrderKind::New | OrderKind::Modify | OrderKind::Terminate => codes::SUBSCRIPTION_LIVE_ORDER,
        };
        findings.push(Finding::new(code, path.field("number")).with("order", live.order.as_str()));
    }
    if !draft.confirmed {
        findings.push(Finding::new(
            codes::SUBSCRIPTION_NOT_CONFIRMED,
            path.field("confirmed"),
        ));
    }
    Some(subscription)
}
