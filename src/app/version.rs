//! A new version of the application is there: it waits until the forms are saved and the user wants it (OFF-7).
//!
//! `public/startup.js` watches the service worker and says how it stands by an attribute of the page and an event.

use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, t},
    offline::open_forms,
    pages::note::Note,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
    },
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Newest,
    /// Installed, and waiting.
    Ready,
    /// Taken over in another tab. This page goes on with the version that it began with.
    Elsewhere,
}

fn stands() -> Stands {
    let said = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-version"));
    match said.as_deref() {
        Some("ready") => Stands::Ready,
        Some("elsewhere") => Stands::Elsewhere,
        _ => Stands::Newest,
    }
}

fn tell(event: &str) {
    let told = web_sys::Event::new(event).and_then(|event| window().dispatch_event(&event));
    if let Err(refused) = told {
        leptos::logging::warn!("{event} could not be told: {refused:?}");
    }
}

/// Something is not understood that a newer version may understand: it is asked for at once and not within the hour.
pub fn look_for_newer() {
    tell("jara-look");
}

/// Says so quietly, with the button that takes it into use.
#[component]
pub fn NewVersion() -> impl IntoView {
    let lang = Lang::of_context();
    let state = RwSignal::new(stands());
    let unsaved = RwSignal::new(false);
    let changed = window_event_listener_untyped("jara-version", move |_| state.set(stands()));
    on_cleanup(move || changed.remove());
    let busy = RwSignal::new(false);
    let take = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        open_forms::save_all(move |saved| {
            let _ = busy.try_set(false);
            let _ = unsaved.try_set(!saved);
            if saved {
                tell("jara-take-over");
            }
        });
    });
    let text = Signal::derive(move || {
        let key = match (state.get(), unsaved.get()) {
            (Stands::Newest, _) => return None,
            (Stands::Ready | Stands::Elsewhere, true) => Key::ShellVersionUnsaved,
            (Stands::Ready, false) => Key::ShellVersionReady,
            (Stands::Elsewhere, false) => Key::ShellVersionElsewhere,
        };
        Some(lang.text(key))
    });
    let action = move || {
        view! {
            <Button text=t(Key::ShellVersionUse) kind=ButtonKind::Secondary small=true busy on_press=take/>
        }
    };
    view! { <Note text icon=Icon::Info color="info" action/> }
}
