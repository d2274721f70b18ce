//! NUM: the telephone numbers of PSTN and ISDN. A line gets a new number, one that the customer chose and that is
//! reserved for it, or the one that the customer brings along from another operator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    access_check::Subject,
    attributes::is_subscriber_number,
    catalogue::{Family, Product},
    finding::{Finding, codes},
    hold::{HELD_MINUTES, HoldState, Lost},
    moment::Moment,
};

mod decision;

pub(crate) use decision::check_project;
pub use decision::{Question, settle};

/// The attribute that says where the number comes from.
pub const NUMBER: &str = "number";
/// The attributes that bear the number itself: the first of a series.
pub const RESERVED_NUMBER: &str = "reserved_number";
pub const PORTED_NUMBER: &str = "ported_number";
/// The attribute that tells basic from primary rate.
const ISDN_ACCESS: &str = "access";

/// Where the number of a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The operator gives one when the line is delivered.
    New,
    /// Chosen among those that are free, and held (NUM-2).
    Reserved,
    /// Brought along from another operator (NUM-4).
    Ported,
}

impl Origin {
    /// What is chosen; none while nothing is, or where the product has no numbers.
    pub fn of(product: &Product, attributes: &BTreeMap<String, String>) -> Option<Self> {
        match product.family {
            Family::Pstn | Family::Isdn => {}
            Family::Adsl
            | Family::OperatorAccess
            | Family::Shdsl
            | Family::Hdsl
            | Family::Circuit
            | Family::CoLocation => return None,
        }
        match attributes.get(NUMBER)?.trim() {
            "new" => Some(Self::New),
            "reserved" => Some(Self::Reserved),
            "ported" => Some(Self::Ported),
            _ => None,
        }
    }
}

/// How many numbers in a row may be reserved (NUM-3). Sample sizes, as the spec gives none: one for PSTN; for ISDN as
/// many as a basic rate's multiple subscriber numbers or a primary rate's direct dial-in block commonly are. Empty
/// where the product has no numbers, or its access is not chosen yet.
pub fn sizes(product: &Product, attributes: &BTreeMap<String, String>) -> &'static [u16] {
    match product.family {
        Family::Pstn => &[1],
        Family::Isdn => match attributes.get(ISDN_ACCESS).map(|access| access.trim()) {
            Some("basic") => &[1, 3, 8],
            Some("primary") => &[10, 30, 100],
            Some(_) | None => &[],
        },
        Family::Adsl
        | Family::OperatorAccess
        | Family::Shdsl
        | Family::Hdsl
        | Family::Circuit
        | Family::CoLocation => &[],
    }
}

/// Numbers in a row; a single one is a row of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Series {
    /// Eight digits without blanks.
    pub first: String,
    pub count: u16,
}

impl Series {
    /// The last number of the row.
    pub fn last(&self) -> String {
        match self.first.parse::<u64>() {
            Ok(first) => format!("{:08}", first + u64::from(self.count.saturating_sub(1))),
            Err(_) => self.first.clone(),
        }
    }

    /// Whether a telephone line can have it: what a browser names need not be a number at all.
    pub fn is_of_fixed_lines(&self) -> bool {
        is_subscriber_number(&self.first)
    }

    /// NUM-2: what is said where these numbers are of no use any more: which they were, and what became of them.
    pub fn lost(&self, how: Lost, path: impl Into<String>) -> Finding {
        let (code, minutes) = match how {
            Lost::Used => (codes::NUMBERS_USED, None),
            Lost::RanOut => (codes::NUMBERS_RAN_OUT, Some(HELD_MINUTES)),
            Lost::Taken => (codes::NUMBERS_GONE, None),
        };
        let finding = Finding::new(code, path).with("numbers", self.in_words());
        match minutes {
            Some(minutes) => finding.with("minutes", minutes),
            None => finding,
        }
    }

    /// `22 60 01 00`, and of several `22 60 01 00 – 22 60 01 07`.
    pub fn in_words(&self) -> String {
        let first = in_pairs(&self.first);
        if self.count > 1 {
            format!("{first} – {}", in_pairs(&self.last()))
        } else {
            first
        }
    }
}

/// A telephone number as people write it: `22 60 01 00`. What has not eight digits is left as it is.
pub fn in_pairs(number: &str) -> String {
    if number.len() != 8 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let digits: Vec<char> = number.chars().collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs.collect::<Vec<_>>().join(" ")
}

/// Numbers that the backend holds or has confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberReservation {
    pub id: String,
    /// The check that allowed it; the numbers are for that product and place alone.
    pub check: String,
    pub subject: Subject,
    pub series: Series,
    /// 20 minutes after they were taken (NUM-2).
    pub held_until: Moment,
    pub state: HoldState,
}

/// What the form has of a line's numbers. The choice itself, and the number that is ported, are attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersDraft {
    /// How many in a row are looked for, as chosen; of no account where there is but one size.
    pub count: String,
    /// Names the backend's record of the numbers that are held.
    pub reservation: String,
    /// The operator that the number is ported from, as typed (NUM-4).
    pub donor: String,
}

impl NumbersDraft {
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// How many in a row are looked for, of those that may be. Where there is more than one size nothing is assumed.
    pub fn wanted(&self, sizes: &[u16]) -> Option<u16> {
        if let [only] = sizes {
            return Some(*only);
        }
        let typed = self.count.trim().parse().ok();
        typed.filter(|count| sizes.contains(count))
    }
}

/// The numbers that a line was ordered with; a line without any gets a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderedNumbers {
    Reserved {
        series: Series,
        /// Id of the reservation that Submit confirms.
        reservation: String,
    },
    Ported {
        number: String,
        donor: String,
    },
}

impl OrderedNumbers {
    /// The reservation that Submit confirms and a cancellation gives back.
    pub fn reservation(&self) -> Option<&str> {
        match self {
            Self::Reserved { reservation, .. } => Some(reservation),
            Self::Ported { .. } => None,
        }
    }

    pub fn series(&self) -> Series {
        match self {
            Self::Reserved { series, .. } => series.clone(),
            Self::Ported { number, .. } => Series {
                first: number.clone(),
                count: 1,
            },
        }
    }

    /// As the form had it.
    pub fn as_sent(&self) -> NumbersDraft {
        match self {
            Self::Reserved { series, reservation } => NumbersDraft {
                count: series.count.to_string(),
                reservation: reservation.clone(),
                ..NumbersDraft::default()
            },
            Self::Ported { donor, .. } => NumbersDraft {
                donor: donor.clone(),
                ..NumbersDraft::default()
            },
        }
    }
}
