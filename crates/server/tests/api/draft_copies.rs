//! The server's copy of drafts: a user's own, never overwritten unseen, bounded, and silent about what is typed.

use futures::future::join_all;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use server::store::{audit, drafts::MOST_PER_USER};
use wire::{
    drafts::{DraftSaved, DraftView, Drafts},
    paths,
};

use crate::harness::*;

crate::on_both_engines! {
    a_draft_follows_its_user_to_another_browser;
    /// OFF-5
    a_version_that_was_not_seen_is_told_and_not_overwritten;
    /// OFF-5
    of_many_who_save_over_the_same_version_one_gets_through;
    nobody_else_sees_a_draft_not_even_a_colleague;
    the_same_id_of_two_users_is_two_drafts;
    a_deleted_draft_can_be_brought_back;
    /// AUD-1
    the_audit_names_the_draft_and_nothing_that_is_typed;
    a_user_keeps_so_many_drafts_and_so_much_in_them;
    the_last_place_is_given_once;
    own_sessions_hear_of_a_draft_and_others_do_not;
}

pub fn path(id: &str) -> String {
    paths::DRAFT.replace("{id}", id)
}

pub enum Seen {
    Nothing,
    Version(i64),
}

pub async fn put_with_key(browser: &Browser, id: &str, seen: Seen, body: &Value, key: &str) -> Response {
    let request = browser.request(Method::PUT, &path(id));
    let request = match seen {
        Seen::Nothing => request.header(header::IF_NONE_MATCH, "*"),
        Seen::Version(version) => request.header(header::IF_MATCH, format!("\"{version}\"")),
    };
    let request = request
        .header(paths::IDEMPOTENCY_KEY, key)
        .header(header::USER_AGENT, "Firefox on Linux")
        .json(body);
    request.send().await.unwrap()
}

pub async fn put(browser: &Browser, id: &str, seen: Seen, body: &Value) -> Response {
    put_with_key(browser, id, seen, body, &new_key()).await
}

pub fn draft(text: &str) -> Value {
    json!({ "kind": "order", "body": { "lines": [{ "contact": { "name": text } }] } })
}

pub async fn made(browser: &Browser, text: &str) -> String {
    let id = new_key();
    let saved: DraftSaved = body(
        put(browser, &id, Seen::Nothing, &draft(text)).await,
        StatusCode::CREATED,
    )
    .await;
    assert_eq!((saved.id.as_str(), saved.version), (id.as_str(), 1));
    id
}

pub async fn shown(browser: &Browser, id: &str) -> DraftView {
    body(browser.get(&path(id)).await, StatusCode::OK).await
}

async fn a_draft_follows_its_user_to_another_browser(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let here = app.log_in(ORDERING).await;
    let id = made(&here, "Solveig").await;
    let saved = put(&here, &id, Seen::Version(1), &draft("Solveig Tveit")).await;
    assert_eq!(saved.headers()[header::ETAG], "\"2\"");
    let saved: DraftSaved = body(saved, StatusCode::OK).await;
    app.restart().await;
    let there = app.log_in(ORDERING).await;
    let answer = there.get(&path(&id)).await;
    assert_eq!(answer.headers()[header::ETAG], "\"2\"");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let found: DraftView = body(answer, StatusCode::OK).await;
    assert_eq!((found.kind.as_str(), found.version), ("order", 2));
    assert_eq!(found.updated_at, saved.updated_at);
    assert_eq!(found.device, "Firefox on Linux");
    assert_eq!(found.body, draft("Solveig Tveit")["body"]);
    let second = made(&there, "Ola").await;
    let all: Drafts = body(there.get(paths::DRAFTS).await, StatusCode::OK).await;
    let ids: Vec<&str> = all.items.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!(ids, [second.as_str(), id.as_str()], "the one changed last first");
}

async fn a_version_that_was_not_seen_is_told_and_not_overwritten(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "first").await;
    put(&browser, &id, Seen::Version(1), &draft("theirs")).await;
    for seen in [Seen::Version(1), Seen::Version(3), Seen::Nothing] {
        let refused = problem(
            put(&browser, &id, seen, &draft("mine")).await,
            StatusCode::PRECONDITION_FAILED,
        )
        .await;
        assert_eq!(refused.code, "version.changed");
        let current: DraftView = serde_json::from_value(refused.current.unwrap()).unwrap();
        assert_eq!(current, shown(&browser, &id).await);
        assert_eq!(current.body, draft("theirs")["body"]);
    }
    let old = browser
        .request(Method::DELETE, &path(&id))
        .header(header::IF_MATCH, "\"1\"");
    let refused = problem(old.send().await.unwrap(), StatusCode::PRECONDITION_FAILED).await;
    assert_eq!(refused.current.unwrap()["version"], 2);
    let unseen = browser
        .request(Method::PUT, &path(&id))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .json(&draft("mine"));
    let refused = problem(unseen.send().await.unwrap(), StatusCode::PRECONDITION_REQUIRED).await;
    assert_eq!(refused.code, "version.required");
    let chosen = put(&browser, &id, Seen::Version(2), &draft("both")).await;
    assert_eq!(
        chosen.status(),
        StatusCode::OK,
        "what was chosen goes over what was seen"
    );
}

