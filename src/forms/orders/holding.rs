//! Choosing among what is free and holding it: how far a picker has come, how long the held one stays, and what is said
//! meanwhile. The same for a technician's slot (BOK-4) and for telephone numbers (NUM-2).

use domain::{hold::HoldState, moment::Moment};
use leptos::prelude::*;
use texts::Key;

use super::state::OrderForm;
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

/// What the backend says when the system that it asked did not answer.
const PARTNER_AWAY: &str = "partner.away";

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
fn seconds_left(clock: Clock, state: HoldState, until: Moment) -> Option<u32> {
    if state != HoldState::Held {
        return None;
    }
    let left = u32::try_from(clock.now().seconds_until(until)).ok();
    left.filter(|left| *left > 0)
}

/// What is held, as its picker follows it.
#[derive(Clone, Copy)]
pub struct Running {
    /// How many seconds it still stands.
    pub left: Memo<Option<u32>>,
    /// CHG-1: what the order has already does not run out.
    pub kept: Memo<bool>,
}

impl Running {
    pub fn stands(self) -> bool {
        self.left.get().is_some() || self.kept.get()
    }
}

/// Follows what is held, of which `held` gives the state and the end, and has it lost once it has run out (BOK-4, NUM-2).
/// Call it while a component is made.
pub fn follow(
    form: OrderForm,
    held: fn(OrderForm) -> Option<(HoldState, Moment)>,
    kept: fn(OrderForm) -> bool,
    lose: fn(OrderForm, HoldState),
) -> Running {
    let running = Running {
        left: Memo::new(move |_| {
            let (state, until) = held(form)?;
            seconds_left(form.clock, state, until)
        }),
        kept: Memo::new(move |_| kept(form)),
    };
    Effect::new(move |_| {
        if !running.stands() && held(form).is_some() {
            lose(form, HoldState::Released);
        }
    });
    running
}

/// What a picker calls its things.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub gone: Key,
    /// OFF-4: the search, and the hold, wait for the connection.
    pub search_waits: Key,
    pub hold_waits: Key,
    /// The partner system that is asked, by its name, when it does not answer.
    pub away: Key,
    pub again: Key,
}

/// What ran out and is still free, offered once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    pub text: String,
    pub button: Key,
}

/// Above the picker: what went wrong, what waits, and the way to ask again.
#[component]
pub fn Message<T>(
    lang: Lang,
    doing: RwSignal<Doing<T>>,
    offline: Signal<bool>,
    said: Said,
    on_again: Callback<()>,
    same: Signal<Option<Same>>,
    on_same: Callback<()>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let message = move || {
        let doing = doing.get();
        let same = same.get().filter(|_| matches!(doing, Doing::Gone(_)));
        let (text, color, icon) = match doing {
            Doing::Gone(_) => {
                let free = same.as_ref().map(|same| same.text.clone());
                let text = free.unwrap_or_else(|| lang.text(said.gone));
                (text, "warning", Icon::Warning)
            }
            Doing::SearchFailed(_) if offline.get() => (lang.text(said.search_waits), "info", Icon::Clock),
            Doing::HoldFailed(..) if offline.get() => (lang.text(said.hold_waits), "info", Icon::Clock),
            Doing::SearchFailed(error) | Doing::HoldFailed(error, ..) => {
                let text = if error.code() == PARTNER_AWAY {
                    lang.text(said.away)
                } else {
                    problem::explain(lang.now(), &error)
                };
                (text, "danger", Icon::Error)
            }
            Doing::Nothing | Doing::Searching | Doing::Holding(_) => return None,
        };
        let (button, on_press) = same.map_or((said.again, on_again), |same| (same.button, on_same));
        Some(view! {
            <div class="notice" data-color=color>
                <Glyph icon/>
                <p>{text}</p>
                <Button text=t(button) kind=ButtonKind::Tertiary small=true on_press/>
            </div>
        })
    };
    view! { <div role="status">{message}</div> }
}
