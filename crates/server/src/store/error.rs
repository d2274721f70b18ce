//! What can go wrong in the store.

/// Internal: it is logged and never shown to a user.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database refused")]
    Database(#[from] sqlx::Error),
    #[error("the migrations could not be applied")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("what is stored in {what} cannot be read: {why}")]
    Unreadable { what: &'static str, why: String },
    #[error("{what} could not be written as JSON")]
    Unwritable {
        what: &'static str,
        source: serde_json::Error,
    },
    /// The group of writes that this one belonged to was not committed.
    #[error("the write was not committed: {why}")]
    NotCommitted { why: String, full: bool },
    #[error("a write panicked")]
    Panicked,
    #[error("the store is shutting down")]
    Closed,
    #[error("the database folder cannot be used")]
    Folder(#[source] std::io::Error),
}

impl StoreError {
    /// Whether there is no room for what is to be written. It may come back.
    pub fn full(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(inner)) => inner.code().is_some_and(|code| {
                // SQLite: no room, and the failures to write, to sync or to grow that a full or bounded disk shows as.
                // PostgreSQL: no space.
                ["13", "778", "1034", "4874", "53100"].contains(&code.as_ref())
            }),
            Self::NotCommitted { full, .. } => *full,
            _ => false,
        }
    }

    /// Whether the same request may succeed a moment later: the database is away or busy.
    pub fn retryable(&self) -> bool {
        if self.full() {
            return true;
        }
        match self {
            Self::Database(error) => match error {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::Database(inner) => {
                    // SQLite: busy, locked. PostgreSQL: serialisation, deadlock, shutting down.
                    inner.code().is_some_and(|code| {
                        ["5", "6", "517", "40001", "40P01", "57P01", "57P03"].contains(&code.as_ref())
                    })
                }
                _ => false,
            },
            Self::NotCommitted { .. } | Self::Closed => true,
            Self::Migration(_)
            | Self::Unreadable { .. }
            | Self::Unwritable { .. }
            | Self::Panicked
            | Self::Folder(_) => false,
        }
    }
}
