//! What was ordered, whatever kind of order it is: what is stored, and what lists, pages and statuses go by.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    address::Address,
    attachments::Attachment,
    catalogue::Catalogue,
    changes::{self, Changed, NewChange},
    customer::{Contact, EndUser},
    finding::Finding,
    isp_switch::{self, NewSwitch},
    money::Ore,
    numbers::OrderedNumbers,
    references::References,
    subscriptions::Subscription,
    terminations::NewTermination,
};

use super::{
    CheckRef, Confirmations, LineDraft, NewLine, NewOrder, OrderType, OrderedQuote, duplicate,
    price::{Price, line_price},
    status::OrderKind,
};

/// A valid order of any kind, each with its own type. Written under the name of its kind; new orders have stood under
/// `order` since before there were others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ordered {
    #[serde(rename = "order")]
    New(Box<NewOrder>),
    #[serde(rename = "switch")]
    Switch(Box<NewSwitch>),
    #[serde(rename = "change")]
    Change(Box<OrderedChange>),
    #[serde(rename = "termination")]
    Termination(Box<OrderedTermination>),
}

/// A change, and what it is a change of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderedChange {
    pub change: NewChange,
    /// The subscription as it was when the order was sent.
    pub was: Subscription,
}

/// A termination, and what it ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderedTermination {
    pub termination: NewTermination,
    /// The subscription as it was when the order was sent.
    pub was: Subscription,
}

/// One line as it was ordered. Not every kind of order has a contact, a check or a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderedLine {
    pub end_user: EndUser,
    pub address: Address,
    pub contact: Option<Contact>,
    pub access_check: Option<CheckRef>,
    /// Id of the slot that Submit has confirmed.
    pub appointment: Option<String>,
    /// None where the line gets a new number, or has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<OrderedNumbers>,
    pub confirmations: Confirmations,
    /// ORD-9
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The other end, where the product joins two places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_b: Option<Address>,
    /// QUO-6: what it was quoted for; the lines of one order may have different prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<OrderedQuote>,
}

impl From<&NewLine> for OrderedLine {
    fn from(line: &NewLine) -> Self {
        Self {
            end_user: line.end_user.clone(),
            address: line.address.clone(),
            contact: Some(line.contact.clone()),
            access_check: line.access_check.clone(),
            appointment: line.appointment.clone(),
            numbers: line.numbers.clone(),
            confirmations: line.confirmations,
            attachments: line.attachments.clone(),
            address_b: line.address_b.clone(),
            quoted: line.quoted.clone(),
        }
    }
}

impl From<&Subscription> for OrderedLine {
    fn from(subscription: &Subscription) -> Self {
        Self {
            end_user: subscription.end_user.clone(),
            address: subscription.address.clone(),
            contact: subscription.contact.clone(),
            access_check: None,
            appointment: None,
            numbers: None,
            confirmations: Confirmations::default(),
            attachments: Vec::new(),
            address_b: None,
            quoted: None,
        }
    }
}

impl OrderedLine {
    /// Who and where, to be ordered for once more.
    pub fn again(&self) -> LineDraft {
        LineDraft {
            end_user: (&self.end_user).into(),
            address: (&self.address).into(),
            address_b: self.address_b.as_ref().map(Into::into).unwrap_or_default(),
            contact: self.contact.as_ref().map(Into::into).unwrap_or_default(),
            ..LineDraft::default()
        }
    }
}

impl Ordered {
    pub fn kind(&self) -> OrderKind {
        match self {
            Self::New(_) => OrderKind::New,
            Self::Switch(_) => OrderKind::IspSwitch,
            Self::Change(_) => OrderKind::Modify,
            Self::Termination(_) => OrderKind::Terminate,
        }
    }

