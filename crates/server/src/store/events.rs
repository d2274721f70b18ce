//! What has happened to orders and to users' drafts, in order, for the event streams.

use domain::moment::Moment;

use super::{Connection, Row, StoreError};
use crate::values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    pub id: i64,
    pub company_id: String,
    pub about: About,
}

/// What it happened to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Order {
        id: i64,
        version: i64,
    },
    /// The server's copy of a draft of one user; no version when it is gone.
    Draft {
        user_id: String,
        id: String,
        version: Option<i64>,
    },
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
    about: About,
    now: Moment,
) -> Result<(), StoreError> {
    if db.is_postgres() {
        db.execute("SELECT pg_advisory_xact_lock($1)", values![EVENTS_LOCK])
            .await?;
    }
    let (order_id, version, user_id, draft_id) = match about {
        About::Order { id, version } => (id, version, None, None),
        About::Draft { user_id, id, version } => (0, version.unwrap_or(0), Some(user_id), Some(id)),
    };
    let sql = "INSERT INTO events (company_id, order_id, version, at, user_id, draft_id)
        VALUES ($1, $2, $3, $4, $5, $6)";
    db.execute(
        sql,
        values![company_id, order_id, version, now, user_id, draft_id],
    )
    .await?;
    Ok(())
}

pub async fn after(db: &mut Connection, id: i64, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = "SELECT id, company_id, order_id, version, user_id, draft_id FROM events
        WHERE id > $1 ORDER BY id LIMIT $2";
    db.rows(sql, values![id, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<StoredEvent, StoreError> {
    let version = row.int("version")?;
    let about = match (row.opt_text("user_id")?, row.opt_text("draft_id")?) {
        (Some(user_id), Some(id)) => About::Draft {
            user_id,
            id,
            version: (version != 0).then_some(version),
        },
        _ => About::Order {
            id: row.int("order_id")?,
            version,
        },
    };
    Ok(StoredEvent {
        id: row.int("id")?,
        company_id: row.text("company_id")?,
        about,
    })
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
