//! Every rule holds in the backend too: a draft that bypasses the browser's checks is refused, field by field.

use std::collections::BTreeSet;

use domain::orders::OrderDraft;
use reqwest::StatusCode;
use wire::{lists::Page, orders::OrderSummary, paths};

use crate::{drafts::*, harness::*};

type Spoil = fn(&mut OrderDraft);

/// Rule, the path at fault, and how a valid draft is spoilt.
const SPOILT: &[(&str, &str, Spoil)] = &[
    // Another need is judged by its own rules: a switch asks for consent, a move for what is installed (GRD-2).
    ("ISP-4", "switch.authority", |draft| draft.need = "switch".into()),
    ("TRM-1", "subscription.number", |draft| draft.need = "move".into()),
    ("GRD-3", "need", |draft| draft.need.clear()),
    ("ORD-1", "lines", |draft| draft.lines.clear()),
    ("ORD-1", "lines", |draft| {
        let line = draft.lines[0].clone();
        draft.lines.push(line);
    }),
    ("ORD-1", "lines", |draft| {
        draft.order_type = "project".into();
        draft.lines = vec![draft.lines[0].clone(); 51];
    }),
    ("ORD-2", "product", |draft| draft.product = "NOTHING".into()),
    ("ORD-2", "attributes.speed", |draft| draft.attributes.clear()),
    ("ORD-3", "product", |draft| draft.product = "LL_2M".into()),
    ("ORD-7", "lines[0].confirmations.customer_informed", |draft| {
        draft.lines[0].confirmations.customer_informed = false
    }),
    ("DAT-1", "requested_date", |draft| {
        draft.requested_date = "+1".into()
    }),
    ("DAT-4", "requested_date", |draft| {
        draft.requested_date = "01.12.2099".into()
    }),
    ("DAT-6", "requested_date", |draft| {
        draft.requested_date = "31.02".into()
    }),
    ("REF-1", "customer_invoice_ref", |draft| {
        draft.customer_invoice_ref = "x".repeat(51)
    }),
    ("CUS-1", "lines[0].end_user.date_of_birth", |draft| {
        draft.lines[0].end_user.date_of_birth = "01.01.1899".into()
    }),
    ("CUS-1", "lines[0].end_user.first_name", |draft| {
        draft.lines[0].end_user.first_name.clear()
    }),
    ("CUS-2", "lines[0].end_user.organisation_number", |draft| {
        draft.lines[0].end_user.kind = "company".into();
        draft.lines[0].end_user.company_name = "KNEKT AKSE TRANSPORT AS".into();
        draft.lines[0].end_user.organisation_number = "310002003".into();
    }),
    ("CUS-2", "lines[0].end_user.organisation_number", |draft| {
        draft.lines[0].end_user.kind = "company".into();
        draft.lines[0].end_user.organisation_number = "310001008".into();
    }),
    ("CON-1", "lines[0].contact.name", |draft| {
        draft.lines[0].contact.name = "Solveig".into()
    }),
    ("CON-2", "lines[0].contact.phone", |draft| {
        draft.lines[0].contact.phone = "02000".into()
    }),
    ("CON-4", "lines[0].contact.second_phone", |draft| {
        draft.lines[0].contact.second_phone = "91234567".into()
    }),
    ("CON-5", "lines[0].confirmations.contact_present", |draft| {
        draft.lines[0].confirmations.contact_present = false
    }),
    ("ADR-1", "lines[0].address.street", |draft| {
        draft.lines[0].address.street.clear()
    }),
    ("ADR-2", "lines[0].address.street", |draft| {
        draft.lines[0].address.street = "Postboks 12".into()
    }),
    ("ADR-3", "lines[0].address.place", |draft| {
        draft.lines[0].address.place = "BERGEN".into()
    }),
    ("ADR-5", "lines[0].address.existing_number", |draft| {
        draft.lines[0].address.large_area = true
    }),
    ("ADR-6", "lines[0].address.register_id", |draft| {
        draft.lines[0].address.register_id = "v-nobody".into()
    }),
    ("ADR-6", "lines[0].address.register_id", |draft| {
        draft.lines[0].address.register_id.clear()
    }),
    ("ADR-8", "lines[0].confirmations.door_marked", |draft| {
        draft.lines[0].confirmations.door_marked = false
    }),
    ("KAP-1", "lines[0].access_check", |draft| {
        draft.lines[0].access_check = Default::default()
    }),
    ("KAP-2", "lines[0].access_check", |draft| {
        draft.lines[0].access_check.hit.clear()
    }),
    ("KAP-5", "lines[0].access_check", |draft| {
        draft.attributes.insert("speed".into(), "24000/1024".into());
    }),
    ("BOK-1", "lines[0].appointment", |draft| {
        draft.lines[0].appointment = Default::default()
    }),
    ("BOK-3", "requested_date", |draft| {
        draft.requested_date = "+90".into()
    }),
];

