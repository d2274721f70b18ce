//! An open order is kept true: asked for again when the backend says that it has changed, and quietly said to be new.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wire::{events::Event, orders::OrderView};

use crate::api::events::Live;

/// How long "updated just now" stands.
const JUST_NOW: Duration = Duration::from_secs(6);
/// Several events of one order come close together: one question answers them.
const GATHER: Duration = Duration::from_millis(250);

/// Shows a fresh order where the older one stands, and says so quietly when something in it is new.
pub(super) fn arrive(shown: RwSignal<Option<RwSignal<OrderView>>>, updated: Updated, fresh: &OrderView) {
    match shown.get_untracked() {
        Some(order) => {
            let changed = order.with_untracked(|older| older != fresh);
            let newer = order.with_untracked(|older| older.version != fresh.version);
            if changed {
                order.set(fresh.clone());
            }
            if newer {
                updated.now();
            }
        }
        None => shown.set(Some(RwSignal::new(fresh.clone()))),
    }
}

/// Asks again when the backend says that this order has changed.
pub(super) fn follow(id: Memo<String>, again: impl Fn() + Copy + 'static) {
    let live = use_context::<Live>();
    let gathering = StoredValue::new(false);
    Effect::new(move |before: Option<u64>| {
        let (number, event) = live.map_or((0, None), |live| live.0.get());
        let concerns = match event {
            Some(Event::Order { id: changed, .. }) => changed == id.get_untracked(),
            Some(Event::Missed) => true,
            Some(Event::Draft { .. }) | None => false,
        };
        if before.is_some_and(|before| before != number) && concerns && !gathering.get_value() {
            gathering.set_value(true);
            set_timeout(
                move || {
                    // The page may have gone while the events were gathered.
                    if gathering.try_set_value(false).is_none() {
                        again();
                    }
                },
                GATHER,
            );
        }
        number
    });
}

/// "Updated just now", for a moment.
#[derive(Clone, Copy)]
pub(super) struct Updated {
    pub(super) shown: RwSignal<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Updated {
    pub(super) fn new() -> Self {
        Self {
            shown: RwSignal::new(false),
            timer: StoredValue::new(None),
        }
    }

    pub(super) fn now(self) {
        self.shown.set(true);
        if let Some(earlier) = self.timer.get_value() {
            earlier.clear();
        }
        let end = move || {
            self.shown.try_set(false);
        };
        self.timer.set_value(set_timeout_with_handle(end, JUST_NOW).ok());
    }
}
