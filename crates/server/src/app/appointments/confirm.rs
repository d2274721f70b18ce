//! Submit confirms the slot (BOK-3, BOK-4), before the order's transaction and never inside it.

use domain::{
    appointment::{AppointmentState, Slot},
    finding::{Finding, codes},
    orders::{OrderDraft, OrderedLine},
};
use time::Date;

use super::{
    as_of, offer_nearest,
    search::{free, product_of},
};
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    ports::appointment_book::Taking,
    state::AppState,
    store::{self, StoreError, appointments::StoredAppointment},
};

/// So many are offered for one that has gone (BOK-4).
const NEAREST: usize = 3;

/// Confirms every slot that a valid draft names. A repeat of the same submission goes through, also after a crash
/// between the confirmation and the order; another submission does not get the slot.
pub async fn confirm_for_submit(
    state: &AppState,
    user: &CurrentUser,
    key: &str,
    lines: &[OrderedLine],
) -> Result<(), AppError> {
    let submission = format!("{}:{key}", user.id);
    for (nth, line) in lines.iter().enumerate() {
        let Some(id) = &line.appointment else {
            continue;
        };
        let path = path_of(nth);
        match find(state, user, id).await? {
            Some(stored) => confirm(state, &submission, stored, &path).await?,
            None => {
                return Err(AppError::Invalid(vec![Finding::new(
                    codes::APPOINTMENT_UNKNOWN,
                    path,
                )]));
            }
        }
    }
    Ok(())
}

/// What a draft with these errors is refused with: where a slot has gone, with the nearest that are free.
pub async fn refusal(
    state: &AppState,
    user: &CurrentUser,
    draft: &OrderDraft,
    errors: Vec<Finding>,
) -> AppError {
    let lost = draft.lines.iter().enumerate().find(|(nth, _)| {
        let path = path_of(*nth);
        errors
            .iter()
            .any(|error| error.is(codes::APPOINTMENT_GONE) && error.path == path)
    });
    let Some((_, line)) = lost else {
        return AppError::Invalid(errors);
    };
    match find(state, user, line.appointment.id.trim()).await {
        Ok(Some(stored)) => with_nearest(state, &stored, Vec::new(), errors).await,
        // The errors stand without it.
        Ok(None) | Err(_) => AppError::Invalid(errors),
    }
}

fn path_of(line: usize) -> String {
    format!("lines[{line}].appointment")
}

async fn find(state: &AppState, user: &CurrentUser, id: &str) -> Result<Option<StoredAppointment>, AppError> {
    let mut db = state.store.connection().await?;
    Ok(store::appointments::find_stored(&mut db, &user.company_id, id).await?)
}

async fn confirm(
    state: &AppState,
    submission: &str,
    stored: StoredAppointment,
    path: &str,
) -> Result<(), AppError> {
    let used = || AppError::Invalid(vec![Finding::new(codes::APPOINTMENT_USED, path)]);
    let gone = || vec![Finding::new(codes::APPOINTMENT_GONE, path)];
    match as_of(stored.appointment.clone(), state.clock.now()).state {
        AppointmentState::Confirmed if stored.confirmed_for.as_deref() == Some(submission) => return Ok(()),
        AppointmentState::Confirmed => return Err(used()),
        AppointmentState::Released | AppointmentState::Gone => {
            return Err(with_nearest(state, &stored, Vec::new(), gone()).await);
        }
        AppointmentState::Held => {}
    }
    // The book is asked before it is written down here: whoever finds it written down can rely on it. The book takes
    // a repeat for what it is.
    let nearest = match state.ports.appointments.confirm(&stored.book_id).await? {
        Taking::Taken(_) => {
            return if mark(state, &stored, submission).await? {
                Ok(())
            } else {
                Err(used())
            };
        }
        Taking::Gone { nearest } => nearest,
    };
    mark_gone(state, &stored).await?;
    Err(with_nearest(state, &stored, nearest, gone()).await)
}

/// Of two submissions that name the same slot, the first to come here gets it.
async fn mark(state: &AppState, stored: &StoredAppointment, submission: &str) -> Result<bool, AppError> {
    let (id, submission) = (stored.appointment.id.clone(), submission.to_owned());
    let marked = state
        .store
        .write(move |db| {
            Box::pin(async move { store::appointments::confirm_for(db, &id, &submission).await })
        })
        .await;
    marked.map_err(|error: StoreError| error.into())
}

async fn mark_gone(state: &AppState, stored: &StoredAppointment) -> Result<(), AppError> {
    let id = stored.appointment.id.clone();
    let marked = state
        .store
        .write(move |db| {
            Box::pin(async move {
                let (from, to) = (AppointmentState::Held, AppointmentState::Gone);
                store::appointments::change_state(db, &id, from, to).await
            })
        })
        .await;
    marked.map(|_| ()).map_err(|error: StoreError| error.into())
}

/// The errors with the nearest slots; those that the book named, else the nearest of what it has free. That the book
/// is away now takes nothing from the errors.
async fn with_nearest(
    state: &AppState,
    stored: &StoredAppointment,
    mut nearest: Vec<Slot>,
    fields: Vec<Finding>,
) -> AppError {
    let lost = &stored.appointment.slot;
    if nearest.is_empty() {
        match still_free(state, stored).await {
            Ok(slots) => nearest = slots,
            Err(error) => tracing::warn!(?error, "no other slot can be offered for one that has gone"),
        }
        nearest.retain(|slot| slot.id != lost.id);
        nearest.sort_by_key(|slot| (days_between(slot.date, lost.date), slot.date, slot.window));
        nearest.truncate(NEAREST);
        nearest.sort_by_key(|slot| (slot.date, slot.window));
    }
    let offered = offer_nearest(
        state,
        &stored.company_id,
        &stored.appointment,
        &stored.place,
        nearest,
    )
    .await;
    match offered {
        Ok(current) => AppError::Overtaken { fields, current },
        Err(error) => error,
    }
}

async fn still_free(state: &AppState, stored: &StoredAppointment) -> Result<Vec<Slot>, AppError> {
    let product = product_of(state, &stored.appointment.subject.product)?;
    free(state, product, &stored.place).await
}

fn days_between(one: Date, other: Date) -> i32 {
    one.to_julian_day()
        .abs_diff(other.to_julian_day())
        .try_into()
        .unwrap_or(i32::MAX)
}
