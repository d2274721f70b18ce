//! `backup` and `restore`: one file that holds everything, made while the backend runs.
//!
//! Whatever was acknowledged before a backup began is in it. SQLite copies itself; PostgreSQL's own tools do it for
//! PostgreSQL. Nothing is ever overwritten: a backup wants a new file, a restore an empty place.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use tokio::process::Command;

use crate::{
    config::{Config, Database},
    running,
    store::{SQLITE_FILE, StoreError, backup},
};

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0} is there already: name a new file")]
    Exists(PathBuf),
    #[error("there is no database {0} (JARA_DATA): nothing to back up")]
    NoDatabase(PathBuf),
    #[error("{0} is there already: stop the backend, move the old files away, and restore again")]
    Occupied(PathBuf),
    #[error("the database already holds tables: restore into a new, empty one")]
    OccupiedDatabase,
    #[error("{file} cannot be restored: {why}")]
    Unusable { file: PathBuf, why: String },
    #[error(
        "{0} is not on this machine: install the client of PostgreSQL (Debian: postgresql-client), of the server's \
         version or newer"
    )]
    NoTool(&'static str),
    #[error("{tool} did not succeed: {said}")]
    Tool { tool: &'static str, said: String },
    #[error("{0} cannot be written")]
    File(PathBuf, #[source] io::Error),
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// Writes everything into a new file. The backend may go on meanwhile.
pub async fn backup(config: &Config, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    // Under another name until it is whole, so that half a backup is never taken for one.
    let part = beside(file, ".part");
    remove_if_there(&part)?;
    let written = match &config.database {
        Database::Sqlite { folder } => {
            let database = folder.join(SQLITE_FILE);
            if !database.exists() {
                return Err(BackupError::NoDatabase(database));
            }
            backup::copy_sqlite(&database, &part)
                .await
                .map_err(BackupError::from)
        }
        Database::Postgres(url) => dump(&url.0, &part).await,
    };
    if let Err(error) = written {
        remove_if_there(&part)?;
        return Err(error);
    }
    settle(&part, file)
}

/// Puts a backup into an empty place, and brings its schema up to date.
pub async fn restore(config: &Config, file: &Path) -> Result<(), BackupError> {
    match &config.database {
        Database::Sqlite { folder } => restore_sqlite(folder, file).await?,
        Database::Postgres(url) => {
            if !backup::is_empty_postgres(&url.0).await? {
                return Err(BackupError::OccupiedDatabase);
            }
            load(&url.0, file).await?;
        }
    }
    running::open_store(config).await?.close().await;
    Ok(())
}

async fn restore_sqlite(folder: &Path, file: &Path) -> Result<(), BackupError> {
    let database = folder.join(SQLITE_FILE);
    // A log that was left behind would be played into the restored database.
    for occupied in [&database, &beside(&database, "-wal"), &beside(&database, "-shm")] {
        if occupied.exists() {
            return Err(BackupError::Occupied(occupied.clone()));
        }
    }
    let unusable = |why: String| BackupError::Unusable {
        file: file.to_owned(),
        why,
    };
    if !file.is_file() {
        return Err(unusable("there is no such file".to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(|error| BackupError::File(folder.to_owned(), error))?;
    let part = beside(&database, ".part");
    remove_if_there(&part)?;
    std::fs::copy(file, &part).map_err(|error| BackupError::File(part.clone(), error))?;
    // The copy is looked at, not the backup itself, which may lie where nothing can be written.
    if let Err(why) = backup::check_sqlite(&part).await? {
        remove_if_there(&part)?;
        return Err(unusable(why));
    }
    settle(&part, &database)
}

/// Makes what was written durable, and gives it its name.
fn settle(part: &Path, file: &Path) -> Result<(), BackupError> {
    let settled = || -> io::Result<()> {
        File::open(part)?.sync_all()?;
        std::fs::rename(part, file)?;
        match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
            _ => File::open(".")?.sync_all(),
        }
    };
    settled().map_err(|error| BackupError::File(file.to_owned(), error))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn remove_if_there(file: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::File(file.to_owned(), error))
        }
        _ => Ok(()),
    }
}

async fn dump(url: &str, file: &Path) -> Result<(), BackupError> {
    let mut arguments = vec![
        "--format=custom".into(),
        "--no-owner".into(),
        "--no-privileges".into(),
    ];
    arguments.push(format!("--file={}", file.display()));
    tool("pg_dump", url, arguments).await
}

async fn load(url: &str, file: &Path) -> Result<(), BackupError> {
    // All of it or nothing.
    let mut arguments: Vec<String> = [
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(file.display().to_string());
    tool("pg_restore", url, arguments).await
}

/// Runs a tool of PostgreSQL against a database. Arguments can be seen by every user of the machine, so the password goes
/// through the environment.
async fn tool(name: &'static str, url: &str, arguments: Vec<String>) -> Result<(), BackupError> {
    let (address, password) = without_password(url);
    let mut command = Command::new(name);
    command.arg(format!("--dbname={address}")).args(arguments);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let ran = command.output().await.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BackupError::NoTool(name),
        _ => BackupError::Tool {
            tool: name,
            said: error.to_string(),
        },
    })?;
    if ran.status.success() {
        return Ok(());
    }
    Err(BackupError::Tool {
        tool: name,
        said: String::from_utf8_lossy(&ran.stderr).trim().to_owned(),
    })
}

/// `postgres://user:password@host/name` without the password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split(['/', '?']).next()?;
        let (login, _) = authority.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        let after = rest.get(login.len()..)?;
        Some((format!("{scheme}://{user}{after}"), decoded(password)))
    };
    match parts() {
        Some((address, password)) => (address, Some(password)),
        None => (url.to_owned(), None),
    }
}

/// `%40` is `@`; what is no such escape stands for itself.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        rest = match escape {
            Some(byte) => {
                bytes.push(byte);
                after.get(2..).unwrap_or_default()
            }
            None => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_stands_in_no_argument() {
        for (url, address, password) in [
            (
                "postgres://jara:hem%40me%2Flig@db:5432/jara?sslmode=require",
                "postgres://jara@db:5432/jara?sslmode=require",
                Some("hem@me/lig"),
            ),
            (
                "postgres://jara:a%b@db/jara",
                "postgres://jara@db/jara",
                Some("a%b"),
            ),
            ("postgres://jara@db/jara", "postgres://jara@db/jara", None),
            ("postgresql:///jara", "postgresql:///jara", None),
            ("postgres://db:5432/a@b:c", "postgres://db:5432/a@b:c", None),
        ] {
            assert_eq!(
                without_password(url),
                (address.to_owned(), password.map(str::to_owned))
            );
        }
    }
}
