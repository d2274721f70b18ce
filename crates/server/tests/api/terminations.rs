//! Terminations over HTTP (TRM): from our own records only, whatever the browser says.

use domain::{
    hold::HoldState,
    orders::status::{Action, HeaderStatus, LineStatus, OrderKind},
    subscriptions::SubscriptionStatus,
};
use futures::future::join_all;
use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wire::{orders::OrderCreated, paths};

use crate::{drafts::*, harness::*, installed::*, orders::show};

crate::on_both_engines! {
    a_termination_ends_the_subscription_and_says_who_pays_until_when;
    of_many_terminations_at_once_one_is_taken;
    a_termination_that_comes_to_nothing_lets_the_subscription_go;
    a_live_order_is_named_and_blocks_another;
    a_termination_is_refused_when_the_browser_is_bypassed;
}

/// TRM-1, TRM-3
async fn a_termination_ends_the_subscription_and_says_who_pays_until_when(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (made, installed) = delivered(&app, &browser).await;
    let draft = termination_of(&app, &installed.number.to_lowercase());
    let created = submitted(&browser, &draft).await;

    let order = show(&browser, &created.id).await;
    assert_eq!(
        (order.kind, order.product.as_str()),
        (OrderKind::Terminate, "HDSL")
    );
    let run_on = order.run_on.unwrap();
    let notice_ends = domain::date::plus_days(app.state.clock.today(), 30);
    assert_eq!(run_on.last_day, notice_ends, "HDSL has 30 days' notice");
    assert!(run_on.days > 0 && run_on.rent.0 > 0);
    assert_eq!(order.subscription.as_ref().unwrap().number, installed.number);
    let line = &order.lines[0];
    let steps: Vec<LineStatus> = line.timeline.iter().map(|step| step.status).collect();
    assert!(
        !steps.contains(&LineStatus::FieldService) && !steps.contains(&LineStatus::Ready),
        "nobody comes"
    );
    assert_eq!((order.setup_price.0, line.cancellation_fee.0), (0, 0));

    let pending = subscription(&browser, &installed.id).await;
    assert_eq!(pending.status, SubscriptionStatus::ActivePendingTermination);
    assert_eq!(pending.subscription.live_order.unwrap().order, created.id);
    let orders: Vec<_> = pending.orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!(orders, [created.id.as_str(), made.id.as_str()]);
    // The list knows it by its kind and by the number of the subscription.
    for query in ["kind=terminate", &format!("q={}", installed.number)] {
        let path = format!("{}?{query}", paths::ORDERS);
        let page: wire::lists::Page<wire::orders::OrderSummary> =
            body(browser.get(&path).await, StatusCode::OK).await;
        assert!(
            page.items
                .iter()
                .any(|row| row.id == created.id && row.kind == OrderKind::Terminate)
        );
    }

    assert_eq!(
        drive(&app, &created.id, &IN_THE_EXCHANGE).await,
        LineStatus::Closed
    );
    let ended = subscription(&browser, &installed.id).await;
    assert_eq!(
        (ended.status, ended.ended),
        (SubscriptionStatus::Terminated, Some(notice_ends))
    );
    assert!(ended.subscription.live_order.is_none());
    let again = browser.post(paths::ORDERS, &draft).await;
    let refused = problem(again, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused.fields[0].code, "subscription.terminated");
}

/// TRM-4
async fn of_many_terminations_at_once_one_is_taken(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let draft = termination_of(&app, &installed.number);
    let answers = join_all((0..8).map(|_| browser.post(paths::ORDERS, &draft))).await;
    let mut taken = 0;
    for answer in answers {
        if answer.status() == StatusCode::CREATED {
            taken += 1;
            continue;
        }
        let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused.fields[0].code, "subscription.live_order");
    }
    assert_eq!(taken, 1);
    // The same submission gets the same answer, also when the subscription is pending by then.
    let (_, other) = delivered(&app, &app.log_in(OTHER_COMPANY).await).await;
    let (browser, key) = (app.log_in(OTHER_COMPANY).await, new_key());
    let draft = termination_of(&app, &other.number);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = browser.post_with_key(paths::ORDERS, &draft, &key).await;
        ids.push(body::<OrderCreated>(answer, StatusCode::CREATED).await.id);
    }
    assert_eq!(ids[0], ids[1]);
}

