//! The disk is full: what was acknowledged is there, what was not is refused with a clear problem, and the backend goes on
//! by itself when there is room again.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};
use wire::{drafts::Drafts, paths};

use crate::{crash::browser, draft_copies::*, harness::*};

/// A disk with little room. Where a small file system can be mounted it is one; elsewhere no file may grow beyond a bound,
/// which shows in the same places and needs no right of an administrator.
enum Disk {
    Mounted(PathBuf),
    Bounded,
}

impl Disk {
    async fn under(folder: &Path) -> Self {
        let mounted = folder.join("disk");
        std::fs::create_dir(&mounted).unwrap();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=5m", "tmpfs"])
            .arg(&mounted)
            .stderr(Stdio::null())
            .status()
            .await;
        if mount.is_ok_and(|status| status.success()) {
            Self::Mounted(mounted)
        } else {
            Self::Bounded
        }
    }

    fn data(&self, folder: &Path) -> PathBuf {
        match self {
            Self::Mounted(disk) => disk.join("data"),
            Self::Bounded => folder.join("data"),
        }
    }

    async fn start(&self, folder: &Path) -> (Child, String) {
        match self {
            Self::Mounted(_) => start(&self.data(folder), "exec \"$0\"").await,
            // In blocks of 1 KiB.
            Self::Bounded => {
                let script = "trap '' XFSZ; ulimit -S -f 3072; exec \"$0\"";
                start(&self.data(folder), script).await
            }
        }
    }

    async fn make_room(&self, pid: u32) {
        let made = match self {
            Self::Mounted(disk) => Command::new("mount")
                .args(["-o", "remount,size=64m"])
                .arg(disk)
                .status(),
            Self::Bounded => Command::new("prlimit")
                .args(["--fsize=unlimited", "--pid", &pid.to_string()])
                .status(),
        };
        assert!(made.await.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Mounted(disk) = self {
            // The backend that is being killed may still hold it: it goes when that has gone.
            let gone = std::process::Command::new("umount")
                .arg("--lazy")
                .arg(disk)
                .status();
            assert!(gone.is_ok_and(|status| status.success()) || std::thread::panicking());
        }
    }
}

async fn start(folder: &Path, script: &str) -> (Child, String) {
    let mut child = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_jara-netbusiness-server")])
        .env("JARA_DEMONSTRATION", "true")
        .env("JARA_DEMONSTRATION_ORDERS", "0")
        .env("JARA_DEMONSTRATION_SUBSCRIPTIONS", "0")
        .env("JARA_SIMULATOR_STEP_MS", "0")
        .env("JARA_LISTEN", "127.0.0.1:0")
        .env("JARA_DATA", folder)
        .env_remove("DATABASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    (child, line.rsplit(' ').next().unwrap().to_owned())
}

fn large() -> Value {
    json!({ "kind": "order", "body": { "x": "x".repeat(60 << 10) } })
}

/// Saves drafts until one is refused, and gives those that were acknowledged and the one that was not, with its key.
async fn fill(user: &Browser) -> (Vec<String>, String, String) {
    let mut acknowledged = Vec::new();
    for _ in 0..120 {
        let (id, key) = (new_key(), new_key());
        let answer = put_with_key(user, &id, Seen::Nothing, &large(), &key).await;
        if answer.status() == StatusCode::CREATED {
            acknowledged.push(id);
            continue;
        }
        let refused = problem(answer, StatusCode::SERVICE_UNAVAILABLE).await;
        assert_eq!(refused.code, "store.full");
        assert!(refused.retry_after.is_some());
        return (acknowledged, id, key);
    }
    panic!("the disk was never full");
}

async fn assert_kept(user: &Browser, acknowledged: &[String]) {
    let kept: Drafts = body(user.get(paths::DRAFTS).await, StatusCode::OK).await;
    for id in acknowledged {
        let found = kept.items.iter().find(|draft| draft.id == *id);
        assert!(found.unwrap().body == large()["body"], "{id} is not what it was");
    }
}

/// OFF-3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_the_disk_was_full_is_kept_and_the_backend_recovers() {
    let folder = tempfile::tempdir().unwrap();
    recovers(folder.path(), &Disk::under(folder.path()).await).await;
}

/// OFF-3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bound_on_the_size_of_files_is_a_full_disk_too() {
    let folder = tempfile::tempdir().unwrap();
    recovers(folder.path(), &Disk::Bounded).await;
}

async fn recovers(folder: &Path, disk: &Disk) {
    let (mut child, base) = disk.start(folder).await;
    let mut user = browser(&base);
    user.try_log_in(ORDERING, PASSWORD).await;
    let (mut acknowledged, refused, key) = fill(&user).await;
    assert!(acknowledged.len() > 5, "there was room for some");
    // Again and again refused, never half done; and what can be read is read.
    for _ in 0..3 {
        let again = put_with_key(&user, &refused, Seen::Nothing, &large(), &key).await;
        problem(again, StatusCode::SERVICE_UNAVAILABLE).await;
    }
    assert_kept(&user, &acknowledged).await;
    problem(user.get(&path(&refused)).await, StatusCode::NOT_FOUND).await;

    disk.make_room(child.id().unwrap()).await;
    let saved = put_with_key(&user, &refused, Seen::Nothing, &large(), &key).await;
    assert_eq!(saved.status(), StatusCode::CREATED, "it goes on by itself");
    acknowledged.push(refused);
    acknowledged.push(new_key());
    let last = put(&user, acknowledged.last().unwrap(), Seen::Nothing, &large()).await;
    assert_eq!(last.status(), StatusCode::CREATED);

    child.kill().await.unwrap();
    let (mut child, base) = start(&disk.data(folder), "exec \"$0\"").await;
    user.base = base;
    assert_kept(&user, &acknowledged).await;
    child.kill().await.unwrap();
}

/// OFF-3: killed while the disk is full, and started again when there is room.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_while_the_disk_is_full_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::under(folder.path()).await;
    let (mut child, base) = disk.start(folder.path()).await;
    let mut user = browser(&base);
    user.try_log_in(ORDERING, PASSWORD).await;
    let (acknowledged, refused, key) = fill(&user).await;
    child.kill().await.unwrap();
    if let Disk::Mounted(_) = disk {
        disk.make_room(0).await;
    }
    let (mut child, base) = start(&disk.data(folder.path()), "exec \"$0\"").await;
    user.base = base;
    assert_kept(&user, &acknowledged).await;
    let saved = put_with_key(&user, &refused, Seen::Nothing, &large(), &key).await;
    assert_eq!(saved.status(), StatusCode::CREATED);
    child.kill().await.unwrap();
}
