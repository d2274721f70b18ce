//! Giving slots back: at once by the user, and by themselves when they have run out.

use domain::{access::Permission, appointment::AppointmentState};

use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{self, StoreError, appointments::StoredAppointment},
};

/// A confirmation whose order never came: the submission was given up, and with it the claim on the slot.
const ORPHANED_AFTER_SECONDS: i64 = 24 * 3600;
/// How many are given back in one round.
const BATCH: u32 = 100;

/// Gives a slot back. Doing it again does no harm; what belongs to an order is changed with the order.
pub async fn release(state: &AppState, user: &CurrentUser, id: &str) -> Result<(), AppError> {
    user.require(Permission::Order)?;
    let found = {
        let mut db = state.store.connection().await?;
        store::appointments::find_stored(&mut db, &user.company_id, id).await?
    };
    let stored = found.ok_or(AppError::NotFound("appointment.not_found"))?;
    match stored.appointment.state {
        AppointmentState::Released | AppointmentState::Gone => Ok(()),
        AppointmentState::Confirmed => Err(AppError::Conflict {
            code: "appointment.used",
            current: Some(serde_json::json!(stored.appointment)),
        }),
        AppointmentState::Held => {
            if change(state, &stored, AppointmentState::Released).await? {
                tell_the_book(state, &stored).await;
            }
            Ok(())
        }
    }
}

/// Gives back what has run out.
pub async fn release_run_out(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let run_out = {
        let mut db = state.store.connection().await?;
        store::appointments::run_out(&mut db, now, now.plus_seconds(-ORPHANED_AFTER_SECONDS), BATCH).await?
    };
    for stored in run_out {
        // Another backend, or Submit itself, may have been quicker.
        if change(state, &stored, AppointmentState::Released).await? {
            tell_the_book(state, &stored).await;
        }
    }
    Ok(())
}

/// Tells the book of a slot that was given back here already.
pub(super) async fn give_back_at_the_book(state: &AppState, company_id: &str, id: &str) {
    if id.is_empty() {
        return;
    }
    let found = async {
        let mut db = state.store.connection().await?;
        store::appointments::find_stored(&mut db, company_id, id).await
    };
    match found.await {
        Ok(Some(stored)) if stored.appointment.state == AppointmentState::Released => {
            tell_the_book(state, &stored).await;
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "a slot that was given back could not be read"),
    }
}

/// When the book is away, the slot becomes free there by itself once its hold has run out.
async fn tell_the_book(state: &AppState, stored: &StoredAppointment) {
    if let Err(error) = state.ports.appointments.release(&stored.book_id).await {
        tracing::warn!(%error, "the appointment book does not know yet that a slot was given back");
    }
}

async fn change(
    state: &AppState,
    stored: &StoredAppointment,
    to: AppointmentState,
) -> Result<bool, AppError> {
    let (id, from) = (stored.appointment.id.clone(), stored.appointment.state);
    let changed = state
        .store
        .write(move |db| Box::pin(async move { store::appointments::change_state(db, &id, from, to).await }))
        .await;
    changed.map_err(|error: StoreError| error.into())
}
