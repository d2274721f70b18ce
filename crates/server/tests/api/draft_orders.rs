//! A draft becomes one order and goes with it; repeats, restarts and two backends change nothing; a forgotten one is removed.

use futures::future::join_all;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::Value;
use server::{jobs, running, store::audit};
use wire::{
    drafts::{DraftSaved, Drafts},
    lists::Page,
    orders::{OrderCreated, OrderSummary},
    paths,
};

use crate::{draft_copies::*, drafts::*, harness::*};

crate::on_both_engines! {
    /// OFF-3
    the_copy_goes_in_the_moment_its_order_is_made;
    /// OFF-3
    two_browsers_that_submit_the_same_draft_make_one_order;
    a_refused_order_leaves_the_draft;
    /// OFF-3
    a_repeated_saving_or_deleting_is_the_same_one_after_a_restart_too;
    a_draft_that_nobody_touches_for_90_days_is_removed;
}

async fn submit(browser: &Browser, order: &impl serde::Serialize, draft: &str, key: &str) -> Response {
    browser
        .request(Method::POST, paths::ORDERS)
        .header(paths::IDEMPOTENCY_KEY, key)
        .header(paths::DRAFT_ID, draft)
        .json(order)
        .send()
        .await
        .unwrap()
}

async fn drafts(browser: &Browser) -> usize {
    let all: Drafts = body(browser.get(paths::DRAFTS).await, StatusCode::OK).await;
    all.items.len()
}

async fn orders(browser: &Browser) -> u64 {
    let page: Page<OrderSummary> = body(browser.get(paths::ORDERS).await, StatusCode::OK).await;
    page.total
}

async fn the_copy_goes_in_the_moment_its_order_is_made(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "Solveig").await;
    let other = made(&browser, "another").await;
    let order = hdsl_draft(&browser, FINE_HOUSE).await;
    let key = new_key();
    let created: OrderCreated = body(submit(&browser, &order, &id, &key).await, StatusCode::CREATED).await;
    problem(browser.get(&path(&id)).await, StatusCode::NOT_FOUND).await;
    assert_eq!(shown(&browser, &other).await.version, 1);
    let again: OrderCreated = body(submit(&browser, &order, &id, &key).await, StatusCode::CREATED).await;
    assert_eq!(again, created, "a lost answer comes again");
    // A saving that was still under way does not bring it back.
    for seen in [Seen::Nothing, Seen::Version(1)] {
        let late = put(&browser, &id, seen, &draft("late")).await;
        let late = problem(late, StatusCode::CONFLICT).await;
        assert_eq!(late.code, "draft.ordered");
        assert_eq!(late.current.unwrap()["order"], created.id);
    }
    let mut db = app.state.store.connection().await.unwrap();
    let entries = audit::of_user(&mut db, ORDERING, 1).await.unwrap();
    assert_eq!(
        (entries[0].action.as_str(), &entries[0].subject),
        ("draft.ordered", &id)
    );
}

async fn two_browsers_that_submit_the_same_draft_make_one_order(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let order = hdsl_draft(&browser, FINE_HOUSE).await;
    for id in [made(&browser, "with a copy").await, new_key()] {
        let before = orders(&browser).await;
        let order = another(&order);
        let sends = (0..6).map(|_| {
            let (browser, order, id) = (browser.clone(), order.clone(), id.clone());
            async move {
                let answer = submit(&browser, &order, &id, &new_key()).await;
                let status = answer.status();
                (status, answer.json::<Value>().await.unwrap())
            }
        });
        let answers = join_all(sends).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers
            .iter()
            .partition(|(status, _)| *status == StatusCode::CREATED);
        assert_eq!((made.len(), refused.len()), (1, 5), "{answers:?}");
        for (status, problem) in refused {
            assert_eq!(*status, StatusCode::CONFLICT, "{problem}");
            assert_eq!(problem["code"], "draft.ordered");
            assert_eq!(problem["current"]["order"], made[0].1["id"]);
        }
        assert_eq!(orders(&browser).await, before + 1);
    }
}

async fn a_refused_order_leaves_the_draft(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "Solveig").await;
    let mut order = hdsl_draft(&browser, FINE_HOUSE).await;
    order.lines[0].contact.phone = "123".into();
    let refused = submit(&browser, &order, &id, &new_key()).await;
    problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(shown(&browser, &id).await.version, 1);
    let unreadable = submit(&browser, &order, "no-uuid", &new_key()).await;
    let unreadable = problem(unreadable, StatusCode::BAD_REQUEST).await;
    assert_eq!(unreadable.code, "draft.id_malformed");
    // Another user's id says nothing and removes nothing.
    let other = app.log_in(OTHER_COMPANY).await;
    let fine = hdsl_draft(&other, FINE_HOUSE).await;
    let theirs = submit(&other, &fine, &id, &new_key()).await;
    assert_eq!(theirs.status(), StatusCode::CREATED);
    assert_eq!(shown(&browser, &id).await.version, 1);
}

