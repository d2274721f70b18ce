//! What is held for a user while the form is open, and confirmed by Submit: a technician's slot (BOK-4), telephone
//! numbers (NUM-2). Each has its own record; how long it stands, and what may become of it, is the same for all.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// Twenty minutes, in seconds (BOK-4).
pub const HELD_SECONDS: i64 = 20 * 60;

/// The same in minutes, as people say it.
pub const HELD_MINUTES: i64 = HELD_SECONDS / 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HoldState {
    /// Held for the user while the form is open.
    Held,
    /// Confirmed by Submit.
    Confirmed,
    /// Given back, or run out.
    Released,
    /// The partner system gave it to somebody else.
    Gone,
}

/// Why something that was held is of no use any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Another order has it.
    Used,
    /// The time that it was held for is over, or it was given back.
    RanOut,
    /// It went to somebody else.
    Taken,
}

impl HoldState {
    /// As it stands at `now`: what has run out is given back, whether or not the timer has come by.
    pub fn at(self, held_until: Moment, now: Moment) -> Self {
        match self {
            Self::Held if now >= held_until => Self::Released,
            Self::Held | Self::Confirmed | Self::Released | Self::Gone => self,
        }
    }

    /// Whether Submit may still confirm it.
    pub fn lost(self, held_until: Moment, now: Moment) -> Option<Lost> {
        match self.at(held_until, now) {
            Self::Held => None,
            Self::Confirmed => Some(Lost::Used),
            Self::Released => Some(Lost::RanOut),
            Self::Gone => Some(Lost::Taken),
        }
    }
}
