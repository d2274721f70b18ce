//! The two engines: how they are opened, how a statement runs on each, how a transaction begins and ends.

use std::{path::Path, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use sqlx::{
    Acquire as _, PgPool, Postgres, Sqlite, SqlitePool,
    pool::PoolConnection,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::{Row, StoreError, Value, writer};

static SQLITE_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// The database in its folder.
pub const SQLITE_FILE: &str = "jara-netbusiness.sqlite";

/// Readers of SQLite; writers queue for one connection, see [`writer`].
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for a connection before it answers 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Arc<Engine>,
}

#[derive(Debug)]
enum Engine {
    Sqlite {
        readers: SqlitePool,
        writer: writer::Writer,
    },
    Postgres(PgPool),
}

/// A connection on which statements run.
#[derive(Debug)]
pub enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Store {
    /// Opens the database file in `folder`, which is made when it is missing, and brings its schema up to date.
    pub async fn open_sqlite(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        let file = folder.join(SQLITE_FILE);
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true);
        let single = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None);
        // Checkpoints run on a connection of their own, off the writer's path; a large page cache keeps the
        // upper levels of the indexes in memory.
        let writing = single
            .clone()
            .connect_with(
                options
                    .clone()
                    .pragma("cache_size", "-65536")
                    .pragma("wal_autocheckpoint", "0"),
            )
            .await?;
        SQLITE_MIGRATIONS.run(&writing).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone().read_only(true).pragma("cache_size", "-8192"))
            .await?;
        let checkpointing = single
            .connect_with(options.pragma("wal_autocheckpoint", "0"))
            .await?;
        let writer = writer::Writer::start(writing, checkpointing, &file).await?;
        Ok(Self {
            engine: Arc::new(Engine::Sqlite { readers, writer }),
        })
    }

    /// Connects to a PostgreSQL database and brings its schema up to date.
    pub async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect(url)
            .await?;
        POSTGRES_MIGRATIONS.run(&pool).await?;
        Ok(Self {
            engine: Arc::new(Engine::Postgres(pool)),
        })
    }

    /// Runs a job in one transaction that is committed when the job succeeds and rolled back when it does not.
    /// The answer comes after the commit is durable.
    ///
    /// The job goes on when the caller is gone, so that a lost connection never leaves half a transaction behind.
    /// It must not wait for anything but the connection: it may hold the only writer.
    pub async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite { writer, .. } => writer.write(job).await,
            Engine::Postgres(pool) => transaction(pool.clone(), "BEGIN", job).await,
        }
    }

    /// Runs a job that sees one unchanging state of the database.
    pub async fn read<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite { readers, .. } => transaction(readers.clone(), "BEGIN", job).await,
            Engine::Postgres(pool) => {
                transaction(
                    pool.clone(),
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                    job,
                )
                .await
            }
        }
    }

    /// A connection for a single statement that reads.
    pub async fn connection(&self) -> Result<Connection, StoreError> {
        match &*self.engine {
            Engine::Sqlite { readers, .. } => Ok(Connection::Sqlite(readers.acquire().await?)),
            Engine::Postgres(pool) => Ok(Connection::Postgres(pool.acquire().await?)),
        }
    }

    /// Writes what is queued, and closes.
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

/// A pool of either engine, for [`transaction`].
trait Pool: Send + 'static {
    fn connection(&self) -> BoxFuture<'_, Result<Connection, StoreError>>;
}

impl Pool for SqlitePool {
    fn connection(&self) -> BoxFuture<'_, Result<Connection, StoreError>> {
        Box::pin(async { Ok(Connection::Sqlite(self.acquire().await?)) })
    }
}

impl Pool for PgPool {
    fn connection(&self) -> BoxFuture<'_, Result<Connection, StoreError>> {
        Box::pin(async { Ok(Connection::Postgres(self.acquire().await?)) })
    }
}

