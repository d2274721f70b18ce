//! What the simulator is told at its start.

use std::sync::Arc;
use std::time::Duration;

/// The caller's clock, in milliseconds since the epoch, so that 20 minutes and 14 days can be tried.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Everything that can be set; [`SimulatorConfig::new`] holds what a demonstration wants.
#[derive(Clone)]
pub struct SimulatorConfig {
    /// The loopback port; 0 takes a free one.
    pub port: u16,
    /// The bearer token that the operator's own systems ask for.
    pub token: String,
    pub clock: Clock,
    /// How long the order system rests between two steps of an order; `None` moves orders by the control endpoint only.
    pub step: Option<Duration>,
    /// How long a connection is held that is meant to run into the caller's time-out.
    pub hold_open: Duration,
    /// How late a slow answer is.
    pub slow: Duration,
    /// How many bookings one slot takes; `None` lets it differ from slot to slot.
    pub slot_capacity: Option<u32>,
    /// How soon a message that was not taken is sent again the first time; doubled each time, up to `retry_at_most`.
    pub retry_first: Duration,
    pub retry_at_most: Duration,
}

impl SimulatorConfig {
    /// A demonstration: a free port, a step every four seconds, time-outs of half a minute.
    pub fn new(token: impl Into<String>, clock: Clock) -> Self {
        Self {
            port: 0,
            token: token.into(),
            clock,
            step: Some(Duration::from_secs(4)),
            hold_open: Duration::from_secs(30),
            slow: Duration::from_secs(3),
            slot_capacity: None,
            retry_first: Duration::from_millis(200),
            retry_at_most: Duration::from_secs(30),
        }
    }
}

/// Why the simulator could not start.
#[derive(Debug)]
pub enum StartError {
    /// The port is taken or not allowed.
    Bind(std::io::Error),
    /// The data that ships with the program is broken.
    Data(String),
    /// The time zone Europe/Oslo is missing from the program.
    TimeZone(jiff::Error),
    /// The client that sends events could not be made.
    Client(reqwest::Error),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bind(error) => write!(f, "the simulator's port could not be opened: {error}"),
            Self::Data(what) => write!(f, "the demonstration data is broken: {what}"),
            Self::TimeZone(error) => write!(f, "Europe/Oslo is not known: {error}"),
            Self::Client(error) => write!(f, "the client that sends events could not be made: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(error) => Some(error),
            Self::Data(_) => None,
            Self::TimeZone(error) => Some(error),
            Self::Client(error) => Some(error),
        }
    }
}

/// The systems that the simulator stands for; each has a base URL of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum System {
    AddressRegister,
    CompanyRegister,
    Kapaks,
    Appointments,
    Nrdb,
    OrderSystem,
}

impl System {
    pub const ALL: [System; 6] = [
        System::AddressRegister,
        System::CompanyRegister,
        System::Kapaks,
        System::Appointments,
        System::Nrdb,
        System::OrderSystem,
    ];

    /// The first part of the path under the simulator's URL.
    pub fn path(self) -> &'static str {
        match self {
            System::AddressRegister => "address-register",
            System::CompanyRegister => "company-register",
            System::Kapaks => "kapaks",
            System::Appointments => "appointments",
            System::Nrdb => "nrdb",
            System::OrderSystem => "order-system",
        }
    }

    pub(crate) fn from_path(path: &str) -> Option<System> {
        System::ALL.into_iter().find(|system| system.path() == path)
    }

    /// The public registers ask nobody who they are; the operator's own systems do.
    pub(crate) fn needs_token(self) -> bool {
        match self {
            System::AddressRegister | System::CompanyRegister => false,
            System::Kapaks | System::Appointments | System::Nrdb | System::OrderSystem => true,
        }
    }
}
