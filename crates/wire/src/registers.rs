//! What the registers answer: addresses and companies.

use domain::{
    access_check::{ExistingLine, Subject},
    address::AddressDraft,
    address::RegisterAddress,
    address::search::StreetHit,
    customer::CompanyFact,
};
use serde::{Deserialize, Serialize};

/// Hits, best first; at most 50 of `total` (ADR-7).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressHits {
    pub total: u64,
    pub hits: Vec<RegisterAddress>,
    /// Where no house is named and several streets fit: these, best first; at most 50 of `streets_total`.
    #[serde(default)]
    pub streets: Vec<StreetHit>,
    #[serde(default)]
    pub streets_total: u64,
}

/// The address search's query: everything is optional (ADR-7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
pub struct AddressQuery {
    /// Everything in one field: `kirke 64 oslo`.
    pub q: String,
    pub street: String,
    pub house_number: String,
    pub postcode: String,
    pub place: String,
    pub farm_number: String,
    pub title_number: String,
    pub municipality: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyView {
    pub organisation_number: String,
    pub fact: CompanyFact,
}

/// Asks Kapaks. The backend computes the subject from these by the rules of the domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAccessCheck {
    pub product: String,
    pub attributes: std::collections::BTreeMap<String, String>,
    pub address: AddressDraft,
    /// Phone or circuit number, as typed, to search by instead of the address (KAP-2).
    pub number: String,
}

/// Asks NRDB whose line a carrier line number is (ORD-6). In the body: a path stands in logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CarrierQuestion {
    /// As typed.
    pub number: String,
}

/// What is known of a carrier line number. It is the user's to say whether it is right (ORD-6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CarrierAnswer {
    /// Eight digits.
    pub number: String,
    /// None: no telephone line has this number.
    pub line: Option<CarrierLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CarrierLine {
    /// Who has the line.
    pub owner: String,
    /// Street and number, postcode and place, as NRDB has them.
    pub place: String,
    /// The same place in the address register; none where that does not know it, or is away.
    pub address: Option<RegisterAddress>,
    /// The broadband that it carries already (GRD-1); none where there is none, or where that was not answered.
    pub broadband: Option<ExistingLine>,
}

/// Asks NRDB about a letter of authority (ISP-4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAuthorityCheck {
    /// As typed.
    pub reference: String,
}

/// Asks the appointment book for free slots. `check` and `hit` say what for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSlotSearch {
    pub check: String,
    pub hit: String,
}

/// What a place and product is called in checks; see [`Subject`].
pub type CheckSubject = Subject;
