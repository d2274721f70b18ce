//! Holding a slot for 20 minutes (BOK-4).

use axum::http::StatusCode;
use domain::{
    access::Permission,
    appointment::{Appointment, Slot, first_slot_day},
    finding::{Finding, codes},
    hold::HoldState,
};
use wire::appointments::NewAppointment;

use super::{
    offer_nearest,
    search::{is_slot_day, product_of},
};
use crate::{
    app::{
        holds::{held_until, insert_instead, tell_given_back},
        idempotency::{Answer, earlier, once},
    },
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::appointment_book::Taking,
    state::AppState,
    store::{self, appointments::StoredSearch, holds::StoredHold},
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
        held_until: held_until(state.clock.now(), None),
        state: HoldState::Held,
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
    appointment.held_until = held_until(state.clock.now(), booked.held_until);
    let held = StoredHold {
        held: appointment,
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        partner_id: booked.id,
        confirmed_for: None,
        order_id: None,
        place: offered.place,
    };
    let instead_of = wish.instead_of.trim().to_owned();
    let given_back = instead_of.clone();
    let answer = once(state, user, submission, StatusCode::CREATED, move |db, _| {
        Box::pin(async move {
            insert_instead(db, &held, &instead_of).await?;
            Ok(held.held)
        })
    })
    .await?;
    tell_given_back::<Appointment>(state, &user.company_id, &given_back).await;
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