async fn of_many_who_save_over_the_same_version_one_gets_through(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "first").await;
    let saves = (0..20).map(|n| {
        let (browser, id) = (browser.clone(), id.clone());
        async move {
            put(&browser, &id, Seen::Version(1), &draft(&n.to_string()))
                .await
                .status()
        }
    });
    let answers = join_all(saves).await;
    let through = answers.iter().filter(|status| **status == StatusCode::OK).count();
    assert_eq!(through, 1, "{answers:?}");
    assert!(
        answers
            .iter()
            .all(|status| [StatusCode::OK, StatusCode::PRECONDITION_FAILED].contains(status))
    );
    assert_eq!(shown(&browser, &id).await.version, 2);
}

async fn nobody_else_sees_a_draft_not_even_a_colleague(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let id = made(&app.log_in(ORDERING).await, "Solveig").await;
    for other in [COLLEAGUE, OTHER_COMPANY, CUSTOMER_SERVICE, ADMINISTRATOR] {
        let other = app.log_in(other).await;
        let all: Drafts = body(other.get(paths::DRAFTS).await, StatusCode::OK).await;
        assert_eq!(all.items, []);
        problem(other.get(&path(&id)).await, StatusCode::NOT_FOUND).await;
        problem(other.delete(&path(&id)).await, StatusCode::NOT_FOUND).await;
        let over = put(&other, &id, Seen::Version(1), &draft("x")).await;
        assert_eq!(problem(over, StatusCode::NOT_FOUND).await.code, "draft.not_found");
    }
    assert_eq!(shown(&app.log_in(ORDERING).await, &id).await.version, 1);
}

async fn the_same_id_of_two_users_is_two_drafts(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (one, two) = (app.log_in(ORDERING).await, app.log_in(COLLEAGUE).await);
    let id = made(&one, "one").await;
    let second = put(&two, &id, Seen::Nothing, &draft("two")).await;
    assert_eq!(
        second.status(),
        StatusCode::CREATED,
        "an id tells nothing of another's"
    );
    assert_eq!(two.delete(&path(&id)).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(shown(&one, &id).await.body, draft("one")["body"]);
}

async fn a_deleted_draft_can_be_brought_back(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "Solveig").await;
    assert_eq!(browser.delete(&path(&id)).await.status(), StatusCode::NO_CONTENT);
    problem(browser.get(&path(&id)).await, StatusCode::NOT_FOUND).await;
    problem(browser.delete(&path(&id)).await, StatusCode::NOT_FOUND).await;
    let over = put(&browser, &id, Seen::Version(1), &draft("Solveig")).await;
    problem(over, StatusCode::NOT_FOUND).await;
    let back = put(&browser, &id, Seen::Nothing, &draft("Solveig")).await;
    assert_eq!(back.status(), StatusCode::CREATED);
}

async fn the_audit_names_the_draft_and_nothing_that_is_typed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let id = made(&browser, "Solveig Tveit").await;
    put(&browser, &id, Seen::Version(1), &draft("Solveig Tveit")).await;
    browser.delete(&path(&id)).await;
    let mut db = app.state.store.connection().await.unwrap();
    let entries = audit::of_user(&mut db, ORDERING, 100).await.unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["draft.deleted", "draft.made"]);
    assert!(entries.iter().all(|entry| entry.subject == id));
    // Nor do kept answers repeat it.
    let answers = "SELECT answer FROM idempotency WHERE answer LIKE '%Tveit%'";
    assert!(db.row(answers, Vec::new()).await.unwrap().is_none());
    drop(db);
    for sql in ["UPDATE audit SET action = 'x'", "DELETE FROM audit"] {
        let changed: Result<u64, server::store::StoreError> = app
            .state
            .store
            .write(move |db| Box::pin(async move { db.execute(sql, Vec::new()).await }))
            .await;
        assert!(changed.is_err(), "{sql}");
    }
}

