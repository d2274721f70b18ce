//! Who may do what (`docs/access.md`).

use serde::{Deserialize, Serialize};

/// The access type of a partner's user: one of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AccessType {
    Inquiry,
    Ordering,
    Full,
}

/// The operator's teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Team {
    CustomerService,
    SalesSupport,
    Billing,
    ServiceManager,
    JaraSupport,
    UserAdministration,
    CompensationClaims,
    Operations,
    Administrator,
}

/// What a user is, and thereby what they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "side")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Access {
    Partner { access: AccessType, trouble_tickets: bool, super_user: bool, authorised_orderer: bool },
    Operator { teams: Vec<Team> },
}

/// One thing that a user may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// Home, operations messages, training, portfolio, status of one's own company's cases.
    Follow,
    /// Orders: make, switch, terminate, change, cancel.
    Order,
    /// Quotes: make and price.
    Quote,
    /// See every partner's orders and set their status as the operator.
    HandleOrders,
    /// Keep users, companies, catalogue and registers.
    Administer,
}
