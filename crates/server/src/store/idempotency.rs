//! The answers to writes, by the key that came with each, so that a repeat gets the first answer.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedAnswer {
    /// Of method, path and body.
    pub body_hash: String,
    pub status: u16,
    /// JSON; empty when the answer has no body.
    pub answer: String,
}

pub async fn find(db: &mut Connection, user_id: &str, key: &str) -> Result<Option<SavedAnswer>, StoreError> {
    let sql = "SELECT body_hash, status, answer FROM idempotency WHERE user_id = $1 AND key = $2";
    let Some(row) = db.row(sql, values![user_id, key]).await? else {
        return Ok(None);
    };
    let status = row.int("status")?;
    Ok(Some(SavedAnswer {
        body_hash: row.text("body_hash")?,
        status: u16::try_from(status).map_err(|e| StoreError::Unreadable {
            what: "status",
            why: e.to_string(),
        })?,
        answer: row.text("answer")?,
    }))
}

/// Reserves the key inside the transaction that does the work. False when another transaction was first; on
/// PostgreSQL this waits for one that is still open.
pub async fn reserve(
    db: &mut Connection,
    user_id: &str,
    key: &str,
    body_hash: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO idempotency (user_id, key, body_hash, status, answer, created_at)
        VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT (user_id, key) DO NOTHING";
    Ok(db.execute(sql, values![user_id, key, body_hash, now]).await? == 1)
}

/// Completes a reserved key in the same transaction.
pub async fn keep(
    db: &mut Connection,
    user_id: &str,
    key: &str,
    status: u16,
    answer: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE idempotency SET status = $3, answer = $4 WHERE user_id = $1 AND key = $2";
    db.execute(sql, values![user_id, key, i64::from(status), answer])
        .await?;
    Ok(())
}

pub async fn purge(db: &mut Connection, created_before: Moment) -> Result<u64, StoreError> {
    db.execute(
        "DELETE FROM idempotency WHERE created_at < $1",
        values![created_before],
    )
    .await
}
