//! The partner's contacts and account: seen by its users, changed by few, overwritten by nobody unseen.

use futures::future::join_all;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use server::store::audit;
use wire::{
    company::{AccountView, ContactSaved, ContactView, Contacts},
    paths,
};

use crate::harness::*;

crate::on_both_engines! {
    /// NOT-1
    a_contact_is_made_changed_removed_and_brought_back;
    /// NOT-1
    an_order_has_one_contact_however_many_are_saved_at_once;
    /// OFF-5
    a_contact_that_a_colleague_has_changed_is_told_and_not_overwritten;
    a_repeated_write_is_the_same_write;
    /// NOT-1, NOT-3, CON-2
    every_error_is_told_with_its_field;
    another_company_sees_nothing_of_it;
    /// AUD-1
    the_audit_names_the_contact_and_nothing_that_is_typed;
    /// OFF-5, QUO-8
    the_account_is_changed_by_those_who_may_and_not_unseen;
}

pub fn path(id: &str) -> String {
    paths::CONTACT.replace("{id}", id)
}

pub fn contact(name: &str, group_email: &str, orders_of: &str) -> Value {
    json!({ "name": name, "phone": "+47 22 33 44 55", "email": "", "group_email": group_email,
        "every_change": false, "orders_of": orders_of })
}

/// Saves a contact over a version, or as a new one when there is none.
pub async fn put(browser: &Browser, id: &str, seen: Option<i64>, contact: &Value) -> Response {
    put_with_key(browser, id, seen, contact, &new_key()).await
}

async fn put_with_key(
    browser: &Browser,
    id: &str,
    seen: Option<i64>,
    contact: &Value,
    key: &str,
) -> Response {
    let request = browser.request(Method::PUT, &path(id));
    let request = match seen {
        None => request.header(header::IF_NONE_MATCH, "*"),
        Some(version) => request.header(header::IF_MATCH, format!("\"{version}\"")),
    };
    let request = request.header(paths::IDEMPOTENCY_KEY, key).json(contact);
    request.send().await.unwrap()
}

pub async fn made(browser: &Browser, contact: &Value) -> String {
    let id = new_key();
    let saved: ContactSaved = body(put(browser, &id, None, contact).await, StatusCode::CREATED).await;
    assert_eq!((saved.id.as_str(), saved.version), (id.as_str(), 1));
    id
}

async fn remove(browser: &Browser, id: &str, seen: i64) -> Response {
    browser
        .request(Method::DELETE, &path(id))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_MATCH, format!("\"{seen}\""))
        .send()
        .await
        .unwrap()
}

async fn listed(browser: &Browser) -> Contacts {
    body(browser.get(paths::CONTACTS).await, StatusCode::OK).await
}

/// Without those that a demonstration begins with.
async fn empty(browser: &Browser) {
    for contact in listed(browser).await.items {
        let removed = remove(browser, &contact.id, contact.version).await;
        assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    }
}

