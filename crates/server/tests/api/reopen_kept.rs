//! CHG-1 with what an order has besides its slot: its numbers (NUM-2) and its files (ORD-9) stay its own.

use domain::hold::HoldState;
use reqwest::StatusCode;
use wire::orders::OrderView;

use crate::{
    attachments::{attached, pdf, uploaded},
    drafts::*,
    harness::*,
    numbers::{free, reserve, reserved_draft, state_of},
    orders::show,
    partners::spawn_played_with,
    reopen::{changed, codes, opened, refused, sent},
    reopen_answers::errands_done,
};

crate::on_both_engines! {
    /// CHG-1, NUM-2, ORD-9
    numbers_and_files_stay_with_an_order_that_a_colleague_changes;
    /// CHG-1, NUM-2, NUM-5
    other_numbers_take_the_place_of_the_old_ones_when_the_change_is_accepted;
    /// CHG-1, ORD-9
    a_file_is_added_and_another_taken_off_and_the_history_names_both;
}

fn change_of(order: &OrderView, path: &str) -> Option<(String, String)> {
    let mut changes = order.history.iter().flat_map(|entry| &entry.changes);
    let change = changes.find(|change| change.path == path)?;
    Some((change.from.clone(), change.to.clone()))
}

async fn numbers_and_files_stay_with_an_order_that_a_colleague_changes(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = reserved_draft(&browser, FINE_HOUSE).await;
    let map = uploaded(&browser, "kart.pdf", &pdf(3000, 1)).await;
    draft.lines[0].attachments = attached(&[&map]);
    let numbers = draft.lines[0].numbers.reservation.clone();
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let colleague = played.app.log_in(COLLEAGUE).await;
    let was = sent(&colleague, &made.id).await;
    assert_eq!(was.lines[0].attachments.len(), 1);
    assert_eq!(
        was.lines[0].reservation.as_ref().map(|held| held.state),
        Some(HoldState::Confirmed)
    );
    let mut change = opened(&was);
    change.lines[0].contact.phone = "93456789".into();
    changed(&colleague, &change).await;
    errands_done(&played, &made.id).await;
    let now = sent(&colleague, &made.id).await;
    assert_eq!(now.sent.draft.lines[0].numbers.reservation, numbers);
    assert_eq!(
        now.sent.draft.lines[0].attachments,
        was.sent.draft.lines[0].attachments
    );
    assert_eq!(state_of(&browser, &numbers).await, HoldState::Confirmed);
    let order = show(&browser, &made.id).await;
    assert_eq!(change_of(&order, "lines[0].numbers"), None);
    assert_eq!(change_of(&order, "lines[0].attachments"), None);
}

async fn other_numbers_take_the_place_of_the_old_ones_when_the_change_is_accepted(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = reserved_draft(&browser, FINE_HOUSE).await;
    let old = draft.lines[0].numbers.reservation.clone();
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let mut change = opened(&sent(&browser, &made.id).await);
    let wanted = free(&browser, &change, 1).await.remove(0);
    let new = reserve(&browser, &mut change, &wanted).await;
    assert_eq!(
        state_of(&browser, &old).await,
        HoldState::Confirmed,
        "as long as it is a form"
    );
    played.fault("order-system", "unavailable").await;
    changed(&browser, &change).await;
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(state_of(&browser, &new.id).await, HoldState::Confirmed);
    assert_eq!(
        state_of(&browser, &old).await,
        HoldState::Confirmed,
        "not accepted yet"
    );
    played.fault("order-system", "normal").await;
    played.app.advance(60);
    errands_done(&played, &made.id).await;
    assert_eq!(state_of(&browser, &old).await, HoldState::Released);
    assert_eq!(state_of(&browser, &new.id).await, HoldState::Confirmed);
    let order = show(&browser, &made.id).await;
    let (from, to) = change_of(&order, "lines[0].numbers").unwrap();
    assert_eq!(to, wanted.in_words());
    assert!(!from.is_empty() && from != to, "{from}");
    // The numbers of another order are nobody else's.
    let other = submitted(&browser, &another(&reserved_draft(&browser, OTHER_HOUSE).await)).await;
    errands_done(&played, &other.id).await;
    let mut stolen = opened(&sent(&browser, &other.id).await);
    stolen.lines[0].numbers.reservation = new.id.clone();
    let problem = refused(&browser, &stolen, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(
        codes(&problem).contains(&"lines[0].numbers: numbers.used".to_owned()),
        "{:?}",
        codes(&problem)
    );
}

async fn a_file_is_added_and_another_taken_off_and_the_history_names_both(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = hdsl_draft(&browser, FINE_HOUSE).await;
    let map = uploaded(&browser, "kart.pdf", &pdf(3000, 2)).await;
    draft.lines[0].attachments = attached(&[&map]);
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let plan = uploaded(&browser, "rom.pdf", &pdf(4000, 3)).await;
    let mut change = opened(&sent(&browser, &made.id).await);
    change.lines[0].attachments = attached(&[&plan]);
    changed(&browser, &change).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(
        change_of(&order, "lines[0].attachments"),
        Some(("kart.pdf".to_owned(), "rom.pdf".to_owned()))
    );
    let files: Vec<_> = order.lines[0]
        .details
        .attachments
        .iter()
        .map(|file| file.id.as_str())
        .collect();
    assert_eq!(files, [plan.as_str()]);
    // Neither goes with another order any more.
    let mut other = another(&hdsl_draft(&browser, OTHER_HOUSE).await);
    other.lines[0].attachments = attached(&[&plan]);
    let problem = problem(
        browser.post(wire::paths::ORDERS, &other).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        problem
            .fields
            .iter()
            .any(|field| field.code == "attachment.taken"),
        "{:?}",
        problem.fields
    );
}
