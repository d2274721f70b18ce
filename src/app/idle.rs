//! The warning before the log-out, and the log-in over the page after it.

use leptos::{logging::warn, prelude::*};
use texts::Key;
use wasm_bindgen::JsCast;

use crate::{
    language::{Lang, params, t, words},
    offline::connection::Connection,
    pages::login::{LogInForm, PASSWORD_ID},
    session::Session,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        page::focus_id,
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

/// Who logs in again goes on at the same field, with the caret where it was; the log-in itself begins at the password.
fn keep_the_place(session: Session) {
    let place = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let moved = window_event_listener_untyped("focusin", move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        // The dialogs over the page are not a place in it.
        let in_page = |element: &web_sys::HtmlElement| matches!(element.closest("dialog[open]"), Ok(None));
        if let Some(element) = target.filter(in_page) {
            let _ = place.try_set_value(Some(element));
        }
    });
    on_cleanup(move || moved.remove());
    Effect::new(move |before: Option<bool>| {
        let lapsed = session.has_lapsed();
        // The page is hidden, or seen again, in the next frame.
        if lapsed {
            request_animation_frame(|| {
                focus_id(PASSWORD_ID);
            });
        } else if before == Some(true) {
            request_animation_frame(move || {
                if let Some(element) = place.try_get_value().flatten()
                    && let Err(refused) = element.focus()
                {
                    warn!("the focus could not go back: {refused:?}");
                }
            });
        }
        lapsed
    });
}

/// The session has lapsed: the page waits beneath for its user.
#[component]
pub fn LogInAgain() -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let cut_off = Memo::new(move |_| !connection.is_none_or(Connection::is_online));
    let open = Signal::derive(move || session.has_lapsed());
    keep_the_place(session);
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
            <p role="status">{move || cut_off.get().then(|| lang.text(Key::SessionLapsedOffline))}</p>
            <LogInForm name=RwSignal::new(session.user().map_or_else(String::new, |user| user.user_name))/>
        </Dialog>
    }
}
