//! What a user does to a line: the same table decides as in the browser.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    orders::{
        status::{Action, Actor, LineStatus},
        why::{needs_words, reasons},
    },
    reason::codes,
};
use wire::orders::{NewLineAction, OrderCreated, Reason};

use super::{
    change::{At, LineChange, Who, change_line},
    not_found, order_id, order_name,
    seen::{self, Marking},
    view::{actor_of, offered, show},
};
use crate::{
    app::{
        idempotency::{self, Answer},
        order_system::{apply::catch_up, external_id},
    },
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
    let (scope, actor) = (user.order_scope()?, may_act(user)?);
    let id = order_id(name).ok_or_else(not_found)?;
    let at = At::present(state);
    if let Some(seen) = seen::of_code(&wanted.action) {
        // What the partner has seen, only the partner can say.
        user.require(Permission::Order)?;
        let marking = Marking {
            order_id: id,
            line,
            scope,
            user_id: user.id.clone(),
            user_name: user.display_name.clone(),
            seen,
            expected_version: seen_version,
        };
        return mark(state, user, submission, name, at, marking).await;
    }
    let action = Action::from_code(&wanted.action)
        .filter(|action| offered(actor).any(|offered| offered == *action))
        .ok_or_else(|| AppError::field("action", "action.unknown"))?;
    let said = said(&wanted, action)?;
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
        reason: said.reason.clone(),
        comment: said.comment.clone(),
        status_description: None,
        customer_order_id: None,
        agreed_date: None,
        changes: Vec::new(),
        expected_version: Some(seen_version),
    };
    let catalogue = state.catalogue.clone();
    let done = idempotency::once(state, user, submission, StatusCode::OK, move |db, now| {
        Box::pin(async move {
            let changed = change_line(db, &catalogue, at, change).await?;
            if let Some((kind, body)) = errand(changed.from, action, &said) {
                service_orders::enqueue(db, id, line, kind, &body.to_string(), now).await?;
            }
            if action == Action::Accept {
                catch_up(db, &catalogue, at, &external_id(id, line)).await?;
            }
            Ok(OrderCreated {
                id: order_name(id),
                version: changed.version,
            })
        })
    })
    .await;
    let answer = answered(state, user, name, done).await?;
    state.wake_errands();
    Ok(answer)
}

/// The side that the user acts for, when they may act on orders at all (access.md).
pub(super) fn may_act(user: &CurrentUser) -> Result<Actor, AppError> {
    let actor = actor_of(user);
    match actor {
        Actor::Partner | Actor::System => user.require(Permission::Order)?,
        Actor::Operator => user.require(Permission::HandleOrders)?,
    }
    Ok(actor)
}

/// The answer to a write, which whoever looks at the order hears of.
pub(super) async fn answered(
    state: &AppState,
    user: &CurrentUser,
    name: &str,
    done: Result<Answer, AppError>,
) -> Result<Answer, AppError> {
    let answer = match done {
        // The order as it is now, so that what was seen and what holds can stand side by side (OFF-5).
        Err(AppError::Changed { .. }) => return Err(AppError::changed(&show(state, user, name).await?)),
        done => done?,
    };
    state.events.wake();
    Ok(answer)
}

/// Why something is done, in the words of whoever does it.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub reason: Option<Reason>,
    pub comment: Option<String>,
}

/// What goes with an action.
pub(super) fn said(wanted: &NewLineAction, action: Action) -> Result<Said, AppError> {
    let comment = wanted.comment.trim();
    if comment.chars().count() > LONGEST_COMMENT || wanted.reason.chars().count() > LONGEST_REASON {
        return Err(AppError::field("comment", "text.too_long"));
    }
    let reason = wanted.reason.trim();
    // A comment without a code is a reason of its own (CAN-3, STA-3).
    let code = match (reason.is_empty(), comment.is_empty()) {
        (false, _) => Some(reason),
        (true, false) if action.needs_reason() => Some(codes::CASE_OTHER),
        (true, _) => None,
    };
    // STA-3. An action that nobody is asked about takes no reason, and is refused by the table when it lacks one.
    if let Some(code) = code.filter(|_| action.needs_reason()) {
        if !reasons(action).contains(&code) {
            return Err(AppError::field("reason", "reason.unknown"));
        }
        if comment.is_empty() && needs_words(action, code) {
            return Err(AppError::field("comment", "reason.words_missing"));
        }
    }
    Ok(Said {
        reason: code.map(|code| Reason {
            code: code.to_owned(),
            params: Default::default(),
        }),
        comment: (!comment.is_empty()).then(|| comment.to_owned()),
    })
}

async fn mark(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    name: &str,
    at: At,
    marking: Marking,
) -> Result<Answer, AppError> {
    let done = idempotency::once(state, user, submission, StatusCode::OK, move |db, _| {
        Box::pin(async move {
            let version = seen::mark(db, at, &marking).await?;
            Ok(OrderCreated {
                id: order_name(marking.order_id),
                version,
            })
        })
    })
    .await;
    answered(state, user, name, done).await
}

/// What the order system has to be told of a user's action.
pub(super) fn errand(
    from: LineStatus,
    action: Action,
    said: &Said,
) -> Option<(&'static str, serde_json::Value)> {
    match action {
        // What was never sent need not be called back.
        Action::Cancel if from == LineStatus::New => None,
        // What has come to nothing here is not to be carried out there.
        Action::Cancel | Action::Reject | Action::MarkDuplicate => {
            let code = said.reason.as_ref().map_or("", |reason| reason.code.as_str());
            let why = said.comment.as_deref().unwrap_or(code);
            Some(("cancel", serde_json::json!({ "reason": why })))
        }
        // It goes on: with what the partner has added, or because the operator says so.
        Action::CustomerUpdate | Action::Accept => Some(("change", serde_json::json!({}))),
        _ => None,
    }
}
