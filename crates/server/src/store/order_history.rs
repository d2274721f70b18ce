//! The history of an order, which is only ever added to (AUD-1).

use domain::{
    moment::Moment,
    orders::{
        reopen::FieldChange,
        status::{Action, LineStatus},
    },
};
use wire::orders::{HistoryEntry, Reason};

use super::{
    Connection, Row, StoreError,
    row::{write_json, write_name},
};
use crate::values;

#[derive(Clone, Debug)]
pub struct NewEntry {
    pub order_id: i64,
    pub line: Option<u32>,
    pub at: Moment,
    /// None when a system acted.
    pub user_id: Option<String>,
    pub who: String,
    pub action: Option<Action>,
    pub from: Option<LineStatus>,
    pub to: Option<LineStatus>,
    pub reason: Option<Reason>,
    pub comment: Option<String>,
    /// What a change of a sent order has changed (CHG-1).
    pub changes: Vec<FieldChange>,
}

/// More than any order gets: 50 lines of some 15 steps, and what people do.
const MOST_ENTRIES: u32 = 2000;

/// Adds an entry and gives its number.
pub async fn append(db: &mut Connection, entry: &NewEntry) -> Result<i64, StoreError> {
    let sql = "INSERT INTO order_history (order_id, line, at, user_id, who, action, from_status, to_status, reason, comment, changes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";
    let action = entry
        .action
        .map(|action| write_name("action", action))
        .transpose()?;
    let from = entry
        .from
        .map(|status| write_name("status", status))
        .transpose()?;
    let to = entry.to.map(|status| write_name("status", status)).transpose()?;
    let reason = entry
        .reason
        .as_ref()
        .map(|reason| write_json("reason", reason))
        .transpose()?;
    let changes = (!entry.changes.is_empty())
        .then(|| write_json("changes", &entry.changes))
        .transpose()?;
    db.row(
        sql,
        values![
            entry.order_id,
            entry.line,
            entry.at,
            entry.user_id.clone(),
            &entry.who,
            action,
            from,
            to,
            reason,
            entry.comment.clone(),
            changes
        ],
    )
    .await?
    .ok_or(StoreError::Unreadable {
        what: "order_history.id",
        why: "no number came back".to_owned(),
    })?
    .int("id")
}

/// Newest first.
pub async fn of_order(db: &mut Connection, order_id: i64) -> Result<Vec<HistoryEntry>, StoreError> {
    let sql =
        "SELECT line, at, who, action, from_status, to_status, reason, comment, changes FROM order_history
        WHERE order_id = $1 ORDER BY id DESC LIMIT $2";
    let read = |row: &Row| {
        Ok(HistoryEntry {
            at: row.moment("at")?,
            who: row.text("who")?,
            line: row.opt_int("line")?.and_then(|line| u32::try_from(line).ok()),
            action: row.opt_name("action")?,
            from: row.opt_name("from_status")?,
            to: row.opt_name("to_status")?,
            reason: row.opt_json("reason")?,
            comment: row.opt_text("comment")?,
            changes: row.opt_json("changes")?.unwrap_or_default(),
        })
    };
    db.rows(sql, values![order_id, MOST_ENTRIES])
        .await?
        .iter()
        .map(read)
        .collect()
}
