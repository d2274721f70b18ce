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
    another_speed_is_rented_for_its_own_price;
    another_contact_is_reached;
    the_access_type_is_converted_at_the_place;
    a_move_is_delivered_at_the_new_place;
    a_change_is_refused_when_the_browser_is_bypassed;
}

pub fn change_of(app: &App, number: &str, what: &str) -> OrderDraft {
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

/// CHG: the speed is changed in the exchange, and what is rented is paid for as it is then.
async fn another_speed_is_rented_for_its_own_price(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let adsl = adsl_draft(&browser, FINE_HOUSE).await;
    let (_, installed) = delivered_of(&app, &browser, &adsl).await;
    let before = subscription(&browser, &installed.id).await.subscription;
    let mut draft = change_of(&app, &installed.number, "speed");
    draft.attributes = adsl.attributes.clone();
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "change.nothing");
    draft.attributes.insert("speed".into(), "24000/1024".into());
    let created = submitted(&browser, &draft).await;
    assert_eq!(
        show(&browser, &created.id).await.change.unwrap().what,
        ChangeKind::Speed
    );
    assert_eq!(
        drive(&app, &created.id, &IN_THE_EXCHANGE).await,
        LineStatus::Closed
    );
    let after = subscription(&browser, &installed.id).await.subscription;
    assert_eq!(after.attributes["speed"], "24000/1024");
    assert_eq!(after.attributes["modem"], before.attributes["modem"]);
    assert!(after.monthly_rent > before.monthly_rent);
    assert_eq!(after.address, before.address);
}

/// CHG, CON: whom the operator reaches is changed without anybody's visit.
async fn another_contact_is_reached(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let before = subscription(&browser, &installed.id).await.subscription;
    let mut draft = change_of(&app, &installed.number, "contact");
    draft.lines = hdsl_draft(&browser, FINE_HOUSE).await.lines;
    draft.lines[0].contact.name = "Ragnhild Vik".into();
    draft.lines[0].contact.phone = "9123".into();
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused
            .fields
            .iter()
            .any(|field| field.path == "lines[0].contact.phone"),
        "{:?}",
        refused.fields
    );
    draft.lines[0].contact.phone = "92 34 56 78".into();
    let created = submitted(&browser, &draft).await;
    assert_eq!(
        drive(&app, &created.id, &IN_THE_EXCHANGE).await,
        LineStatus::Closed
    );
    let after = subscription(&browser, &installed.id).await.subscription;
    let contact = after.contact.unwrap();
    assert_eq!(
        (contact.name.as_str(), contact.phone.as_str()),
        ("Ragnhild Vik", "92345678")
    );
    assert_eq!(after.end_user, before.end_user);
    assert_eq!(after.monthly_rent, before.monthly_rent);
}

/// ISP-1: from full to shared access, with check and booking as for a new one.
async fn the_access_type_is_converted_at_the_place(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let adsl = adsl_draft(&browser, FINE_HOUSE).await;
    let (_, installed) = delivered_of(&app, &browser, &adsl).await;
    let mut draft = unbooked_adsl_draft(&browser, FINE_HOUSE).await;
    draft.need = "change".into();
    draft.change.what = "access".into();
    draft.subscription.number = installed.number.clone();
    draft.subscription.confirmed = true;
    for (to, code) in [
        ("ADSL_FULL", "change.access_not_between"),
        ("OA_SHARED", "change.access_not_between"),
    ] {
        draft.product = to.into();
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let codes: Vec<_> = refused.fields.iter().map(|field| field.code.as_str()).collect();
        assert!(codes.contains(&code), "{to}: {codes:?}");
    }
    draft.product = "ADSL_SHARED".into();
    check(&browser, &mut draft).await;
    book(&browser, &mut draft).await;
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.change.as_ref().unwrap().what, ChangeKind::Access);
    assert_eq!(drive(&app, &created.id, &WITH_VISIT).await, LineStatus::Closed);
    let after = subscription(&browser, &installed.id).await.subscription;
    assert_eq!(after.product, "ADSL_SHARED");
    assert_eq!(
        portfolio(&browser, "").await.total,
        1,
        "it is the same subscription"
    );
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
