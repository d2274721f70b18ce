//! The product catalogue: data, not code. An order keeps the version that it was made with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::Ore;

pub mod price_list;
mod validation;

use price_list::PriceList;
pub use validation::CatalogueError;

/// The catalogue that ships with the product, loaded at first start; its figures are samples.
pub const SHIPPED: &str = include_str!("../data/catalogue.json");

/// A text in both languages, kept with the data that it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Name {
    pub nb: String,
    pub en: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Family {
    Adsl,
    OperatorAccess,
    Shdsl,
    Hdsl,
    Pstn,
    Isdn,
    Circuit,
    CoLocation,
}

/// Whether broadband shares its line with telephony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AccessKind {
    Shared,
    Full,
}

/// Whether Kapaks must have answered (KAP-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CheckNeed {
    /// Before Submit.
    Required,
    /// Only to book a technician.
    ToBook,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuoteNeed {
    No,
    PriceList,
    PriceListInZone1,
    Manual,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    pub code: String,
    pub name: Name,
    /// What this choice costs a month on top of the product's rent.
    #[serde(default)]
    pub monthly: Ore,
    /// What this choice costs once on top of the product's setup price.
    #[serde(default)]
    pub setup: Ore,
}

/// A technical attribute that is chosen explicitly (ORD-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attribute {
    pub code: String,
    pub name: Name,
    pub required: bool,
    pub choices: Vec<Choice>,
    /// Shown, and required, only when the other attribute has this choice: (attribute, choice).
    #[serde(default)]
    pub only_when: Option<(String, String)>,
    /// A number that is typed instead of a choice (the number to port or to reserve).
    #[serde(default)]
    pub typed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Product {
    pub code: String,
    pub name: Name,
    pub family: Family,
    pub access: Option<AccessKind>,
    /// False for what can only be switched from.
    pub orderable: bool,
    pub quote: QuoteNeed,
    pub check: CheckNeed,
    pub booking: bool,
    pub visit: bool,
    /// Working days from the order to the earliest date (DAT-1).
    pub lead_days: u16,
    /// Working days before the agreed date until which a change is free (CHG-1).
    pub change_deadline_days: u16,
    /// Days that a subscription runs on after its termination.
    pub notice_days: u16,
    pub setup: Ore,
    pub monthly: Ore,
    pub attributes: Vec<Attribute>,
}

/// Share of the setup price that a cancellation costs (CAN-2), in per cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancellationFees {
    pub until_registered: u8,
    pub in_ordered_and_design: u8,
    pub in_ready_and_field_service: u8,
    pub from_test: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// `2026-1`
    pub version: String,
    /// True while the figures are samples that the operator has not replaced.
    pub sample: bool,
    pub vat_percent: u8,
    pub cancellation: CancellationFees,
    pub products: Vec<Product>,
    /// What a technician does past the interface when asked to (BOK-5).
    #[serde(default)]
    pub extra_work: Vec<ExtraWork>,
    /// What quotes are priced by (QUO-3); none in a version from before there were quotes: all are priced by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_list: Option<PriceList>,
}

/// Work inside the home, as an extra socket, a modem or cabling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtraWork {
    pub code: String,
    pub name: Name,
    /// Once, or for each half hour where the name says so.
    pub price: Ore,
}

impl Catalogue {
    /// The catalogue that ships. A test holds that it can be read.
    pub fn default_catalogue() -> Result<Self, CatalogueError> {
        Self::from_json(SHIPPED)
    }

    /// Reads a catalogue and refuses one that contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, CatalogueError> {
        let catalogue: Self =
            serde_json::from_str(json).map_err(|error| CatalogueError::Unreadable(error.to_string()))?;
        catalogue.validate()?;
        Ok(catalogue)
    }

    pub fn product(&self, code: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.code == code)
    }

    pub fn extra_work(&self, code: &str) -> Option<&ExtraWork> {
        self.extra_work.iter().find(|work| work.code == code)
    }

    /// What the form for new orders offers: no quote first (ORD-3), and not only to be switched from.
    pub fn orderable_without_quote(&self) -> impl Iterator<Item = &Product> {
        self.products
            .iter()
            .filter(|product| product.orderable && product.quote == QuoteNeed::No)
    }

    /// True where any product has an attribute of this code.
    pub fn has_attribute(&self, code: &str) -> bool {
        self.products
            .iter()
            .any(|product| product.attribute(code).is_some())
    }
}

impl Product {
    /// Whether it joins two places, A and B.
    pub fn joins_two_places(&self) -> bool {
        match self.family {
            Family::Circuit => true,
            Family::Adsl
            | Family::OperatorAccess
            | Family::Shdsl
            | Family::Hdsl
            | Family::Pstn
            | Family::Isdn
            | Family::CoLocation => false,
        }
    }

    pub fn attribute(&self, code: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.code == code)
    }

    /// The attributes that are asked for, given what has been chosen so far.
    pub fn attributes_asked<'a>(
        &'a self,
        chosen: &'a BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'a Attribute> + 'a {
        self.attributes
            .iter()
            .filter(|attribute| attribute.is_asked(chosen))
    }
}

impl Attribute {
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.code == code)
    }

    /// Whether it is shown: some depend on what was chosen elsewhere.
    pub fn is_asked(&self, chosen: &BTreeMap<String, String>) -> bool {
        self.only_when
            .as_ref()
            .is_none_or(|(other, choice)| chosen.get(other).is_some_and(|chosen| chosen.trim() == choice))
    }
}
