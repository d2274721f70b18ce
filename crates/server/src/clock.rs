//! The one clock of the backend. The demonstration and the tests set it forward, so that 20 minutes, 24 hours and
//! 14 days can be tried; in production nothing can.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use domain::moment::Moment;
use time::Date;

/// Cheap to clone; all clones show the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_millis: Arc<AtomicI64>,
}

impl Clock {
    pub fn now(&self) -> Moment {
        Moment::from_millis(wall_clock_millis().saturating_add(self.ahead_millis()))
    }

    /// The date in Europe/Oslo (DAT-5).
    pub fn today(&self) -> Date {
        domain::oslo::date(self.now())
    }

    pub fn ahead_millis(&self) -> i64 {
        self.ahead_millis.load(Ordering::SeqCst)
    }

    /// Sets how far the clock is ahead of the machine's. It is never set back while the backend runs: sessions,
    /// holds and histories rely on that.
    pub fn set_ahead(&self, millis: i64) {
        self.ahead_millis.fetch_max(millis, Ordering::SeqCst);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one clock that all else asks"
)]
fn wall_clock_millis() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}
