//! The server's copy of drafts: a user's own, kept unread, and which of them became orders.

use domain::moment::Moment;
use wire::drafts::DraftView;

use super::{Connection, Row, StoreError, row::write_json};
use crate::values;

/// What one user keeps at most.
pub const MOST_PER_USER: u32 = 200;
/// The largest draft, as JSON: a project of 50 lines is some 60 KB.
pub const MOST_BYTES: usize = 256 << 10;
/// All drafts of one user together, which one answer holds.
pub const MOST_BYTES_PER_USER: i64 = 8 << 20;

/// A draft about to be stored.
#[derive(Clone)]
pub struct DraftToStore {
    pub user_id: String,
    pub id: String,
    pub kind: String,
    pub device: String,
    /// JSON.
    pub body: String,
}

/// What is typed stays out of every log.
impl std::fmt::Debug for DraftToStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftToStore")
            .field("user_id", &self.user_id)
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl DraftToStore {
    fn bytes(&self) -> i64 {
        i64::try_from(self.body.len()).unwrap_or(i64::MAX)
    }
}

/// How much a user keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub drafts: u32,
    pub bytes: i64,
}

/// How much a user keeps beside one draft. On PostgreSQL nobody else counts for this user until the transaction ends, so
/// that two who come at once do not both find room for the last one.
pub async fn kept_beside(db: &mut Connection, user_id: &str, id: &str) -> Result<Kept, StoreError> {
    if db.is_postgres() {
        db.row(
            "SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE",
            values![user_id],
        )
        .await?;
    }
    let sql = "SELECT COUNT(*) AS drafts, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM drafts
        WHERE user_id = $1 AND id <> $2";
    match db.row(sql, values![user_id, id]).await? {
        Some(row) => Ok(Kept {
            drafts: row.small("drafts")?,
            bytes: row.int("bytes")?,
        }),
        None => Ok(Kept::default()),
    }
}

/// Stores a draft as its first version; false when there is one under this id.
pub async fn insert(db: &mut Connection, draft: &DraftToStore, now: Moment) -> Result<bool, StoreError> {
    let sql = "INSERT INTO drafts (user_id, id, kind, version, created_at, updated_at, device, bytes, body)
        VALUES ($1, $2, $3, 1, $4, $4, $5, $6, $7) ON CONFLICT (user_id, id) DO NOTHING";
    let values = values![
        &draft.user_id,
        &draft.id,
        &draft.kind,
        now,
        &draft.device,
        draft.bytes(),
        &draft.body
    ];
    Ok(db.execute(sql, values).await? == 1)
}

/// Stores a draft over the version that was seen; false when that is not the present one.
pub async fn update(
    db: &mut Connection,
    draft: &DraftToStore,
    seen: i64,
    now: Moment,
) -> Result<bool, StoreError> {
    let sql = "UPDATE drafts SET kind = $4, version = version + 1, updated_at = $5, device = $6, bytes = $7, body = $8
        WHERE user_id = $1 AND id = $2 AND version = $3";
    let values = values![
        &draft.user_id,
        &draft.id,
        seen,
        &draft.kind,
        now,
        &draft.device,
        draft.bytes(),
        &draft.body
    ];
    Ok(db.execute(sql, values).await? == 1)
}

/// A draft of this user; another's does not exist.
pub async fn find(db: &mut Connection, user_id: &str, id: &str) -> Result<Option<DraftView>, StoreError> {
    let sql = "SELECT id, kind, version, updated_at, device, body FROM drafts WHERE user_id = $1 AND id = $2";
    db.row(sql, values![user_id, id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// All of a user, the one changed last first.
pub async fn of_user(db: &mut Connection, user_id: &str) -> Result<Vec<DraftView>, StoreError> {
    let sql = "SELECT id, kind, version, updated_at, device, body FROM drafts WHERE user_id = $1
        ORDER BY updated_at DESC, id LIMIT $2";
    db.rows(sql, values![user_id, MOST_PER_USER])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Removes a draft, only the version that was seen when one is given; true when it was there.
pub async fn delete(
    db: &mut Connection,
    user_id: &str,
    id: &str,
    seen: Option<i64>,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM drafts WHERE user_id = $1 AND id = $2 AND ($3 = 0 OR version = $3)";
    Ok(db.execute(sql, values![user_id, id, seen.unwrap_or(0)]).await? == 1)
}

/// A draft that nobody has touched for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    pub user_id: String,
    pub company_id: String,
    pub id: String,
    pub version: i64,
}

pub async fn untouched_since(
    db: &mut Connection,
    before: Moment,
    limit: u32,
) -> Result<Vec<Forgotten>, StoreError> {
    let sql = "SELECT d.user_id, u.company_id, d.id, d.version FROM drafts d JOIN users u ON u.id = d.user_id
        WHERE d.updated_at < $1 ORDER BY d.updated_at LIMIT $2";
    db.rows(sql, values![before, limit])
        .await?
        .iter()
        .map(|row| {
            Ok(Forgotten {
                user_id: row.text("user_id")?,
                company_id: row.text("company_id")?,
                id: row.text("id")?,
                version: row.int("version")?,
            })
        })
        .collect()
}

/// The order that a draft became.
pub async fn ordered_as(db: &mut Connection, user_id: &str, id: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT order_id FROM ordered_drafts WHERE user_id = $1 AND draft_id = $2";
    db.row(sql, values![user_id, id])
        .await?
        .map(|row| row.int("order_id"))
        .transpose()
}

/// Remembers that a draft became an order; false when it has become one before. On PostgreSQL this waits for a
/// transaction that is still open.
pub async fn keep_ordered(
    db: &mut Connection,
    user_id: &str,
    id: &str,
    order_id: i64,
    now: Moment,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO ordered_drafts (user_id, draft_id, order_id, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, draft_id) DO NOTHING";
    Ok(db.execute(sql, values![user_id, id, order_id, now]).await? == 1)
}

pub async fn purge_ordered(db: &mut Connection, before: Moment) -> Result<u64, StoreError> {
    db.execute("DELETE FROM ordered_drafts WHERE at < $1", values![before])
        .await
}

/// The JSON of a draft's body, as it is stored and measured.
pub fn as_text(body: &serde_json::Value) -> Result<String, StoreError> {
    write_json("draft", body)
}

fn read(row: &Row) -> Result<DraftView, StoreError> {
    Ok(DraftView {
        id: row.text("id")?,
        kind: row.text("kind")?,
        version: row.int("version")?,
        updated_at: row.moment("updated_at")?,
        device: row.text("device")?,
        body: row.json("body")?,
    })
}
