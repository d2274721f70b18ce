//! The list: filters, sort, pages, export, views, and the stream of what changes.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wire::{
    lists::{Page, SavedView},
    orders::OrderSummary,
    paths,
};

use crate::{drafts::*, harness::*};

crate::on_both_engines! {
    pages_hold_every_order_once_in_each_sort;
    filters_and_words_narrow_the_list;
    the_export_holds_exactly_what_is_filtered;
    views_are_ones_own_and_shared_ones;
    a_stream_tells_what_happens_and_what_was_missed;
    another_companys_events_are_not_told;
}

async fn list(browser: &Browser, query: &str) -> Page<OrderSummary> {
    body(
        browser.get(&format!("{}?{query}", paths::ORDERS)).await,
        StatusCode::OK,
    )
    .await
}

/// Seven orders of Nordavind that differ in what is sorted by, and one of Sørlys.
pub async fn seven_orders(app: &App) -> Browser {
    let browser = app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let names = ["Åse", "Anne", "Øyvind", "Zara", "Ærlend", "Anne", "Berit"];
    for (at, name) in names.iter().enumerate() {
        let mut draft = another(&draft);
        draft.lines[0].end_user.first_name = (*name).into();
        draft.customer_order_ref = if at % 2 == 0 {
            String::new()
        } else {
            format!("REF-{at}")
        };
        submitted(&browser, &draft).await;
    }
    let other = app.log_in(OTHER_COMPANY).await;
    let draft = hdsl_draft(&other, FINE_HOUSE).await;
    submitted(&other, &draft).await;
    browser
}

