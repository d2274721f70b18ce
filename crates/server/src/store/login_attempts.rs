//! Failed log-ins, by user and by address.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    pub failures: i64,
    pub last_failed_at: Moment,
    pub blocked_until: Moment,
}

pub async fn find(db: &mut Connection, subject: &str) -> Result<Attempts, StoreError> {
    let sql = "SELECT failures, last_failed_at, blocked_until FROM login_attempts WHERE subject = $1";
    match db.row(sql, values![subject]).await? {
        None => Ok(Attempts::default()),
        Some(row) => Ok(Attempts {
            failures: row.int("failures")?,
            last_failed_at: row.moment("last_failed_at")?,
            blocked_until: row.moment("blocked_until")?,
        }),
    }
}

pub async fn put(db: &mut Connection, subject: &str, attempts: Attempts) -> Result<(), StoreError> {
    let sql = "INSERT INTO login_attempts (subject, failures, last_failed_at, blocked_until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject) DO UPDATE
        SET failures = excluded.failures, last_failed_at = excluded.last_failed_at, blocked_until = excluded.blocked_until";
    db.execute(
        sql,
        values![
            subject,
            attempts.failures,
            attempts.last_failed_at,
            attempts.blocked_until
        ],
    )
    .await?;
    Ok(())
}

pub async fn forget(db: &mut Connection, subject: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM login_attempts WHERE subject = $1", values![subject])
        .await?;
    Ok(())
}

/// Removes what no longer counts.
pub async fn purge(db: &mut Connection, failed_before: Moment) -> Result<u64, StoreError> {
    db.execute(
        "DELETE FROM login_attempts WHERE last_failed_at < $1",
        values![failed_before],
    )
    .await
}
