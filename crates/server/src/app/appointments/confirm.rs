//! Submit confirms the slot (BOK-3, BOK-4), before the order's transaction and never inside it.

use domain::{
    appointment::{Appointment, Slot},
    finding::{Finding, codes},
    hold::Lost,
    orders::{OrderDraft, OrderedLine},
};
use time::Date;

use super::{
    offer_nearest,
    search::{free, product_of},
};
use crate::{
    app::holds::{Confirming, confirm},
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        StoreError,
        holds::{self, StoredHold},
    },
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
            Some(stored) => confirm_one(state, &submission, stored, &path).await?,
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

/// What a submission has confirmed is held as before: something else of it was refused.
pub async fn take_back(state: &AppState, submission: &str, lines: &[OrderedLine]) -> Result<(), AppError> {
    let submission = submission.to_owned();
    let slots: Vec<String> = lines.iter().filter_map(|line| line.appointment.clone()).collect();
    let taken_back = state
        .store
        .write(move |db| {
            Box::pin(async move {
                for slot in &slots {
                    holds::take_back::<Appointment>(db, slot, &submission).await?;
                }
                Ok(())
            })
        })
        .await;
    taken_back.map_err(|error: StoreError| error.into())
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
        errors.iter().any(|error| {
            (error.is(codes::APPOINTMENT_GONE) || error.is(codes::APPOINTMENT_RAN_OUT)) && error.path == path
        })
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

async fn find(
    state: &AppState,
    user: &CurrentUser,
    id: &str,
) -> Result<Option<StoredHold<Appointment>>, AppError> {
    let mut db = state.store.connection().await?;
    Ok(holds::find(&mut db, &user.company_id, id).await?)
}

async fn confirm_one(
    state: &AppState,
    submission: &str,
    stored: StoredHold<Appointment>,
    path: &str,
) -> Result<(), AppError> {
    match confirm(state, submission, &stored).await? {
        Confirming::Done => Ok(()),
        Confirming::Lost(how, nearest) => {
            let lost = vec![stored.held.slot.lost(how, path)];
            Err(match how {
                Lost::Used => AppError::Invalid(lost),
                Lost::RanOut | Lost::Taken => with_nearest(state, &stored, nearest, lost).await,
            })
        }
    }
}

/// The errors with the nearest slots; those that the book named, else the nearest of what it has free. That the book
/// is away now takes nothing from the errors.
async fn with_nearest(
    state: &AppState,
    stored: &StoredHold<Appointment>,
    mut nearest: Vec<Slot>,
    fields: Vec<Finding>,
) -> AppError {
    let lost = &stored.held.slot;
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
    let offered = offer_nearest(state, &stored.company_id, &stored.held, &stored.place, nearest).await;
    match offered {
        Ok(current) => AppError::Overtaken { fields, current },
        Err(error) => error,
    }
}

async fn still_free(state: &AppState, stored: &StoredHold<Appointment>) -> Result<Vec<Slot>, AppError> {
    let product = product_of(state, &stored.held.subject.product)?;
    free(state, product, &stored.place).await
}

fn days_between(one: Date, other: Date) -> i32 {
    one.to_julian_day()
        .abs_diff(other.to_julian_day())
        .try_into()
        .unwrap_or(i32::MAX)
}
