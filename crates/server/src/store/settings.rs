//! Single values that the backend keeps for itself.

use super::{Connection, StoreError};
use crate::values;

pub async fn find(db: &mut Connection, name: &str) -> Result<Option<String>, StoreError> {
    db.row("SELECT value FROM settings WHERE name = $1", values![name])
        .await?
        .map(|row| row.text("value"))
        .transpose()
}

/// Sets a value that nobody has set; false when somebody has. On PostgreSQL this waits for a transaction that is about to,
/// so that of several backends one does what the value stands for.
pub async fn claim(db: &mut Connection, name: &str, value: &str) -> Result<bool, StoreError> {
    let sql = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    Ok(db.execute(sql, values![name, value]).await? == 1)
}

pub async fn put(db: &mut Connection, name: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    db.execute(sql, values![name, value]).await?;
    Ok(())
}