/// Runs on a task of its own, so that a caller who goes away leaves no transaction open.
async fn transaction<T, E, F>(pool: impl Pool, begin: &'static str, job: F) -> Result<T, E>
where
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let running = tokio::spawn(async move {
        let mut connection = pool.connection().await?;
        connection.execute(begin, Vec::new()).await?;
        match writer::caught(job(&mut connection)).await {
            Ok(Ok(answer)) => {
                if let Err(error) = connection.execute("COMMIT", Vec::new()).await {
                    connection.discard().await;
                    return Err(error.into());
                }
                Ok(answer)
            }
            Ok(Err(refusal)) => {
                connection.roll_back().await;
                Err(refusal)
            }
            Err(panicked) => {
                connection.roll_back().await;
                Err(panicked.into())
            }
        }
    });
    match running.await {
        Ok(answer) => answer,
        Err(_) => Err(StoreError::Panicked.into()),
    }
}

impl Connection {
    /// Whether this is PostgreSQL, for the few statements that must differ.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn execute(&mut self, sql: impl Statement, values: Vec<Value>) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(connection) => {
                let query = sqlx::query::<Sqlite>(sql.sql());
                let query = values.into_iter().fold(query, |query, value| match value {
                    Value::Int(value) => query.bind(value),
                    Value::OptInt(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::OptText(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                });
                Ok(query.execute(connection.acquire().await?).await?.rows_affected())
            }
            Self::Postgres(connection) => {
                let query = sqlx::query::<Postgres>(sql.sql());
                let query = values.into_iter().fold(query, |query, value| match value {
                    Value::Int(value) => query.bind(value),
                    Value::OptInt(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::OptText(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                });
                Ok(query.execute(connection.acquire().await?).await?.rows_affected())
            }
        }
    }

    /// Runs a statement and gives all its rows: every list has its `LIMIT`.
    pub async fn rows(&mut self, sql: impl Statement, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(connection) => {
                let query = sqlx::query::<Sqlite>(sql.sql());
                let query = values.into_iter().fold(query, |query, value| match value {
                    Value::Int(value) => query.bind(value),
                    Value::OptInt(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::OptText(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                });
                Ok(query
                    .fetch_all(connection.acquire().await?)
                    .await?
                    .into_iter()
                    .map(Row::Sqlite)
                    .collect())
            }
            Self::Postgres(connection) => {
                let query = sqlx::query::<Postgres>(sql.sql());
                let query = values.into_iter().fold(query, |query, value| match value {
                    Value::Int(value) => query.bind(value),
                    Value::OptInt(value) => query.bind(value),
                    Value::Text(value) => query.bind(value),
                    Value::OptText(value) => query.bind(value),
                    Value::Bytes(value) => query.bind(value),
                });
                Ok(query
                    .fetch_all(connection.acquire().await?)
                    .await?
                    .into_iter()
                    .map(Row::Postgres)
                    .collect())
            }
        }
    }

    /// Runs a statement and gives its first row.
    pub async fn row(&mut self, sql: impl Statement, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    async fn roll_back(mut self) {
        if self.execute("ROLLBACK", Vec::new()).await.is_err() {
            self.discard().await;
        }
    }

    /// Closes a connection whose state is unknown instead of giving it back to its pool.
    async fn discard(self) {
        let closed = match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        };
        if let Err(error) = closed {
            tracing::warn!(%error, "a database connection could not be closed");
        }
    }
}

/// A statement: written out, or put together from parts that were all written out (never from input).
pub trait Statement {
    fn sql(self) -> sqlx::SqlStr;
}

impl Statement for &'static str {
    fn sql(self) -> sqlx::SqlStr {
        self.into_sql_str()
    }
}

/// A statement put together by the store from constant parts; every value is bound.
#[derive(Debug)]
pub struct Composed(pub(in crate::store) String);

impl Statement for Composed {
    fn sql(self) -> sqlx::SqlStr {
        AssertSqlSafe(self.0).into_sql_str()
    }
}
