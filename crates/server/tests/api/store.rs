//! The store's own promises, on both engines.

use futures::future::join_all;
use server::store::{Store, StoreError, idempotency, leases, settings};

use crate::harness::*;

crate::on_both_engines! {
    a_refused_write_leaves_nothing_behind;
    writes_at_the_same_time_do_not_disturb_each_other;
    a_write_goes_on_when_its_caller_is_gone;
    a_panic_in_a_write_is_rolled_back_and_stops_nobody_else;
    a_key_is_reserved_once_however_many_try;
    of_two_backends_one_gets_the_lease;
    history_cannot_be_changed;
    the_character_that_postgresql_refuses_is_stored_as_its_replacement;
    words_of_before_are_folded_by_the_migration;
}

async fn put(store: &Store, name: &str, value: &str) -> Result<(), StoreError> {
    let (name, value) = (name.to_owned(), value.to_owned());
    store
        .write(move |db| Box::pin(async move { settings::put(db, &name, &value).await }))
        .await
}

async fn find(store: &Store, name: &str) -> Option<String> {
    settings::find(&mut store.connection().await.unwrap(), name)
        .await
        .unwrap()
}

async fn a_refused_write_leaves_nothing_behind(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let refused: Result<(), StoreError> = app
        .state
        .store
        .write(|db| {
            Box::pin(async move {
                settings::put(db, "test.one", "1").await?;
                Err(StoreError::Closed)
            })
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(find(&app.state.store, "test.one").await, None);
}

async fn writes_at_the_same_time_do_not_disturb_each_other(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let store = &app.state.store;
    let writes = (0..60).map(|n| async move {
        if n % 3 == 0 {
            let failed: Result<(), StoreError> = store
                .write(move |db| {
                    Box::pin(async move {
                        settings::put(db, &format!("test.{n}"), "never").await?;
                        db.execute("INSERT INTO no_such_table VALUES (1)", Vec::new())
                            .await?;
                        Ok(())
                    })
                })
                .await;
            assert!(failed.is_err());
        } else {
            put(store, &format!("test.{n}"), "kept").await.unwrap();
        }
    });
    join_all(writes).await;
    for n in 0..60 {
        let expected = (n % 3 != 0).then(|| "kept".to_owned());
        assert_eq!(find(store, &format!("test.{n}")).await, expected, "{n}");
    }
}

async fn a_write_goes_on_when_its_caller_is_gone(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let store = app.state.store.clone();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let caller = tokio::spawn(async move {
        let written: Result<(), StoreError> = store
            .write(move |db| {
                Box::pin(async move {
                    begun.send(()).unwrap();
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    settings::put(db, "test.gone", "kept").await
                })
            })
            .await;
        written
    });
    has_begun.await.unwrap();
    caller.abort();
    put(&app.state.store, "test.next", "kept").await.unwrap();
    for _ in 0..100 {
        if find(&app.state.store, "test.gone").await.is_some() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the write was lost");
}

async fn a_panic_in_a_write_is_rolled_back_and_stops_nobody_else(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let panicked: Result<(), StoreError> = app
        .state
        .store
        .write(|db| {
            Box::pin(async move {
                settings::put(db, "test.panic", "never").await?;
                panic!("a mistake");
            })
        })
        .await;
    assert!(matches!(panicked, Err(StoreError::Panicked)));
    put(&app.state.store, "test.after", "kept").await.unwrap();
    assert_eq!(find(&app.state.store, "test.panic").await, None);
    assert_eq!(
        find(&app.state.store, "test.after").await.as_deref(),
        Some("kept")
    );
}

async fn a_key_is_reserved_once_however_many_try(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (store, now) = (&app.state.store, app.state.clock.now());
    let tries = (0..20).map(|_| {
        store.write(move |db| {
            Box::pin(async move {
                let first = idempotency::reserve(db, "user", "key", "hash", now).await?;
                if first {
                    idempotency::keep(db, "user", "key", 201, "{}").await?;
                }
                Ok::<_, StoreError>(first)
            })
        })
    });
    let firsts = join_all(tries)
        .await
        .into_iter()
        .filter(|first| *first.as_ref().unwrap())
        .count();
    assert_eq!(firsts, 1);
    let saved = idempotency::find(&mut store.connection().await.unwrap(), "user", "key")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((saved.status, saved.answer.as_str()), (201, "{}"));
}

async fn of_two_backends_one_gets_the_lease(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (store, now) = (&app.state.store, app.state.clock.now());
    let take = |holder: &'static str, at| {
        store.write(move |db| Box::pin(async move { leases::take(db, "test", holder, at, 60).await }))
    };
    assert!(take("one", now).await.unwrap());
    assert!(!take("two", now.plus_seconds(59)).await.unwrap());
    assert!(
        take("one", now.plus_seconds(59)).await.unwrap(),
        "its holder renews it"
    );
    assert!(!take("two", now.plus_seconds(118)).await.unwrap());
    assert!(
        take("two", now.plus_seconds(119)).await.unwrap(),
        "it has run out"
    );
}

/// AUD-1
async fn history_cannot_be_changed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    for sql in [
        "UPDATE order_history SET who = 'somebody else'",
        "DELETE FROM order_history",
    ] {
        let changed: Result<u64, StoreError> = app
            .state
            .store
            .write(move |db| {
                Box::pin(async move {
                    let insert = "INSERT INTO orders (company_id, version, status, turn, turn_since, created_at, created_by,
                        order_type, product, requested_date, agreed_date, end_user, end_user_sort, place, customer_order_id,
                        customer_order_ref, project_reference, customer_invoice_ref, lines)
                        VALUES ('nordavind', 1, 'new', 'partner', 0, 0, 'oda.strand', 'standard', 'ADSL_FULL', '2026-12-01', '',
                        '', '', '', '', '', '', '', 1) RETURNING id";
                    let id = db.row(insert, Vec::new()).await?.unwrap().int("id")?;
                    assert_eq!(id, 20_001, "orders are numbered from 20001");
                    let history = "INSERT INTO order_history (order_id, at, who) VALUES ($1, 0, 'Oda Strand')";
                    db.execute(history, vec![id.into()]).await?;
                    db.execute(sql, Vec::new()).await
                })
            })
            .await;
        assert!(changed.is_err(), "{sql}");
        if engine == Engine::Postgres {
            break; // A sequence never gives a number back, so the second round would begin at 20002.
        }
    }
}

