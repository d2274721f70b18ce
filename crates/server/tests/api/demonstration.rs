//! What a demonstration begins with.

use std::collections::BTreeSet;

use domain::orders::status::HeaderStatus;
use reqwest::StatusCode;
use wire::{
    demonstration::DemonstrationUser, lists::Page, orders::OrderSummary, paths, session::SessionView,
};

use crate::{harness::*, orders::show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demonstration_begins_with_orders_in_many_statuses() {
    let mut app = spawn_app_with(Engine::Sqlite, &[("JARA_DEMONSTRATION_ORDERS", "120")]).await;
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let list = |browser: Browser| async move {
        let path = format!("{}?limit=200&sort=created_at", paths::ORDERS);
        body::<Page<OrderSummary>>(browser.get(&path).await, StatusCode::OK).await
    };
    let all = list(operator.clone()).await;
    assert_eq!(all.total, 120, "every invented order follows the rules");
    let statuses: BTreeSet<HeaderStatus> = all.items.iter().map(|order| order.status).collect();
    assert!(statuses.len() >= 6, "{statuses:?}");
    assert!(
        all.items.is_sorted_by_key(|order| order.created_at),
        "numbers grow with time"
    );
    let places: BTreeSet<&String> = all.items.iter().map(|order| &order.place).collect();
    assert!(places.len() > 60);
    let finished = all
        .items
        .iter()
        .find(|order| order.status == HeaderStatus::Closed)
        .unwrap();
    let order = show(&operator, &finished.id).await;
    assert!(
        order
            .history
            .is_sorted_by(|later, earlier| later.at >= earlier.at),
        "newest first"
    );
    assert!(
        order.lines[0].timeline.iter().all(|step| step.done_at.is_some()),
        "{:?}",
        order.lines[0].timeline
    );

    app.restart().await;
    assert_eq!(
        list(app.log_in(CUSTOMER_SERVICE).await).await.total,
        120,
        "only the first start makes them"
    );
}

/// A user for each row of the table of accesses, all with the password that is printed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_printed_user_can_log_in() {
    let app = spawn_app().await;
    let printed = server::demonstration::users_as_text();
    assert!(printed.contains(PASSWORD));
    let names: Vec<&str> = printed
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() >= 12, "{printed}");
    for name in names {
        let session: SessionView =
            body(app.log_in(name).await.get(paths::SESSION).await, StatusCode::OK).await;
        assert_eq!(session.user.user_name, name);
    }
    assert!(app.log_in(ADMINISTRATOR).await.cookie.is_some());
}

/// The log-in page offers them to a visitor, and not their password; a production installation offers nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_users_are_offered_to_visitors_of_a_demonstration_only() {
    let listed = |app: App| async move {
        let answer = app.anonymous().get(paths::DEMONSTRATION_USERS).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let text = answer.text().await.unwrap();
        assert!(!text.contains(PASSWORD));
        serde_json::from_str::<Vec<DemonstrationUser>>(&text).unwrap()
    };
    let offered = listed(spawn_app().await).await;
    let printed = server::demonstration::users_as_text();
    assert!(offered.len() >= 12);
    assert!(offered.iter().all(|user| printed.contains(&user.user_name)
        && printed.contains(&user.company)
        && printed.contains(&user.may.en)));

    let nowhere = "http://127.0.0.1:9";
    let production = [
        ("JARA_DEMONSTRATION", "false"),
        ("JARA_ADDRESS_REGISTER_URL", nowhere),
        ("JARA_COMPANY_REGISTER_URL", nowhere),
        ("JARA_KAPAKS_URL", nowhere),
        ("JARA_APPOINTMENT_BOOK_URL", nowhere),
        ("JARA_NUMBER_AUTHORITY_URL", nowhere),
        ("JARA_ORDER_SYSTEM_URL", nowhere),
        ("JARA_ORDER_EVENTS_TOKEN", "a token of thirty-two characters."),
    ];
    assert!(
        listed(spawn_app_with(Engine::Sqlite, &production).await)
            .await
            .is_empty()
    );
}
