//! What tests of the portfolio begin with: an order that is carried out, and what is then installed.

use domain::orders::{
    OrderDraft,
    status::{Action, LineStatus},
};
use reqwest::StatusCode;
use server::app::orders::{
    change::{At, Changed, LineChange, Refused, change_line},
    order_id,
};
use wire::{
    lists::Page,
    orders::{OrderCreated, Reason},
    paths,
    subscriptions::{SubscriptionSummary, SubscriptionView},
};

use crate::{drafts::*, harness::*};

/// With a visit, from sent to Closed.
pub const WITH_VISIT: [Action; 10] = [
    Action::Accept,
    Action::Register,
    Action::Start,
    Action::Design,
    Action::Ready,
    Action::SetInstallationDate,
    Action::Test,
    Action::Deliver,
    Action::Finish,
    Action::Close,
];
/// Without one.
pub const IN_THE_EXCHANGE: [Action; 7] = [
    Action::Accept,
    Action::Register,
    Action::Start,
    Action::Design,
    Action::Deliver,
    Action::Finish,
    Action::Close,
];

/// The order system does something to the first line of an order.
pub async fn step(app: &App, order: &str, action: Action) -> Result<Changed, Refused> {
    let mut change = LineChange::by_system("order_system", order_id(order).unwrap(), 1);
    change.action = Some(action);
    if action.needs_reason() {
        change.reason = Some(Reason {
            code: "case.other".to_owned(),
            params: Default::default(),
        });
    }
    let (catalogue, at) = (
        app.state.catalogue.clone(),
        At {
            now: app.state.clock.now(),
            today: app.state.clock.today(),
        },
    );
    app.state
        .store
        .write(move |db| Box::pin(async move { change_line(db, &catalogue, at, change).await }))
        .await
}

/// Takes an order along its way; gives where it then stands.
pub async fn drive(app: &App, order: &str, actions: &[Action]) -> LineStatus {
    let mut stands = LineStatus::InProgress;
    for action in actions {
        stands = step(app, order, *action).await.unwrap().to;
    }
    stands
}

pub async fn portfolio(browser: &Browser, query: &str) -> Page<SubscriptionSummary> {
    let path = format!("{}?{query}", paths::SUBSCRIPTIONS);
    body(browser.get(&path).await, StatusCode::OK).await
}

pub async fn subscription(browser: &Browser, id: &str) -> SubscriptionView {
    let path = paths::SUBSCRIPTION.replace("{id}", id);
    body(browser.get(&path).await, StatusCode::OK).await
}

/// An HDSL line that was ordered and delivered.
pub async fn delivered(app: &App, browser: &Browser) -> (OrderCreated, SubscriptionSummary) {
    delivered_of(app, browser, &hdsl_draft(browser, FINE_HOUSE).await).await
}

/// What somebody visits to deliver, ordered and delivered.
pub async fn delivered_of(
    app: &App,
    browser: &Browser,
    draft: &OrderDraft,
) -> (OrderCreated, SubscriptionSummary) {
    let order = submitted(browser, draft).await;
    assert_eq!(drive(app, &order.id, &WITH_VISIT).await, LineStatus::Closed);
    let found = portfolio(browser, "sort=-since").await;
    let installed = found.items.into_iter().next().unwrap();
    (order, installed)
}

/// A termination of it, as the form sends it.
pub fn termination_of(app: &App, number: &str) -> OrderDraft {
    let day = domain::calendar::working_days_after(app.state.clock.today(), 5);
    let mut draft = OrderDraft {
        need: "terminate".into(),
        requested_date: domain::date::format(day),
        customer_order_ref: "PO-9001".into(),
        ..OrderDraft::default()
    };
    draft.subscription.number = number.to_owned();
    draft.subscription.confirmed = true;
    draft
}