async fn a_user_keeps_so_many_drafts_and_so_much_in_them(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let padded = |bytes: usize| {
        let empty = json!({ "x": "" }).to_string().len();
        json!({ "kind": "order", "body": { "x": "x".repeat(bytes - empty) } })
    };
    let id = new_key();
    let largest = put(&browser, &id, Seen::Nothing, &padded(256 << 10)).await;
    assert_eq!(largest.status(), StatusCode::CREATED);
    let larger = put(&browser, &id, Seen::Version(1), &padded((256 << 10) + 1)).await;
    assert_eq!(
        problem(larger, StatusCode::PAYLOAD_TOO_LARGE).await.code,
        "body.too_large"
    );
    for _ in 0..31 {
        let kept = put(&browser, &new_key(), Seen::Nothing, &padded(256 << 10)).await;
        assert_eq!(kept.status(), StatusCode::CREATED);
    }
    let full = put(&browser, &new_key(), Seen::Nothing, &draft("one more")).await;
    let full = problem(full, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(full.fields[0].code, "draft.too_many", "8 MiB in all");
    let smaller = put(&browser, &id, Seen::Version(1), &draft("smaller")).await;
    assert_eq!(smaller.status(), StatusCode::OK, "less is always possible");
}

async fn the_last_place_is_given_once(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    for _ in 1..MOST_PER_USER {
        made(&browser, "x").await;
    }
    let tries = (0..8).map(|_| {
        let browser = browser.clone();
        async move {
            put(&browser, &new_key(), Seen::Nothing, &draft("last"))
                .await
                .status()
        }
    });
    let answers = join_all(tries).await;
    let through = answers
        .iter()
        .filter(|status| **status == StatusCode::CREATED)
        .count();
    assert_eq!(through, 1, "{answers:?}");
    let all: Drafts = body(browser.get(paths::DRAFTS).await, StatusCode::OK).await;
    assert_eq!(all.items.len(), 200);
}

async fn own_sessions_hear_of_a_draft_and_others_do_not(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (here, there) = (app.log_in(ORDERING).await, app.log_in(ORDERING).await);
    let mut own = there.request(Method::GET, paths::EVENTS).send().await.unwrap();
    let colleague = app.log_in(COLLEAGUE).await;
    let mut others = colleague
        .request(Method::GET, paths::EVENTS)
        .send()
        .await
        .unwrap();
    let id = made(&here, "Solveig").await;
    here.delete(&path(&id)).await;
    let colleagues = made(&colleague, "x").await;
    let own = heard(&mut own, "\"draft\",\"id\":\"", 2).await;
    assert!(
        own.contains(&json!({ "kind": "draft", "id": id, "version": 1 }).to_string())
            || own.contains(&format!("{{\"kind\":\"draft\",\"id\":\"{id}\",\"version\":1}}")),
        "{own}"
    );
    assert!(
        own.contains(&format!("{{\"kind\":\"draft\",\"id\":\"{id}\"}}")),
        "{own}"
    );
    let others = heard(&mut others, "\"draft\",\"id\":\"", 1).await;
    assert!(others.contains(&colleagues) && !others.contains(&id), "{others}");
}

/// Reads a stream until it has said something so often.
async fn heard(stream: &mut Response, what: &str, times: usize) -> String {
    let mut text = String::new();
    let listening = async {
        while let Some(bytes) = stream.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
            if text.matches(what).count() >= times {
                break;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), listening)
        .await
        .expect("nothing was told");
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_draft_is_refused_with_what_is_wrong() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for (id, sent, field, code) in [
        (
            new_key(),
            json!({ "kind": "order", "body": [] }),
            "body",
            "draft.body_invalid",
        ),
        (
            new_key(),
            json!({ "kind": "order" }),
            "body",
            "draft.body_invalid",
        ),
        (
            new_key(),
            json!({ "kind": "", "body": {} }),
            "kind",
            "draft.kind_invalid",
        ),
        (
            new_key(),
            json!({ "kind": "Å", "body": {} }),
            "kind",
            "draft.kind_invalid",
        ),
        ("no-uuid".to_owned(), draft("x"), "id", "draft.id_invalid"),
    ] {
        let refused = put(&browser, &id, Seen::Nothing, &sent).await;
        let refused = problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
        let found = (refused.fields[0].path.as_str(), refused.fields[0].code.as_str());
        assert_eq!(found, (field, code), "{sent}");
    }
    let all: Drafts = body(browser.get(paths::DRAFTS).await, StatusCode::OK).await;
    assert_eq!(all.items, []);
}
