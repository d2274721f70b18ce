//! An open order is kept true: asked for again when the backend says that it has changed, and quietly said to be new.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wire::{events::Event, orders::OrderView};

use crate::api::events::ask_again;

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
    let concerns = move |event: &Event| match event {
        Event::Order { id: changed, .. } => *changed == id.get_untracked(),
        Event::Missed => true,
        Event::Draft { .. } => false,
    };
    ask_again(GATHER, concerns, again);
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
