//! Files of cases (ORD-9): which case has which, how often a file is kept, and for how long.

use reqwest::StatusCode;
use server::store::audit;
use wire::{orders::OrderCreated, paths};

use crate::{attachments::*, drafts::*, harness::*};

crate::on_both_engines! {
    /// ORD-9
    the_order_takes_whole_own_and_unsent_files_only;
    /// ORD-9
    the_same_file_is_kept_once_and_as_long_as_somebody_has_it;
    /// ORD-9
    what_nobody_comes_back_for_is_removed;
    /// AUD-1
    the_audit_names_the_file_by_its_id_alone;
}

async fn the_order_takes_whole_own_and_unsent_files_only(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, colleague) = (app.log_in(ORDERING).await, app.log_in(COLLEAGUE).await);
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let unfinished = new_key();
    stands(announce(&browser, &unfinished, "kart.pdf", &pdf(1000, 8)).await).await;
    let foreign = uploaded(&colleague, "kart.pdf", &pdf(1000, 9)).await;
    let used = uploaded(&browser, "kart.pdf", &pdf(1000, 10)).await;
    submitted(&browser, &with(&draft, &[&used])).await;
    for (id, code) in [
        (unfinished.as_str(), "attachment.incomplete"),
        (&foreign, "attachment.unknown"),
        (&used, "attachment.taken"),
        ("'; DROP TABLE attachments; --", "attachment.unknown"),
    ] {
        let refused = browser.post(paths::ORDERS, &with(&draft, &[id])).await;
        let refused = problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
        let said: Vec<_> = refused
            .fields
            .iter()
            .map(|field| (field.path.as_str(), field.code.as_str()))
            .collect();
        assert_eq!(said, [("lines[0].attachments[0]", code)]);
    }
    let many: Vec<String> = (0..21).map(|_| new_key()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = browser.post(paths::ORDERS, &with(&draft, &many)).await;
    let refused = problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused.fields[0].code, "attachments.too_many");
    // Of two orders that name the same file at the same time one gets it.
    let id = uploaded(&browser, "kart.pdf", &pdf(1000, 11)).await;
    let orders = (0..6).map(|_| {
        let (browser, draft) = (browser.clone(), with(&draft, &[&id]));
        async move { browser.post(paths::ORDERS, &draft).await.status() }
    });
    let answers = futures::future::join_all(orders).await;
    let made = answers
        .iter()
        .filter(|status| **status == StatusCode::CREATED)
        .count();
    assert_eq!(made, 1, "{answers:?}");
    assert!(
        answers.iter().all(|status| !status.is_server_error()),
        "{answers:?}"
    );
    // The same submission twice is the same order.
    let id = uploaded(&browser, "kart.pdf", &pdf(1000, 12)).await;
    let (draft, key) = (with(&draft, &[&id]), new_key());
    let first: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    let again: OrderCreated = body(
        browser.post_with_key(paths::ORDERS, &draft, &key).await,
        StatusCode::CREATED,
    )
    .await;
    assert_eq!(first.id, again.id);
}

async fn the_same_file_is_kept_once_and_as_long_as_somebody_has_it(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (one, two) = (app.log_in(ORDERING).await, app.log_in(OTHER_COMPANY).await);
    let content = pdf(CHUNK + 1, 13);
    let first = uploaded(&one, "kart.pdf", &content).await;
    let second = uploaded(&two, "plan.pdf", &content).await;
    let chunks = || async {
        let mut db = app.state.store.connection().await.unwrap();
        let sql = "SELECT COUNT(*) AS chunks FROM attachment_chunks";
        db.row(sql, Vec::new())
            .await
            .unwrap()
            .unwrap()
            .int("chunks")
            .unwrap()
    };
    assert_eq!(chunks().await, 2, "the bytes of both are kept once");
    assert_eq!(one.delete(&path(&first)).await.status(), StatusCode::NO_CONTENT);
    problem(one.delete(&path(&first)).await, StatusCode::NOT_FOUND).await;
    server::jobs::run_all_once(&app.state).await.unwrap();
    assert!(two.get(&content_path(&second)).await.bytes().await.unwrap() == content);
    assert_eq!(two.delete(&path(&second)).await.status(), StatusCode::NO_CONTENT);
    server::jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(chunks().await, 0);
    let back = uploaded(&one, "kart.pdf", &content).await;
    assert!(one.get(&content_path(&back)).await.bytes().await.unwrap() == content);
}

async fn what_nobody_comes_back_for_is_removed(engine: Engine) {
    const DAY: i64 = 24 * 3600;
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let content = pdf(2 * CHUNK, 14);
    let unfinished = new_key();
    stands(announce(&browser, &unfinished, "kart.pdf", &content).await).await;
    stands(send(&browser, &unfinished, 0, &content[..CHUNK]).await).await;
    let unsent = uploaded(&browser, "kart.pdf", &pdf(1000, 15)).await;
    let sent = uploaded(&browser, "kart.pdf", &pdf(1000, 16)).await;
    submitted(&browser, &with(&hdsl_draft(&browser, FINE_HOUSE).await, &[&sent])).await;
    let there = |ids: [&str; 3]| {
        let (app, ids) = (&app, ids.map(str::to_owned));
        async move {
            let browser = app.log_in(ORDERING).await;
            let mut there = Vec::new();
            for id in ids {
                there.push(browser.get(&path(&id)).await.status() == StatusCode::OK);
            }
            there
        }
    };
    app.advance(6 * DAY);
    server::jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(there([&unfinished, &unsent, &sent]).await, [true, true, true]);
    app.advance(2 * DAY);
    server::jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(there([&unfinished, &unsent, &sent]).await, [false, true, true]);
    app.advance(180 * DAY);
    server::jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(there([&unfinished, &unsent, &sent]).await, [false, false, true]);
    let mut db = app.state.store.connection().await.unwrap();
    let sql = "SELECT COUNT(*) AS chunks FROM attachment_chunks";
    let chunks = db
        .row(sql, Vec::new())
        .await
        .unwrap()
        .unwrap()
        .int("chunks")
        .unwrap();
    assert_eq!(chunks, 1, "only what was sent is left");
}

async fn the_audit_names_the_file_by_its_id_alone(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = uploaded(&browser, "Solveig Bakkemo.pdf", &pdf(1000, 17)).await;
    browser.delete(&path(&id)).await;
    let mut db = app.state.store.connection().await.unwrap();
    let entries = audit::of_user(&mut db, ORDERING, 10).await.unwrap();
    let mut actions: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.subject == id)
        .map(|entry| entry.action.as_str())
        .collect();
    actions.reverse();
    assert_eq!(actions, ["attachment.announced", "attachment.removed"]);
    assert!(!format!("{entries:?}").contains("Solveig"));
}
