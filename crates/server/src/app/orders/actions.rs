//! What a user does to a line: the same table decides as in the browser.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    orders::status::{Action, Actor, LineStatus},
};
use wire::orders::{NewLineAction, OrderCreated, Reason};

use super::{
    change::{At, LineChange, Who, change_line},
    not_found, order_id, order_name,
    view::{actor_of, offered},
};
use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::service_orders,
};

/// A comment is a few sentences.
const LONGEST_COMMENT: usize = 2000;
const LONGEST_REASON: usize = 100;

/// Acts on a line of the version of the order that the user has seen.
pub async fn act(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    (name, line): (&str, u32),
    seen_version: i64,
    wanted: NewLineAction,
) -> Result<Answer, AppError> {
    let actor = actor_of(user);
    let scope = user.order_scope()?;
    match actor {
        Actor::Partner | Actor::System => user.require(Permission::Order)?,
        Actor::Operator => user.require(Permission::HandleOrders)?,
    }
    let id = order_id(name).ok_or_else(not_found)?;
    let action = Action::from_code(&wanted.action)
        .filter(|action| offered(actor).any(|offered| offered == *action))
        .ok_or_else(|| AppError::field("action", "action.unknown"))?;
    let comment = wanted.comment.trim().to_owned();
    if comment.chars().count() > LONGEST_COMMENT || wanted.reason.chars().count() > LONGEST_REASON {
        return Err(AppError::field("comment", "text.too_long"));
    }
    let reason = wanted.reason.trim();
    // A comment without a code is a reason of its own (CAN-3, STA-3).
    let reason = match (reason.is_empty(), comment.is_empty()) {
        (false, _) => Some(Reason {
            code: reason.to_owned(),
            params: Default::default(),
        }),
        (true, false) if action.needs_reason() => Some(Reason {
            code: "case.other".to_owned(),
            params: Default::default(),
        }),
        (true, _) => None,
    };
    let change = LineChange {
        order_id: id,
        line,
        scope,
        who: Who::User {
            id: user.id.clone(),
            name: user.display_name.clone(),
            actor,
        },
        action: Some(action),
        reason: reason.clone(),
        comment: (!comment.is_empty()).then(|| comment.clone()),
        status_description: None,
        customer_order_id: None,
        agreed_date: None,
        expected_version: Some(seen_version),
    };
    let (catalogue, at) = (
        state.catalogue.clone(),
        At {
            now: state.clock.now(),
            today: state.clock.today(),
        },
    );
    let answer = idempotency::once(state, user, submission, StatusCode::OK, move |db, now| {
        Box::pin(async move {
            let changed = change_line(db, &catalogue, at, change).await?;
            if let Some((kind, body)) = errand(changed.from, action, reason.as_ref(), &comment) {
                service_orders::enqueue(db, id, line, kind, &body.to_string(), now).await?;
            }
            Ok(OrderCreated {
                id: order_name(id),
                version: changed.version,
            })
        })
    })
    .await?;
    state.events.wake();
    state.wake_errands();
    Ok(answer)
}

/// What the order system has to be told of a user's action.
fn errand(
    from: LineStatus,
    action: Action,
    reason: Option<&Reason>,
    comment: &str,
) -> Option<(&'static str, serde_json::Value)> {
    match action {
        // What was never sent need not be called back.
        Action::Cancel if from == LineStatus::New => None,
        Action::Cancel => {
            let why = if comment.is_empty() {
                reason.map_or("", |reason| reason.code.as_str())
            } else {
                comment
            };
            Some(("cancel", serde_json::json!({ "reason": why })))
        }
        // It goes on: with what the partner has added, or because the operator says so.
        Action::CustomerUpdate | Action::Accept => Some(("change", serde_json::json!({}))),
        _ => None,
    }
}
