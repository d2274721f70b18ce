//! The bare program: one writer that drains its queue into one transaction, checkpoints by a second connection, and the
//! rows of a real order, byte for byte.

use std::{path::Path, sync::Arc, time::Duration};

use server::store::{SQLITE_FILE, Store, StoreError, Value};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _, SqliteConnection, TypeInfo as _,
    ValueRef as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot};

/// Every table that a submitted order writes to, by the column that names the order.
const TABLES: [(&str, &str); 7] = [
    ("orders", "id"),
    ("order_bodies", "order_id"),
    ("order_lines", "order_id"),
    ("order_words", "order_id"),
    ("order_history", "order_id"),
    ("events", "order_id"),
    ("order_system_outbox", "order_id"),
];
/// As the product groups its writes.
const GROUP: usize = 64;

#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Int(i64),
    Text(String),
    /// The number of the order.
    Order,
    /// A key of its own.
    Key,
}

/// The rows of one table: one statement inserts them all.
#[derive(Clone, Debug)]
pub struct Rows {
    sql: String,
    cells: Vec<Cell>,
}

/// The rows of one order, the order's own first.
#[derive(Clone, Debug)]
pub struct Sample(Vec<Rows>);

async fn open(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30))
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "0")
        .connect()
        .await
        .unwrap()
}

async fn rows(db: &mut SqliteConnection, table: &str, condition: &str, named_by: &str) -> Rows {
    let sql = format!("SELECT * FROM {table} WHERE {condition}");
    let found = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await.unwrap();
    assert!(!found.is_empty(), "{table} holds nothing of the order");
    // Numbers that the database gives itself are left to it.
    let columns: Vec<String> = found[0]
        .columns()
        .iter()
        .map(|column| sqlx::Column::name(column).to_owned())
        .filter(|name| name != "id")
        .collect();
    let (mut cells, mut places) = (Vec::new(), Vec::new());
    for row in &found {
        let mut marks = Vec::new();
        for column in &columns {
            let value = row.try_get_raw(column.as_str()).unwrap();
            cells.push(if column == named_by {
                Cell::Order
            } else if column == "key" {
                Cell::Key
            } else if value.is_null() {
                Cell::Null
            } else if value.type_info().name() == "INTEGER" {
                Cell::Int(row.get(column.as_str()))
            } else {
                Cell::Text(row.get(column.as_str()))
            });
            marks.push(format!("${}", cells.len()));
        }
        places.push(format!("({})", marks.join(", ")));
    }
    let returning = if table == "orders" { " RETURNING id" } else { "" };
    Rows {
        sql: format!(
            "INSERT INTO {table} ({}) VALUES {}{returning}",
            columns.join(", "),
            places.join(", ")
        ),
        cells,
    }
}

/// Reads the rows of one order, and stores so many more of it.
pub async fn sample_and_multiply(file: &Path, order: i64, times: i64) -> Sample {
    let mut db = open(file).await;
    let mut sample = Vec::new();
    for (table, column) in TABLES {
        sample.push(rows(&mut db, table, &format!("{column} = {order}"), column).await);
    }
    let answer = format!("answer LIKE '%1-{order}%'");
    sample.push(rows(&mut db, "idempotency", &answer, "").await);
    let sample = Sample(sample);
    multiply(&mut db, &sample, times).await;
    sample
}

async fn multiply(db: &mut SqliteConnection, sample: &Sample, times: i64) {
    db.execute("BEGIN IMMEDIATE").await.unwrap();
    for _ in 0..times {
        insert(db, sample).await;
    }
    db.execute("COMMIT").await.unwrap();
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
}

async fn insert(db: &mut SqliteConnection, sample: &Sample) {
    let mut order = 0;
    for rows in &sample.0 {
        let mut query = sqlx::query(AssertSqlSafe(rows.sql.clone()));
        for cell in &rows.cells {
            query = match cell {
                Cell::Null => query.bind(None::<String>),
                Cell::Int(value) => query.bind(*value),
                Cell::Text(value) => query.bind(value.as_str()),
                Cell::Order => query.bind(order),
                Cell::Key => query.bind(uuid::Uuid::new_v4().to_string()),
            };
        }
        if order == 0 {
            order = query.fetch_one(&mut *db).await.unwrap().get(0);
        } else {
            query.execute(&mut *db).await.unwrap();
        }
    }
}

/// The same rows through the product's own store.
pub async fn submit_through(store: &Store, sample: Arc<Sample>) {
    let written: Result<(), StoreError> = store
        .write(move |db| {
            Box::pin(async move {
                let mut order = 0;
                for rows in &sample.0 {
                    let values = rows.cells.iter().map(|cell| match cell {
                        Cell::Null => Value::OptText(None),
                        Cell::Int(value) => Value::Int(*value),
                        Cell::Text(value) => Value::Text(value.clone()),
                        Cell::Order => Value::Int(order),
                        Cell::Key => Value::Text(uuid::Uuid::new_v4().to_string()),
                    });
                    let sql = Written(rows.sql.clone());
                    let row = db.row(sql, values.collect()).await?;
                    if let Some(row) = row {
                        order = row.int("id")?;
                    }
                }
                Ok(())
            })
        })
        .await;
    written.unwrap();
}

/// A statement of the sample: made from names and placeholders alone.
struct Written(String);

impl server::store::engine::Statement for Written {
    fn sql(self) -> sqlx::SqlStr {
        use sqlx::SqlSafeStr as _;
        AssertSqlSafe(self.0).into_sql_str()
    }
}

/// The bare program. Cheap to clone.
#[derive(Clone)]
pub struct Bare {
    queue: mpsc::Sender<oneshot::Sender<()>>,
    _folder: Arc<TempDir>,
}

impl Bare {
    /// On a store of its own, with the product's schema and so many orders.
    pub async fn start(sample: &Sample, stored: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::open_sqlite(folder.path()).await.unwrap().close().await;
        let file = folder.path().join(SQLITE_FILE);
        let mut db = open(&file).await;
        db.execute("PRAGMA foreign_keys = OFF").await.unwrap();
        multiply(&mut db, sample, stored).await;
        let mut second = open(&file).await;
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(500)).await;
                second.execute("PRAGMA wal_checkpoint(PASSIVE)").await.unwrap();
            }
        });
        let (queue, mut waiting) = mpsc::channel::<oneshot::Sender<()>>(1024);
        let sample = sample.clone();
        tokio::spawn(async move {
            let mut group = Vec::new();
            while waiting.recv_many(&mut group, GROUP).await > 0 {
                db.execute("BEGIN IMMEDIATE").await.unwrap();
                for _ in &group {
                    insert(&mut db, &sample).await;
                }
                db.execute("COMMIT").await.unwrap();
                for told in group.drain(..) {
                    told.send(()).unwrap();
                }
            }
        });
        Self {
            queue,
            _folder: Arc::new(folder),
        }
    }

    /// Returns when the order is durable.
    pub async fn submit(&self) {
        let (tell, told) = oneshot::channel();
        self.queue.send(tell).await.unwrap();
        told.await.unwrap();
    }
}