/// ADR-1 ADR-2 ADR-3 ADR-5 ADR-6 ADR-8 CUS-1 CUS-2 CON-1 CON-2 CON-4 CON-5 DAT-1 DAT-4 DAT-6 REF-1 ORD-1 ORD-2 ORD-3 ORD-7
/// GRD-1 GRD-2 GRD-3 KAP-1 KAP-2 KAP-5 BOK-1 BOK-3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rule_is_refused_when_the_browser_is_bypassed() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let (booked, unbooked) = (
        adsl_draft(&browser, FINE_HOUSE).await,
        hdsl_draft(&browser, FINE_HOUSE).await,
    );
    let mut wrong = Vec::new();
    for (rule, path, spoil) in SPOILT {
        // Where the booking decides on the date, an order without one shows the rules of dates.
        let mut draft = if rule.starts_with("DAT") {
            unbooked.clone()
        } else {
            booked.clone()
        };
        spoil(&mut draft);
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        assert_eq!(refused.code, "draft.invalid", "{rule}");
        if !refused
            .fields
            .iter()
            .any(|field| field.rule == *rule && field.path.starts_with(path))
        {
            let found: Vec<_> = refused
                .fields
                .iter()
                .map(|f| format!("{} {} {}", f.rule, f.path, f.code))
                .collect();
            wrong.push(format!("{rule} at {path}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let page: Page<OrderSummary> = body(browser.get(paths::ORDERS).await, StatusCode::OK).await;
    assert_eq!(page.total, 0, "nothing was stored");
    // What was spoilt was the only thing wrong.
    submitted(&browser, &booked).await;
    submitted(&browser, &unbooked).await;
}

/// DAT-2, ADR-4, KAP-3, GRD-1: what needs another day or place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn weekends_units_red_lights_and_other_operators_customers_are_refused() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let mut day = app.state.clock.today().saturating_add(time::Duration::days(60));
    while !domain::calendar::is_weekend(day) {
        day = day.next_day().unwrap();
    }
    draft.requested_date = domain::date::format(day);
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused.fields.iter().any(|field| field.rule == "DAT-2"),
        "{:?}",
        refused.fields
    );
    for (house, rule) in [("4", "KAP-3"), ("5", "KAP-3"), ("17", "GRD-1"), ("30", "ADR-4")] {
        let draft = unbooked_adsl_draft(&browser, house).await;
        let refused = problem(
            browser.post(paths::ORDERS, &draft).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
        let rules: BTreeSet<&str> = refused.fields.iter().map(|field| field.rule.as_str()).collect();
        assert!(rules.contains(rule), "house {house}: {:?}", refused.fields);
    }
}

/// KAP-5, BOK-4: a check lasts 24 hours, a hold 20 minutes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_answers_and_lost_slots_are_refused() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let booked = adsl_draft(&browser, FINE_HOUSE).await;
    app.advance(21 * 60);
    let refused = problem(
        browser.post(paths::ORDERS, &booked).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused.fields.iter().any(|field| field.rule == "BOK-4"),
        "{:?}",
        refused.fields
    );
    let unbooked = hdsl_draft(&browser, FINE_HOUSE).await;
    app.advance(24 * 3600);
    let browser = app.log_in(ORDERING).await;
    let refused = problem(
        browser.post(paths::ORDERS, &unbooked).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused.fields.iter().any(|field| field.rule == "KAP-5"),
        "{:?}",
        refused.fields
    );
}

/// A check, a slot or an address of another company does not help: the backend believes its own records alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_companys_records_do_not_count() {
    let app = spawn_app().await;
    let draft = adsl_draft(&app.log_in(OTHER_COMPANY).await, FINE_HOUSE).await;
    let refused = app.log_in(ORDERING).await.post(paths::ORDERS, &draft).await;
    let refused = problem(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        refused
            .fields
            .iter()
            .any(|field| field.path.starts_with("lines[0].access_check")),
        "{:?}",
        refused.fields
    );
}
