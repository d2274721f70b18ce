//! Choosing among what is free and holding it: how far a picker has come, how long the held one stays, and what is said
//! meanwhile. The same for a technician's slot (BOK-4) and for telephone numbers (NUM-2).

use domain::{hold::HoldState, moment::Moment};
use leptos::prelude::*;
use texts::Key;

use crate::{
    api::client::ApiError,
    clock::Clock,
    language::{Lang, t},
    problem,
    ui::{
        button::{Button, ButtonKind},
        icon::{Glyph, Icon},
    },
};

/// What the picker is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Doing<T> {
    #[default]
    Nothing,
    Searching,
    Holding(String),
    /// The one that was wanted went to somebody else, or has run out.
    Gone(Option<T>),
    SearchFailed(ApiError),
    /// Which one was wanted, and the key of the request: asked again with the same one, a hold whose answer was lost is
    /// that hold.
    HoldFailed(ApiError, T, String),
}

impl<T> Doing<T> {
    /// Nothing else is begun before this has its answer.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Searching | Self::Holding(_) => true,
            Self::Nothing | Self::Gone(_) | Self::SearchFailed(_) | Self::HoldFailed(..) => false,
        }
    }
}

/// How many seconds a hold still stands; none once it stands no more.
pub fn seconds_left(clock: Clock, state: HoldState, until: Moment) -> Option<u32> {
    if state != HoldState::Held {
        return None;
    }
    let left = u32::try_from(clock.now().seconds_until(until)).ok();
    left.filter(|left| *left > 0)
}

/// What a picker calls its things.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub gone: Key,
    /// OFF-4: the search, and the hold, wait for the connection.
    pub search_waits: Key,
    pub hold_waits: Key,
    pub again: Key,
}

/// Above the picker: what went wrong, what waits, and the way to ask again.
#[component]
pub fn Message<T>(
    lang: Lang,
    doing: RwSignal<Doing<T>>,
    offline: Signal<bool>,
    said: Said,
    on_again: Callback<()>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let message = move || {
        let (text, color, icon) = match doing.get() {
            Doing::Gone(_) => (lang.text(said.gone), "warning", Icon::Warning),
            Doing::SearchFailed(_) if offline.get() => (lang.text(said.search_waits), "info", Icon::Clock),
            Doing::HoldFailed(..) if offline.get() => (lang.text(said.hold_waits), "info", Icon::Clock),
            Doing::SearchFailed(error) | Doing::HoldFailed(error, ..) => {
                (problem::explain(lang.now(), &error), "danger", Icon::Error)
            }
            Doing::Nothing | Doing::Searching | Doing::Holding(_) => return None,
        };
        Some(view! {
            <div class="notice" data-color=color>
                <Glyph icon/>
                <p>{text}</p>
                <Button text=t(said.again) kind=ButtonKind::Tertiary small=true on_press=on_again/>
            </div>
        })
    };
    view! { <div role="status">{message}</div> }
}
