//! Who may do what: every route for every kind of user, of one's own company and of another. It fails when a route of
//! the OpenAPI document is missing from the table.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use wire::{lists::SavedView, paths};

use crate::{
    attachments, company, drafts::*, harness::*, installed::delivered, numbers::reserved_draft, openapi,
};

/// The columns of the table.
const ROLES: [Option<&str>; 9] = [
    None,                // nobody is logged in
    Some("jonas.moe"),   // inquiry
    Some("oda.strand"),  // ordering; the cases in the table are this user's
    Some("ingrid.vale"), // full access and super user, a colleague
    Some("tuva.lien"),   // full access and trouble tickets, a colleague
    Some("marte.sund"),  // everything that a partner may, in another company
    Some("kari.nes"),    // the operator's customer service
    Some("petter.holm"), // another team of the operator
    Some("anne.berge"),  // the operator's administrator
];

/// What each role gets: `+` it is done or refused for what was sent, `U` 401, `F` 403, `M` 404 as if it did not exist,
/// `I` 422 because the case that the body names does not exist for this user.
const TABLE: &[(Method, &str, &str)] = &[
    (Method::POST, paths::SESSION, "+ + + + + + + + +"),
    (Method::GET, paths::SESSION, "U + + + + + + + +"),
    (Method::DELETE, paths::SESSION, "U + + + + + + + +"),
    (Method::GET, paths::SESSIONS, "U + + + + + + + +"),
    (Method::DELETE, paths::SESSION_BY_ID, "U M + M M M M M M"),
    (Method::GET, paths::VAULT_KEY, "U + + + + + + + +"),
    (Method::GET, paths::CATALOGUE, "U + + + + + + + +"),
    (Method::GET, paths::ADDRESSES, "U F + + + + + F F"),
    (Method::GET, paths::COMPANY, "U F + + + + + F F"),
    (Method::POST, paths::CARRIER_LINES, "U F + + + + F F F"),
    (Method::POST, paths::ACCESS_CHECKS, "U F + + + + F F F"),
    (Method::GET, paths::ACCESS_CHECK, "U F + + + M F F F"),
    (Method::POST, paths::AUTHORITIES, "U F + + + + F F F"),
    (Method::POST, paths::SLOT_SEARCHES, "U F + + + I F F F"),
    (Method::POST, paths::APPOINTMENTS, "U F + + + I F F F"),
    (Method::GET, paths::APPOINTMENT, "U F + + + M F F F"),
    (Method::DELETE, paths::APPOINTMENT, "U F + + + M F F F"),
    (Method::POST, paths::NUMBER_SEARCHES, "U F + + + I F F F"),
    (Method::POST, paths::NUMBER_RESERVATIONS, "U F + + + I F F F"),
    (Method::GET, paths::NUMBER_RESERVATION, "U F + + + M F F F"),
    (Method::DELETE, paths::NUMBER_RESERVATION, "U F + + + M F F F"),
    (Method::GET, paths::ORDERS, "U + + + + + + F F"),
    (Method::POST, paths::ORDERS, "U F + + + + F F F"),
    (Method::GET, paths::ORDERS_CSV, "U + + + + + + F F"),
    (Method::GET, paths::ORDERS_XLSX, "U + + + + + + F F"),
    (Method::GET, paths::ORDER, "U + + + + M + F F"),
    (Method::GET, paths::ORDER_SENT, "U F + + + M F F F"),
    (Method::PUT, paths::ORDER_SENT, "U F + + + M F F F"),
    (Method::POST, paths::ORDER_LINE_ACTION, "U F + + + M + F F"),
    (Method::POST, paths::ORDER_ACTION, "U F + + + M + F F"),
    (Method::GET, paths::ORDER_CANCELLATION, "U + + + + M + F F"),
    (Method::GET, paths::SUBSCRIPTIONS, "U + + + + + + F F"),
    (Method::GET, paths::SUBSCRIPTIONS_CSV, "U + + + + + + F F"),
    (Method::GET, paths::SUBSCRIPTIONS_XLSX, "U + + + + + + F F"),
    (Method::GET, paths::SUBSCRIPTION, "U + + + + M + F F"),
    (Method::POST, paths::ORDER_REPEATS, "U F + + + + F F F"),
    (Method::GET, paths::REFERENCE_HABITS, "U F + + + + F F F"),
    (Method::GET, paths::VIEWS, "U + + + + + + + +"),
    (Method::POST, paths::VIEWS, "U + + + + + + + +"),
    (Method::DELETE, paths::VIEW, "U M + M M M M M M"),
    (Method::GET, paths::DRAFTS, "U + + + + + + + +"),
    (Method::GET, paths::DRAFT, "U M + M M M M M M"),
    (Method::PUT, paths::DRAFT, "U M + M M M M M M"),
    (Method::DELETE, paths::DRAFT, "U M + M M M M M M"),
    // An upload that no case has yet: its user's alone.
    (Method::GET, paths::ATTACHMENT, "U M + M M M M F F"),
    (Method::GET, paths::ATTACHMENT_CONTENT, "U M + M M M M F F"),
    (Method::PUT, paths::ATTACHMENT, "U M + M M M F F F"),
    (Method::PATCH, paths::ATTACHMENT, "U M + M M M F F F"),
    (Method::DELETE, paths::ATTACHMENT, "U M + M M M F F F"),
    (Method::GET, paths::CONTACTS, "U + + + + + F F F"),
    (Method::GET, paths::CONTACT, "U + + + + M F F F"),
    (Method::PUT, paths::CONTACT, "U F F + + M F F F"),
    (Method::DELETE, paths::CONTACT, "U F F + + M F F F"),
    (Method::GET, paths::MAILS, "U + + + + + F F +"),
    (Method::GET, paths::ACCOUNT, "U + + + + + F F F"),
    (Method::PUT, paths::ACCOUNT, "U F F + + + F F F"),
    // Who sees no orders hears of their own drafts.
    (Method::GET, paths::EVENTS, "U + + + + + + + +"),
    (Method::GET, paths::DEMONSTRATION_USERS, "+ + + + + + + + +"),
    (Method::POST, paths::DEMONSTRATION_CLOCK, "U + + + + + + + +"),
    // The order system brings a token of its own; no user may.
    (Method::POST, paths::ORDER_EVENTS, "U U U U U U U U U"),
];

