//! Slots of the technician.

use domain::appointment::Slot;
use serde::{Deserialize, Serialize};

/// Takes a slot of an earlier search and holds it for 20 minutes (BOK-4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAppointment {
    /// Id of the search that offered it.
    pub search: String,
    pub slot: String,
    /// A slot that is held already and is given back for this one; empty when there is none.
    pub instead_of: String,
}

/// What goes with a slot that has gone meanwhile, as `current` of the problem: the nearest that are free, at most three
/// (BOK-4). One of them is taken by naming this search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NearestSlots {
    pub search: String,
    pub slots: Vec<Slot>,
}
