//! A repeated write is the same write: the first answer is kept in the transaction that did the work, and given again.
//!
//! Only what was done is kept. A refusal has changed nothing, so a repeat of it is judged anew.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::moment::Moment;
use futures::future::BoxFuture;
use serde::Serialize;

use crate::{
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::{Connection, StoreError, idempotency, row::write_json},
};

/// The answer to a write, new or repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Empty when there is no body.
    pub json: String,
    /// It was given before: nothing was done now.
    pub repeated: bool,
}

impl Answer {
    /// To a write without a key.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status: status.as_u16(),
            json: String::new(),
            repeated: false,
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if self.json.is_empty() {
            return status.into_response();
        }
        (status, [(header::CONTENT_TYPE, "application/json")], self.json).into_response()
    }
}

/// The answer that this submission has already had.
pub async fn earlier(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
) -> Result<Option<Answer>, AppError> {
    let mut db = state.store.connection().await?;
    saved(&mut db, &user.id, submission).await
}

/// Does a job once per key: in one transaction with its answer, however often and by however many backends it is
/// asked for. What must be asked of partner systems is asked before.
pub async fn once<A, F>(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    status: StatusCode,
    job: F,
) -> Result<Answer, AppError>
where
    A: Serialize + Send + 'static,
    F: for<'c> FnOnce(&'c mut Connection, Moment) -> BoxFuture<'c, Result<A, AppError>> + Send + 'static,
{
    let (user_id, submission, now) = (user.id.clone(), submission.clone(), state.clock.now());
    let status = status.as_u16();
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                if !idempotency::reserve(db, &user_id, &submission.key, &submission.body_hash, now).await? {
                    return saved(db, &user_id, &submission).await?.ok_or(AppError::Busy {
                        code: "idempotency.in_flight",
                        retry_after: 1,
                    });
                }
                let answer = job(db, now).await?;
                let json = write_json("answer", &answer)?;
                let json = if json == "null" { String::new() } else { json };
                idempotency::keep(db, &user_id, &submission.key, status, &json).await?;
                Ok(Answer {
                    status,
                    json,
                    repeated: false,
                })
            })
        })
        .await
}

async fn saved(
    db: &mut Connection,
    user_id: &str,
    submission: &Submission,
) -> Result<Option<Answer>, AppError> {
    let found: Result<_, StoreError> = idempotency::find(db, user_id, &submission.key).await;
    let Some(saved) = found? else { return Ok(None) };
    if saved.body_hash != submission.body_hash {
        return Err(AppError::Unprocessable("idempotency.other_body"));
    }
    Ok(Some(Answer {
        status: saved.status,
        json: saved.answer,
        repeated: true,
    }))
}
