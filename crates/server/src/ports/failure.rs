//! What can go wrong between the backend and a partner system, and what it means for the caller.

use core::fmt;

/// The systems that the backend talks to, each behind one port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    AddressRegister,
    CompanyRegister,
    Kapaks,
    AppointmentBook,
    NumberAuthority,
    OrderSystem,
}

impl System {
    pub const ALL: [Self; 6] = [
        Self::AddressRegister,
        Self::CompanyRegister,
        Self::Kapaks,
        Self::AppointmentBook,
        Self::NumberAuthority,
        Self::OrderSystem,
    ];

    /// As it stands in logs, in metrics and in the code of a problem.
    pub fn name(self) -> &'static str {
        match self {
            Self::AddressRegister => "address_register",
            Self::CompanyRegister => "company_register",
            Self::Kapaks => "kapaks",
            Self::AppointmentBook => "appointment_book",
            Self::NumberAuthority => "number_authority",
            Self::OrderSystem => "order_system",
        }
    }
}

/// Why a call brought nothing. Holds no word of what was asked or answered, so that it can be logged as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Not asked at all: too many calls have failed lately, and the next is due in so many seconds.
    Suspended { retry_after: u32 },
    /// The connection failed, or the system says that it is unavailable.
    Away,
    /// No whole answer in time.
    TimedOut,
    /// The system understood, and will not.
    Refused { status: u16, code: Option<String> },
    /// The answer is not what the protocol promises, or is larger than anything it promises.
    Malformed,
}

impl Failure {
    /// As it stands in logs and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Suspended { .. } => "suspended",
            Self::Away => "away",
            Self::TimedOut => "timed_out",
            Self::Refused { .. } => "refused",
            Self::Malformed => "malformed",
        }
    }

    /// Whether it speaks against the health of the system: a refusal is a healthy answer.
    pub(super) fn counts_against(&self) -> bool {
        match self {
            Self::Away | Self::TimedOut | Self::Malformed => true,
            Self::Suspended { .. } | Self::Refused { .. } => false,
        }
    }

    /// Whether the same call may succeed later without anybody changing anything.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Suspended { .. } | Self::Away | Self::TimedOut | Self::Malformed => true,
            Self::Refused { .. } => false,
        }
    }
}

/// A failed call to one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerError {
    pub system: System,
    pub failure: Failure,
}

impl PartnerError {
    /// Seconds until it makes sense to ask again.
    pub fn retry_after(&self) -> u32 {
        match self.failure {
            Failure::Suspended { retry_after } => retry_after.max(1),
            Failure::Away | Failure::TimedOut | Failure::Refused { .. } | Failure::Malformed => 5,
        }
    }
}

impl fmt::Display for PartnerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.system.name(), self.failure.name())?;
        match &self.failure {
            Failure::Refused {
                status,
                code: Some(code),
            } => write!(f, " ({status}, {code})"),
            Failure::Refused { status, code: None } => write!(f, " ({status})"),
            Failure::Suspended { retry_after } => write!(f, " (for {retry_after} s)"),
            Failure::Away | Failure::TimedOut | Failure::Malformed => Ok(()),
        }
    }
}

impl core::error::Error for PartnerError {}
