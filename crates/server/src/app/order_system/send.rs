//! The outbox: every errand is done once, in its order, however many backends there are and whatever fails between.

use domain::reason::codes;
use serde::Deserialize;
use wire::orders::Reason;

use super::{
    WHO, apply,
    placing::{Sendable, sendable},
};
use crate::{
    app::orders::{
        change::{At, LineChange, change_line},
        giving_back::{self, Had},
        reopened,
    },
    error::AppError,
    ports::{
        PartnerError,
        order_system::{Cancelling, ServiceOrder},
    },
    state::AppState,
    store::{self, StoreError, service_orders::Errand},
};

/// How many errands are looked at in one round.
const BATCH: u32 = 50;
/// For so long nobody else takes an errand that is being done; longer than any call may last.
const CLAIM_SECONDS: i64 = 60;
/// The longest wait between two tries.
const LONGEST_WAIT_SECONDS: i64 = 300;
/// A refusal will not go away by itself: somebody must put it right.
const AFTER_REFUSAL_SECONDS: i64 = 900;

/// Does what is due.
pub async fn run_errands(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let due = {
        let mut db = state.store.connection().await?;
        store::service_orders::due(&mut db, now, BATCH).await?
    };
    for errand in due {
        if state.ending.is_cancelled() {
            break;
        }
        if claim(state, &errand).await? {
            run(state, errand).await?;
        }
    }
    Ok(())
}

async fn claim(state: &AppState, errand: &Errand) -> Result<bool, StoreError> {
    let (errand, until) = (errand.clone(), state.clock.now().plus_seconds(CLAIM_SECONDS));
    state
        .store
        .write(move |db| Box::pin(async move { store::service_orders::claim(db, &errand, until).await }))
        .await
}

async fn run(state: &AppState, errand: Errand) -> Result<(), AppError> {
    let Some(to_send) = sendable(state, errand.order_id, errand.line).await? else {
        tracing::error!(
            order = errand.order_id,
            line = errand.line,
            "an errand for a line that is not there"
        );
        return finish(state, &errand, None).await;
    };
    let told = match errand.kind.as_str() {
        "place" => place(state, &to_send, &errand).await?,
        "change" => change(state, &to_send, &errand).await?,
        "resubmit" => return resubmit(state, &to_send, &errand).await,
        "release" => release(state, &errand).await?,
        "cancel" => cancel(state, &to_send, &errand).await?,
        unknown => {
            tracing::error!(kind = unknown, "an errand of an unknown kind");
            Ok(None)
        }
    };
    match told {
        Ok(answer) => finish(state, &errand, answer).await,
        Err(error) => put_off(state, &errand, &error).await,
    }
}

/// The answer of the order system, or why it could not be had.
type Told = Result<Option<ServiceOrder>, PartnerError>;

async fn place(state: &AppState, to_send: &Sendable, errand: &Errand) -> Result<Told, AppError> {
    // Cancelled before it was ever sent.
    if to_send.line.status.is_final() {
        return Ok(Ok(None));
    }
    let (external_id, now) = (to_send.service_order.external_id.clone(), state.clock.now());
    let (order_id, line) = (errand.order_id, errand.line);
    // Messages may come before the answer does, so the line must be known before it is sent.
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::service_orders::begin(db, &external_id, order_id, line, now).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(state.ports.orders.place(&to_send.service_order).await.map(Some))
}

async fn change(state: &AppState, to_send: &Sendable, errand: &Errand) -> Result<Told, AppError> {
    let id = match service_order_id(state, to_send).await? {
        Ok(Some(id)) => id,
        Ok(None) => return place(state, to_send, errand).await,
        Err(error) => return Ok(Err(error)),
    };
    let mut service_order = to_send.service_order.clone();
    service_order.note = comment_of(&errand.body).or(service_order.note);
    Ok(state
        .ports
        .orders
        .change(&id, &service_order)
        .await
        .inspect(|answer| {
            if answer.is_none() {
                tracing::warn!(
                    order = errand.order_id,
                    line = errand.line,
                    "it is too late to change a service order"
                );
            }
        }))
}

/// CHG-1: the change of a sent order. It is accepted, or it came too late and the order is what it was; what the order
/// system does not know is sent as it is now.
async fn resubmit(state: &AppState, to_send: &Sendable, errand: &Errand) -> Result<(), AppError> {
    // Cancelled before the order system has heard of the change.
    if to_send.line.status.is_final() {
        return settle(state, errand, Change::Accepted, None).await;
    }
    let id = match service_order_id(state, to_send).await? {
        Ok(id) => id,
        Err(error) => return put_off(state, errand, &error).await,
    };
    let answer = match &id {
        Some(id) => state.ports.orders.change(id, &to_send.service_order).await,
        None => Ok(None),
    };
    let told = match answer {
        Ok(Some(answer)) => return settle(state, errand, Change::Accepted, Some(answer)).await,
        // Too late, or not known at all: it is asked which.
        Ok(None) => state.ports.orders.find(&to_send.service_order.external_id).await,
        Err(error) => return put_off(state, errand, &error).await,
    };
    match told {
        Ok(Some(told)) => {
            let (order, line) = (errand.order_id, errand.line);
            tracing::warn!(order, line, "the change of a sent order came too late");
            settle(state, errand, Change::TooLate, Some(told)).await
        }
        Ok(None) => match place(state, to_send, errand).await? {
            Ok(answer) => settle(state, errand, Change::Accepted, answer).await,
            Err(error) => put_off(state, errand, &error).await,
        },
        Err(error) => put_off(state, errand, &error).await,
    }
}

