//! What a user does to a whole order: to each of its lines that it may be done to, in one write (CAN-4, STA-1).

use axum::http::StatusCode;
use domain::{
    access::Permission,
    catalogue::Catalogue,
    orders::{
        cancellation::{self, LineToCancel, OrderCancellation},
        status::{Action, Actor, may_be_marked_seen},
    },
};
use wire::orders::{LineCancellation, LineStays, NewLineAction, OrderCancellationView, OrderCreated};

use super::{
    actions::{Said, answered, errand, may_act, said},
    catalogue_of,
    change::{At, LineChange, Refused, Who, change_line, transition_context},
    not_found, order_id, order_name,
    seen::{self, Marking},
    view::{actor_of, wire_reason},
};
use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::{
        Connection, StoreError,
        orders::{self, OrderBody, Scope, StoredLine, StoredOrder},
        service_orders,
    },
};

/// What may be done to a whole order.
enum Wanted {
    Cancel(Said),
    MarkSeen,
}

/// Who does it, to which version of which order.
struct Whole {
    order_id: i64,
    scope: Scope,
    seen_version: i64,
    user_id: String,
    user_name: String,
    actor: Actor,
}

/// CAN-4: what cancelling the order would do now, to be shown before anybody confirms.
pub async fn cancellation(
    state: &AppState,
    user: &CurrentUser,
    name: &str,
) -> Result<OrderCancellationView, AppError> {
    let scope = user.order_scope()?;
    let id = order_id(name).ok_or_else(not_found)?;
    let (present, actor, at) = (state.catalogue.clone(), actor_of(user), At::present(state));
    state
        .store
        .read(move |db| {
            Box::pin(async move {
                let order = orders::find(db, &scope, id).await?.ok_or_else(not_found)?;
                let lines = orders::lines(db, id).await?;
                let found = cancellation_of(db, &present, &order, &lines, actor, at).await?;
                let status = |number| {
                    lines
                        .iter()
                        .find(|line| line.number == number)
                        .map(|line| line.status)
                };
                let cancelled = found.cancelled.into_iter().filter_map(|(line, fee)| {
                    Some(LineCancellation {
                        line,
                        status: status(line)?,
                        fee: fee.now,
                    })
                });
                let stay = found.stay.into_iter().filter_map(|(line, reason)| {
                    Some(LineStays {
                        line,
                        status: status(line)?,
                        reason: wire_reason(reason),
                    })
                });
                Ok::<_, AppError>(OrderCancellationView {
                    version: order.version,
                    cancelled: cancelled.collect(),
                    stay: stay.collect(),
                    fees: found.fees,
                })
            })
        })
        .await
}

async fn cancellation_of(
    db: &mut Connection,
    present: &Catalogue,
    order: &StoredOrder,
    lines: &[StoredLine],
    actor: Actor,
    at: At,
) -> Result<OrderCancellation, StoreError> {
    let Some(OrderBody { ordered, .. }) = orders::find_body(db, order.id).await? else {
        return Ok(OrderCancellation::default());
    };
    let catalogue = catalogue_of(db, present, ordered.catalogue_version()).await?;
    let setup_price = ordered.price(&catalogue).setup.shared_by(lines.len());
    let lines = lines.iter().map(|line| {
        let mut context = transition_context(&ordered, order.created_at, line, &catalogue, at);
        // It is asked for before anything is done.
        context.reason_given = true;
        LineToCancel {
            number: line.number,
            status: line.status,
            setup_price,
            context,
        }
    });
    Ok(cancellation::of_order(lines, actor, &catalogue.cancellation))
}

