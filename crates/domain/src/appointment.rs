//! BOK: when the technician comes.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    access_check::Subject,
    finding::{Finding, codes},
    hold::{HELD_MINUTES, HoldState, Lost},
    moment::Moment,
};

mod decision;

pub use decision::{Booking, Question, Settled, booking, first_slot_day, settle};

/// The two windows of a working day (BOK-6), in local time of Europe/Oslo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Window {
    /// 08–12
    Morning,
    /// 12–16
    Afternoon,
}

impl Window {
    pub fn hours(self) -> &'static str {
        match self {
            Self::Morning => "08–12",
            Self::Afternoon => "12–16",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slot {
    /// The appointment book's own id.
    pub id: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    pub window: Window,
}

impl Slot {
    /// BOK-4: what is said where this slot is of no use any more: which it was, and what became of it.
    pub fn lost(&self, how: Lost, path: impl Into<String>) -> Finding {
        let (code, minutes) = match how {
            Lost::Used => (codes::APPOINTMENT_USED, None),
            Lost::RanOut => (codes::APPOINTMENT_RAN_OUT, Some(HELD_MINUTES)),
            Lost::Taken => (codes::APPOINTMENT_GONE, None),
        };
        let finding = Finding::new(code, path)
            .with("date", self.date)
            .with("hours", self.window.hours());
        match minutes {
            Some(minutes) => finding.with("minutes", minutes),
            None => finding,
        }
    }
}

/// A slot that the backend holds or has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    pub id: String,
    /// The check that allowed it; the slot is for that product and place alone.
    pub check: String,
    pub subject: Subject,
    pub slot: Slot,
    /// 20 minutes after it was taken (BOK-4).
    pub held_until: Moment,
    pub state: HoldState,
}

/// The answer to a search for free slots: what the user may choose from, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotSearch {
    pub id: String,
    pub subject: Subject,
    pub searched_at: Moment,
    /// Empty when nothing is free within 30 days: then the order may go without (BOK-1).
    pub slots: Vec<Slot>,
}
