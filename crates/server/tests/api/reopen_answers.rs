//! CHG-1: what the order system makes of a change. It goes by it, or it has gone too far, and nobody is left in doubt.

use domain::{appointment::Appointment, hold::HoldState, orders::status::LineStatus};
use server::{
    ports::appointment_book::Taking,
    store::{holds, service_orders},
};

use crate::{
    drafts::*,
    harness::*,
    order_system::{moved_to, moved_until},
    orders::show,
    partners::*,
    reopen::{changed, opened, sent},
};

crate::on_both_engines! {
    /// STA-1
    an_accepted_change_goes_its_way_from_the_beginning;
    /// BOK-3
    the_old_slot_is_given_back_when_the_change_is_accepted_and_not_before;
    /// CHG-1
    a_change_that_comes_too_late_leaves_the_order_as_it_was;
    /// CHG-1
    what_the_order_system_says_before_it_has_heard_of_the_change_is_passed_over;
}

pub async fn state_of(played: &Played, id: &str) -> HoldState {
    let mut db = played.app.state.store.connection().await.unwrap();
    let found = holds::find::<Appointment>(&mut db, "nordavind", id)
        .await
        .unwrap();
    found.unwrap().held.state
}

/// Does what is to be done until nothing is left.
pub async fn errands_done(played: &Played, order: &str) {
    for _ in 0..20 {
        server::jobs::run_all_once(&played.app.state).await.unwrap();
        let mut db = played.app.state.store.connection().await.unwrap();
        let id = server::app::orders::order_id(order).unwrap();
        if !service_orders::has_errand(&mut db, id, 1).await.unwrap() {
            return;
        }
        drop(db);
        played.app.advance(5);
    }
    panic!("there is still something to be told");
}

/// Whether the appointment book itself has the slot for us.
pub async fn is_booked(played: &Played, id: &str) -> bool {
    let mut db = played.app.state.store.connection().await.unwrap();
    let book_id = holds::partner_id::<Appointment>(&mut db, id)
        .await
        .unwrap()
        .unwrap();
    let book = &played.app.state.ports.appointments;
    // A repeated confirmation is the same confirmation.
    matches!(book.confirm(&book_id).await.unwrap(), Taking::Taken(_))
}

async fn an_accepted_change_goes_its_way_from_the_beginning(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    let before = moved_to(&played, &browser, &made.id, LineStatus::Ready).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].contact.phone = "93456789".into();
    changed(&browser, &draft).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    assert_eq!(
        order.lines[0].customer_order_id, before.lines[0].customer_order_id,
        "it keeps its Customer Order Id"
    );
    errands_done(&played, &made.id).await;
    // The order system has the change itself.
    let external = format!("{}-1", made.id);
    let orders = &played.app.state.ports.orders;
    assert!(
        orders
            .find(&external)
            .await
            .unwrap()
            .unwrap()
            .milestones
            .is_empty()
    );
    let closed = moved_to(&played, &browser, &made.id, LineStatus::Closed).await;
    let committed = closed
        .history
        .iter()
        .filter(|entry| entry.to == Some(LineStatus::Committed));
    assert_eq!(committed.count(), 2, "it went its way twice");
    assert_eq!(
        closed.lines[0].customer_order_id,
        before.lines[0].customer_order_id
    );
    assert_eq!(closed.lines[0].agreed_date, before.lines[0].agreed_date);
}

