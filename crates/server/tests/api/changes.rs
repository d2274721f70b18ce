//! Changes over HTTP (CHG, GRD-2): what a subscription becomes, and what it does not.

use domain::{
    changes::ChangeKind,
    orders::{
        OrderDraft,
        status::{LineStatus, OrderKind},
    },
    subscriptions::SubscriptionStatus,
};
use reqwest::StatusCode;
use wire::paths;

use crate::{drafts::*, harness::*, installed::*, orders::show};

crate::on_both_engines! {
    another_customer_takes_the_line_over;
    a_move_is_delivered_at_the_new_place;
    a_change_is_refused_when_the_browser_is_bypassed;
}

fn change_of(app: &App, number: &str, what: &str) -> OrderDraft {
    let mut draft = termination_of(app, number);
    draft.need = "change".into();
    draft.change.what = what.into();
    draft
}

async fn another_customer_takes_the_line_over(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let mut draft = change_of(&app, &installed.number, "customer");
    draft.lines = hdsl_draft(&browser, FINE_HOUSE).await.lines;
    draft.lines[0].end_user.first_name = "Ragnhild".into();
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.kind, OrderKind::Modify);
    let change = order.change.unwrap();
    assert_eq!(change.what, ChangeKind::Customer);
    assert_ne!(change.becomes.end_user, order.subscription.unwrap().end_user);
    assert_eq!(
        subscription(&browser, &installed.id).await.status,
        SubscriptionStatus::ActivePendingChange
    );
    assert_eq!(
        drive(&app, &created.id, &IN_THE_EXCHANGE).await,
        LineStatus::Closed
    );
    let changed = subscription(&browser, &installed.id).await;
    assert_eq!(changed.status, SubscriptionStatus::Active);
    assert!(changed.subscription.end_user.full_name().starts_with("Ragnhild"));
    assert_eq!(
        changed.subscription.since, installed.since,
        "it is the same subscription"
    );
    assert_eq!(portfolio(&browser, "q=ragnhild").await.total, 1);
    assert_eq!(portfolio(&browser, "").await.total, 1);
}

/// GRD-2
async fn a_move_is_delivered_at_the_new_place(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    // A line of a new order to another house, as the form carries it over.
    let mut draft = hdsl_draft(&browser, OTHER_HOUSE).await;
    draft.need = "move".into();
    draft.subscription.number = installed.number.clone();
    draft.subscription.confirmed = true;
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.change.as_ref().unwrap().what, ChangeKind::Move);
    let steps: Vec<LineStatus> = order.lines[0].timeline.iter().map(|step| step.status).collect();
    assert!(steps.contains(&LineStatus::FieldService), "somebody comes");
    assert_eq!(drive(&app, &created.id, &WITH_VISIT).await, LineStatus::Closed);
    let moved = subscription(&browser, &installed.id).await;
    assert_ne!(moved.subscription.address.in_one_line(), installed.place);
    assert_eq!(moved.subscription.number, installed.number);
}

async fn a_change_is_refused_when_the_browser_is_bypassed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let (_, theirs) = delivered(&app, &app.log_in(OTHER_COMPANY).await).await;
    for (number, what, code) in [
        (&theirs.number, "contact", "subscription.unknown"),
        (&installed.number, "", "change.missing"),
        (&installed.number, "colour", "change.unknown"),
        (&installed.number, "customer", "end_user.kind.missing"),
    ] {
        let draft = change_of(&app, number, what);
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let codes: Vec<_> = refused.fields.iter().map(|field| field.code.as_str()).collect();
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}
