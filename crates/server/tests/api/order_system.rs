//! From Submit to Closed: what the order system is told, what it says, and everything that can go wrong between.

use std::time::{Duration, Instant};

use domain::orders::status::LineStatus;
use server::store::{StoreError, service_orders};
use wire::orders::{OrderLineView, OrderView};

use crate::{drafts::*, harness::*, orders::show, partners::*};

crate::on_both_engines! {
    an_order_goes_all_the_way_to_closed;
    repeated_mixed_up_and_broken_messages_change_nothing;
    lost_messages_are_made_up_for_by_asking;
    an_order_system_that_has_forgotten_an_order_gets_it_again;
    an_order_waits_until_the_order_system_is_back;
    a_backend_that_starts_again_catches_up_at_once;
    of_two_backends_one_does_an_errand;
}

pub const PATIENCE: Duration = Duration::from_secs(60);

/// Moves everything on, a step at a time, until the first line satisfies the wish.
pub async fn moved_until(
    played: &Played,
    browser: &Browser,
    id: &str,
    wish: impl Fn(&OrderLineView) -> bool,
) -> OrderView {
    let started = Instant::now();
    loop {
        let order = show(browser, id).await;
        if wish(&order.lines[0]) {
            return order;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "it stays {:?}",
            order.lines[0].status
        );
        played.step().await;
        caught_up(played, &format!("{id}-1")).await;
    }
}

/// Waits until what the order system has said has come through. Not for long: it may be told to keep a message back.
pub async fn caught_up(played: &Played, external_id: &str) {
    let state = &played.app.state;
    for _ in 0..100 {
        let there = state.ports.orders.find(external_id).await.unwrap();
        let known = service_orders::find(&mut state.store.connection().await.unwrap(), external_id)
            .await
            .unwrap();
        if let (Some(there), Some(known)) = (there, known)
            && known.version >= there.version
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub async fn moved_to(played: &Played, browser: &Browser, id: &str, status: LineStatus) -> OrderView {
    moved_until(played, browser, id, |line| line.status == status).await
}

/// The statuses that the first line has come to, from the first.
pub fn way(order: &OrderView) -> Vec<LineStatus> {
    order.history.iter().rev().filter_map(|entry| entry.to).collect()
}

pub const WHOLE_WAY: [LineStatus; 11] = [
    LineStatus::InProgress,
    LineStatus::Committed,
    LineStatus::Registered,
    LineStatus::Ordered,
    LineStatus::Design,
    LineStatus::Ready,
    LineStatus::FieldService,
    LineStatus::Test,
    LineStatus::Delivery,
    LineStatus::Finished,
    LineStatus::Closed,
];

/// The main job: what is ordered is delivered, and every step can be seen.
async fn an_order_goes_all_the_way_to_closed(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let created = submitted(&browser, &draft).await;
    let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
    assert_eq!(way(&order), WHOLE_WAY);
    let line = &order.lines[0];
    assert!(
        line.customer_order_id
            .as_deref()
            .is_some_and(|id| id.starts_with('C'))
    );
    assert_eq!(
        domain::date::format(line.agreed_date.unwrap()),
        draft.requested_date,
        "BOK-3"
    );
    // AUD-1: who did it.
    let system = order
        .history
        .iter()
        .filter(|entry| entry.who == "order_system")
        .count();
    assert_eq!(system, 10);
}

async fn repeated_mixed_up_and_broken_messages_change_nothing(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    for mode in ["repeated", "outOfOrder", "malformed"] {
        played.events(mode).await;
        let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
        let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
        assert_eq!(way(&order), WHOLE_WAY, "{mode}");
    }
}

async fn lost_messages_are_made_up_for_by_asking(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    moved_to(&played, &browser, &created.id, LineStatus::Registered).await;
    played.events("silent").await;
    for _ in 0..3 {
        played.step().await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        show(&browser, &created.id).await.lines[0].status,
        LineStatus::Registered
    );
    played.advance(40);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    // A timer may have been quicker and still be at it.
    caught_up(&played, "1-20001-1").await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.lines[0].status, LineStatus::Ready);
    assert_eq!(way(&order), WHOLE_WAY[..6], "no step is left out");
}

async fn an_order_system_that_has_forgotten_an_order_gets_it_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let before = moved_to(&played, &browser, &created.id, LineStatus::Design).await;
    played.forget().await;
    for _ in 0..2 {
        played.advance(40);
        server::jobs::run_all_once(&played.app.state).await.unwrap();
    }
    let order = moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
    assert_eq!(
        way(&order),
        WHOLE_WAY,
        "what was passed before is not passed again"
    );
    assert!(before.lines[0].customer_order_id.is_some());
}

async fn a_backend_that_starts_again_catches_up_at_once(engine: Engine) {
    let mut played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let created = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    moved_to(&played, &browser, &created.id, LineStatus::Registered).await;
    // While it is away the order moves on, and nobody hears of it.
    played.events("silent").await;
    played.step().await;
    played.app.restart().await;
    let browser = played.app.log_in(ORDERING).await;
    let started = Instant::now();
    while show(&browser, &created.id).await.lines[0].status != LineStatus::Ordered {
        assert!(started.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // And it is told of what happens next, under its new address.
    played.events("normal").await;
    moved_to(&played, &browser, &created.id, LineStatus::Closed).await;
}

async fn an_order_waits_until_the_order_system_is_back(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    played.fault("order-system", "unavailable").await;
    let created = submitted(&browser, &draft).await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(
        show(&browser, &created.id).await.lines[0].status,
        LineStatus::InProgress
    );
    // A broken answer is no answer either, although the order was taken.
    played.fault("order-system", "malformed").await;
    played.advance(600);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    played.fault("order-system", "normal").await;
    played.advance(600);
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    let order = moved_to(&played, &browser, &created.id, LineStatus::Committed).await;
    assert_eq!(way(&order), WHOLE_WAY[..2]);
}

async fn of_two_backends_one_does_an_errand(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    caught_up(&played, "1-20001-1").await;
    // An errand for later, which no timer touches meanwhile.
    let later = played.app.state.clock.now().plus_seconds(3600);
    let store = played.app.state.store.clone();
    let made: Result<(), StoreError> = store
        .write(move |db| {
            Box::pin(async move { service_orders::enqueue(db, 20_001, 1, "change", "{}", later).await })
        })
        .await;
    made.unwrap();
    let mut due = service_orders::due(&mut store.connection().await.unwrap(), later, 10)
        .await
        .unwrap();
    due.retain(|errand| errand.kind == "change");
    assert_eq!(due.len(), 1);
    let claims = (0..8).map(|_| {
        let (store, errand) = (store.clone(), due[0].clone());
        async move {
            store
                .write(move |db| {
                    Box::pin(async move { service_orders::claim(db, &errand, later.plus_seconds(60)).await })
                })
                .await
                .unwrap()
        }
    });
    let won = futures::future::join_all(claims)
        .await
        .into_iter()
        .filter(|won| *won)
        .count();
    assert_eq!(won, 1);
}
