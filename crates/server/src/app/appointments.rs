//! BOK: free slots, the slot that is held, and its confirmation by Submit.

mod confirm;
mod hold;
mod search;

pub use confirm::{confirm_for_submit, refusal, take_back};
pub use hold::hold;
pub use search::{check_that_allows, place_of, product_of, search};

use domain::appointment::{Appointment, Slot, SlotSearch};
use serde_json::json;
use wire::appointments::NearestSlots;

use super::holds::Hold;
use crate::{
    error::AppError,
    ports::{PartnerError, appointment_book::Taking, place::PartnerPlace},
    state::AppState,
    store::{self, StoreError, appointments::StoredSearch},
};

impl Hold for Appointment {
    const NOT_FOUND: &'static str = "appointment.not_found";
    const USED: &'static str = "appointment.used";
    type Other = Slot;

    async fn confirm_there(
        state: &AppState,
        partner_id: &str,
    ) -> Result<Result<(), Vec<Slot>>, PartnerError> {
        Ok(match state.ports.appointments.confirm(partner_id).await? {
            Taking::Taken(_) => Ok(()),
            Taking::Gone { nearest } => Err(nearest),
        })
    }

    async fn give_back_there(state: &AppState, partner_id: &str) -> Result<(), PartnerError> {
        state.ports.appointments.release(partner_id).await
    }
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
