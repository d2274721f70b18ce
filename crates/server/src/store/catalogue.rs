//! Versions of the product catalogue; an order keeps the one that it was made with.

use domain::{catalogue::Catalogue, moment::Moment};

use super::{Connection, StoreError, row::write_json};
use crate::values;

pub async fn newest(db: &mut Connection) -> Result<Option<Catalogue>, StoreError> {
    let sql = "SELECT body FROM catalogue_versions ORDER BY created_at DESC, version DESC LIMIT 1";
    db.row(sql, Vec::new())
        .await?
        .map(|row| row.json("body"))
        .transpose()
}

pub async fn find(db: &mut Connection, version: &str) -> Result<Option<Catalogue>, StoreError> {
    let sql = "SELECT body FROM catalogue_versions WHERE version = $1";
    db.row(sql, values![version])
        .await?
        .map(|row| row.json("body"))
        .transpose()
}

/// Adds a version; one that is there already stays as it is.
pub async fn insert(db: &mut Connection, catalogue: &Catalogue, now: Moment) -> Result<(), StoreError> {
    let sql = "INSERT INTO catalogue_versions (version, body, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (version) DO NOTHING";
    db.execute(
        sql,
        values![&catalogue.version, write_json("catalogue", catalogue)?, now],
    )
    .await?;
    Ok(())
}
