//! The keys that seal what browsers keep of a user (OFF-6). A key leaves here for its user's session and nowhere else.

use domain::moment::Moment;

use super::{Connection, StoreError};
use crate::values;

/// A key, as it is stored. It cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredKey(pub String);

impl std::fmt::Debug for StoredKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

pub async fn find(db: &mut Connection, user_id: &str) -> Result<Option<StoredKey>, StoreError> {
    db.row("SELECT key FROM vault_keys WHERE user_id = $1", values![user_id])
        .await?
        .map(|row| row.text("key").map(StoredKey))
        .transpose()
}

/// Keeps a key for a user who has none; whoever asks at the same time gets the one that was first.
pub async fn keep_first(
    db: &mut Connection,
    user_id: &str,
    key: &StoredKey,
    now: Moment,
) -> Result<StoredKey, StoreError> {
    let sql = "INSERT INTO vault_keys (user_id, key, created_at) VALUES ($1, $2, $3) ON CONFLICT (user_id) DO NOTHING";
    db.execute(sql, values![user_id, &key.0, now]).await?;
    find(db, user_id).await?.ok_or(StoreError::Unreadable {
        what: "vault_keys",
        why: "the key that was kept is not there".to_owned(),
    })
}
