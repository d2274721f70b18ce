//! NUM: the telephone numbers that are reserved for a line: held, lost, and given back.

use domain::{
    hold::HoldState,
    numbers::{NumberReservation, Origin, sizes},
    orders::{Need, OrderType},
};
use leptos::{prelude::*, task::spawn_local};
use wire::numbers::NewNumberSearch;

use super::{paths::of_line, state::OrderForm};
use crate::api;

pub const NUMBERS: &str = of_line!("numbers");
const RESERVATION: &str = of_line!("numbers.reservation");
pub(super) const COUNT: &str = of_line!("numbers.count");

/// Where the number of a new line comes from; none where it has none, or nothing is chosen.
pub fn origin(form: OrderForm) -> Option<Origin> {
    if form.need() != Some(Need::New) {
        return None;
    }
    let product = form.product()?;
    form.draft.with(|draft| Origin::of(&product, &draft.attributes))
}

/// One is to be reserved here; a Project has new ones alone (NUM-1).
pub(super) fn reserves(form: OrderForm) -> bool {
    let project = form
        .draft
        .with(|draft| draft.order_type() == Some(OrderType::Project));
    origin(form) == Some(Origin::Reserved) && !project
}

/// OFF-4: numbers are to be reserved and are not.
pub fn is_due(form: OrderForm) -> bool {
    reserves(form) && held(form).is_none()
}

fn recorded(form: OrderForm) -> Option<NumberReservation> {
    let id = form.get(RESERVATION);
    form.facts
        .with(|facts| facts.reservation.clone())
        .filter(|held| held.id == id && !id.is_empty())
}

/// The numbers that are held, when they still are; of a change, those that the order has already (CHG-1).
pub fn held(form: OrderForm) -> Option<NumberReservation> {
    recorded(form).filter(|held| held.state == HoldState::Held || form.has_kept_numbers())
}

/// The numbers that were held and are of no use any more, which stay in the draft like a lost slot.
pub(super) fn lost(form: OrderForm) -> Option<NumberReservation> {
    recorded(form).filter(|held| held.state != HoldState::Held && !form.has_kept_numbers())
}

/// The numbers are not held any more, and this is why.
pub fn lose(form: OrderForm, now: HoldState) {
    form.facts.update(|facts| {
        if let Some(reservation) = &mut facts.reservation {
            reservation.state = now;
        }
    });
}

/// Gives reserved numbers back: they were for another check, or are not wanted any more.
pub fn give_back(form: OrderForm) {
    let id = form.get_untracked(RESERVATION);
    // CHG-1: the order has them until the change is accepted; where they are for another place now, the rules say so.
    if id.is_empty() || untrack(move || form.has_kept_numbers()) {
        return;
    }
    forget(form);
    spawn_local(async move {
        // What is not given back runs out by itself after twenty minutes.
        if let Err(error) = api::numbers::release(&id).await {
            leptos::logging::warn!("the numbers were not given back: {}", error.code());
        }
    });
}

/// Forgets the numbers without telling anybody.
pub fn forget(form: OrderForm) {
    form.change_line(|line| line.numbers.reservation.clear());
    form.facts.update(|facts| facts.reservation = None);
}

/// What NRDB is to be asked; none while the check or the size is missing.
pub(super) fn question(form: OrderForm) -> Option<NewNumberSearch> {
    let product = form.product()?;
    form.with_line(|line| {
        let (count, access) = form.draft.with(|draft| {
            let count = line.numbers.wanted(sizes(&product, &draft.attributes));
            (count, draft.attributes.get("access").cloned().unwrap_or_default())
        });
        Some(NewNumberSearch {
            check: Some(line.access_check.id.clone()).filter(|id| !id.is_empty())?,
            hit: line.access_check.hit.clone(),
            access,
            count: count?,
        })
    })
}