async fn pages_hold_every_order_once_in_each_sort(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = seven_orders(&app).await;
    for column in [
        "created_at",
        "customer_order_id",
        "customer_order_ref",
        "end_user",
        "product",
        "place",
        "requested_date",
        "agreed_date",
        "status",
        "turn_since",
    ] {
        let mut forward = Vec::new();
        for sort in [column.to_owned(), format!("-{column}")] {
            let (mut ids, mut after) = (Vec::new(), String::new());
            loop {
                let page = list(&browser, &format!("sort={sort}&limit=3&after={after}")).await;
                assert_eq!((page.total, page.total_is_estimate), (7, false));
                assert!(page.items.len() <= 3 && page.items.iter().all(|order| order.company.is_none()));
                ids.extend(page.items.into_iter().map(|order| order.id));
                match page.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 7, "{sort}: {ids:?}");
            if forward.is_empty() {
                forward = ids;
            } else {
                forward.reverse();
                assert_eq!(forward, ids, "{sort} is the other way round");
            }
        }
    }
    let names: Vec<String> = list(&browser, "sort=end_user")
        .await
        .items
        .into_iter()
        .map(|order| order.end_user)
        .collect();
    assert_eq!(
        names.join(", "),
        "Anne Tveit, Anne Tveit, Berit Tveit, Zara Tveit, Ærlend Tveit, Øyvind Tveit, Åse Tveit"
    );
    // A cursor of another sort, or of nobody, is refused.
    let cursor = list(&browser, "sort=end_user&limit=3").await.next.unwrap();
    for query in [
        format!("sort=place&after={cursor}"),
        "after=xxxx".into(),
        "sort=password".into(),
        "status=nothing".into(),
    ] {
        problem(
            browser.get(&format!("{}?{query}", paths::ORDERS)).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    assert_eq!(
        list(&browser, "limit=100000").await.items.len(),
        7,
        "more than 200 is 200"
    );
}

async fn filters_and_words_narrow_the_list(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = seven_orders(&app).await;
    for (query, found) in [
        ("q=%C3%B8yv", 1),
        ("q=ANNE+tveit", 2),
        ("q=anne+ref-5", 1),
        ("q=20003", 1),
        ("q=1-20003", 1),
        ("q=91234567", 7),
        ("q=pr%C3%B8veveien", 7),
        // ADR-7: letters are folded as in the address search.
        ("q=PROVEVEIEN", 7),
        ("q=aase", 1),
        ("q=%C3%85SE", 1),
        ("q=aerlend", 1),
        ("q=oyvind", 1),
        ("q=nobody", 0),
        ("q=%25", 7),
        ("status=in_progress,incomplete", 7),
        ("status=closed", 0),
        ("turn=operator", 7),
        ("turn=partner", 0),
        ("product=HDSL", 7),
        ("product=ADSL_FULL", 0),
        ("requested_from=2020-01-01", 7),
        ("requested_to=2020-01-01", 0),
        ("ids=1-20002,1-20004", 2),
        ("ids=1-20002,1-20004&q=20004", 1),
        // The eighth is another company's, and the last does not exist.
        ("ids=1-20008,1-29999", 0),
    ] {
        let page = list(&browser, query).await;
        assert_eq!((page.items.len(), page.total), (found, found as u64), "{query}");
    }
    for wrong in ["ids=20002", "ids=1-20002,x"] {
        let answer = browser.get(&format!("{}?{wrong}", paths::ORDERS)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let all = list(&operator, "q=tveit").await;
    assert_eq!(all.total, 8);
    assert!(all.items.iter().all(|order| order.company.is_some()));
}

async fn the_export_holds_exactly_what_is_filtered(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = seven_orders(&app).await;
    let mut draft = hdsl_draft(&browser, FINE_HOUSE).await;
    draft.customer_order_ref = "=1+1;x".into();
    submitted(&browser, &draft).await;
    let response = browser
        .get(&format!("{}?q=tveit&sort=created_at&lang=en", paths::ORDERS_CSV))
        .await;
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/csv; charset=utf-8"
    );
    assert!(
        response.headers()[header::CONTENT_DISPOSITION]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    let text = response.text().await.unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 9, "{text}");
    assert!(lines[1].starts_with("1-20001;"), "{}", lines[1]);
    assert!(lines[8].contains("\"'=1+1;x\""), "{}", lines[8]);
    let filtered = browser
        .get(&format!("{}?q=anne", paths::ORDERS_CSV))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(filtered.lines().count(), 3);
    let export = |query: &'static str| browser.get(query);
    let some = export("/api/v1/orders.csv?columns=end_user,number&lang=en&q=20001").await;
    let some = String::from_utf8(some.bytes().await.unwrap().to_vec()).unwrap();
    assert_eq!(some, "\u{feff}End user;Number\r\nÅse Tveit;1-20001\r\n");
    assert!(
        !filtered.contains("Nordavind"),
        "a partner's own name says nothing to it"
    );
    problem(
        export("/api/v1/orders.csv?columns=password").await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
}

async fn views_are_ones_own_and_shared_ones(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (mine, colleague, other) = (
        app.log_in(ORDERING).await,
        app.log_in(COLLEAGUE).await,
        app.log_in(OTHER_COMPANY).await,
    );
    let view = |name: &str, shared: bool| json!({ "list": "orders", "name": name, "query": "status=incomplete", "shared": shared });
    let own: SavedView = body(
        mine.post(paths::VIEWS, &view("Mine", false)).await,
        StatusCode::CREATED,
    )
    .await;
    let shared: SavedView = body(
        mine.post(paths::VIEWS, &view("Alles", true)).await,
        StatusCode::CREATED,
    )
    .await;
    let seen = |browser: Browser| async move {
        let path = format!("{}?list=orders", paths::VIEWS);
        body::<Vec<SavedView>>(browser.get(&path).await, StatusCode::OK).await
    };
    assert_eq!(seen(mine.clone()).await.len(), 2);
    let theirs = seen(colleague.clone()).await;
    assert_eq!(
        (theirs.len(), theirs[0].name.as_str(), theirs[0].own),
        (1, "Alles", false)
    );
    assert!(seen(other).await.is_empty());
    let path = |view: &SavedView| paths::VIEW.replace("{id}", &view.id);
    problem(colleague.delete(&path(&shared)).await, StatusCode::NOT_FOUND).await;
    assert_eq!(mine.delete(&path(&own)).await.status(), StatusCode::NO_CONTENT);
    for wrong in [
        view("", false),
        view(&"x".repeat(61), false),
        json!({ "list": "users", "name": "x" }),
    ] {
        problem(
            mine.post(paths::VIEWS, &wrong).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
}

/// Reads the stream until it holds `wanted`, for at most ten seconds.
async fn read_until(browser: &Browser, last_event_id: Option<&str>, wanted: &str) -> String {
    let mut request = browser.request(Method::GET, paths::EVENTS);
    if let Some(id) = last_event_id {
        request = request.header("last-event-id", id);
    }
    let mut response = request.send().await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut text = String::new();
    let reading = async {
        while let Some(bytes) = response.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
            if text.contains(wanted) {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(std::time::Duration::from_secs(10), reading).await;
    text
}

async fn a_stream_tells_what_happens_and_what_was_missed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let listening = tokio::spawn({
        let browser = browser.clone();
        async move { read_until(&browser, None, "1-20001").await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    submitted(&browser, &draft).await;
    let heard = listening.await.unwrap();
    assert!(
        heard.contains("id: 1\n") && heard.contains(r#"data: {"kind":"order","id":"1-20001","version":1}"#),
        "{heard}"
    );
    submitted(&browser, &another(&draft)).await;
    let missed = read_until(&browser, Some("1"), "1-20002").await;
    assert!(
        missed.contains("1-20002") && !missed.contains("1-20001"),
        "{missed}"
    );
    let too_far = read_until(&browser, Some("999"), "missed").await;
    assert!(too_far.contains(r#"data: {"kind":"missed"}"#), "{too_far}");
}

async fn another_companys_events_are_not_told(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, other) = (app.log_in(ORDERING).await, app.log_in(OTHER_COMPANY).await);
    submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    submitted(&other, &hdsl_draft(&other, FINE_HOUSE).await).await;
    let theirs = read_until(&other, Some("0"), "1-20002").await;
    assert!(
        theirs.contains("1-20002") && !theirs.contains("1-20001"),
        "{theirs}"
    );
    let operators = read_until(&app.log_in(CUSTOMER_SERVICE).await, Some("0"), "1-20002").await;
    assert!(
        operators.contains("1-20001") && operators.contains("1-20002"),
        "{operators}"
    );
}
