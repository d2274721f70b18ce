//! BOK: searching, holding and giving back the technician's time.

use domain::{
    appointment::{Appointment, Slot as FreeSlot},
    date,
    hold::HoldState,
};
use leptos::{prelude::*, task::spawn_local};
use wire::{appointments::NewAppointment, registers::NewSlotSearch};

use super::{holding::Doing, numbers, paths::of_line, state::OrderForm};
use crate::{api, offline::new_id};

pub const APPOINTMENT: &str = of_line!("appointment");
pub const ID: &str = of_line!("appointment.id");
pub const SEARCH: &str = of_line!("appointment.search");

/// Gives a held slot back and forgets what was searched: it was for another check. So were the numbers beside it.
pub fn give_back(form: OrderForm) {
    numbers::give_back(form);
    // CHG-1: the order has it until the change is accepted; where it is for another place now, the rules say so.
    if untrack(move || form.has_kept_slot()) {
        form.change_line(|line| line.appointment.search.clear());
        form.facts.update(|facts| facts.slot_search = None);
        return;
    }
    let held = form.get_untracked(ID);
    if !held.is_empty() {
        spawn_local(async move { release(&held).await });
    }
    forget(form);
}

async fn release(held: &str) {
    // A slot that is not given back runs out by itself after twenty minutes.
    if let Err(error) = api::appointments::release(held).await {
        leptos::logging::warn!("the slot was not given back: {}", error.code());
    }
}

/// Kapaks has been asked again. What is held was for the answer before, so it is given back; what is free for this answer
/// is searched next, and the same time held again ([`hold_anew`]): nobody loses a technician because a speed was changed.
pub async fn let_go(form: OrderForm) {
    let kept = untrack(move || form.has_kept_slot());
    let held = untrack(move || held(form)).filter(|_| !kept);
    if let Some(held) = &held {
        release(&held.id).await;
        forget(form);
    }
    give_back(form);
    if let Some(held) = held {
        form.wanted_slot.try_set_value(Some(held.slot));
    }
}

/// Once it is known what is free: holds the time again that was held for the answer before, or says that it is gone.
pub fn hold_anew(form: OrderForm, doing: RwSignal<Doing<FreeSlot>>, free: &[FreeSlot]) {
    let Some(wanted) = form.wanted_slot.try_update_value(Option::take).flatten() else {
        return;
    };
    match at_the_time_of(free, &wanted) {
        Some(slot) => hold(form, doing, slot),
        None => doing.set(Doing::Gone(Some(wanted))),
    }
}

/// What is free at the time of a slot that was held: a new search gives it another name.
pub fn at_the_time_of(free: &[FreeSlot], held: &FreeSlot) -> Option<FreeSlot> {
    let same = |slot: &&FreeSlot| slot.date == held.date && slot.window == held.window;
    free.iter().find(same).cloned()
}

/// Forgets the booking without telling anybody.
pub fn forget(form: OrderForm) {
    let has = !form.get_untracked(ID).is_empty() || !form.get_untracked(SEARCH).is_empty();
    if has {
        form.change_line(|line| line.appointment = domain::orders::AppointmentRef::default());
        form.facts.update(|facts| {
            facts.appointment = None;
            facts.slot_search = None;
        });
    }
}

/// Asks for the free slots.
pub fn search(form: OrderForm, doing: RwSignal<Doing<FreeSlot>>) {
    let line = form.line_untracked();
    let question = NewSlotSearch {
        check: line.access_check.id,
        hit: line.access_check.hit,
    };
    let before = doing.get_untracked();
    doing.set(Doing::Searching);
    spawn_local(async move {
        match api::appointments::search(&question).await {
            Ok(found) => {
                let id = found.id.clone();
                form.facts.update(|facts| facts.slot_search = Some(found));
                form.change_line(|line| line.appointment.search = id);
                // That the wanted one is gone stays said until another is chosen.
                doing.set(if matches!(before, Doing::Gone(_)) {
                    before
                } else {
                    Doing::Nothing
                });
            }
            Err(error) => doing.set(Doing::SearchFailed(error)),
        }
    });
}

/// Asks for a slot to be held; of one that is held already, it takes the place.
pub fn hold(form: OrderForm, doing: RwSignal<Doing<FreeSlot>>, slot: FreeSlot) {
    hold_once(form, doing, slot, new_id());
}

fn hold_once(form: OrderForm, doing: RwSignal<Doing<FreeSlot>>, slot: FreeSlot, key: String) {
    if doing.with_untracked(Doing::is_busy) {
        return;
    }
    let wish = NewAppointment {
        search: form.get_untracked(SEARCH),
        slot: slot.id.clone(),
        instead_of: untrack(move || held(form))
            .map(|held| held.id)
            .unwrap_or_default(),
    };
    doing.set(Doing::Holding(slot.id.clone()));
    spawn_local(async move {
        match api::appointments::hold(&wish, &key).await {
            Ok(appointment) => {
                doing.set(Doing::Nothing);
                form.forget_refusal(APPOINTMENT);
                let (id, day) = (appointment.id.clone(), appointment.slot.date);
                form.facts.update(|facts| facts.appointment = Some(appointment));
                form.change_line(|line| line.appointment.id = id);
                // BOK-3: the day of the booking is the day of the delivery.
                form.change(|draft| draft.requested_date = date::format(day));
            }
            // Somebody else was faster, or the search has been forgotten: ask again and show the nearest.
            Err(error) if matches!(error.status(), Some(404 | 409 | 410)) => {
                // What was lost before that is still what is said to be lost.
                if untrack(move || held(form)).is_some() {
                    forget_held(form);
                }
                doing.set(Doing::Gone(Some(slot)));
                search(form, doing);
            }
            Err(error) => doing.set(Doing::HoldFailed(error, slot, key)),
        }
    });
}

/// OFF-4: what had no answer for want of a connection is asked again when it is back. A slot that has gone meanwhile is
/// said to be gone, like any other.
pub fn ask_again(form: OrderForm, doing: RwSignal<Doing<FreeSlot>>) {
    match doing.get_untracked() {
        Doing::SearchFailed(error) if error.retryable() => search(form, doing),
        Doing::HoldFailed(error, slot, key) if error.retryable() => hold_once(form, doing, slot, key),
        Doing::Nothing
        | Doing::Searching
        | Doing::Holding(_)
        | Doing::Gone(_)
        | Doing::SearchFailed(_)
        | Doing::HoldFailed(..) => {}
    }
}

/// The held slot is not held any more; the search still counts.
pub fn forget_held(form: OrderForm) {
    form.change_line(|line| line.appointment.id.clear());
    form.facts.update(|facts| facts.appointment = None);
}

fn recorded(form: OrderForm) -> Option<Appointment> {
    let id = form.get(ID);
    form.facts
        .with(|facts| facts.appointment.clone())
        .filter(|held| held.id == id && !id.is_empty())
}

/// The held slot, when it still is; of a change, the one that the order has already (CHG-1).
pub fn held(form: OrderForm) -> Option<Appointment> {
    recorded(form).filter(|held| held.state == HoldState::Held || form.has_kept_slot())
}

/// The slot that was held and is of no use any more. It stays in the draft, so that the rules say which it was and what became
/// of it, until another is held.
pub fn lost(form: OrderForm) -> Option<Appointment> {
    recorded(form).filter(|held| held.state != HoldState::Held && !form.has_kept_slot())
}

/// The slot is not held any more, and this is why.
pub fn lose(form: OrderForm, now: HoldState) {
    form.facts.update(|facts| {
        if let Some(appointment) = &mut facts.appointment {
            appointment.state = now;
        }
    });
}