async fn a_contact_is_made_changed_removed_and_brought_back(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let ingrid = app.log_in(COLLEAGUE).await;
    empty(&ingrid).await;
    let draft = contact(" Kundeservice ", "Ordre@Solbakken.Example", "everyone");
    let id = made(&ingrid, &draft).await;
    app.restart().await;
    let jonas = app.log_in(INQUIRY).await;
    let contacts = listed(&jonas).await;
    let [seen] = &contacts.items[..] else {
        panic!("one contact");
    };
    assert_eq!(seen.name, "Kundeservice");
    assert_eq!(seen.phone, "22334455");
    assert_eq!(seen.group_email, "Ordre@solbakken.example");
    assert_eq!(seen.orders_of, "everyone");
    assert_eq!(seen.changed_by, "Ingrid Vale");
    let colleagues: Vec<_> = contacts
        .colleagues
        .iter()
        .map(|user| user.user_name.as_str())
        .collect();
    assert!(colleagues.contains(&"oda.strand") && !colleagues.contains(&OTHER_COMPANY));

    let ingrid = app.log_in(COLLEAGUE).await;
    let changed = put(
        &ingrid,
        &id,
        Some(1),
        &contact("Kveld", "kveld@solbakken.example", ORDERING),
    )
    .await;
    assert_eq!(changed.headers()[header::ETAG], "\"2\"");
    let shown = ingrid.get(&path(&id)).await;
    assert_eq!(shown.headers()[header::ETAG], "\"2\"");
    let shown: ContactView = body(shown, StatusCode::OK).await;
    assert_eq!(
        (shown.name.as_str(), shown.orders_of.as_str()),
        ("Kveld", ORDERING)
    );

    assert_eq!(remove(&ingrid, &id, 2).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(ingrid.get(&path(&id)).await.status(), StatusCode::NOT_FOUND);
    let again = put(
        &ingrid,
        &id,
        None,
        &contact("Kveld", "kveld@solbakken.example", ORDERING),
    )
    .await;
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(listed(&ingrid).await.items.len(), 1);
}

async fn an_order_has_one_contact_however_many_are_saved_at_once(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let ingrid = app.log_in(COLLEAGUE).await;
    empty(&ingrid).await;
    let tries = (0..8).map(|n| {
        let (ingrid, id) = (ingrid.clone(), new_key());
        async move {
            let wanted = contact(&format!("Kontakt {n}"), "a@solbakken.example", "everyone");
            put(&ingrid, &id, None, &wanted).await
        }
    });
    let mut made = 0;
    for answer in join_all(tries).await {
        if answer.status() == StatusCode::CREATED {
            made += 1;
        } else {
            let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
            assert_eq!(refused.fields[0].code, "partner_contact.orders_of.taken");
        }
    }
    assert_eq!(made, 1);
    assert_eq!(listed(&ingrid).await.items.len(), 1);
}

async fn a_contact_that_a_colleague_has_changed_is_told_and_not_overwritten(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (ingrid, tuva) = (app.log_in(COLLEAGUE).await, app.log_in("tuva.lien").await);
    let id = made(&ingrid, &contact("Kveld", "kveld@solbakken.example", "")).await;
    let first = put(
        &tuva,
        &id,
        Some(1),
        &contact("Natt", "natt@solbakken.example", ""),
    )
    .await;
    assert_eq!(first.status(), StatusCode::OK);
    let refused = problem(
        put(
            &ingrid,
            &id,
            Some(1),
            &contact("Dag", "dag@solbakken.example", ""),
        )
        .await,
        StatusCode::PRECONDITION_FAILED,
    )
    .await;
    let current: ContactView = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!((current.version, current.name.as_str()), (2, "Natt"));
    assert_eq!(current.changed_by, "Tuva Lien");
    assert_eq!(
        remove(&ingrid, &id, 1).await.status(),
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(remove(&tuva, &id, 2).await.status(), StatusCode::NO_CONTENT);
    let gone = put(
        &ingrid,
        &id,
        Some(2),
        &contact("Dag", "dag@solbakken.example", ""),
    )
    .await;
    assert_eq!(
        problem(gone, StatusCode::NOT_FOUND).await.code,
        "contact.not_found"
    );
    let blind = ingrid
        .request(Method::PUT, &path(&id))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .json(&contact("Dag", "", ""));
    assert_eq!(
        blind.send().await.unwrap().status(),
        StatusCode::PRECONDITION_REQUIRED
    );
}

async fn a_repeated_write_is_the_same_write(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let ingrid = app.log_in(COLLEAGUE).await;
    let (id, key) = (new_key(), new_key());
    let wanted = contact("Kveld", "kveld@solbakken.example", "");
    for _ in 0..3 {
        let answer = put_with_key(&ingrid, &id, None, &wanted, &key).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
    }
    assert_eq!(
        body::<ContactView>(ingrid.get(&path(&id)).await, StatusCode::OK)
            .await
            .version,
        1
    );
    let other = put_with_key(&ingrid, &id, None, &contact("Natt", "", ""), &key).await;
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn every_error_is_told_with_its_field(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let ingrid = app.log_in(COLLEAGUE).await;
    let wrong = json!({ "name": "", "phone": "02000", "email": "ola", "orders_of": OTHER_COMPANY,
        "group_email": "ola@solbakken.example\r\nBcc: alle@solbakken.example" });
    let refused = problem(
        put(&ingrid, &new_key(), None, &wrong).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let fields: Vec<_> = refused
        .fields
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    assert_eq!(fields, ["name", "phone", "email", "group_email", "orders_of"]);
    let no_uuid = put(&ingrid, "1", None, &contact("Dag", "", "")).await;
    assert_eq!(
        problem(no_uuid, StatusCode::UNPROCESSABLE_ENTITY).await.fields[0].path,
        "id"
    );
}

async fn another_company_sees_nothing_of_it(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (ingrid, marte) = (app.log_in(COLLEAGUE).await, app.log_in(OTHER_COMPANY).await);
    let id = made(&ingrid, &contact("Kveld", "kveld@solbakken.example", "")).await;
    assert!(!listed(&marte).await.items.iter().any(|contact| contact.id == id));
    assert_eq!(marte.get(&path(&id)).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(remove(&marte, &id, 1).await.status(), StatusCode::NOT_FOUND);
    // The same id of two companies is two contacts.
    let theirs = put(&marte, &id, None, &contact("Vår", "", "")).await;
    assert_eq!(theirs.status(), StatusCode::CREATED);
    assert_eq!(
        body::<ContactView>(ingrid.get(&path(&id)).await, StatusCode::OK)
            .await
            .name,
        "Kveld"
    );
}

async fn the_audit_names_the_contact_and_nothing_that_is_typed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let ingrid = app.log_in(COLLEAGUE).await;
    let id = made(&ingrid, &contact("Kveld", "kveld@solbakken.example", "")).await;
    put(&ingrid, &id, Some(1), &contact("Natt", "", "")).await;
    remove(&ingrid, &id, 2).await;
    let mut db = app.state.store.connection().await.unwrap();
    let entries = audit::of_user(&mut db, COLLEAGUE, 10).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.action.as_str(), entry.subject.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("contact.removed", id.as_str()),
            ("contact.changed", &id),
            ("contact.made", &id)
        ]
    );
}

async fn put_account(browser: &Browser, seen: i64, quotes_email: &str, language: &str) -> Response {
    browser
        .request(Method::PUT, paths::ACCOUNT)
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_MATCH, format!("\"{seen}\""))
        .json(&json!({ "quotes_email": quotes_email, "language": language }))
        .send()
        .await
        .unwrap()
}

async fn the_account_is_changed_by_those_who_may_and_not_unseen(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    let before: AccountView = body(oda.get(paths::ACCOUNT).await, StatusCode::OK).await;
    assert_eq!(before.organisation_number.len(), 9);
    assert!(before.users.iter().any(|user| user.user_name == COLLEAGUE));
    let seen = before.version;
    assert_eq!(
        put_account(&oda, seen, "", "en").await.status(),
        StatusCode::FORBIDDEN
    );
    let saved = put_account(&ingrid, seen, "tilbud@solbakken.example", "en").await;
    assert_eq!(
        saved.headers()[header::ETAG],
        format!("\"{}\"", seen + 1).as_str()
    );
    let refused = problem(
        put_account(&ingrid, seen, "", "nb").await,
        StatusCode::PRECONDITION_FAILED,
    )
    .await;
    let current: AccountView = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!(current.quotes_email, "tilbud@solbakken.example");
    assert_eq!(current.version, seen + 1);
    let wrong = problem(
        put_account(&ingrid, seen + 1, "tilbud@", "sv").await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let fields: Vec<_> = wrong.fields.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(fields, ["quotes_email", "language"]);
}
