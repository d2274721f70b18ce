//! What waits until a press of the pointer is over: what is said below a field that was left by pressing something else
//! must not push that something away from under the pointer.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct AfterPress {
    down: StoredValue<bool>,
    waiting: StoredValue<Vec<Box<dyn FnOnce()>>, LocalStorage>,
}

impl AfterPress {
    /// Follows the pointer until the component is gone that calls this.
    pub fn follow() -> Self {
        let press = Self {
            down: StoredValue::new(false),
            waiting: StoredValue::new_local(Vec::new()),
        };
        let down = window_event_listener_untyped("pointerdown", move |_| press.down.set_value(true));
        let released = move |_: web_sys::Event| {
            press.down.set_value(false);
            // The click itself comes after the release.
            request_animation_frame(move || {
                for then in press
                    .waiting
                    .try_update_value(core::mem::take)
                    .unwrap_or_default()
                {
                    then();
                }
            });
        };
        let up = window_event_listener_untyped("pointerup", released);
        let cancelled = window_event_listener_untyped("pointercancel", released);
        on_cleanup(move || {
            down.remove();
            up.remove();
            cancelled.remove();
        });
        press
    }

    /// Now, or when the press is over.
    pub fn then(self, run: impl FnOnce() + 'static) {
        if self.down.get_value() {
            self.waiting.update_value(|waiting| waiting.push(Box::new(run)));
        } else {
            run();
        }
    }
}