/// What the order system has made of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Accepted,
    TooLate,
}

/// What an order has no longer is given back where it was held.
async fn release(state: &AppState, errand: &Errand) -> Result<Told, AppError> {
    let Ok(had) = serde_json::from_str::<Had>(&errand.body) else {
        tracing::error!(order = errand.order_id, "an errand names nothing to give back");
        return Ok(Ok(None));
    };
    let told = giving_back::tell(state, errand.order_id, had).await?;
    Ok(told.map(|()| None))
}

async fn cancel(state: &AppState, to_send: &Sendable, errand: &Errand) -> Result<Told, AppError> {
    let id = match service_order_id(state, to_send).await? {
        Ok(Some(id)) => id,
        Ok(None) => return Ok(Ok(None)),
        Err(error) => return Ok(Err(error)),
    };
    let reason = comment_of(&errand.body).unwrap_or_default();
    match state
        .ports
        .orders
        .cancel(&id, &to_send.service_order.external_id, &reason)
        .await
    {
        Ok(Cancelling::Done | Cancelling::Unknown) => Ok(Ok(None)),
        Ok(Cancelling::TooLate) => {
            hand_over(state, errand).await?;
            Ok(Ok(None))
        }
        Err(error) => Ok(Err(error)),
    }
}

/// The order system has gone further than we knew: people must settle it, so it is written where they look.
async fn hand_over(state: &AppState, errand: &Errand) -> Result<(), AppError> {
    tracing::warn!(
        order = errand.order_id,
        line = errand.line,
        "it is too late to cancel a service order"
    );
    let mut change = LineChange::by_system(WHO, errand.order_id, errand.line);
    change.reason = Some(Reason {
        code: codes::CASE_MANUAL_HANDLING.to_owned(),
        params: Default::default(),
    });
    let (catalogue, at) = (state.catalogue.clone(), At::present(state));
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                change_line(db, &catalogue, at, change)
                    .await
                    .map_err(AppError::from)
            })
        })
        .await?;
    state.events.wake();
    Ok(())
}

/// As the order system calls it. It may have taken an order whose answer was lost, so it is asked when we do not know.
async fn service_order_id(
    state: &AppState,
    to_send: &Sendable,
) -> Result<Result<Option<String>, PartnerError>, StoreError> {
    let external_id = &to_send.service_order.external_id;
    let known = {
        let mut db = state.store.connection().await?;
        store::service_orders::find(&mut db, external_id).await?
    };
    match known.and_then(|known| known.service_order_id) {
        Some(id) => Ok(Ok(Some(id))),
        None => Ok(state
            .ports
            .orders
            .find(external_id)
            .await
            .map(|found| found.map(|order| order.id))),
    }
}

/// Applies the answer and closes the errand, both or neither.
async fn finish(state: &AppState, errand: &Errand, answer: Option<ServiceOrder>) -> Result<(), AppError> {
    let (catalogue, at) = (state.catalogue.clone(), At::present(state));
    let id = errand.id;
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                if let Some(answer) = answer {
                    apply::apply(db, &catalogue, at, &answer).await?;
                }
                store::service_orders::done(db, id, at.now).await?;
                Ok::<_, AppError>(())
            })
        })
        .await?;
    state.events.wake();
    Ok(())
}

/// Applies what the order system says after a change, settles the change and closes the errand, all or nothing.
async fn settle(
    state: &AppState,
    errand: &Errand,
    change: Change,
    told: Option<ServiceOrder>,
) -> Result<(), AppError> {
    let (catalogue, at) = (state.catalogue.clone(), At::present(state));
    let (id, order_id, line) = (errand.id, errand.order_id, errand.line);
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                // The errand is done first: what follows is no longer about what was sent before.
                store::service_orders::done(db, id, at.now).await?;
                let taken_back = match change {
                    Change::Accepted => {
                        reopened::accepted(db, order_id, line, at).await?;
                        false
                    }
                    Change::TooLate => reopened::take_back(db, order_id, line, at).await?,
                };
                if let Some(told) = told {
                    apply::apply(db, &catalogue, at, &told).await?;
                }
                if taken_back {
                    reopened::say_too_late(db, &catalogue, order_id, line, at).await?;
                }
                Ok::<_, AppError>(())
            })
        })
        .await?;
    state.events.wake();
    state.wake_errands();
    Ok(())
}

async fn put_off(state: &AppState, errand: &Errand, error: &PartnerError) -> Result<(), AppError> {
    let seconds = if error.failure.retryable() {
        // 1, 2, 4, 8 … seconds, so that a short absence is hardly noticed and a long one is not hammered at.
        let doubled = 1i64.checked_shl(errand.attempts).unwrap_or(LONGEST_WAIT_SECONDS);
        doubled.clamp(1, LONGEST_WAIT_SECONDS)
    } else {
        tracing::error!(%error, order = errand.order_id, line = errand.line, "the order system refuses an order");
        AFTER_REFUSAL_SECONDS
    };
    let (id, until, why) = (
        errand.id,
        state.clock.now().plus_seconds(seconds),
        error.to_string(),
    );
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::service_orders::put_off(db, id, until, &why).await?;
                Ok::<_, AppError>(())
            })
        })
        .await
}

/// What a person wrote with a change or a cancellation.
fn comment_of(body: &str) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Body {
        reason: String,
        comment: String,
    }
    let body: Body = serde_json::from_str(body).unwrap_or_default();
    [body.reason, body.comment]
        .into_iter()
        .find(|text| !text.trim().is_empty())
}
