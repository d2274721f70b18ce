//! BOK-4: Submit and the technician's slot, when somebody else was quicker or the appointment book is away.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wire::{appointments::NearestSlots, paths};

use crate::{drafts::*, harness::*, orders::show, partners::*};

/// BOK-4: the slot was lost between hold and Submit; the nearest can be taken, and nothing typed is lost.
#[tokio::test]
async fn a_slot_that_is_gone_at_submit_brings_the_nearest_three() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = adsl_draft(&browser, "10").await;
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields.len(), 1, "{refused:?}");
    assert_eq!(refused.fields[0].code, "appointment.gone");
    assert_eq!(refused.fields[0].path, "lines[0].appointment");
    let nearest: NearestSlots = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!(nearest.slots.len(), 3);
    let wish = json!({
        "search": nearest.search, "slot": nearest.slots[0].id, "instead_of": draft.lines[0].appointment.id,
    });
    let held: Value = body(
        browser.post(paths::APPOINTMENTS, &wish).await,
        StatusCode::CREATED,
    )
    .await;
    draft.lines[0].appointment.id = held["id"].as_str().unwrap().to_owned();
    draft.requested_date = domain::date::format(nearest.slots[0].date);
    let created = submitted(&browser, &draft).await;
    let order = show(&browser, &created.id).await;
    assert_eq!(order.lines[0].agreed_date, Some(nearest.slots[0].date));
}

/// BOK-4
#[tokio::test]
async fn a_hold_that_has_run_out_is_refused_at_submit_with_the_nearest_three() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    played.advance(21 * 60);
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused
            .fields
            .iter()
            .any(|field| field.code == "appointment.ran_out"),
        "{refused:?}"
    );
    let nearest: NearestSlots = serde_json::from_value(refused.current.unwrap()).unwrap();
    assert_eq!(nearest.slots.len(), 3);
}

#[tokio::test]
async fn two_submissions_never_share_a_slot() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let drafts: Vec<_> = (0..6).map(|_| another(&draft)).collect();
    let answers =
        futures::future::join_all(drafts.iter().map(|draft| browser.post(paths::ORDERS, draft))).await;
    let made = answers
        .iter()
        .filter(|answer| answer.status() == StatusCode::CREATED)
        .count();
    assert_eq!(made, 1);
    for answer in answers
        .into_iter()
        .filter(|answer| answer.status() != StatusCode::CREATED)
    {
        let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused.fields[0].code, "appointment.used");
    }
}

#[tokio::test]
async fn submit_says_when_the_appointment_book_is_away_and_can_be_repeated() {
    let played = spawn_played().await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let key = new_key();
    played.fault("appointments", "unavailable").await;
    let away = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(
        problem(away, StatusCode::SERVICE_UNAVAILABLE).await.code,
        "partner.away"
    );
    // The answer of the confirmation is lost, but it was confirmed.
    played.fault("appointments", "malformed").await;
    let lost = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(lost.status(), StatusCode::SERVICE_UNAVAILABLE);
    played.fault("appointments", "normal").await;
    let made = browser.post_with_key(paths::ORDERS, &draft, &key).await;
    assert_eq!(made.status(), StatusCode::CREATED);
}
