//! Who may do what (`docs/access.md`).

use serde::{Deserialize, Serialize};

use crate::reason::{Reason, codes};

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
    Partner {
        access: AccessType,
        trouble_tickets: bool,
        super_user: bool,
        authorised_orderer: bool,
    },
    Operator {
        teams: Vec<Team>,
    },
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
    /// Service requests.
    ServiceRequests,
    /// Service requests of the user administration area.
    RequestUserAccess,
    Invoices,
    TroubleTickets,
    /// See one's own company's contacts, account and mails.
    Company,
    /// Change contacts and the account's e-mail.
    Contacts,
    /// See colleagues' training and drafts' age, assign cases.
    Colleagues,
    /// See every partner's orders and set their status as the operator.
    HandleOrders,
    /// Keep users, companies, catalogue and registers.
    Administer,
}

impl Access {
    /// Whether this user may do this, and if not, why.
    pub fn may(&self, permission: Permission) -> Result<(), Reason> {
        let allowed = |yes: bool, otherwise| if yes { Ok(()) } else { Err(Reason::new(otherwise)) };
        match self {
            Self::Partner {
                access,
                trouble_tickets,
                super_user,
                authorised_orderer,
            } => {
                let ordering = matches!(access, AccessType::Ordering | AccessType::Full);
                let full = *access == AccessType::Full;
                match permission {
                    Permission::Follow | Permission::ServiceRequests | Permission::Company => Ok(()),
                    Permission::Order | Permission::Quote => allowed(ordering, codes::ACCESS_ORDERING_NEEDED),
                    Permission::Invoices => allowed(full, codes::ACCESS_FULL_NEEDED),
                    Permission::Contacts => allowed(full || *super_user, codes::ACCESS_FULL_NEEDED),
                    Permission::TroubleTickets => {
                        allowed(*trouble_tickets, codes::ACCESS_TROUBLE_TICKETS_NEEDED)
                    }
                    Permission::Colleagues => allowed(*super_user, codes::ACCESS_SUPER_USER_NEEDED),
                    Permission::RequestUserAccess => {
                        allowed(*authorised_orderer, codes::ACCESS_AUTHORISED_ORDERER_NEEDED)
                    }
                    Permission::HandleOrders | Permission::Administer => {
                        allowed(false, codes::ACCESS_OPERATOR_ONLY)
                    }
                }
            }
            Self::Operator { teams } => match permission {
                Permission::Follow => Ok(()),
                Permission::HandleOrders => {
                    allowed(teams.contains(&Team::CustomerService), codes::ACCESS_TEAM_NEEDED)
                }
                Permission::Administer => {
                    allowed(teams.contains(&Team::Administrator), codes::ACCESS_TEAM_NEEDED)
                }
                // The operator's users handle these cases; what the partner writes is the partner's.
                Permission::Order
                | Permission::Quote
                | Permission::ServiceRequests
                | Permission::RequestUserAccess
                | Permission::Invoices
                | Permission::TroubleTickets
                | Permission::Company
                | Permission::Contacts
                | Permission::Colleagues => allowed(false, codes::ACCESS_PARTNER_ONLY),
            },
        }
    }
}
