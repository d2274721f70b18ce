//! The portfolio over HTTP: what orders make of it, and how it is listed, found and exported.

use std::collections::BTreeSet;

use domain::{
    orders::status::{Action, LineStatus, OrderKind},
    subscriptions::{SubscriptionAction, SubscriptionStatus},
};
use reqwest::{StatusCode, header};
use wire::{paths, subscriptions::SubscriptionView};

use crate::{drafts::*, harness::*, installed::*};

crate::on_both_engines! {
    a_delivered_order_is_installed_and_a_stopped_one_is_not;
    pages_hold_every_subscription_once_in_each_sort;
    filters_words_and_numbers_narrow_the_portfolio;
    the_export_holds_exactly_what_is_filtered;
    another_companys_subscription_does_not_exist;
    a_demonstration_begins_with_portfolios_in_every_status;
}

async fn a_delivered_order_is_installed_and_a_stopped_one_is_not(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let stopped = submitted(&browser, &draft).await;
    drive(&app, &stopped.id, &[Action::Accept, Action::Reject]).await;
    let order = submitted(&browser, &draft).await;
    drive(&app, &order.id, &WITH_VISIT[..8]).await;
    assert_eq!(portfolio(&browser, "").await.total, 0, "nothing is delivered yet");
    drive(&app, &order.id, &[Action::Finish]).await;
    assert_eq!(portfolio(&browser, "").await.total, 1);
    drive(&app, &order.id, &[Action::Close]).await;
    let page = portfolio(&browser, "").await;
    assert_eq!(page.total, 1, "once, however often it is said");
    let row = &page.items[0];
    assert_eq!(
        (row.product.as_str(), row.status),
        ("HDSL", SubscriptionStatus::Active)
    );
    assert_eq!((row.since, row.company.as_ref()), (app.state.clock.today(), None));

    let path = paths::SUBSCRIPTION.replace("{id}", &row.id);
    let response = browser.get(&path).await;
    assert_eq!(response.headers()[header::ETAG], "\"1\"");
    let shown: SubscriptionView = body(response, StatusCode::OK).await;
    assert_eq!(shown.subscription.number, row.number);
    assert_eq!(shown.subscription.contact.unwrap().phone, "91234567");
    assert_eq!(shown.orders.len(), 1);
    assert_eq!(
        (shown.orders[0].id.as_str(), shown.orders[0].kind),
        (order.id.as_str(), OrderKind::New)
    );
    let closed = |action| {
        let state = shown.actions.iter().find(|state| state.action == action);
        state.unwrap().closed.as_ref().map(|reason| reason.code.clone())
    };
    assert_eq!(closed(SubscriptionAction::Terminate), None);
    assert_eq!(closed(SubscriptionAction::OrderAgain), None);
    assert_eq!(
        closed(SubscriptionAction::ReportFault).as_deref(),
        Some("subscription.no_fault_module")
    );
    // Who may not order is told so.
    let inquiry = app.log_in(INQUIRY).await;
    let shown = subscription(&inquiry, &row.id).await;
    assert!(
        shown
            .actions
            .iter()
            .all(|state| { state.closed.as_ref().unwrap().code == "access.ordering_needed" })
    );
}

/// Five subscriptions of Nordavind that differ in what is sorted by, and one of Sørlys.
pub async fn five_subscriptions(app: &App) -> Browser {
    let browser = app.log_in(ORDERING).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    for name in ["Åse", "Anne", "Øyvind", "Zara", "Anne"] {
        let mut draft = draft.clone();
        draft.lines[0].end_user.first_name = name.into();
        let order = submitted(&browser, &draft).await;
        assert_eq!(drive(app, &order.id, &WITH_VISIT).await, LineStatus::Closed);
    }
    let other = app.log_in(OTHER_COMPANY).await;
    delivered(app, &other).await;
    browser
}

async fn pages_hold_every_subscription_once_in_each_sort(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = five_subscriptions(&app).await;
    for column in [
        "number",
        "end_user",
        "product",
        "place",
        "monthly_rent",
        "since",
        "status",
    ] {
        let mut forward = Vec::new();
        for sort in [column.to_owned(), format!("-{column}")] {
            let (mut ids, mut after) = (Vec::new(), String::new());
            loop {
                let page = portfolio(&browser, &format!("sort={sort}&limit=2&after={after}")).await;
                assert_eq!((page.total, page.total_is_estimate), (5, false));
                ids.extend(page.items.into_iter().map(|row| row.id));
                match page.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 5, "{sort}");
            if forward.is_empty() {
                forward = ids;
            } else {
                ids.reverse();
                assert_eq!(ids, forward, "{sort}");
            }
        }
    }
    let names: Vec<String> = portfolio(&browser, "sort=end_user")
        .await
        .items
        .into_iter()
        .map(|row| row.end_user)
        .collect();
    let first: Vec<_> = names.iter().map(|name| name.split(' ').next().unwrap()).collect();
    assert_eq!(first, ["Anne", "Anne", "Zara", "Øyvind", "Åse"]);
}

