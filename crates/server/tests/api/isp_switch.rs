//! ISP: a customer is taken over, on what the backend has heard from NRDB itself.

use domain::{
    catalogue::{AccessKind, Catalogue},
    isp_switch::SwitchDraft,
    money::Ore,
    orders::{AppointmentRef, OrderDraft},
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::{
    orders::{OrderView, SwitchView},
    paths,
};

use crate::{drafts::*, harness::*, on_both_engines};

on_both_engines! {
    /// ISP-4, ISP-6
    a_switch_with_a_good_authority_becomes_an_order;
}

/// From another operator's ADSL on shared access at Prøveveien 17 to ours: nobody has to come.
pub async fn switch(browser: &Browser, authority: &str) -> OrderDraft {
    let mut draft = unbooked_adsl_draft(browser, "17").await;
    let asked = json!({ "reference": authority });
    let record: Value = body(
        browser.post(paths::AUTHORITIES, &asked).await,
        StatusCode::CREATED,
    )
    .await;
    let owner = record["answer"]["owner"].as_str().unwrap_or("Solveig Bakkemo");
    let (first, last) = owner.split_once(' ').unwrap();
    draft.need = "switch".into();
    draft.product = "ADSL_SHARED".into();
    draft.lines[0].end_user.first_name = first.to_owned();
    draft.lines[0].end_user.last_name = last.to_owned();
    draft.lines[0].appointment = AppointmentRef::default();
    check(browser, &mut draft).await;
    draft.switch = SwitchDraft {
        product_from: "ADSL_SHARED".into(),
        losing_operator: "Fjordnett".into(),
        number: "21 90 00 17".into(),
        authority: authority.into(),
        ..SwitchDraft::default()
    };
    let session: wire::session::SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    let today = domain::oslo::date(session.now);
    draft.requested_date = domain::date::format(domain::date::plus_days(today, 16));
    draft
}

async fn errors(browser: &Browser, draft: &OrderDraft) -> Vec<String> {
    let refused = browser.post(paths::ORDERS, draft).await;
    problem(refused, StatusCode::UNPROCESSABLE_ENTITY)
        .await
        .fields
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.code))
        .collect()
}

async fn a_switch_with_a_good_authority_becomes_an_order(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = switch(&browser, "FM-1001").await;
    // ISP-1: what it is to be changed to afterwards stands with the order.
    draft.switch.afterwards = "ADSL_FULL".into();
    let made = submitted(&browser, &draft).await;
    let path = paths::ORDER.replace("{id}", &made.id);
    let order: OrderView = body(browser.get(&path).await, StatusCode::OK).await;
    assert_eq!(order.kind, domain::orders::status::OrderKind::IspSwitch);
    assert_eq!(order.product, "ADSL_SHARED");
    let first = &draft.lines[0].end_user;
    let expected = SwitchView {
        product_from: "ADSL_SHARED".into(),
        access: AccessKind::Shared,
        losing_operator: "Fjordnett".into(),
        number: Some("21900017".into()),
        authority: "FM-1001".into(),
        current_owner: format!("{} {}", first.first_name, first.last_name),
        extra_work: vec![],
        afterwards: Some("ADSL_FULL".into()),
    };
    assert_eq!(order.switch, Some(expected));
    // CAN-1: a switch is cancelled by Service Request.
    let cancel = order.lines[0]
        .actions
        .iter()
        .find(|state| state.action == domain::orders::status::Action::Cancel)
        .unwrap();
    assert!(cancel.closed.is_some());
}