/// CAN-1, CAN-2
async fn a_termination_that_comes_to_nothing_lets_the_subscription_go(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let draft = termination_of(&app, &installed.number);
    let created = submitted(&browser, &draft).await;
    let cancel = browser
        .request(
            Method::POST,
            &paths::ORDER_LINE_ACTION
                .replace("{id}", &created.id)
                .replace("{line}", "1"),
        )
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_MATCH, "\"1\"")
        .json(&json!({ "action": "cancel", "reason": "case.customer_withdrew" }));
    assert_eq!(cancel.send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(
        subscription(&browser, &installed.id).await.status,
        SubscriptionStatus::Active
    );
    // The next one may be sent, and is let go when the operator rejects it.
    let created = submitted(&browser, &draft).await;
    drive(&app, &created.id, &[Action::Reject]).await;
    let shown = subscription(&browser, &installed.id).await;
    assert_eq!(
        (shown.status, shown.orders.len()),
        (SubscriptionStatus::Active, 3)
    );
    assert_eq!(show(&browser, &created.id).await.status, HeaderStatus::Rejected);
}

/// TRM-4
async fn a_live_order_is_named_and_blocks_another(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let created = submitted(&browser, &termination_of(&app, &installed.number)).await;
    for need in ["terminate", "change"] {
        let mut draft = termination_of(&app, &installed.number);
        draft.need = need.into();
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let live = refused
            .fields
            .iter()
            .find(|field| field.code == "subscription.live_order");
        assert_eq!(
            live.unwrap().params["order"],
            domain::finding::Param::Text(created.id.clone()),
            "{need}"
        );
    }
}

/// TRM-1, TRM-2
async fn a_termination_is_refused_when_the_browser_is_bypassed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let (_, theirs) = delivered(&app, &app.log_in(OTHER_COMPANY).await).await;
    let good = termination_of(&app, &installed.number);
    let with = |change: &dyn Fn(&mut domain::orders::OrderDraft)| {
        let mut draft = good.clone();
        change(&mut draft);
        draft
    };
    let today = domain::date::format(app.state.clock.today());
    for (draft, path, code) in [
        (
            with(&|draft| draft.subscription.number = theirs.number.clone()),
            "subscription.number",
            "subscription.unknown",
        ),
        (
            with(&|draft| draft.subscription.number.clear()),
            "subscription.number",
            "subscription.missing",
        ),
        (
            with(&|draft| draft.subscription.confirmed = false),
            "subscription.confirmed",
            "subscription.not_confirmed",
        ),
        (
            with(&|draft| draft.requested_date = today.clone()),
            "requested_date",
            "termination.too_early",
        ),
        (
            with(&|draft| draft.requested_date.clear()),
            "requested_date",
            "requested_date.missing",
        ),
    ] {
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let found = refused
            .fields
            .iter()
            .any(|field| field.path == path && field.code == code);
        assert!(found, "{code}: {:?}", refused.fields);
    }
    // A slot that was held for a new order is not taken along by a termination.
    let mut carried = adsl_draft(&browser, FINE_HOUSE).await;
    let slot = carried.lines[0].appointment.id.clone();
    carried.need = good.need.clone();
    carried.subscription = good.subscription.clone();
    carried.requested_date = good.requested_date.clone();
    submitted(&browser, &carried).await;
    let held: domain::appointment::Appointment = body(
        browser.get(&paths::APPOINTMENT.replace("{id}", &slot)).await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(held.state, HoldState::Held);
    assert_eq!(
        subscription(&browser, &installed.id).await.status,
        SubscriptionStatus::ActivePendingTermination
    );
}
