//! The backend's clock, as the browser reckons it: a browser's own clock may be wrong or in another time zone.

use std::time::Duration;

use domain::{moment::Moment, oslo};
use leptos::prelude::*;
use time::Date;

#[derive(Clone, Copy)]
pub struct Clock {
    /// How many milliseconds the backend's clock is ahead of the browser's.
    ahead: RwSignal<i64>,
    /// The browser's milliseconds, set each second.
    tick: RwSignal<i64>,
    today: Memo<Date>,
    rough: Memo<Moment>,
}

impl Clock {
    /// How exactly a form needs to know the time: a check of its draft runs again when this much has passed.
    const ROUGHLY: i64 = 5000;

    pub fn provide() -> Self {
        let ahead = RwSignal::new(0_i64);
        let tick = RwSignal::new(browser());
        let now = move || Moment::from_millis(tick.get().saturating_add(ahead.get()));
        let today = Memo::new(move |_| oslo::date(now()));
        let rough =
            Memo::new(move |_| Moment::from_millis(now().millis().div_euclid(Self::ROUGHLY) * Self::ROUGHLY));
        if let Err(refused) = set_interval_with_handle(move || tick.set(browser()), Duration::from_secs(1)) {
            leptos::logging::warn!("the clock does not tick: {refused:?}");
        }
        let clock = Self {
            ahead,
            tick,
            today,
            rough,
        };
        provide_context(clock);
        clock
    }

    /// The application's clock. Call it while a component is made.
    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(Self::provide)
    }

    /// Learns the backend's time from an answer.
    pub fn set(self, backend_now: Moment) {
        let ahead = backend_now.millis().saturating_sub(browser());
        // Answers travel for a while: less than two seconds is no difference.
        if (ahead - self.ahead.get_untracked()).abs() > 2000 {
            self.ahead.set(ahead);
        }
    }

    /// Now, again each second.
    pub fn now(self) -> Moment {
        Moment::from_millis(self.tick.get().saturating_add(self.ahead.get()))
    }

    pub fn now_untracked(self) -> Moment {
        Moment::from_millis(browser().saturating_add(self.ahead.get_untracked()))
    }

    /// A moment of the browser's clock.
    pub fn of_browser(self, millis: i64) -> Moment {
        Moment::from_millis(millis.saturating_add(self.ahead.get_untracked()))
    }

    /// Now, again every few seconds.
    pub fn roughly_now(self) -> Moment {
        self.rough.get()
    }

    /// Runs what reads it again each second.
    pub fn every_second(self) {
        self.tick.track();
    }

    /// The date in Oslo (DAT-5).
    pub fn today(self) -> Date {
        self.today.get()
    }
}

fn browser() -> i64 {
    js_sys::Date::now() as i64
}
