//! What can be done to a quote line.

use serde::{Deserialize, Serialize};

use crate::turn::Actor;

/// What moves a quote line from one status to the next. `Submit (Estimate Price)` is two of them, by what comes of it: a
/// price is found, or it must be found by hand and the partner wants that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuoteAction {
    /// The price list has answered.
    PriceFound,
    /// The price is to be found by hand.
    WantManual,
    /// Somebody at the operator begins to price it.
    Take,
    /// The price was found by hand.
    Price,
    RequestInformation,
    CustomerUpdate,
    Close,
    /// The offer has run out (QUO-9).
    Expire,
    Cancel,
}

impl QuoteAction {
    pub const ALL: [Self; 9] = [
        Self::PriceFound,
        Self::WantManual,
        Self::Take,
        Self::Price,
        Self::RequestInformation,
        Self::CustomerUpdate,
        Self::Close,
        Self::Expire,
        Self::Cancel,
    ];

    /// As it is written on the wire; its text stands under `quote_action.<this>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::PriceFound => "price_found",
            Self::WantManual => "want_manual",
            Self::Take => "take",
            Self::Price => "price",
            Self::RequestInformation => "request_information",
            Self::CustomerUpdate => "customer_update",
            Self::Close => "close",
            Self::Expire => "expire",
            Self::Cancel => "cancel",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }

    /// Everything that somebody of this side could ever do to a line, for its buttons.
    pub fn of(actor: Actor) -> &'static [Self] {
        match actor {
            Actor::Partner => &[
                Self::PriceFound,
                Self::WantManual,
                Self::CustomerUpdate,
                Self::Close,
                Self::Cancel,
            ],
            Actor::Operator => &[Self::Take, Self::Price, Self::RequestInformation, Self::Cancel],
            Actor::System => &[Self::PriceFound, Self::Expire],
        }
    }

    /// STA-3: what ends or halts a line is never done without saying why. Closing is the partner's no to an offer, which
    /// needs none.
    pub fn needs_reason(self) -> bool {
        match self {
            Self::RequestInformation | Self::Cancel => true,
            Self::PriceFound
            | Self::WantManual
            | Self::Take
            | Self::Price
            | Self::CustomerUpdate
            | Self::Close
            | Self::Expire => false,
        }
    }
}
