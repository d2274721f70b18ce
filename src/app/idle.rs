//! The warning before the log-out, and the log-in over the page after it.

use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, params, t, words},
    pages::login::LogInForm,
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        slots::left_text,
    },
};

/// Counts down the last two minutes.
#[component]
pub fn IdleWarning() -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let left = Memo::new(move |_| session.ends_in());
    let open = Memo::new(move |_| left.get().is_some());
    let may_stay = Memo::new(move |_| session.may_stay());
    let stay = Callback::new(move |()| session.stay());
    let text = move || {
        let seconds = u32::try_from(left.get().unwrap_or(0)).unwrap_or(0);
        let key = if may_stay.get() {
            Key::SessionEndsIdle
        } else {
            Key::SessionEndsLongest
        };
        lang.fill(key, &params([("left", words(left_text(seconds)))]))
    };
    let actions = move || {
        view! {
            {move || {
                may_stay
                    .get()
                    .then(|| view! { <Button text=t(Key::SessionStay) on_press=stay/> })
            }}
            <Button
                text=t(Key::SessionLogOut)
                kind=ButtonKind::Secondary
                on_press=Callback::new(move |()| session.log_out())
            />
        }
    };
    view! {
        <Dialog open on_close=stay title=t(Key::SessionEndsTitle) actions>
            <p role="timer">{text}</p>
            <p class="muted">{t(Key::SessionNothingLost)}</p>
        </Dialog>
    }
}

/// The session has lapsed: the page waits beneath for its user.
#[component]
pub fn LogInAgain() -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let open = Signal::derive(move || session.has_lapsed());
    let lead = move || {
        let name = session.user().map_or_else(String::new, |user| user.display_name);
        lang.fill(Key::SessionLapsedLead, &params([("name", words(name))]))
    };
    let actions = move || {
        view! {
            <Button
                text=t(Key::SessionLeave)
                kind=ButtonKind::Tertiary
                on_press=Callback::new(move |()| session.leave())
            />
        }
    };
    view! {
        <Dialog open on_close=Callback::new(|()| ()) title=t(Key::SessionLapsedTitle) actions>
            <p>{lead}</p>
            <LogInForm user_name=session.user().map_or_else(String::new, |user| user.user_name)/>
        </Dialog>
    }
}
