//! OFF-4: what needs a live answer waits while there is no connection, says so, and is asked by itself when the
//! connection is back, before Submit.

use domain::{access_check::State, appointment::Booking};
use leptos::prelude::*;
use texts::Key;

use super::{authority, booking, installed, numbers, parts::Part, search, state::OrderForm, who};
use crate::{
    language::{params, words},
    offline::connection::Connection,
    pages::note::Note,
    ui::icon::Icon,
};

/// Whether there is no connection now. Call it while a component is made.
pub fn offline() -> Signal<bool> {
    let connection = use_context::<Connection>();
    Memo::new(move |_| !connection.is_none_or(Connection::is_online)).into()
}

/// Kapaks is to be asked and can be: no answer fits what is typed, and the address does not wait for its register.
pub fn check_is_due(form: OrderForm) -> bool {
    is_unanswered(form) && form.subject().can_be_asked(&form.catalogue()) && !search::is_due(form)
}

fn is_unanswered(form: OrderForm) -> bool {
    let unanswered =
        form.with_check(|state| matches!(state, State::NotAsked | State::Unknown | State::Stale(_)));
    unanswered == Some(true)
}

/// A technician is to be booked and is not.
fn booking_is_due(form: OrderForm) -> bool {
    let open = form.booking().is_some_and(|booking| match booking {
        Booking::Required | Booking::Recommended => true,
        Booking::Closed(_) => booking.may_open_yet(),
    });
    open && booking::held(form).is_none()
}

/// Above the form: which of its steps wait.
#[component]
pub fn WaitingSteps(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let offline = offline();
    let text = Memo::new(move |_| {
        if !offline.get() {
            return None;
        }
        let needed = form.draft.with(Part::needed);
        let asks = |part| needed.contains(&part);
        let steps = [
            (installed::is_due(form), Key::OrderFormWaitsInstalled),
            (
                asks(Part::Switch) && authority::is_due(form),
                Key::OrderFormWaitsAuthority,
            ),
            (asks(Part::Who) && who::is_due(form), Key::OrderFormWaitsCompany),
            (
                asks(Part::Where) && search::is_due(form),
                Key::OrderFormWaitsRegister,
            ),
            (
                asks(Part::Delivery) && is_unanswered(form),
                Key::OrderFormWaitsCheck,
            ),
            (
                asks(Part::Delivery) && booking_is_due(form),
                Key::OrderFormWaitsBooking,
            ),
            (
                asks(Part::Delivery) && numbers::is_due(form),
                Key::OrderFormWaitsNumbers,
            ),
        ];
        let steps: Vec<_> = steps
            .into_iter()
            .filter(|(due, _)| *due)
            .map(|(_, key)| lang.text(key))
            .collect();
        (!steps.is_empty())
            .then(|| lang.fill(Key::OrderFormWaits, &params([("steps", words(steps.join(", ")))])))
    });
    view! { <Note text=text.into() icon=Icon::Clock color="info"/> }
}
