//! What the partner has seen of its lines, and which live lines a new one would repeat.

use domain::orders::{
    duplicate::{LiveLine, is_live},
    status::LineStatus,
};

use super::{Connection, Row, StoreError, engine::Composed, row::write_name};
use crate::values;

/// More than anybody would look at.
const MOST_REPEATED: u32 = 10;

/// Writes that the partner has seen how a line ended, or has not after all; false when that stands there already.
pub async fn set_seen(db: &mut Connection, order_id: i64, line: u32, seen: bool) -> Result<bool, StoreError> {
    let sql = "UPDATE order_lines SET seen = $3 WHERE order_id = $1 AND number = $2 AND seen <> $3";
    Ok(db.execute(sql, values![order_id, line, seen]).await? == 1)
}

/// The live lines of a company that are known by this identity, the latest order first; `name` makes its name of an
/// order's number.
pub async fn live_lines(
    db: &mut Connection,
    company_id: &str,
    identity: &str,
    name: fn(i64) -> String,
) -> Result<Vec<LiveLine>, StoreError> {
    let mut live = Vec::new();
    for status in LineStatus::ALL.into_iter().filter(|status| is_live(*status)) {
        live.push(format!("'{}'", write_name("status", status)?));
    }
    let sql = Composed(format!(
        "SELECT l.order_id, l.number, l.status FROM order_lines l JOIN orders o ON o.id = l.order_id
        WHERE l.identity = $1 AND o.company_id = $2 AND l.status IN ({}) ORDER BY l.order_id DESC, l.number LIMIT $3",
        live.join(", ")
    ));
    let read = |row: &Row| {
        Ok(LiveLine {
            order: name(row.int("order_id")?),
            line: row.small("number")?,
            status: row.name("status")?,
        })
    };
    db.rows(sql, values![identity, company_id, MOST_REPEATED])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// From here to the end of the transaction nobody else of this company stores a line of one of these identities: of two
/// that come at once, the second sees the first (ORD-5). SQLite has one writer anyway.
pub async fn alone_with(
    db: &mut Connection,
    company_id: &str,
    identities: &[String],
) -> Result<(), StoreError> {
    if !db.is_postgres() {
        return Ok(());
    }
    // In one order, so that two never wait for each other.
    let mut sorted: Vec<_> = identities.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    for identity in sorted {
        let subject = format!("{company_id}|{identity}");
        db.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 5))",
            values![subject],
        )
        .await?;
    }
    Ok(())
}
