//! The quote as typed, and as it is when nothing is wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    address::{Address, AddressDraft},
    attachments::{Attachment, AttachmentRef},
    customer::{Contact, ContactDraft},
    distance::Metres,
    finding::Finding,
};

/// What the form has, exactly as typed, however incomplete. Also the body of the request that submits it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteDraft {
    /// The partner's own name for it; may be left out (REF-1).
    pub reference: String,
    /// Whom Sales Support may call about it; may be left out as a whole.
    pub contact: ContactDraft,
    pub lines: Vec<QuoteLineDraft>,
}

/// One product at one place, or between two (QUO-1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteLineDraft {
    /// Product code of the catalogue.
    pub product: String,
    /// Attribute code → choice code (ORD-2).
    pub attributes: BTreeMap<String, String>,
    pub address_a: AddressDraft,
    /// Where the product joins two places. What stands here for one that does not is left out.
    pub address_b: AddressDraft,
    /// `Attachment flag`: the addresses stand in an attachment (QUO-2).
    pub attachment_flag: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRef>,
}

/// A valid quote, not yet stored. Only [`super::parse`] makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewQuote {
    pub reference: Option<String>,
    pub contact: Option<Contact>,
    pub catalogue_version: String,
    /// From one to [`super::MOST_LINES`].
    pub lines: Vec<NewQuoteLine>,
    /// What the user was warned of and went on with.
    pub warnings: Vec<Finding>,
}

/// A valid line. What has no address A has an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewQuoteLine {
    pub product: String,
    pub attributes: BTreeMap<String, String>,
    pub address_a: Option<Address>,
    pub address_b: Option<Address>,
    /// Between the register's points of A and B; none where one of them is not known (QUO-3).
    pub distance: Option<Metres>,
    pub attachment_flag: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}
