//! Who acts on a case, and whose turn it is (STA-2): the same for orders, quotes and whatever else goes between the two sides.

use serde::{Deserialize, Serialize};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Actor {
    /// The partner's user.
    Partner,
    /// The operator's user.
    Operator,
    /// A rule, a timer, or a message from a partner system.
    System,
}

/// Whose turn it is (STA-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Turn {
    Partner,
    Operator,
    Nobody,
}

impl Actor {
    pub const ALL: [Self; 3] = [Self::Partner, Self::Operator, Self::System];
}

impl Turn {
    /// Its text stands under `turn.<this>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Operator => "operator",
            Self::Nobody => "nobody",
        }
    }
}