async fn the_character_that_postgresql_refuses_is_stored_as_its_replacement(engine: Engine) {
    let app = spawn_app_on(engine).await;
    put(&app.state.store, "test.nul", "a\0b").await.unwrap();
    assert_eq!(
        find(&app.state.store, "test.nul").await.as_deref(),
        Some("a\u{fffd}b")
    );
    assert_eq!(find(&app.state.store, "test.\0").await, None);
}

/// ADR-7: an order that was stored before letters were folded is found as well.
async fn words_of_before_are_folded_by_the_migration(engine: Engine) {
    const MIGRATIONS: [&str; 2] = [
        include_str!("../../migrations/sqlite/0010_folded_words.sql"),
        include_str!("../../migrations/postgres/0010_folded_words.sql"),
    ];
    assert_eq!(MIGRATIONS[0], MIGRATIONS[1], "one of them is run here");
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = crate::drafts::hdsl_draft(&browser, crate::drafts::FINE_HOUSE).await;
    crate::drafts::submitted(&browser, &draft).await;
    let written: Result<(), StoreError> = app
        .state
        .store
        .write(|db| {
            Box::pin(async move {
                for word in ["åsgård", "øygærd", "prøveveien", "pröve", "plain"] {
                    let sql = format!(
                        "INSERT INTO order_words (company_id, word, order_id) SELECT company_id, '{word}', id FROM orders"
                    );
                    db.execute(&*sql.leak(), Vec::new()).await?;
                }
                for statement in MIGRATIONS[0].split_inclusive(';').filter(|sql| sql.contains("order_words")) {
                    db.execute(statement, Vec::new()).await?;
                }
                Ok(())
            })
        })
        .await;
    written.unwrap();
    for word in [
        "aasgaard",
        "%C3%A5sg%C3%A5rd",
        "oygaerd",
        "proveveien",
        "prove",
        "plain",
    ] {
        let found: serde_json::Value = body(
            browser.get(&format!("/api/v1/orders?q={word}")).await,
            reqwest::StatusCode::OK,
        )
        .await;
        assert_eq!(found["total"], 1, "{word}");
    }
}