/// TRM-1
async fn filters_words_and_numbers_narrow_the_portfolio(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = five_subscriptions(&app).await;
    assert_eq!(portfolio(&browser, "q=zara").await.total, 1);
    assert_eq!(portfolio(&browser, "q=anne").await.total, 2);
    assert_eq!(portfolio(&browser, "product=HDSL&status=active").await.total, 5);
    assert_eq!(portfolio(&browser, "product=SHDSL").await.total, 0);
    assert_eq!(portfolio(&browser, "status=terminated").await.total, 0);
    let number = portfolio(&browser, "q=zara").await.items[0].number.clone();
    let spaced = format!("{} {}", &number[..4].to_lowercase(), &number[4..]);
    let found = portfolio(&browser, &format!("number={spaced}")).await;
    assert_eq!(
        (found.total, found.items[0].number.as_str()),
        (1, number.as_str())
    );
    assert_eq!(
        portfolio(&browser, &format!("number={}", &number[..5]))
            .await
            .total,
        0,
        "the whole number"
    );
    for wrong in ["status=nonsense", "sort=nonsense", "after=nonsense"] {
        let path = format!("{}?{wrong}", paths::SUBSCRIPTIONS);
        let refused = problem(browser.get(&path).await, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused.fields[0].code, "list.filter_unknown");
    }
}

async fn the_export_holds_exactly_what_is_filtered(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = five_subscriptions(&app).await;
    let path = format!(
        "{}?q=anne&lang=en&columns=number,end_user",
        paths::SUBSCRIPTIONS_CSV
    );
    let response = browser.get(&path).await;
    let disposition = response.headers()[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(disposition, "attachment; filename=\"portfolio.csv\"");
    let text = response.text().await.unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines[0], lines.len()), ("Number;Customer", 3));
    assert!(lines[1..].iter().all(|line| line.contains("Anne")), "{text}");
    // The partner is told to the operator alone.
    let all = browser.get(paths::SUBSCRIPTIONS_CSV).await.text().await.unwrap();
    assert!(!all.contains("Nordavind"), "{all}");
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let all = operator.get(paths::SUBSCRIPTIONS_CSV).await.text().await.unwrap();
    assert!(all.contains("Nordavind") && all.contains("Sørlys"), "{all}");
}

async fn another_companys_subscription_does_not_exist(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, other) = (app.log_in(ORDERING).await, app.log_in(OTHER_COMPANY).await);
    let (_, installed) = delivered(&app, &browser).await;
    let theirs = other
        .get(&paths::SUBSCRIPTION.replace("{id}", &installed.id))
        .await;
    let theirs = problem(theirs, StatusCode::NOT_FOUND).await;
    let nobodys = other.get(&paths::SUBSCRIPTION.replace("{id}", "S-99999")).await;
    assert_eq!(theirs.code, problem(nobodys, StatusCode::NOT_FOUND).await.code);
    assert_eq!(
        portfolio(&other, &format!("number={}", installed.number))
            .await
            .total,
        0
    );
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let shown = subscription(&operator, &installed.id).await;
    assert_eq!(shown.company.as_deref(), Some("Nordavind Bredbånd AS"));
}

async fn a_demonstration_begins_with_portfolios_in_every_status(engine: Engine) {
    let settings = [
        ("JARA_DEMONSTRATION_SUBSCRIPTIONS", "300"),
        ("JARA_DEMONSTRATION_ORDERS", "40"),
    ];
    let mut app = spawn_app_with(engine, &settings).await;
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    let made = portfolio(&operator, "").await.total;
    assert!(made > 300, "closed orders are installed too: {made}");
    for status in SubscriptionStatus::ALL {
        let found = portfolio(&operator, &format!("status={}", status.code())).await;
        assert!(found.total > 0, "{status:?}");
    }
    let browser = app.log_in(ORDERING).await;
    // docs/demonstration.md names these.
    for (number, product, status) in [
        ("JX400001", "ADSL_FULL", SubscriptionStatus::Active),
        ("22 70 00 02", "ADSL_SHARED", SubscriptionStatus::Active),
        ("JX400003", "LL_2M", SubscriptionStatus::Active),
        ("JX400004", "ADSL_FULL", SubscriptionStatus::Terminated),
        (
            "JX400005",
            "ADSL_FULL",
            SubscriptionStatus::ActivePendingTermination,
        ),
        ("JX400006", "SHDSL", SubscriptionStatus::ActivePendingChange),
        ("22 70 00 08", "PSTN", SubscriptionStatus::Active),
    ] {
        let found = portfolio(&browser, &format!("number={number}")).await.items;
        assert_eq!(
            (found[0].product.as_str(), found[0].status),
            (product, status),
            "{number}"
        );
    }
    assert_eq!(
        portfolio(&browser, "number=JX400007").await.total,
        0,
        "another partner's"
    );
    app.restart().await;
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    assert_eq!(
        portfolio(&operator, "").await.total,
        made,
        "only the first start makes them"
    );
}
