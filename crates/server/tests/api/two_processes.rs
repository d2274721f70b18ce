//! Several backends as processes of their own on one store.

use futures::future::join_all;
use reqwest::StatusCode;
use wire::{lists::Page, orders::OrderSummary, paths};

use crate::{
    crash::{browser, start_with},
    harness::*,
    postgres,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn demonstrations_that_start_at_once_on_an_empty_database_share_one_set_of_users_and_orders() {
    let database = postgres::new_database().await;
    let settings = [
        ("DATABASE_URL", database.as_str()),
        ("JARA_DEMONSTRATION_ORDERS", "20"),
    ];
    let started = join_all((0..3).map(|_| start_with(&settings))).await;
    // Two that start a moment later find it all done.
    let later = join_all((0..2).map(|_| start_with(&settings))).await;
    for (_, base) in started.iter().chain(&later) {
        let mut operator = browser(base);
        let answer = operator.try_log_in(CUSTOMER_SERVICE, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let page = operator.get(&format!("{}?limit=200", paths::ORDERS)).await;
        let page: Page<OrderSummary> = body(page, StatusCode::OK).await;
        assert_eq!(page.total, 20);
    }
}