/// ISP-4, ISP-5: the browser's word counts for nothing; every answer of NRDB that is no consent is refused.
#[tokio::test]
async fn a_switch_without_consent_or_too_soon_is_refused_when_the_browser_is_bypassed() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let good = switch(&browser, "FM-1001").await;
    for (authority, code) in [
        ("", "authority.missing"),
        // Never asked about.
        ("FM-1018", "authority.not_checked"),
    ] {
        let mut draft = good.clone();
        draft.switch.authority = authority.into();
        assert_eq!(
            errors(&browser, &draft).await,
            [format!("switch.authority: {code}")]
        );
    }
    for (authority, code) in [
        ("FM-9999", "authority.unknown"),
        ("FM-1002", "authority.expired"),
        ("FM-1003", "authority.other_partner"),
        ("FM-1004", "authority.not_the_owner"),
        ("FM-1005", "authority.used"),
        ("FM-1006", "authority.withdrawn"),
    ] {
        let draft = switch(&browser, authority).await;
        let found = errors(&browser, &draft).await;
        assert!(
            found.contains(&format!("switch.authority: {code}")),
            "{authority}: {found:?}"
        );
    }
    let mut soon = good.clone();
    let session: wire::session::SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    let today = domain::oslo::date(session.now);
    soon.requested_date = domain::date::format(domain::date::plus_days(today, 15));
    assert_eq!(
        errors(&browser, &soon).await,
        ["requested_date: switch.too_early"]
    );
    // ISP-2: the operator that NRDB knows is named.
    let mut other = good.clone();
    other.switch.losing_operator = "Polarlinje".into();
    assert_eq!(
        errors(&browser, &other).await,
        ["switch.losing_operator: switch.losing_operator.other"]
    );
    // What another company was told is nobody else's record.
    let stranger = app.log_in(OTHER_COMPANY).await;
    let theirs = switch(&stranger, "FM-1031").await;
    let mut borrowed = good;
    borrowed.switch.authority = theirs.switch.authority;
    assert_eq!(
        errors(&browser, &borrowed).await,
        ["switch.authority: authority.not_checked"]
    );
}

pub async fn today(browser: &Browser) -> time::Date {
    let session: wire::session::SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    domain::oslo::date(session.now)
}

/// From another operator's operator access at Prøveveien 32 to ours: a technician comes.
pub async fn visited_switch(browser: &Browser) -> OrderDraft {
    let mut draft = switch(browser, "FM-1032").await;
    draft.lines[0].address = line(browser, "32").await.address;
    draft.product = "OA_SHARED".into();
    draft.attributes = [("line_type".to_owned(), "pstn".to_owned())].into();
    draft.switch.product_from = "OA_SHARED".into();
    draft.switch.number = "21 90 00 32".into();
    check(browser, &mut draft).await;
    draft
}

/// BOK-5: the work is ordered with the booking, and is part of what the order costs.
#[tokio::test]
async fn work_past_the_interface_goes_with_the_booking_and_into_the_price() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = visited_switch(&browser).await;
    draft.switch.extra_work = vec!["socket".into(), "modem".into()];
    let found = errors(&browser, &draft).await;
    assert!(
        found.contains(&"switch.extra_work: extra_work.without_booking".to_owned()),
        "{found:?}"
    );
    let first = domain::date::plus_days(today(&browser).await, 16);
    book_from(&browser, &mut draft, first).await;
    let made = submitted(&browser, &draft).await;
    let order: OrderView = body(
        browser.get(&paths::ORDER.replace("{id}", &made.id)).await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(order.switch.unwrap().extra_work, ["socket", "modem"]);
    let catalogue = Catalogue::default_catalogue().unwrap();
    let alone = catalogue.product("OA_SHARED").unwrap().setup;
    assert_eq!(order.setup_price, alone + Ore::kroner(690) + Ore::kroner(590));
}

/// GRD-1, ISP-1: past another operator's line goes only what no switch leads to, and what the customer ends there.
#[tokio::test]
async fn a_line_that_cannot_be_switched_may_be_ended_and_ordered_anew() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = unbooked_adsl_draft(&browser, "32").await;
    book(&browser, &mut draft).await;
    let refused = ["lines[0].access_check: existing_line.other_operator"];
    assert_eq!(errors(&browser, &draft).await, refused);
    draft.switch.terminated = true;
    submitted(&browser, &draft).await;
    // Shared access could be switched to: then the word of the browser changes nothing.
    let mut switchable = another(&draft);
    switchable.product = "ADSL_SHARED".into();
    check(&browser, &mut switchable).await;
    book(&browser, &mut switchable).await;
    assert_eq!(errors(&browser, &switchable).await, refused);
}