/// What exists, made by the user in the third column.
struct Cases {
    session: String,
    check: String,
    hit: String,
    search: String,
    slot: String,
    appointment: String,
    numbers: String,
    order: String,
    subscription: String,
    view: String,
    draft: String,
    attachment: String,
    /// Made by a colleague: the user of the third column may not.
    contact: String,
}

async fn make_cases(app: &App, browser: &Browser, colleague: &Browser) -> Cases {
    let draft = adsl_draft(browser, FINE_HOUSE).await;
    let line = &draft.lines[0];
    let appointment: Value = body(
        browser
            .get(&paths::APPOINTMENT.replace("{id}", &line.appointment.id))
            .await,
        StatusCode::OK,
    )
    .await;
    let order = submitted(browser, &hdsl_draft(browser, FINE_HOUSE).await).await;
    let (_, subscription) = delivered(app, browser).await;
    let view = json!({ "list": "orders", "name": "Mine", "query": "", "shared": true });
    let view: SavedView = body(browser.post(paths::VIEWS, &view).await, StatusCode::CREATED).await;
    let draft = new_key();
    let saved = browser
        .request(Method::PUT, &paths::DRAFT.replace("{id}", &draft))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_NONE_MATCH, "*")
        .json(&json!({ "kind": "order", "body": {} }));
    assert_eq!(saved.send().await.unwrap().status(), StatusCode::CREATED);
    let session: Value = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    Cases {
        session: session["id"].as_str().unwrap().to_owned(),
        check: line.access_check.id.clone(),
        hit: line.access_check.hit.clone(),
        search: line.appointment.search.clone(),
        slot: appointment["slot"]["id"].as_str().unwrap().to_owned(),
        appointment: line.appointment.id.clone(),
        numbers: reserved_draft(browser, FINE_HOUSE).await.lines[0]
            .numbers
            .reservation
            .clone(),
        order: order.id,
        subscription: subscription.id,
        view: view.id,
        draft,
        attachment: attachments::uploaded(browser, "kart.pdf", &attachments::pdf(1000, 1)).await,
        contact: company::made(colleague, &company::contact("Kveld", "", "")).await,
    }
}