async fn the_old_slot_is_given_back_when_the_change_is_accepted_and_not_before(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    errands_done(&played, &made.id).await;
    let was = sent(&browser, &made.id).await;
    let old = was.sent.draft.lines[0].appointment.id.clone();
    let old_slot = was.lines[0].appointment.as_ref().unwrap().slot.clone();
    let mut draft = opened(&was);
    let first = old_slot.date.next_day().unwrap();
    book_from(&browser, &mut draft, first).await;
    let new = draft.lines[0].appointment.id.clone();
    assert_eq!(
        state_of(&played, &old).await,
        HoldState::Confirmed,
        "as long as it is a form"
    );
    played.fault("order-system", "unavailable").await;
    changed(&browser, &draft).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(domain::date::format(order.requested_date), draft.requested_date);
    assert_eq!(order.lines[0].agreed_date, Some(order.requested_date), "BOK-3");
    let entry = &order.history[0];
    let slot = entry
        .changes
        .iter()
        .find(|change| change.path == "lines[0].appointment")
        .unwrap();
    assert!(
        slot.from.starts_with(&domain::date::format(old_slot.date)),
        "{slot:?}"
    );
    assert!(slot.to.starts_with(&draft.requested_date), "{slot:?}");
    server::jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(
        state_of(&played, &old).await,
        HoldState::Confirmed,
        "not accepted yet"
    );
    assert_eq!(state_of(&played, &new).await, HoldState::Confirmed);
    assert!(is_booked(&played, &old).await && is_booked(&played, &new).await);
    played.fault("order-system", "normal").await;
    played.advance(60);
    errands_done(&played, &made.id).await;
    assert_eq!(state_of(&played, &old).await, HoldState::Released);
    assert_eq!(state_of(&played, &new).await, HoldState::Confirmed);
    assert!(!is_booked(&played, &old).await, "somebody else can have it");
    assert!(is_booked(&played, &new).await);
}

async fn a_change_that_comes_too_late_leaves_the_order_as_it_was(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    let before = moved_to(&played, &browser, &made.id, LineStatus::Ready).await;
    let was = sent(&browser, &made.id).await;
    let old = was.sent.draft.lines[0].appointment.id.clone();
    let mut draft = opened(&was);
    draft.lines[0].contact.phone = "93456789".into();
    let first = was.lines[0]
        .appointment
        .as_ref()
        .unwrap()
        .slot
        .date
        .next_day()
        .unwrap();
    book_from(&browser, &mut draft, first).await;
    let new = draft.lines[0].appointment.id.clone();
    // The order system goes on, and nobody hears of it.
    played.events("silent").await;
    played.step().await;
    changed(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let order = show(&browser, &made.id).await;
    let line = &order.lines[0];
    assert_eq!(
        line.status,
        LineStatus::FieldService,
        "where the order system has it"
    );
    assert_eq!(
        line.reason.as_ref().map(|reason| reason.code.as_str()),
        Some("case.change_too_late")
    );
    assert_eq!(line.details, before.lines[0].details);
    assert_eq!(line.appointment, before.lines[0].appointment);
    assert_eq!(line.agreed_date, before.lines[0].agreed_date);
    assert_eq!(order.requested_date, before.requested_date);
    assert_eq!(state_of(&played, &old).await, HoldState::Confirmed);
    assert_eq!(state_of(&played, &new).await, HoldState::Released);
    // AUD-1: what was taken back stands in the history.
    let taken_back = order
        .history
        .iter()
        .find(|entry| entry.action.is_none() && !entry.changes.is_empty());
    let phone = taken_back
        .unwrap()
        .changes
        .iter()
        .find(|change| change.path.ends_with("phone"));
    assert_eq!(phone.unwrap().to, "91234567");
    // Whoever has it open with the change is shown that it is another.
    assert_eq!(sent(&browser, &made.id).await.revision, 3);
}

async fn what_the_order_system_says_before_it_has_heard_of_the_change_is_passed_over(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let made = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    moved_to(&played, &browser, &made.id, LineStatus::Ordered).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].contact.phone = "93456789".into();
    // The change cannot be told, and what was sent before goes on.
    played.fault("order-system", "unavailable").await;
    changed(&browser, &draft).await;
    played.step().await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    played.fault("order-system", "normal").await;
    played.advance(60);
    errands_done(&played, &made.id).await;
    assert_eq!(
        show(&browser, &made.id).await.lines[0].status,
        LineStatus::InProgress
    );
    moved_until(&played, &browser, &made.id, |line| {
        line.status == LineStatus::Closed
    })
    .await;
}
