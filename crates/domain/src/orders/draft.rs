//! The order as typed, and as it is when nothing is wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::quoted::OrderedQuote;
use crate::{
    address::{Address, AddressDraft},
    attachments::{Attachment, AttachmentRef},
    changes::ChangeDraft,
    customer::{Contact, ContactDraft, EndUser, EndUserDraft},
    finding::Finding,
    isp_switch::SwitchDraft,
    money::Ore,
    numbers::{NumbersDraft, OrderedNumbers},
    subscriptions::SubscriptionRef,
};

/// What the form has, exactly as typed, however incomplete. Also the body of the request that submits it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderDraft {
    /// "What does the customer need?" (GRD-3): `new`, `switch`, `move`, `change` or `terminate`.
    pub need: String,
    /// `standard` or `project`; empty means `standard`, which is preselected (ORD-1).
    pub order_type: String,
    /// Product code of the catalogue.
    pub product: String,
    /// Attribute code → choice code, or the typed number (ORD-2).
    pub attributes: BTreeMap<String, String>,
    pub requested_date: String,
    pub project_reference: String,
    pub customer_invoice_ref: String,
    pub customer_order_ref: String,
    pub lines: Vec<LineDraft>,
    /// What is changed or terminated. Parts of other kinds of order stand beside those of a new one, so that going over
    /// to another kind and back loses nothing (GRD-1, GRD-2); untouched they are not written.
    #[serde(skip_serializing_if = "is_untouched")]
    pub subscription: SubscriptionRef,
    #[serde(skip_serializing_if = "is_untouched")]
    pub change: ChangeDraft,
    #[serde(skip_serializing_if = "is_untouched")]
    pub switch: SwitchDraft,
    /// CHG-1: the order that this is the change of.
    #[serde(skip_serializing_if = "is_untouched")]
    pub reopened: ReopenedRef,
}

/// Names an order that was sent, and which of its contents the change was begun with (OFF-5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReopenedRef {
    /// As it is shown: `1-20418`. Empty: it is no change of a sent order.
    pub order: String,
    /// Counts what was sent: 1, and one more with each change.
    pub revision: i64,
}

fn is_untouched<T: Default + PartialEq>(part: &T) -> bool {
    *part == T::default()
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineDraft {
    pub end_user: EndUserDraft,
    pub address: AddressDraft,
    pub contact: ContactDraft,
    pub access_check: CheckRef,
    pub appointment: AppointmentRef,
    /// Of telephony alone; untouched it is not written.
    #[serde(skip_serializing_if = "NumbersDraft::is_untouched")]
    pub numbers: NumbersDraft,
    pub confirmations: ConfirmationsDraft,
    /// ORD-9
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRef>,
    /// ORD-5: the live orders that this line repeats, and that the user has seen and wants it beside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// The other end, where the product joins two places (QUO-1); untouched it is not written.
    #[serde(skip_serializing_if = "is_untouched")]
    pub address_b: AddressDraft,
    /// QUO-6: untouched it is not written.
    #[serde(skip_serializing_if = "is_untouched")]
    pub quoted: QuotedRef,
}

/// Names the line of a quote that is ordered (QUO-6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotedRef {
    /// As it is shown. Empty: the line comes from no quote.
    pub quote: String,
    /// From 1.
    pub line: u32,
}

/// Names the backend's record of a check, and which of its hits the user picked (KAP-2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckRef {
    /// Phone or circuit number to search by instead of the address, as typed.
    pub number: String,
    pub id: String,
    pub hit: String,
}

/// Names the backend's record of a held slot, or of the search that found none free.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentRef {
    pub id: String,
    pub search: String,
}

/// ADR-8, CON-5 and ORD-7: what the user has made sure of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmationsDraft {
    pub door_marked: bool,
    pub contact_reachable: bool,
    pub contact_present: bool,
    pub contact_informed: bool,
    pub contact_helpful: bool,
    pub customer_informed: bool,
    /// What the customer was told then: of another day, or at another price, they are told anew. Not written where nothing
    /// is said, so that a body of an earlier version is the same when it is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl ConfirmationsDraft {
    /// ORD-7: whether the customer can be said to know what is true now, none while there is nothing to tell. A tick from
    /// before what was told was kept stands for what there was to tell then.
    pub fn is_informed_of(&self, now: Option<Told>) -> bool {
        self.customer_informed
            && match (self.told, now) {
                (Some(told), Some(now)) => told == now,
                // What was told is compared with the next day that is chosen.
                (Some(_), None) | (None, Some(_)) => true,
                (None, None) => false,
            }
    }
}

/// What the sentence names that the customer is told (ORD-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub day: Date,
    /// What setting up costs, of which a late change costs a part.
    pub setup: Ore,
}

/// The confirmations as they were given with the order.
pub type Confirmations = ConfirmationsDraft;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderType {
    #[default]
    Standard,
    Project,
}

/// A valid order, not yet stored. Only [`super::parse`] makes one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOrder {
    pub order_type: OrderType,
    pub product: String,
    pub catalogue_version: String,
    pub attributes: BTreeMap<String, String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub requested_date: Date,
    pub project_reference: Option<String>,
    pub customer_invoice_ref: Option<String>,
    pub customer_order_ref: Option<String>,
    /// Of all lines together, without VAT.
    pub setup_price: Ore,
    pub monthly_rent: Ore,
    /// True when it must be handled by hand (ADR-6, KAP-4, BOK-1).
    pub manual_handling: bool,
    pub lines: Vec<NewLine>,
    /// What the user was warned of and went on with.
    pub warnings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLine {
    pub end_user: EndUser,
    pub address: Address,
    pub contact: Contact,
    pub access_check: Option<CheckRef>,
    /// Id of the slot that Submit confirms.
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
    /// QUO-6: what it was quoted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<OrderedQuote>,
}
