//! What has happened to orders, in order, for the event streams.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    pub id: i64,
    pub company_id: String,
    pub order_id: i64,
    pub version: i64,
}

/// Any number that no other advisory lock of this program uses.
const EVENTS_LOCK: i64 = 7_426_001;

/// Adds an event, as the last statement of its transaction.
///
/// A stream goes on after the last id that it has seen, so ids must become visible in their order. SQLite has one
/// writer; on PostgreSQL a lock until the commit makes it so.
pub async fn append(
    db: &mut Connection,
    company_id: &str,
    order_id: i64,
    version: i64,
    now: Moment,
) -> Result<(), StoreError> {
    if db.is_postgres() {
        db.execute("SELECT pg_advisory_xact_lock($1)", values![EVENTS_LOCK])
            .await?;
    }
    let sql = "INSERT INTO events (company_id, order_id, version, at) VALUES ($1, $2, $3, $4)";
    db.execute(sql, values![company_id, order_id, version, now])
        .await?;
    Ok(())
}

pub async fn after(db: &mut Connection, id: i64, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = "SELECT id, company_id, order_id, version FROM events WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = db.rows(sql, values![id, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(StoredEvent {
                id: row.int("id")?,
                company_id: row.text("company_id")?,
                order_id: row.int("order_id")?,
                version: row.int("version")?,
            })
        })
        .collect()
}

/// The first and the last event that are kept; zeros when there is none.
pub async fn bounds(db: &mut Connection) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT COALESCE(MIN(id), 0) AS first, COALESCE(MAX(id), 0) AS last FROM events";
    match db.row(sql, Vec::new()).await? {
        Some(row) => Ok((row.int("first")?, row.int("last")?)),
        None => Ok((0, 0)),
    }
}

/// Removes old events, but never the last one, by which the next is known to follow.
pub async fn purge(db: &mut Connection, before: Moment) -> Result<u64, StoreError> {
    db.execute(
        "DELETE FROM events WHERE at < $1 AND id < (SELECT MAX(id) FROM events)",
        values![before],
    )
    .await
}
