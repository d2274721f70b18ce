//! A PostgreSQL cluster for this test process, a database for each test. Without PostgreSQL the tests fail: a suite
//! that skips itself proves nothing.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::{Command, Stdio},
    sync::OnceLock,
};

use sqlx::{Connection as _, Executor as _, PgConnection};

const DEFAULT_BIN: &str = "/usr/lib/postgresql/15/bin";

/// Makes the cluster, prints `ready`, and ends it and removes its folder when the test process is gone, which closes
/// the standard input.
const SCRIPT: &str = r#"
set -e
folder=$(mktemp -d /tmp/jara-test-postgres-XXXXXX)
"$1/initdb" -D "$folder/data" -U jara -A trust -E UTF8 --no-locale --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
"$1/postgres" -D "$folder/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" \
    -c fsync=off -c max_connections=400 -c shared_buffers=64MB >>"$folder/log" 2>&1 &
server=$!
trap 'kill -INT $server 2>/dev/null || true; wait $server || true; rm -rf "$folder"' EXIT
tries=0
until "$1/pg_isready" -q -h 127.0.0.1 -p "$2"; do
    tries=$((tries + 1)); [ $tries -lt 300 ] || { cat "$folder/log" >&2; exit 1; }
    sleep 0.1
done
echo ready
read -r _ || true
"#;

struct Cluster {
    port: u16,
    /// Its standard input is what keeps the cluster alive.
    _keeper: std::process::Child,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let bin = std::env::var("JARA_TEST_POSTGRES_BIN").unwrap_or_else(|_| DEFAULT_BIN.to_owned());
        assert!(
            std::path::Path::new(&bin).join("initdb").exists(),
            "PostgreSQL is not in {bin}: install Debian's postgresql-15, or set JARA_TEST_POSTGRES_BIN"
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
        let mut command = if is_root {
            // initdb refuses to run as root.
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        } else {
            Command::new("sh")
        };
        let mut keeper = command
            .args(["-c", SCRIPT, "sh", &bin, &port.to_string()])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("PostgreSQL cannot be started");
        let mut line = String::new();
        BufReader::new(keeper.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert_eq!(line, "ready\n", "PostgreSQL did not start; see above");
        Cluster {
            port,
            _keeper: keeper,
        }
    })
}

/// A new, empty database.
pub async fn new_database() -> String {
    let port = tokio::task::spawn_blocking(|| cluster().port).await.unwrap();
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    let mut admin = PgConnection::connect(&format!("postgres://jara@127.0.0.1:{port}/postgres"))
        .await
        .unwrap();
    admin
        .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .unwrap();
    format!("postgres://jara@127.0.0.1:{port}/{name}")
}