/// Acts on every line that it may be done to, of the version of the order that the user has seen: all of them, or none.
pub async fn act(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    name: &str,
    seen_version: i64,
    wanted: NewLineAction,
) -> Result<Answer, AppError> {
    let (scope, actor) = (user.order_scope()?, may_act(user)?);
    let wanted = match seen::of_code(&wanted.action) {
        Some(true) => {
            // What the partner has seen, only the partner can say.
            user.require(Permission::Order)?;
            Wanted::MarkSeen
        }
        Some(false) => return Err(AppError::field("action", "action.unknown")),
        None if Action::from_code(&wanted.action) == Some(Action::Cancel) => {
            Wanted::Cancel(said(&wanted, Action::Cancel)?)
        }
        None => return Err(AppError::field("action", "action.unknown")),
    };
    let whole = Whole {
        order_id: order_id(name).ok_or_else(not_found)?,
        scope,
        seen_version,
        user_id: user.id.clone(),
        user_name: user.display_name.clone(),
        actor,
    };
    let (catalogue, at) = (state.catalogue.clone(), At::present(state));
    let cancels = matches!(wanted, Wanted::Cancel(_));
    let done = idempotency::once(state, user, submission, StatusCode::OK, move |db, _| {
        Box::pin(async move {
            let version = match wanted {
                Wanted::Cancel(said) => cancel(db, &catalogue, at, &whole, said).await?,
                Wanted::MarkSeen => mark_seen(db, at, &whole).await?,
            };
            Ok(OrderCreated {
                id: order_name(whole.order_id),
                version,
            })
        })
    })
    .await;
    let answer = answered(state, user, name, done).await?;
    if cancels {
        state.wake_errands();
    }
    Ok(answer)
}

async fn cancel(
    db: &mut Connection,
    catalogue: &Catalogue,
    at: At,
    whole: &Whole,
    said: Said,
) -> Result<i64, Refused> {
    let (order, lines) = as_seen(db, whole).await?;
    let found = cancellation_of(db, catalogue, &order, &lines, whole.actor, at).await?;
    let numbers = found.cancelled.into_iter().map(|(number, _)| number).collect();
    let mut version = order.version;
    for line in those_or_first(numbers, &lines) {
        let change = LineChange {
            order_id: order.id,
            line,
            scope: whole.scope.clone(),
            who: Who::User {
                id: whole.user_id.clone(),
                name: whole.user_name.clone(),
                actor: whole.actor,
            },
            action: Some(Action::Cancel),
            reason: said.reason.clone(),
            comment: said.comment.clone(),
            status_description: None,
            customer_order_id: None,
            agreed_date: None,
            changes: Vec::new(),
            expected_version: Some(version),
        };
        let changed = change_line(db, catalogue, at, change).await?;
        version = changed.version;
        if let Some((kind, body)) = errand(changed.from, Action::Cancel, &said) {
            service_orders::enqueue(db, order.id, line, kind, &body.to_string(), at.now).await?;
        }
    }
    Ok(version)
}

async fn mark_seen(db: &mut Connection, at: At, whole: &Whole) -> Result<i64, Refused> {
    let (order, lines) = as_seen(db, whole).await?;
    let ended = lines.iter().filter(|line| may_be_marked_seen(line.status));
    let numbers = ended.map(|line| line.number).collect();
    let mut version = order.version;
    for line in those_or_first(numbers, &lines) {
        let marking = Marking {
            order_id: order.id,
            line,
            scope: whole.scope.clone(),
            user_id: whole.user_id.clone(),
            user_name: whole.user_name.clone(),
            seen: true,
            expected_version: version,
        };
        version = seen::mark(db, at, &marking).await?;
    }
    Ok(version)
}

async fn as_seen(db: &mut Connection, whole: &Whole) -> Result<(StoredOrder, Vec<StoredLine>), Refused> {
    let found = orders::find_to_change(db, &whole.scope, whole.order_id).await?;
    let order = found.ok_or(Refused::NotFound)?;
    if order.version != whole.seen_version {
        return Err(Refused::Changed {
            version: order.version,
        });
    }
    let lines = orders::lines(db, order.id).await?;
    Ok((order, lines))
}

/// Where nothing may be done, the first line says why not.
fn those_or_first(numbers: Vec<u32>, lines: &[StoredLine]) -> Vec<u32> {
    if numbers.is_empty() {
        lines.iter().take(1).map(|line| line.number).collect()
    } else {
        numbers
    }
}
