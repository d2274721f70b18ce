//! The one writer of SQLite: a task that drains its queue into one transaction, so that writers who come at the same
//! time share one flush to the disk, and another that checkpoints beside it.

use std::{
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use futures::{FutureExt as _, future::BoxFuture};
use sqlx::SqlitePool;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::{Connection, StoreError};

/// How many writes share a transaction at most: a bound on how long the first of them waits.
const GROUP: usize = 64;
/// How many writes may wait before callers are held back.
const QUEUE: usize = 1024;
const CHECKPOINT_EVERY: Duration = Duration::from_millis(500);
/// Below this much log a checkpoint is not worth its writes.
const CHECKPOINT_FROM_BYTES: u64 = 4 << 20;
/// Above this much log the writer is made to wait, so that the log cannot grow without bound.
const CHECKPOINT_HARD_BYTES: u64 = 256 << 20;

/// Told whether the group was committed.
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Whether the work is to be kept, and whom to tell.
type Done = (bool, Reply);
type Job = Box<dyn for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Done> + Send>;

#[derive(Debug)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    tasks: Mutex<Option<(tokio::task::JoinHandle<()>, tokio::task::JoinHandle<()>)>>,
    closing: Arc<tokio::sync::Notify>,
}

impl Writer {
    pub async fn start(pool: SqlitePool, checkpointing: SqlitePool, file: &Path) -> Result<Self, StoreError> {
        let connection = Connection::Sqlite(pool.acquire().await?);
        let (queue, jobs) = mpsc::channel(QUEUE);
        let closing = Arc::new(tokio::sync::Notify::new());
        let writing = tokio::spawn(write_groups(connection, pool, jobs, Arc::clone(&closing)));
        let log = PathBuf::from(format!("{}-wal", file.display()));
        let checkpoints = tokio::spawn(checkpoint(checkpointing, log));
        Ok(Self {
            queue,
            tasks: Mutex::new(Some((writing, checkpoints))),
            closing,
        })
    }

    pub async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let running = job(connection);
            Box::pin(async move {
                let answer = match caught(running).await {
                    Ok(answer) => answer,
                    Err(panicked) => Err(E::from(panicked)),
                };
                let keep = answer.is_ok();
                let reply: Reply = Box::new(move |committed| {
                    let answer = match (answer, committed) {
                        (Ok(_), Err(error)) => Err(E::from(error)),
                        (answer, _) => answer,
                    };
                    // The caller may be gone; the work is done all the same.
                    drop(tell.send(answer));
                });
                (keep, reply)
            })
        });
        self.queue
            .send(job)
            .await
            .map_err(|_| E::from(StoreError::Closed))?;
        match told.await {
            Ok(answer) => answer,
            Err(_) => Err(E::from(StoreError::Closed)),
        }
    }

    /// Takes no more, writes what is queued, and closes.
    pub async fn close(&self) {
        self.closing.notify_one();
        if let Some((writing, checkpoints)) = self.tasks.lock().await.take() {
            if let Err(error) = writing.await {
                tracing::error!(%error, "the writer ended badly");
            }
            checkpoints.abort();
        }
    }
}

/// Runs a future and turns its panic into an error, so that the connection can be rolled back.
pub async fn caught<T>(running: impl Future<Output = T>) -> Result<T, StoreError> {
    AssertUnwindSafe(running)
        .catch_unwind()
        .await
        .map_err(|_| StoreError::Panicked)
}

async fn write_groups(
    mut connection: Connection,
    pool: SqlitePool,
    mut jobs: mpsc::Receiver<Job>,
    closing: Arc<tokio::sync::Notify>,
) {
    let mut group = Vec::with_capacity(GROUP);
    loop {
        tokio::select! {
            biased;
            count = jobs.recv_many(&mut group, GROUP) => {
                if count == 0 {
                    break;
                }
                write_group(&mut connection, group.drain(..)).await;
            }
            () = closing.notified() => jobs.close(),
        }
    }
    drop(connection);
    pool.close().await;
}

async fn write_group(connection: &mut Connection, jobs: impl Iterator<Item = Job>) {
    let mut replies: Vec<Reply> = Vec::new();
    let mut broken = connection.execute("BEGIN IMMEDIATE", Vec::new()).await.err();
    for job in jobs {
        if broken.is_some() {
            // Dropping a job tells its caller that the store took nothing.
            continue;
        }
        // A savepoint each: one that fails takes none of its neighbours with it.
        if let Err(error) = connection.execute("SAVEPOINT job", Vec::new()).await {
            broken = Some(error);
            continue;
        }
        let (keep, reply) = job(connection).await;
        let ended = if keep {
            connection.execute("RELEASE job", Vec::new()).await
        } else {
            match connection.execute("ROLLBACK TO job", Vec::new()).await {
                Ok(_) => connection.execute("RELEASE job", Vec::new()).await,
                Err(error) => Err(error),
            }
        };
        replies.push(reply);
        broken = ended.err();
    }
    if broken.is_none() {
        broken = connection.execute("COMMIT", Vec::new()).await.err();
    }
    if let Some(error) = &broken {
        tracing::error!(%error, cause = ?error, "a group of writes was not committed");
        if let Err(error) = connection.execute("ROLLBACK", Vec::new()).await {
            tracing::debug!(%error, "there was no transaction left to roll back");
        }
    }
    for reply in replies {
        reply(match &broken {
            None => Ok(()),
            Some(error) => Err(StoreError::NotCommitted {
                why: error.to_string(),
                full: error.full(),
            }),
        });
    }
}

async fn checkpoint(pool: SqlitePool, log: PathBuf) {
    let mut timer = tokio::time::interval(CHECKPOINT_EVERY);
    timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        timer.tick().await;
        let bytes = tokio::fs::metadata(&log)
            .await
            .map_or(0, |metadata| metadata.len());
        if bytes < CHECKPOINT_FROM_BYTES {
            continue;
        }
        let statement = if bytes > CHECKPOINT_HARD_BYTES {
            "PRAGMA wal_checkpoint(TRUNCATE)"
        } else {
            "PRAGMA wal_checkpoint(PASSIVE)"
        };
        let ran = async {
            Connection::Sqlite(pool.acquire().await?)
                .execute(statement, Vec::new())
                .await
        };
        if let Err(error) = ran.await {
            tracing::warn!(%error, "a checkpoint failed");
        }
    }
}
