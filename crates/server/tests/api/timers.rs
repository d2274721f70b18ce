//! What ends by itself: streams, kept answers, sessions; and two backends on one store.

use reqwest::{Method, StatusCode};
use server::{
    running,
    store::{idempotency, leases, sessions},
};
use wire::{lists::Page, orders::OrderCreated, orders::OrderSummary, paths};

use crate::{drafts::*, harness::*};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_when_its_session_has_ended() {
    let app = spawn_app().await;
    let (listening, elsewhere) = (app.log_in(ORDERING).await, app.log_in(ORDERING).await);
    let mut response = listening
        .request(Method::GET, paths::EVENTS)
        .send()
        .await
        .unwrap();
    assert!(response.chunk().await.unwrap().is_some());
    let streams = || {
        app.state
            .metrics
            .event_streams
            .load(std::sync::atomic::Ordering::Relaxed)
    };
    assert_eq!(streams(), 1);
    assert_eq!(
        listening.delete(paths::SESSION).await.status(),
        StatusCode::NO_CONTENT
    );
    let ending = async { while response.chunk().await.unwrap_or(None).is_some() {} };
    tokio::time::timeout(std::time::Duration::from_secs(30), ending)
        .await
        .expect("the stream goes on");
    for _ in 0..100 {
        if streams() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(streams(), 0);
    assert_eq!(elsewhere.get(paths::SESSION).await.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backend_that_ends_in_order_gives_its_leases_back() {
    let mut app = spawn_app().await;
    let before = app.state.holder.clone();
    app.restart().await;
    let now = app.state.clock.now();
    let taken = app.state.store.write(move |db| {
        Box::pin(async move {
            // What the one before held would be refused to a third for seconds.
            leases::release_all(db, "nobody").await?;
            let rows = db.rows("SELECT holder FROM leases LIMIT 100", Vec::new()).await?;
            assert!(rows.iter().all(|row| row.text("holder").unwrap() != *before));
            leases::take(db, "a lease of its own", "third", now, 60).await
        })
    });
    assert!(taken.await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_kept_for_thirty_days_and_not_for_ever() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let (draft, key) = (hdsl_draft(&browser, FINE_HOUSE).await, new_key());
    let first: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    app.advance(30 * 86_400);
    server::jobs::run_all_once(&app.state).await.unwrap();
    let browser = app.log_in(ORDERING).await;
    let again: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    assert_eq!(first, again);
    app.advance(2 * 86_400);
    server::jobs::run_all_once(&app.state).await.unwrap();
    let mut db = app.state.store.connection().await.unwrap();
    assert_eq!(idempotency::find(&mut db, ORDERING, &key).await.unwrap(), None);
    assert!(
        sessions::of_user(&mut db, ORDERING).await.unwrap().is_empty(),
        "ended sessions are removed"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_is_slowed_down_per_address_too() {
    let app = spawn_app().await;
    for guess in 0..51 {
        let response = app
            .anonymous()
            .try_log_in(&format!("guess.{guess}"), "wrong wrong wrong")
            .await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{guess}");
    }
    let mut browser = app.anonymous();
    problem(
        browser.try_log_in(ORDERING, PASSWORD).await,
        StatusCode::TOO_MANY_REQUESTS,
    )
    .await;
}

/// The same submission sent to two backends at once is one order; either tells the other's events.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_backends_on_one_database_are_one_product() {
    let app = spawn_app_on(Engine::Postgres).await;
    let second = running::start(app.config.clone()).await.unwrap();
    let browser = app.log_in(ORDERING).await;
    let (draft, key) = (hdsl_draft(&browser, FINE_HOUSE).await, new_key());
    let mut there = browser.clone();
    there.base = format!("http://{}", second.address);
    let mut stream = there.request(Method::GET, paths::EVENTS).send().await.unwrap();
    assert!(stream.chunk().await.unwrap().is_some());
    let sends = (0..20).map(|at| {
        let browser = if at % 2 == 0 { &browser } else { &there };
        browser.post_with_key(paths::ORDERS, &draft, &key)
    });
    for response in futures::future::join_all(sends).await {
        let created: OrderCreated = body(response, StatusCode::CREATED).await;
        assert_eq!(created.id, "1-20001");
    }
    let page: Page<OrderSummary> = body(there.get(paths::ORDERS).await, StatusCode::OK).await;
    assert_eq!(page.total, 1);
    let mut heard = String::new();
    let listening = async {
        while let Some(bytes) = stream.chunk().await.unwrap() {
            heard.push_str(std::str::from_utf8(&bytes).unwrap());
            if heard.contains("1-20001") {
                break;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), listening)
        .await
        .expect("nothing was told");
    second.end().await;
}
