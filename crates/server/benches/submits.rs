//! Durable order submits, 32 clients at once, with 100,000 orders stored: the backend over HTTP and its store alone, beside
//! a bare program that commits the same rows and bytes with the same settings. The ratios are what counts.
#![cfg(test)]

use std::{
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput};
use reqwest::StatusCode;
use serde_json::Value;
use tokio::runtime::Runtime;
use wire::{orders::OrderCreated, paths};

#[path = "submits/bare.rs"]
mod bare;
#[path = "../tests/api/drafts.rs"]
#[expect(dead_code, reason = "the tests' drafts, of which one is measured")]
mod drafts;
#[path = "../tests/api/harness.rs"]
#[expect(dead_code, reason = "the tests' backend, of which a measurement needs little")]
mod harness;
#[path = "../tests/api/postgres.rs"]
mod postgres;

use bare::{Bare, Sample};
use harness::*;

const CLIENTS: u64 = 32;
const STORED: i64 = 100_000;

/// How many were done in how long, over all rounds of a measurement.
#[derive(Default)]
struct Done {
    submits: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Done {
    fn count(&self, submits: u64, elapsed: Duration) -> Duration {
        let nanoseconds = u64::try_from(elapsed.as_nanos()).unwrap();
        self.submits.fetch_add(submits, Ordering::Relaxed);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
        elapsed
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    fn per_second(&self) -> f64 {
        let nanoseconds = self.nanoseconds.load(Ordering::Relaxed).max(1);
        self.submits.load(Ordering::Relaxed) as f64 * 1e9 / nanoseconds as f64
    }
}

/// Does so many of something with all clients at once.
async fn with_all_clients<F, G>(submits: u64, one: F) -> Duration
where
    F: Fn() -> G + Clone + Send + 'static,
    G: Future<Output = ()> + Send,
{
    let left = Arc::new(AtomicU64::new(submits));
    let begun = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (one, left) = (one.clone(), Arc::clone(&left));
            tokio::spawn(async move {
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    one().await;
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    begun.elapsed()
}

/// A backend with one order made the way people make it, and so many copies of it.
async fn backend() -> (App, Browser, Value, Sample) {
    // The order system is away, so that its errands do not take the machine's time from what is measured.
    let settings = [("JARA_ORDER_SYSTEM_URL", "http://127.0.0.1:9")];
    let app = spawn_app_with(Engine::Sqlite, &settings).await;
    let browser = app.log_in(ORDERING).await;
    let order = drafts::hdsl_draft(&browser, drafts::FINE_HOUSE).await;
    let first: OrderCreated = body(browser.post(paths::ORDERS, &order).await, StatusCode::CREATED).await;
    let number: i64 = first.id.strip_prefix("1-").unwrap().parse().unwrap();
    let file = app.folder().join("data").join(server::store::SQLITE_FILE);
    let sample = bare::sample_and_multiply(&file, number, STORED).await;
    (app, browser, serde_json::to_value(order).unwrap(), sample)
}

fn measure(criterion: &mut Criterion, runtime: &Runtime) {
    let (app, browser, order, sample) = runtime.block_on(backend());
    let bare = runtime.block_on(Bare::start(&sample, STORED));
    let (over_http, in_store, alone) = (Done::default(), Done::default(), Done::default());
    let mut group = criterion.benchmark_group("durable submits, 32 clients, 100,000 orders stored");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8))
        .throughput(Throughput::Elements(1));
    group.bench_function("a bare program", |bencher| {
        bencher.iter_custom(|submits| {
            let bare = bare.clone();
            let one = move || {
                let bare = bare.clone();
                async move { bare.submit().await }
            };
            alone.count(submits, runtime.block_on(with_all_clients(submits, one)))
        });
    });
    group.bench_function("the store", |bencher| {
        bencher.iter_custom(|submits| {
            let (store, sample) = (app.state.store.clone(), Arc::new(sample.clone()));
            let one = move || {
                let (store, sample) = (store.clone(), Arc::clone(&sample));
                async move { bare::submit_through(&store, sample).await }
            };
            in_store.count(submits, runtime.block_on(with_all_clients(submits, one)))
        });
    });
    group.bench_function("the backend over HTTP", |bencher| {
        bencher.iter_custom(|submits| {
            let (browser, order) = (browser.clone(), order.clone());
            let one = move || {
                let (browser, mut order) = (browser.clone(), order.clone());
                async move {
                    order["lines"][0]["end_user"]["date_of_birth"] = drafts::born().into();
                    let answer = browser.post(paths::ORDERS, &order).await;
                    assert_eq!(black_box(answer.status()), StatusCode::CREATED);
                    // The answer is read to its end, as a browser does.
                    answer.bytes().await.unwrap();
                }
            };
            over_http.count(submits, runtime.block_on(with_all_clients(submits, one)))
        });
    });
    group.finish();
    let bare = alone.per_second();
    println!("a bare program commits {bare:.0} orders a second");
    for (name, done) in [("the store", &in_store), ("the backend over HTTP", &over_http)] {
        let rate = done.per_second();
        println!(
            "{name}: {rate:.0} a second, {:.2} of the bare program",
            rate / bare
        );
    }
}

fn main() {
    let runtime = Runtime::new().unwrap();
    let mut criterion = Criterion::default().configure_from_args();
    measure(&mut criterion, &runtime);
    criterion.final_summary();
    // What still runs on it need not be waited for.
    runtime.shutdown_background();
}
