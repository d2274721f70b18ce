//! What the order system is to be told, what it has said, and what has come in from it.

use domain::moment::Moment;

use super::{Connection, Row, StoreError};
use crate::values;

/// Something that the order system has still to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    pub id: i64,
    pub order_id: i64,
    pub line: u32,
    /// `place`, `change`, `resubmit`, `cancel` or `release`.
    pub kind: String,
    pub body: String,
    pub attempts: u32,
    next_attempt_at: Moment,
}

/// What the order system last said of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownServiceOrder {
    pub external_id: String,
    pub order_id: i64,
    pub line: u32,
    pub service_order_id: Option<String>,
    /// Of the last state that was applied; 0 when there is none.
    pub version: i64,
    pub heard_at: Moment,
    /// As the order system sent it; `{}` when it has said nothing yet.
    pub body: String,
}

/// Puts an errand into the outbox, in the transaction that makes it necessary.
pub async fn enqueue(
    db: &mut Connection,
    order_id: i64,
    line: u32,
    kind: &str,
    body: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO order_system_outbox (order_id, line, kind, body, created_at, attempts, next_attempt_at)
        VALUES ($1, $2, $3, $4, $5, 0, $5)";
    db.execute(sql, values![order_id, line, kind, body, now]).await?;
    Ok(())
}

