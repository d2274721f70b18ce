//! What all the systems share: the configuration, the clock, the invented world, and everything that is remembered until the next start.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::appointments::Book;
use crate::calendar::Calendar;
use crate::configuration::{SimulatorConfig, StartError};
use crate::exchange::Problem;
use crate::faults::Faults;
use crate::nrdb::{Lines, NumberBank};
use crate::orders::{Delivery, Orders};
use crate::register::Register;

pub struct World {
    pub config: SimulatorConfig,
    pub calendar: Calendar,
    pub register: Register,
    pub lines: Lines,
    pub client: reqwest::Client,
    /// Different at every start, so that ids never mean something else after a restart.
    pub run: String,
    pub faults: Mutex<Faults>,
    pub book: Mutex<Book>,
    pub numbers: Mutex<NumberBank>,
    pub orders: Mutex<Orders>,
    pub delivery: Mutex<Delivery>,
    counters: Mutex<HashMap<(Counted, u32), u64>>,
    stop: watch::Receiver<()>,
}

/// What is counted for each house, or (with house 0) for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    TimeOut,
    Confirmation,
    Qualification,
    Search,
    Appointment,
    Reservation,
    Event,
    Cancellation,
    Subscription,
}

impl World {
    pub fn make(config: SimulatorConfig, stop: watch::Receiver<()>) -> Result<Self, StartError> {
        let calendar = Calendar::new(config.clock.clone())?;
        let register = Register::make().map_err(StartError::Data)?;
        let lines = Lines::make(&register);
        let client = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(5))
            .build()
            .map_err(StartError::Client)?;
        // The standard library's hasher is seeded anew in every process: random enough to tell two runs apart.
        let random = std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish();
        Ok(Self {
            config,
            calendar,
            register,
            lines,
            client,
            run: format!("{random:016x}"),
            faults: Mutex::default(),
            book: Mutex::default(),
            numbers: Mutex::default(),
            orders: Mutex::default(),
            delivery: Mutex::default(),
            counters: Mutex::default(),
            stop,
        })
    }

    /// Counts and gives the new number, from 1.
    pub fn count(&self, what: Counted, house: u32) -> u64 {
        let mut counters = lock(&self.counters);
        let counter = counters.entry((what, house)).or_default();
        *counter += 1;
        *counter
    }

    /// True the first time, false the second, true the third: what fails once can be tried again from the beginning.
    pub fn every_other_time(&self, what: Counted, house: u32) -> bool {
        self.count(what, house) % 2 == 1
    }

    /// Holds a connection open as long as configured; ends early when the simulator stops. When the caller hangs up, the server drops this future.
    pub async fn hold_open(&self) -> Problem {
        self.rest(self.config.hold_open).await;
        Problem::away()
    }

    /// Waits; `false` when the simulator stops meanwhile.
    pub async fn rest(&self, duration: std::time::Duration) -> bool {
        let mut stop = self.stop.clone();
        tokio::select! {
            () = tokio::time::sleep(duration) => true,
            // Nothing is ever sent: the channel closes when the simulator's handle is dropped or shut down.
            _ = stop.changed() => false,
        }
    }

    /// Resolves when the simulator stops.
    pub async fn stopped(&self) {
        let mut stop = self.stop.clone();
        while stop.changed().await.is_ok() {}
    }

    /// Forgets everything that happened since the start.
    pub fn forget(&self) {
        *lock(&self.faults) = Faults::default();
        *lock(&self.book) = Book::default();
        *lock(&self.numbers) = NumberBank::default();
        *lock(&self.orders) = Orders::default();
        *lock(&self.delivery) = Delivery::default();
        // Counters that make ids go on, or an id would come twice.
        lock(&self.counters).retain(|(what, _), _| !matches!(what, Counted::TimeOut | Counted::Confirmation));
    }
}

/// A panic in another thread leaves no half-written state worth refusing service for: every change here is one assignment.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
