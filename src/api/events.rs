//! Server-sent events: what changed, while the page is open.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};
use wire::{events::Event, paths};

/// An open stream. The browser reconnects it by itself, and tells the backend the last event that it has seen.
pub struct Stream {
    source: EventSource,
    // The browser calls these as long as the stream is open, so they live as long.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Stream {
    /// Opens the stream. Events that this version does not know are as good as missed ones: the page asks again.
    pub fn open(on_event: impl Fn(Event) + 'static) -> Option<Self> {
        let source = match EventSource::new(paths::EVENTS) {
            Ok(source) => source,
            Err(refused) => {
                leptos::logging::warn!("the stream of events could not be opened: {refused:?}");
                return None;
            }
        };
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let text = message.data().as_string().unwrap_or_default();
            on_event(crate::json::read(&text).unwrap_or(Event::Missed));
        });
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _on_message: on_message,
        })
    }

    /// True when the browser has given up: the backend refused, as it does after a log-out.
    pub fn is_closed(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}

/// The latest event, with a number that grows so that the same event twice is two events.
#[derive(Clone, Copy)]
pub struct Live(pub RwSignal<(u64, Option<Event>)>);

impl Live {
    pub fn new() -> Self {
        Self(RwSignal::new((0, None)))
    }

    pub fn push(self, event: Event) {
        self.0.update(|(number, latest)| {
            *number += 1;
            *latest = Some(event);
        });
    }
}

/// Asks again when something has changed, once for a burst of events: so long after the first of them that `concerns` the
/// one who asks. Call it while a component is made.
pub fn ask_again(
    after: Duration,
    concerns: impl Fn(&Event) -> bool + 'static,
    again: impl Fn() + Copy + 'static,
) {
    let live = use_context::<Live>();
    let gathering = StoredValue::new(false);
    Effect::new(move |before: Option<u64>| {
        let (number, event) = live.map_or((0, None), |live| live.0.get());
        let is_new = before.is_some_and(|before| before != number);
        if is_new && event.as_ref().is_some_and(&concerns) && !gathering.get_value() {
            gathering.set_value(true);
            set_timeout(
                move || {
                    // The page may have gone while the events were gathered.
                    if gathering.try_set_value(false).is_none() {
                        again();
                    }
                },
                after,
            );
        }
        number
    });
}
