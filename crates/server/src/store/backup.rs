//! A consistent copy of a SQLite store while it is in use, and whether a file or a database can be restored into.

use std::{path::Path, time::Duration};

use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, Row as _, SqliteConnection,
    sqlite::SqliteConnectOptions,
};

use super::StoreError;

/// How long it waits for a writer that is in its way.
const BUSY: Duration = Duration::from_secs(60);

/// Writes what is committed at this moment into a new file. Writers go on beside it.
pub async fn copy_sqlite(database: &Path, copy: &Path) -> Result<(), StoreError> {
    let mut from = open(database).await?;
    sqlx::query("VACUUM INTO $1")
        .bind(copy.display().to_string())
        .execute(&mut from)
        .await?;
    from.close().await?;
    Ok(())
}

/// Whether a file is a whole store of ours; what is wrong with it when it is not.
pub async fn check_sqlite(file: &Path) -> Result<Result<(), String>, StoreError> {
    let mut copy = match open(file).await {
        Ok(copy) => copy,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let checked = async {
        let said: String = sqlx::query("PRAGMA integrity_check(1)")
            .fetch_one(&mut copy)
            .await?
            .try_get(0)?;
        let orders = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('orders', '_sqlx_migrations')";
        let tables: i64 = sqlx::query(orders).fetch_one(&mut copy).await?.try_get(0)?;
        Ok::<_, sqlx::Error>((said, tables))
    };
    let checked = checked.await;
    copy.close().await?;
    Ok(match checked {
        Ok((said, 2)) if said == "ok" => Ok(()),
        Ok((said, 2)) => Err(said),
        Ok(_) => Err("it holds no orders".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

async fn open(file: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(BUSY)
        .connect()
        .await?)
}

/// Whether a PostgreSQL database has no tables yet.
pub async fn is_empty_postgres(url: &str) -> Result<bool, StoreError> {
    let mut database = PgConnection::connect(url).await?;
    let tables: i64 = sqlx::query("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'")
        .fetch_one(&mut database)
        .await?
        .try_get(0)?;
    database.close().await?;
    Ok(tables == 0)
}