/// Errands that are due. Those of one line are done in their order: a later one waits for the earlier. What is given back
/// has gone from the line already: it waits for nothing, and nothing waits for it.
pub async fn due(db: &mut Connection, now: Moment, limit: u32) -> Result<Vec<Errand>, StoreError> {
    let sql =
        "SELECT id, order_id, line, kind, body, attempts, next_attempt_at FROM order_system_outbox AS errand
        WHERE done_at IS NULL AND next_attempt_at <= $1 AND (kind = 'release' OR NOT EXISTS (
            SELECT 1 FROM order_system_outbox AS earlier
            WHERE earlier.order_id = errand.order_id AND earlier.line = errand.line
                AND earlier.done_at IS NULL AND earlier.id < errand.id AND earlier.kind <> 'release'))
        ORDER BY next_attempt_at LIMIT $2";
    let read = |row: &Row| {
        Ok(Errand {
            id: row.int("id")?,
            order_id: row.int("order_id")?,
            line: row.small("line")?,
            kind: row.text("kind")?,
            body: row.text("body")?,
            attempts: row.small("attempts")?,
            next_attempt_at: row.moment("next_attempt_at")?,
        })
    };
    db.rows(sql, values![now, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Takes an errand for this backend until `until`; false when another backend was first.
pub async fn claim(db: &mut Connection, errand: &Errand, until: Moment) -> Result<bool, StoreError> {
    let sql = "UPDATE order_system_outbox SET next_attempt_at = $3, attempts = attempts + 1
        WHERE id = $1 AND next_attempt_at = $2 AND done_at IS NULL";
    Ok(db
        .execute(sql, values![errand.id, errand.next_attempt_at, until])
        .await?
        == 1)
}

pub async fn done(db: &mut Connection, errand_id: i64, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE order_system_outbox SET done_at = $2, last_error = NULL WHERE id = $1";
    db.execute(sql, values![errand_id, now]).await?;
    Ok(())
}

/// Puts an errand off after a failure.
pub async fn put_off(
    db: &mut Connection,
    errand_id: i64,
    until: Moment,
    error: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE order_system_outbox SET next_attempt_at = $2, last_error = $3 WHERE id = $1 AND done_at IS NULL";
    db.execute(sql, values![errand_id, until, error]).await?;
    Ok(())
}

const KNOWN: &str =
    "SELECT external_id, order_id, line, service_order_id, version, heard_at, body FROM service_orders";

pub async fn find(db: &mut Connection, external_id: &str) -> Result<Option<KnownServiceOrder>, StoreError> {
    let sql = super::engine::Composed(format!("{KNOWN} WHERE external_id = $1"));
    db.row(sql, values![external_id])
        .await?
        .map(|row| read_known(&row))
        .transpose()
}

/// As [`find`], and on PostgreSQL nobody else reads it so until the transaction ends.
pub async fn find_to_change(
    db: &mut Connection,
    external_id: &str,
) -> Result<Option<KnownServiceOrder>, StoreError> {
    // SQLite has one writer anyway, and no such words.
    let lock = if db.is_postgres() { " FOR UPDATE" } else { "" };
    let sql = super::engine::Composed(format!("{KNOWN} WHERE external_id = $1{lock}"));
    db.row(sql, values![external_id])
        .await?
        .map(|row| read_known(&row))
        .transpose()
}

/// Begins the record of a line that is about to be sent; leaves one that is there.
pub async fn begin(
    db: &mut Connection,
    external_id: &str,
    order_id: i64,
    line: u32,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO service_orders (external_id, order_id, line, version, heard_at, body)
        VALUES ($1, $2, $3, 0, $4, '{}') ON CONFLICT (external_id) DO NOTHING";
    db.execute(sql, values![external_id, order_id, line, now]).await?;
    Ok(())
}

/// Records what was applied.
pub async fn heard(
    db: &mut Connection,
    external_id: &str,
    service_order_id: &str,
    version: i64,
    body: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "UPDATE service_orders SET service_order_id = $2, version = $3, body = $4, heard_at = $5
        WHERE external_id = $1";
    db.execute(sql, values![external_id, service_order_id, version, body, now])
        .await?;
    Ok(())
}

/// The order system was asked and had nothing new to say.
pub async fn still_there(db: &mut Connection, external_id: &str, now: Moment) -> Result<(), StoreError> {
    db.execute(
        "UPDATE service_orders SET heard_at = $2 WHERE external_id = $1",
        values![external_id, now],
    )
    .await?;
    Ok(())
}

/// The order system has forgotten the order: what it says next counts from the beginning.
pub async fn forgotten(db: &mut Connection, external_id: &str, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE service_orders SET service_order_id = NULL, version = 0, heard_at = $2 WHERE external_id = $1";
    db.execute(sql, values![external_id, now]).await?;
    Ok(())
}

/// Lines under way that the order system has not spoken of since `before`, the longest silent first.
pub async fn silent(
    db: &mut Connection,
    before: Moment,
    limit: u32,
) -> Result<Vec<KnownServiceOrder>, StoreError> {
    let sql = "SELECT s.external_id, s.order_id, s.line, s.service_order_id, s.version, s.heard_at, s.body
        FROM service_orders AS s
        JOIN order_lines AS l ON l.order_id = s.order_id AND l.number = s.line
        WHERE s.heard_at < $1 AND l.status NOT IN ('closed', 'rejected', 'duplicate', 'cancelled', 'cancelled_a')
        ORDER BY s.heard_at LIMIT $2";
    db.rows(sql, values![before, limit])
        .await?
        .iter()
        .map(read_known)
        .collect()
}

fn read_known(row: &Row) -> Result<KnownServiceOrder, StoreError> {
    Ok(KnownServiceOrder {
        external_id: row.text("external_id")?,
        order_id: row.int("order_id")?,
        line: row.small("line")?,
        service_order_id: row.opt_text("service_order_id")?,
        version: row.int("version")?,
        heard_at: row.moment("heard_at")?,
        body: row.text("body")?,
    })
}

/// Whether there is something that the order system has still to be told of a line.
pub async fn has_errand(db: &mut Connection, order_id: i64, line: u32) -> Result<bool, StoreError> {
    let sql =
        "SELECT id FROM order_system_outbox WHERE order_id = $1 AND line = $2 AND done_at IS NULL LIMIT 1";
    Ok(db.row(sql, values![order_id, line]).await?.is_some())
}

/// Whether the order system has still to hear of a change: what it says until then is about what was sent before (CHG-1).
pub async fn awaits_change(db: &mut Connection, order_id: i64, line: u32) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM order_system_outbox
        WHERE order_id = $1 AND line = $2 AND kind = 'resubmit' AND done_at IS NULL LIMIT 1";
    Ok(db.row(sql, values![order_id, line]).await?.is_some())
}

/// Records that a message came in; false when the same one has come before. Its content is not kept twice: the last
/// state of the order stands in `service_orders`.
pub async fn receive(
    db: &mut Connection,
    event_id: &str,
    order_id: i64,
    line: u32,
    now: Moment,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO received_order_events (event_id, order_id, line, received_at, applied_at, body)
        VALUES ($1, $2, $3, $4, $4, '{}') ON CONFLICT (event_id) DO NOTHING";
    Ok(db.execute(sql, values![event_id, order_id, line, now]).await? == 1)
}

/// Removes messages that were applied long ago: a repeat of one would be recognised by its version.
pub async fn purge_received(db: &mut Connection, before: Moment) -> Result<u64, StoreError> {
    db.execute(
        "DELETE FROM received_order_events WHERE received_at < $1",
        values![before],
    )
    .await
}