impl Cases {
    fn path(&self, path: &str) -> String {
        let id = match path {
            paths::SESSION_BY_ID => &self.session,
            paths::ACCESS_CHECK => &self.check,
            paths::APPOINTMENT => &self.appointment,
            paths::NUMBER_RESERVATION => &self.numbers,
            paths::ORDER
            | paths::ORDER_SENT
            | paths::ORDER_ACTION
            | paths::ORDER_CANCELLATION
            | paths::ORDER_LINE_ACTION => &self.order,
            paths::SUBSCRIPTION => &self.subscription,
            paths::VIEW => &self.view,
            paths::DRAFT => &self.draft,
            paths::ATTACHMENT | paths::ATTACHMENT_CONTENT => &self.attachment,
            paths::CONTACT => &self.contact,
            _ => "",
        };
        let query = if path == paths::VIEWS { "?list=orders" } else { "" };
        let path = path
            .replace("{id}", id)
            .replace("{line}", "1")
            .replace("{organisation_number}", "310001007");
        format!("{path}{query}")
    }

    fn body(&self, path: &str, user_name: &str) -> Value {
        match path {
            paths::SESSION => json!({ "user_name": user_name, "password": PASSWORD }),
            paths::NUMBER_SEARCHES | paths::NUMBER_RESERVATIONS => {
                json!({ "check": self.check, "hit": self.hit, "first": "22600100", "count": 1 })
            }
            paths::SLOT_SEARCHES => json!({ "check": self.check, "hit": self.hit }),
            paths::APPOINTMENTS => json!({ "search": self.search, "slot": self.slot }),
            paths::ORDER_ACTION | paths::ORDER_LINE_ACTION => {
                json!({ "action": "cancel", "reason": "case.wrong_order" })
            }
            paths::DRAFT => json!({ "kind": "order", "body": {} }),
            paths::ATTACHMENT => attachments::announced("kart.pdf", &attachments::pdf(1000, 1)),
            paths::CONTACT => company::contact("Natt", "", ""),
            paths::ACCOUNT => json!({ "quotes_email": "", "language": "nb" }),
            paths::VIEWS => json!({ "list": "orders", "name": "x", "query": "" }),
            _ => json!({}),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_every_role_as_the_table_says() {
    let mut wrong = Vec::new();
    for (column, role) in ROLES.into_iter().enumerate() {
        // A backend for each role, so that what one has done does not meet the next.
        let app = spawn_app().await;
        let (maker, colleague) = (app.log_in(ORDERING).await, app.log_in(COLLEAGUE).await);
        let cases = make_cases(&app, &maker, &colleague).await;
        for (method, path, expected) in TABLE {
            let expected = expected.split(' ').nth(column).unwrap();
            // Some routes end the session, so each gets a new one; the case of the table is the maker's own session.
            let browser = match role {
                Some(role) => app.log_in(role).await,
                None => app.anonymous(),
            };
            let request = browser.request(method.clone(), &cases.path(path));
            let request = if *method == Method::GET {
                request
            } else {
                request
                    .header(paths::IDEMPOTENCY_KEY, new_key())
                    .header(header::IF_MATCH, "\"1\"")
            };
            let request = if [Method::POST, Method::PUT].contains(method) {
                request.json(&cases.body(path, role.unwrap_or(ORDERING)))
            } else if *method == Method::PATCH {
                let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
                request.header(wire::attachments::UPLOAD_OFFSET, 0).body("x")
            } else {
                request
            };
            let status = request.send().await.unwrap().status();
            let got = match status {
                StatusCode::UNAUTHORIZED => "U",
                StatusCode::FORBIDDEN => "F",
                StatusCode::NOT_FOUND => "M",
                StatusCode::UNPROCESSABLE_ENTITY if expected == "I" => "I",
                status if status.is_server_error() => "5",
                _ => "+",
            };
            if got != expected {
                wrong.push(format!(
                    "{method} {path} as {}: {status}, expected {expected}",
                    role.unwrap_or("nobody")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_route_stands_in_the_table() {
    let document = openapi::current();
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let table: BTreeSet<(String, String)> = TABLE
        .iter()
        .map(|(method, path, _)| (method.to_string(), (*path).to_owned()))
        .collect();
    assert_eq!(
        described.difference(&table).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not in the table"
    );
    assert_eq!(
        table.difference(&described).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not described"
    );
    assert!(
        TABLE
            .iter()
            .all(|(_, _, expected)| expected.split(' ').count() == ROLES.len())
    );
}
