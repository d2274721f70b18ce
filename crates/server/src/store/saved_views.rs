//! Saved views of lists: one's own, and those that a colleague shares.

use domain::moment::Moment;
use wire::lists::SavedView;

use super::{Connection, Row, StoreError};
use crate::values;

#[derive(Clone, Debug)]
pub struct ViewToStore {
    pub id: String,
    pub user_id: String,
    pub company_id: String,
    pub list: String,
    pub name: String,
    pub query: String,
    pub shared: bool,
}

/// What one user keeps at most.
pub const MOST_PER_USER: u32 = 100;

pub async fn insert(db: &mut Connection, view: &ViewToStore, now: Moment) -> Result<(), StoreError> {
    let sql = "INSERT INTO saved_views (id, user_id, company_id, list, name, query, shared, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    db.execute(
        sql,
        values![
            &view.id,
            &view.user_id,
            &view.company_id,
            &view.list,
            &view.name,
            &view.query,
            view.shared,
            now
        ],
    )
    .await?;
    Ok(())
}

pub async fn count_of_user(db: &mut Connection, user_id: &str) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) AS views FROM saved_views WHERE user_id = $1";
    match db.row(sql, values![user_id]).await? {
        Some(row) => row.small("views"),
        None => Ok(0),
    }
}

/// What a user sees: their own, and what colleagues share; by name.
pub async fn visible(
    db: &mut Connection,
    company_id: &str,
    user_id: &str,
    list: &str,
) -> Result<Vec<SavedView>, StoreError> {
    let sql = "SELECT id, user_id, list, name, query, shared FROM saved_views
        WHERE company_id = $1 AND list = $2 AND (user_id = $3 OR shared = 1) ORDER BY name, id LIMIT 1000";
    let read = |row: &Row| {
        Ok(SavedView {
            id: row.text("id")?,
            list: row.text("list")?,
            name: row.text("name")?,
            query: row.text("query")?,
            shared: row.truth("shared")?,
            own: row.text("user_id")? == user_id,
        })
    };
    db.rows(sql, values![company_id, list, user_id])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// True when the user had it.
pub async fn delete(db: &mut Connection, user_id: &str, id: &str) -> Result<bool, StoreError> {
    Ok(db
        .execute(
            "DELETE FROM saved_views WHERE id = $1 AND user_id = $2",
            values![id, user_id],
        )
        .await?
        == 1)
}
