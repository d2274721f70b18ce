//! Timers: what the backend does by itself. Of several backends, the one that holds a timer's lease runs it.

mod purge;

use std::time::Duration;

use domain::{appointment::Appointment, numbers::NumberReservation};
use futures::future::BoxFuture;
use tokio::task::JoinSet;

use crate::{
    app::{attachments, drafts, holds, mails, order_system, orders},
    error::AppError,
    state::AppState,
    store::leases,
};

/// Something that is done again and again. It must be safe to run twice: a lease can run out while its holder still
/// works.
#[derive(Clone, Copy)]
pub struct Timer {
    pub name: &'static str,
    pub every: Duration,
    /// Also as soon as something is put into an outbox.
    pub on_errand: bool,
    pub run: fn(AppState) -> BoxFuture<'static, Result<(), AppError>>,
}

/// A new timer is added here.
pub const TIMERS: &[Timer] = &[
    Timer {
        name: "order_expiry",
        every: Duration::from_secs(60),
        on_errand: false,
        run: |state| Box::pin(orders::expiry::run(state)),
    },
    Timer {
        name: "purge",
        every: Duration::from_secs(60),
        on_errand: false,
        run: |state| Box::pin(purge::run(state)),
    },
    Timer {
        name: "forgotten_drafts",
        every: Duration::from_secs(3600),
        on_errand: false,
        run: |state| Box::pin(async move { drafts::remove_forgotten(&state).await }),
    },
    Timer {
        name: "forgotten_attachments",
        every: Duration::from_secs(3600),
        on_errand: false,
        run: |state| Box::pin(async move { attachments::remove_forgotten(&state).await }),
    },
    Timer {
        name: "release_slots",
        every: Duration::from_secs(15),
        on_errand: false,
        run: |state| Box::pin(async move { holds::release_run_out::<Appointment>(&state).await }),
    },
    Timer {
        name: "release_numbers",
        every: Duration::from_secs(15),
        on_errand: false,
        run: |state| Box::pin(async move { holds::release_run_out::<NumberReservation>(&state).await }),
    },
    Timer {
        name: "order_system_messages",
        every: Duration::from_secs(60),
        on_errand: false,
        run: |state| Box::pin(async move { order_system::subscribe(&state).await }),
    },
    Timer {
        name: "order_system_errands",
        every: Duration::from_secs(2),
        on_errand: true,
        run: |state| Box::pin(async move { order_system::run_errands(&state).await }),
    },
    Timer {
        name: "order_system_silence",
        every: Duration::from_secs(10),
        on_errand: false,
        run: |state| Box::pin(async move { order_system::ask_after_silent_lines(&state).await }),
    },
    Timer {
        name: "mails",
        every: Duration::from_secs(5),
        on_errand: true,
        run: |state| Box::pin(async move { mails::run(&state).await }),
    },
    Timer {
        name: "old_mails",
        every: Duration::from_secs(3600),
        on_errand: false,
        run: |state| Box::pin(async move { mails::remove_old(&state).await }),
    },
];

/// How much longer than its interval a lease lasts, so that a slow round does not lose it. Short, because a
/// backend that is started again after a crash waits for it.
const LEASE_MARGIN_SECONDS: i64 = 10;

/// Starts every timer; they end when the backend ends.
pub fn start(state: &AppState) -> JoinSet<()> {
    let mut running = JoinSet::new();
    for timer in TIMERS {
        running.spawn(repeat(state.clone(), *timer));
    }
    running.spawn(order_system::catch_up(state.clone()));
    running
}

async fn repeat(state: AppState, timer: Timer) {
    let mut wakes = state.timer_wakes();
    let mut errands = state.errand_wakes();
    loop {
        match round(&state, timer).await {
            Ok(()) => {}
            Err(error) => tracing::error!(timer = timer.name, ?error, "a timer failed; it will try again"),
        }
        tokio::select! {
            () = tokio::time::sleep(timer.every) => {}
            woken = errands.changed(), if timer.on_errand => if woken.is_err() { return },
            woken = wakes.changed() => if woken.is_err() { return },
            () = state.ending.cancelled() => return,
        }
    }
}

async fn round(state: &AppState, timer: Timer) -> Result<(), AppError> {
    let seconds = i64::try_from(timer.every.as_secs())
        .unwrap_or(i64::MAX)
        .saturating_add(LEASE_MARGIN_SECONDS);
    let (now, holder) = (state.clock.now(), state.holder.clone());
    let ours = state
        .store
        .write(move |db| Box::pin(async move { leases::take(db, timer.name, &holder, now, seconds).await }))
        .await?;
    if ours {
        (timer.run)(state.clone()).await
    } else {
        Ok(())
    }
}

/// Gives the leases back, so that another backend need not wait until they run out.
pub async fn release(state: &AppState) -> Result<(), AppError> {
    let holder = state.holder.clone();
    state
        .store
        .write(move |db| Box::pin(async move { leases::release_all(db, &holder).await }))
        .await?;
    Ok(())
}

/// Runs every timer once, now, whoever holds its lease: for tests that have set the clock forward.
pub async fn run_all_once(state: &AppState) -> Result<(), AppError> {
    for timer in TIMERS {
        (timer.run)(state.clone()).await?;
    }
    Ok(())
}
