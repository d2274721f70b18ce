//! Holding a slot for 20 minutes (BOK-4).

use axum::http::StatusCode;
use domain::{
    access::Permission,
    appointment::{Appointment, AppointmentState, Slot, first_slot_day},
    finding::{Finding, codes},
};
use wire::appointments::NewAppointment;

use super::{
    HELD_SECONDS, offer_nearest, release,
    search::{is_slot_day, product_of},
};
use crate::{
    app::idempotency::{Answer, earlier, once},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::appointment_book::Taking,
    state::AppState,
    store::{
        self,
        appointments::{StoredAppointment, StoredSearch},
    },
};

/// Holds a slot of an earlier search, and gives back the one that is held instead.
pub async fn hold(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    wish: NewAppointment,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let (offered, slot) = what_was_offered(state, user, &wish).await?;
    let product = product_of(state, &offered.search.subject.product)?;
    if !is_slot_day(slot.date, first_slot_day(product, state.clock.today())) {
        return Err(AppError::Invalid(vec![Finding::new(
            codes::APPOINTMENT_DAY,
            "slot",
        )]));
    }
    // The user's own key makes a repeat of this request the same hold, and no other user's.
    let external_id = format!("{}:{}", user.id, submission.key);
    let taking = state
        .ports
        .appointments
        .hold(&external_id, &product.code, &slot.id, &offered.place)
        .await?;
    let mut appointment = Appointment {
        id: uuid::Uuid::new_v4().to_string(),
        check: offered.check,
        subject: offered.search.subject,
        slot,
        held_until: state.clock.now().plus_seconds(HELD_SECONDS),
        state: AppointmentState::Held,
    };
    let booked = match taking {
        Taking::Taken(booked) => booked,
        Taking::Gone { nearest } => {
            let current =
                offer_nearest(state, &user.company_id, &appointment, &offered.place, nearest).await?;
            return Err(AppError::Conflict {
                code: "appointment.gone",
                current: Some(current),
            });
        }
    };
    // The book's own word on when the hold ends, if it is earlier than ours.
    let until = booked
        .held_until
        .map_or(appointment.held_until, |until| until.min(appointment.held_until));
    appointment.held_until = until;
    let held = StoredAppointment {
        appointment,
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        book_id: booked.id,
        confirmed_for: None,
        order_id: None,
        place: offered.place,
    };
    let instead_of = wish.instead_of.trim().to_owned();
    let given_back = instead_of.clone();
    let company_id = user.company_id.clone();
    let answer = once(state, user, submission, StatusCode::CREATED, move |db, _| {
        Box::pin(async move {
            store::appointments::insert(db, &held).await?;
            let old = store::appointments::find_stored(db, &company_id, &instead_of).await?;
            if let Some(old) = old {
                let (from, to) = (AppointmentState::Held, AppointmentState::Released);
                store::appointments::change_state(db, &old.appointment.id, from, to).await?;
            }
            Ok(held.appointment)
        })
    })
    .await?;
    release::give_back_at_the_book(state, &user.company_id, &given_back).await;
    Ok(answer)
}

/// The search and its check are the company's own, and the slot was among what the search offered: never what the
/// browser says of it.
async fn what_was_offered(
    state: &AppState,
    user: &CurrentUser,
    wish: &NewAppointment,
) -> Result<(StoredSearch, Slot), AppError> {
    let unknown = |path| AppError::Invalid(vec![Finding::new(codes::APPOINTMENT_UNKNOWN, path)]);
    let mut db = state.store.connection().await?;
    let found =
        store::appointments::find_stored_search(&mut db, &user.company_id, wish.search.trim()).await?;
    let stored = found.ok_or_else(|| unknown("search"))?;
    let slot = stored
        .search
        .slots
        .iter()
        .find(|slot| slot.id == wish.slot)
        .cloned()
        .ok_or_else(|| unknown("slot"))?;
    let check = store::access_checks::find(&mut db, &user.company_id, &stored.check).await?;
    let check = check.ok_or_else(|| unknown("search"))?;
    if state.clock.now() >= check.valid_until {
        return Err(AppError::Invalid(vec![Finding::new(
            codes::CHECK_TOO_OLD,
            "search",
        )]));
    }
    Ok((stored, slot))
}