    /// The product that the order is about: of a change to another one, what is installed afterwards.
    pub fn product(&self) -> &str {
        match self {
            Self::New(order) => &order.product,
            Self::Switch(switch) => &switch.product,
            Self::Change(ordered) => match &ordered.change.changed {
                Changed::Access { product, .. } => product,
                Changed::Speed { .. }
                | Changed::Move { .. }
                | Changed::Customer { .. }
                | Changed::Contact { .. } => &ordered.was.product,
            },
            Self::Termination(ordered) => &ordered.was.product,
        }
    }

    pub fn attributes(&self) -> &BTreeMap<String, String> {
        match self {
            Self::New(order) => &order.attributes,
            Self::Switch(switch) => &switch.attributes,
            Self::Change(ordered) => match &ordered.change.changed {
                Changed::Speed { attributes } | Changed::Access { attributes, .. } => attributes,
                Changed::Move { .. } | Changed::Customer { .. } | Changed::Contact { .. } => {
                    &ordered.was.attributes
                }
            },
            Self::Termination(ordered) => &ordered.was.attributes,
        }
    }

    pub fn catalogue_version(&self) -> &str {
        match self {
            Self::New(order) => &order.catalogue_version,
            Self::Switch(switch) => &switch.catalogue_version,
            Self::Change(ordered) => &ordered.change.catalogue_version,
            Self::Termination(ordered) => &ordered.termination.catalogue_version,
        }
    }

    pub fn requested_date(&self) -> Date {
        match self {
            Self::New(order) => order.requested_date,
            Self::Switch(switch) => switch.requested_date,
            Self::Change(ordered) => ordered.change.requested_date,
            Self::Termination(ordered) => ordered.termination.requested_date,
        }
    }

    /// Only new orders come as projects (ORD-1).
    pub fn order_type(&self) -> OrderType {
        match self {
            Self::New(order) => order.order_type,
            Self::Switch(_) | Self::Change(_) | Self::Termination(_) => OrderType::Standard,
        }
    }

