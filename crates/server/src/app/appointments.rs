//! BOK: free slots, the slot that is held, and its confirmation by Submit.

mod confirm;
mod hold;
mod release;
mod search;

pub use confirm::{confirm_for_submit, refusal};
pub use hold::hold;
pub use release::{release, release_run_out};
pub use search::search;

use domain::{
    access::Permission,
    appointment::{Appointment, AppointmentState, Slot, SlotSearch},
    moment::Moment,
};
use serde_json::json;
use wire::appointments::NearestSlots;

use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    ports::place::PartnerPlace,
    state::AppState,
    store::{self, Connection, StoreError, appointments::StoredSearch},
};

/// How long a slot is held (BOK-4).
const HELD_SECONDS: i64 = 20 * 60;

/// An appointment of one's own company, as it stands now.
pub async fn get(state: &AppState, user: &CurrentUser, id: &str) -> Result<Appointment, AppError> {
    user.require(Permission::Order)?;
    let mut db = state.store.connection().await?;
    let found = store::appointments::find(&mut db, &user.company_id, id).await?;
    let (appointment, _) = found.ok_or(AppError::NotFound("appointment.not_found"))?;
    Ok(as_of(appointment, state.clock.now()))
}

/// An appointment as the rules are to see it for one submission: a slot that this very submission has confirmed
/// already, before a crash or at the same time, is still held for it.
pub async fn fact(
    db: &mut Connection,
    company_id: &str,
    id: &str,
    submission: &str,
    now: Moment,
) -> Result<Option<Appointment>, StoreError> {
    let Some((mut appointment, confirmed_for)) = store::appointments::find(db, company_id, id).await? else {
        return Ok(None);
    };
    let by_this = confirmed_for.as_deref() == Some(submission);
    if appointment.state == AppointmentState::Confirmed && by_this {
        appointment.state = AppointmentState::Held;
        appointment.held_until = appointment.held_until.max(now.plus_seconds(HELD_SECONDS));
    }
    Ok(Some(appointment))
}

/// A hold that has run out is given back, whether or not the timer has come by.
fn as_of(mut appointment: Appointment, now: Moment) -> Appointment {
    if appointment.state == AppointmentState::Held && now >= appointment.held_until {
        appointment.state = AppointmentState::Released;
    }
    appointment
}

/// Records the nearest slots as a search of their own, so that one of them can be taken (BOK-4), and tells them.
async fn offer_nearest(
    state: &AppState,
    company_id: &str,
    gone: &Appointment,
    place: &PartnerPlace,
    nearest: Vec<Slot>,
) -> Result<serde_json::Value, AppError> {
    let search = SlotSearch {
        id: uuid::Uuid::new_v4().to_string(),
        subject: gone.subject.clone(),
        searched_at: state.clock.now(),
        slots: nearest,
    };
    let offered = NearestSlots {
        search: search.id.clone(),
        slots: search.slots.clone(),
    };
    // Nothing near is not the same as nothing free within 30 days (BOK-1): an empty search would say that.
    if !search.slots.is_empty() {
        let company_id = company_id.to_owned();
        let stored = StoredSearch {
            search,
            check: gone.check.clone(),
            place: place.clone(),
        };
        state
            .store
            .write(move |db| {
                Box::pin(async move { store::appointments::insert_search(db, &company_id, &stored).await })
            })
            .await
            .map_err(|error: StoreError| AppError::from(error))?;
    }
    Ok(json!(offered))
}