async fn a_repeated_saving_or_deleting_is_the_same_one_after_a_restart_too(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let mut browser = app.log_in(ORDERING).await;
    let (id, make, change, remove) = (new_key(), new_key(), new_key(), new_key());
    let delete = |browser: &Browser| {
        let request = browser.request(Method::DELETE, &path(&id));
        request.header(paths::IDEMPOTENCY_KEY, &remove).send()
    };
    let first = put_with_key(&browser, &id, Seen::Nothing, &draft("one"), &make).await;
    let first: DraftSaved = body(first, StatusCode::CREATED).await;
    let second = put_with_key(&browser, &id, Seen::Version(1), &draft("two"), &change).await;
    let second: DraftSaved = body(second, StatusCode::OK).await;
    for _ in 0..2 {
        let again = put_with_key(&browser, &id, Seen::Nothing, &draft("one"), &make).await;
        assert_eq!(again.headers()[header::ETAG], "\"1\"");
        assert_eq!(body::<DraftSaved>(again, StatusCode::CREATED).await, first);
        let again = put_with_key(&browser, &id, Seen::Version(1), &draft("two"), &change).await;
        assert_eq!(body::<DraftSaved>(again, StatusCode::OK).await, second);
        let other = put_with_key(&browser, &id, Seen::Version(1), &draft("three"), &change).await;
        let other = problem(other, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(other.code, "idempotency.other_body");
        assert_eq!(shown(&browser, &id).await.version, 2);
        app.restart().await;
        browser.base = app.base.clone();
    }
    assert_eq!(delete(&browser).await.unwrap().status(), StatusCode::NO_CONTENT);
    app.restart().await;
    browser.base = app.base.clone();
    assert_eq!(delete(&browser).await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(drafts(&browser).await, 0);
}

async fn a_draft_that_nobody_touches_for_90_days_is_removed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (forgotten, touched) = (made(&browser, "forgotten").await, made(&browser, "touched").await);
    app.advance(60 * 86_400);
    let browser = app.log_in(ORDERING).await;
    put(&browser, &touched, Seen::Version(1), &draft("touched")).await;
    jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(drafts(&browser).await, 2);
    app.advance(30 * 86_400 + 1);
    jobs::run_all_once(&app.state).await.unwrap();
    let browser = app.log_in(ORDERING).await;
    problem(browser.get(&path(&forgotten)).await, StatusCode::NOT_FOUND).await;
    assert_eq!(shown(&browser, &touched).await.version, 2);
    let mut db = app.state.store.connection().await.unwrap();
    let entries = audit::of_user(&mut db, ORDERING, 1).await.unwrap();
    assert_eq!(
        (entries[0].action.as_str(), &entries[0].subject),
        ("draft.forgotten", &forgotten)
    );
}

/// OFF-3: every write of a draft, sent to two backends at once under one key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_backends_save_delete_and_order_a_draft_once() {
    let app = spawn_app_on(Engine::Postgres).await;
    let second = running::start(app.config.clone()).await.unwrap();
    let here = app.log_in(ORDERING).await;
    let mut there = here.clone();
    there.base = format!("http://{}", second.address);
    let both = |at: usize| {
        if at.is_multiple_of(2) {
            here.clone()
        } else {
            there.clone()
        }
    };
    let (id, key) = (new_key(), new_key());
    let first = (0..10).map(|at| {
        let (browser, id, key) = (both(at), id.clone(), key.clone());
        async move { put_with_key(&browser, &id, Seen::Nothing, &draft("one"), &key).await }
    });
    for answer in join_all(first).await {
        assert_eq!(body::<DraftSaved>(answer, StatusCode::CREATED).await.version, 1);
    }
    let key = new_key();
    let changed = (0..10).map(|at| {
        let (browser, id, key) = (both(at), id.clone(), key.clone());
        async move { put_with_key(&browser, &id, Seen::Version(1), &draft("two"), &key).await }
    });
    for answer in join_all(changed).await {
        assert_eq!(body::<DraftSaved>(answer, StatusCode::OK).await.version, 2);
    }
    let unwanted = made(&here, "unwanted").await;
    let key = new_key();
    let deleted = (0..10).map(|at| {
        let (browser, id, key) = (both(at), unwanted.clone(), key.clone());
        async move {
            let request = browser.request(Method::DELETE, &path(&id));
            request.header(paths::IDEMPOTENCY_KEY, &key).send().await
        }
    });
    for answer in join_all(deleted).await {
        assert_eq!(answer.unwrap().status(), StatusCode::NO_CONTENT);
    }
    let order = hdsl_draft(&here, FINE_HOUSE).await;
    let key = new_key();
    let ordered = (0..10).map(|at| {
        let (browser, order, id, key) = (both(at), order.clone(), id.clone(), key.clone());
        async move { submit(&browser, &order, &id, &key).await }
    });
    for answer in join_all(ordered).await {
        assert_eq!(
            body::<OrderCreated>(answer, StatusCode::CREATED).await.id,
            "1-20001"
        );
    }
    assert_eq!((drafts(&there).await, orders(&there).await), (0, 1));
    second.end().await;
}
