//! Money, exact.

use serde::{Deserialize, Serialize};

/// An amount in Norwegian øre, without VAT unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ore(pub i64);
