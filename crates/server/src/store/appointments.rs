//! Searches for free slots (BOK). The slots that are held stand with everything else that is held.

use domain::appointment::SlotSearch;
use serde::{Deserialize, Serialize};

use super::{Connection, StoreError, row::write_json};
use crate::{ports::place::PartnerPlace, values};

/// A search with what only the backend knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSearch {
    pub search: SlotSearch,
    /// The check that it was for.
    pub check: String,
    /// What the appointment book was asked by.
    pub place: PartnerPlace,
}

pub async fn insert_search(
    db: &mut Connection,
    company_id: &str,
    stored: &StoredSearch,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO slot_searches (id, company_id, check_id, searched_at, body) VALUES ($1, $2, $3, $4, $5)";
    let search = &stored.search;
    let body = write_json("slot search", stored)?;
    db.execute(
        sql,
        values![&search.id, company_id, &stored.check, search.searched_at, body],
    )
    .await?;
    Ok(())
}

/// A search of this company; another's does not exist.
pub async fn find_search(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<SlotSearch>, StoreError> {
    Ok(find_stored_search(db, company_id, id)
        .await?
        .map(|stored| stored.search))
}

/// As [`find_search`], with all that the backend knows of it.
pub async fn find_stored_search(
    db: &mut Connection,
    company_id: &str,
    id: &str,
) -> Result<Option<StoredSearch>, StoreError> {
    let sql = "SELECT body FROM slot_searches WHERE id = $1 AND company_id = $2";
    let row = db.row(sql, values![id, company_id]).await?;
    row.map(|row| row.json("body")).transpose()
}
