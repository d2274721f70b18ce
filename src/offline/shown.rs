//! Whether anybody sees this tab: what is told in one that is hidden is told to nobody.

use leptos::prelude::*;

/// Speaks whenever the tab comes to the front, or goes. Call it while a component is made.
pub fn changes() -> RwSignal<()> {
    let shown = RwSignal::new(());
    let changed = window_event_listener_untyped("visibilitychange", move |_| shown.notify());
    on_cleanup(move || changed.remove());
    shown
}

pub fn is_hidden() -> bool {
    document().hidden()
}
