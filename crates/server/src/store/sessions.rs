//! Sessions. The token is known to the browser alone; here is its hash.

use domain::{access::Access, moment::Moment};

use super::{Connection, Row, StoreError};
use crate::values;

#[derive(Clone, Debug)]
pub struct Session {
    pub id: String,
    pub user_id: String,
    pub token_hash: String,
    pub started_at: Moment,
    pub last_seen_at: Moment,
    pub expires_at: Moment,
    pub client: String,
}

/// A session with the user that it belongs to.
#[derive(Clone, Debug)]
pub struct Known {
    pub session: Session,
    pub user_name: String,
    pub display_name: String,
    pub access: Access,
    pub company_id: String,
    pub company_name: String,
}

pub async fn insert(db: &mut Connection, session: &Session) -> Result<(), StoreError> {
    let sql = "INSERT INTO sessions (id, user_id, token_hash, started_at, last_seen_at, expires_at, client)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    db.execute(
        sql,
        values![
            &session.id,
            &session.user_id,
            &session.token_hash,
            session.started_at,
            session.last_seen_at,
            session.expires_at,
            &session.client
        ],
    )
    .await?;
    Ok(())
}

/// The session of a token, of an active user; whether it has run out is for the caller to decide.
pub async fn find_by_token(db: &mut Connection, token_hash: &str) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT s.id, s.user_id, s.token_hash, s.started_at, s.last_seen_at, s.expires_at, s.client,
            u.user_name, u.display_name, u.access, u.company_id, c.name AS company_name
        FROM sessions s JOIN users u ON u.id = s.user_id JOIN companies c ON c.id = u.company_id
        WHERE s.token_hash = $1 AND u.active = 1";
    let Some(row) = db.row(sql, values![token_hash]).await? else {
        return Ok(None);
    };
    Ok(Some(Known {
        session: read(&row)?,
        user_name: row.text("user_name")?,
        display_name: row.text("display_name")?,
        access: row.json("access")?,
        company_id: row.text("company_id")?,
        company_name: row.text("company_name")?,
    }))
}

/// A person did something. Two requests at once may come in either order, so it never goes back.
pub async fn touch(db: &mut Connection, id: &str, now: Moment) -> Result<(), StoreError> {
    db.execute(
        "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2",
        values![id, now],
    )
    .await?;
    Ok(())
}

/// Newest first.
pub async fn of_user(db: &mut Connection, user_id: &str) -> Result<Vec<Session>, StoreError> {
    let sql = "SELECT id, user_id, token_hash, started_at, last_seen_at, expires_at, client FROM sessions
        WHERE user_id = $1 ORDER BY started_at DESC, id LIMIT 200";
    db.rows(sql, values![user_id]).await?.iter().map(read).collect()
}

/// True when there was one.
pub async fn end(db: &mut Connection, user_id: &str, id: &str) -> Result<bool, StoreError> {
    Ok(db
        .execute(
            "DELETE FROM sessions WHERE id = $1 AND user_id = $2",
            values![id, user_id],
        )
        .await?
        == 1)
}

/// Ends every session of a user.
pub async fn end_all(db: &mut Connection, user_id: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM sessions WHERE user_id = $1", values![user_id])
        .await?;
    Ok(())
}

/// Removes sessions that can no longer be used.
pub async fn purge(db: &mut Connection, idle_before: Moment, now: Moment) -> Result<u64, StoreError> {
    db.execute(
        "DELETE FROM sessions WHERE last_seen_at <= $1 OR expires_at <= $2",
        values![idle_before, now],
    )
    .await
}

fn read(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.text("id")?,
        user_id: row.text("user_id")?,
        token_hash: row.text("token_hash")?,
        started_at: row.moment("started_at")?,
        last_seen_at: row.moment("last_seen_at")?,
        expires_at: row.moment("expires_at")?,
        client: row.text("client")?,
    })
}
