//! What users do that is no case with a history of its own (AUD-1). Entries name the thing and never its contents, and
//! cannot be changed.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: Moment,
    pub user_id: String,
    /// `draft.made`
    pub action: String,
    pub subject: String,
}

pub async fn append(
    db: &mut Connection,
    user_id: &str,
    action: &'static str,
    subject: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit (at, user_id, action, subject) VALUES ($1, $2, $3, $4)";
    db.execute(sql, values![now, user_id, action, subject]).await?;
    Ok(())
}

/// The last of a user, newest first.
pub async fn of_user(db: &mut Connection, user_id: &str, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = "SELECT at, user_id, action, subject FROM audit WHERE user_id = $1 ORDER BY id DESC LIMIT $2";
    db.rows(sql, values![user_id, limit])
        .await?
        .iter()
        .map(|row| {
            Ok(AuditEntry {
                at: row.moment("at")?,
                user_id: row.text("user_id")?,
                action: row.text("action")?,
                subject: row.text("subject")?,
            })
        })
        .collect()
}
