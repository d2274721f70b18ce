//! ADR: where the product is installed.

use serde::{Deserialize, Serialize};

/// The installation address as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressDraft {
    /// The user has said that there is no street address: opens the other two kinds (ADR-1).
    pub no_street_address: bool,
    /// `street`, `cadastre` or `insa`; empty means `street`.
    pub kind: String,
    /// Id of the register hit that was chosen (ADR-6).
    pub register_id: String,
    /// The user has confirmed that the address is not in the register (ADR-6).
    pub not_in_register: bool,
    pub street: String,
    /// With its letter: `12B`.
    pub house_number: String,
    pub entrance: String,
    pub floor: String,
    /// `H0101` where the register knows the units, free text elsewhere (ADR-4).
    pub unit: String,
    pub postcode: String,
    pub place: String,
    /// Gårdsnummer.
    pub farm_number: String,
    /// Bruksnummer.
    pub title_number: String,
    /// Festenummer.
    pub lease_number: String,
    /// Undernummer.
    pub section_number: String,
    /// Name or four-digit number of the municipality.
    pub municipality: String,
    pub insa: String,
    /// A phone or circuit number that is at the place already (ADR-5).
    pub existing_number: String,
    pub large_area: bool,
}

/// An address as the address register has it, recorded by the backend when it was shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterAddress {
    pub id: String,
    /// As the register writes it: `Kirkeveien 64B`.
    pub text: String,
    pub street: String,
    /// With its letter: `64B`; empty for a cadastral address.
    pub house_number: String,
    pub postcode: String,
    pub place: String,
    pub municipality_number: String,
    pub municipality: String,
    pub farm_number: String,
    pub title_number: String,
    pub lease_number: String,
    pub section_number: String,
    /// The dwellings that the register knows here, as `H0101`; one must be chosen when there are several (ADR-4).
    pub units: Vec<String>,
    /// True for a property without a street address.
    pub cadastral: bool,
    pub latitude: f64,
    pub longitude: f64,
}

/// The installation address, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    pub place: Place,
    pub entrance: Option<String>,
    pub floor: Option<String>,
    pub unit: Option<String>,
    /// The register's id; none when the user has confirmed that the register lacks it: manual handling (ADR-6).
    pub register_id: Option<String>,
    pub existing_number: Option<String>,
    pub large_area: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Place {
    Street { street: String, house_number: String, postcode: String, place: String },
    Cadastre {
        farm_number: u32,
        title_number: u32,
        lease_number: Option<u32>,
        section_number: Option<u32>,
        municipality: String,
    },
    Insa { signature: String },
}