    pub fn references(&self) -> Cow<'_, References> {
        match self {
            Self::New(order) => Cow::Owned(References {
                project_reference: order.project_reference.clone(),
                customer_invoice_ref: order.customer_invoice_ref.clone(),
                customer_order_ref: order.customer_order_ref.clone(),
            }),
            Self::Switch(switch) => Cow::Borrowed(&switch.references),
            Self::Change(ordered) => Cow::Borrowed(&ordered.change.references),
            Self::Termination(ordered) => Cow::Borrowed(&ordered.termination.references),
        }
    }

    pub fn manual_handling(&self) -> bool {
        match self {
            Self::New(order) => order.manual_handling,
            Self::Switch(switch) => switch.manual_handling,
            Self::Change(ordered) => ordered.change.manual_handling,
            Self::Termination(_) => false,
        }
    }

    /// What the user was warned of and went on with.
    pub fn warnings(&self) -> &[Finding] {
        match self {
            Self::New(order) => &order.warnings,
            Self::Switch(switch) => &switch.warnings,
            Self::Change(ordered) => &ordered.change.warnings,
            Self::Termination(ordered) => &ordered.termination.warnings,
        }
    }

    /// The subscription that it changes or ends, as it was when the order was sent.
    pub fn subscription(&self) -> Option<&Subscription> {
        match self {
            Self::New(_) | Self::Switch(_) => None,
            Self::Change(ordered) => Some(&ordered.was),
            Self::Termination(ordered) => Some(&ordered.was),
        }
    }

    /// Of all lines together, without VAT, going by the catalogue that the order was made with. What is done at a place
    /// is set up there; everything else costs no more than its rent.
    pub fn price(&self, catalogue: &Catalogue) -> Price {
        let listed = |product: &str, attributes| {
            catalogue
                .product(product)
                .map(|product| line_price(product, attributes))
                .unwrap_or_default()
        };
        let rent_alone = |monthly| Price {
            setup: Ore::ZERO,
            monthly,
        };
        match self {
            Self::New(order) => Price {
                setup: order.setup_price,
                monthly: order.monthly_rent,
            },
            Self::Switch(switch) => catalogue
                .product(&switch.product)
                .map(|product| isp_switch::price(product, &switch.attributes, &switch.extra_work, catalogue))
                .unwrap_or_default(),
            Self::Change(ordered) => match &ordered.change.changed {
                Changed::Speed { attributes } => rent_alone(listed(&ordered.was.product, attributes).monthly),
                Changed::Access {
                    product, attributes, ..
                } => listed(product, attributes),
                Changed::Move { .. } => listed(&ordered.was.product, &ordered.was.attributes),
                Changed::Customer { .. } | Changed::Contact { .. } => rent_alone(ordered.was.monthly_rent),
            },
            Self::Termination(ordered) => rent_alone(ordered.was.monthly_rent),
        }
    }

    /// Whether a technician comes. Of a product that is not in the catalogue any more, what nearly all have is assumed.
    pub fn visit(&self, catalogue: &Catalogue) -> bool {
        let product = || {
            catalogue
                .product(self.product())
                .is_none_or(|product| product.visit)
        };
        match self {
            Self::New(_) => product(),
            Self::Switch(switch) => {
                let from = catalogue.product(&switch.product_from);
                let to = catalogue.product(&switch.product);
                // ISP-6
                let comes = from
                    .zip(to)
                    .is_none_or(|(from, to)| isp_switch::technician_comes(from, to));
                comes && product()
            }
            Self::Change(ordered) => match &ordered.change.changed {
                Changed::Access { .. } | Changed::Move { .. } => product(),
                Changed::Speed { .. } | Changed::Customer { .. } | Changed::Contact { .. } => false,
            },
            Self::Termination(_) => false,
        }
    }

    /// CAN-1: a change between access products, which is cancelled by Service Request.
    pub fn changes_access(&self, catalogue: &Catalogue) -> bool {
        match self {
            Self::Change(ordered) => catalogue
                .product(&ordered.was.product)
                .zip(catalogue.product(self.product()))
                .is_some_and(|(from, to)| changes::changes_access(from, to)),
            Self::New(_) | Self::Switch(_) | Self::Termination(_) => false,
        }
    }

    /// What is delivered, line by line. Only new orders have more than one.
    pub fn lines(&self) -> Vec<OrderedLine> {
        match self {
            Self::New(order) => order.lines.iter().map(OrderedLine::from).collect(),
            Self::Switch(switch) => vec![OrderedLine::from(&switch.line)],
            Self::Change(ordered) => vec![match &ordered.change.changed {
                Changed::Access { line, .. } | Changed::Move { line } => OrderedLine::from(line.as_ref()),
                Changed::Speed { .. } => OrderedLine::from(&ordered.was),
                Changed::Customer { end_user } => OrderedLine {
                    end_user: end_user.clone(),
                    ..OrderedLine::from(&ordered.was)
                },
                Changed::Contact { contact } => OrderedLine {
                    contact: Some(contact.clone()),
                    ..OrderedLine::from(&ordered.was)
                },
            }],
            Self::Termination(ordered) => vec![OrderedLine::from(&ordered.was)],
        }
    }

    /// ORD-5: product, place and end user of each line in one text. What changes or ends a subscription repeats nothing
    /// but another order on the same one, which TRM-4 has refused.
    pub fn identities(&self) -> Vec<String> {
        match self {
            Self::New(order) => order
                .lines
                .iter()
                .map(|line| duplicate::identity(&order.product, line))
                .collect(),
            Self::Switch(switch) => vec![duplicate::identity(&switch.product, &switch.line)],
            Self::Change(ordered) => vec![on(&ordered.was)],
            Self::Termination(ordered) => vec![on(&ordered.was)],
        }
    }
}

fn on(subscription: &Subscription) -> String {
    format!("subscription|{}", subscription.id)
}
