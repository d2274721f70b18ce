//! BOK-4, NUM-5: a line that has come to nothing gives its slot and its number back, whoever has ended it and however.

use domain::{
    hold::HoldState,
    orders::{
        OrderDraft,
        status::{Action, LineStatus},
    },
};
use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::json;
use server::{jobs, ports::order_system::State};
use wire::{orders::OrderCreated, paths};

use crate::{
    drafts::*,
    harness::*,
    installed::*,
    kinds::{put, status_of},
    numbers::{free, reserved_draft, state_of as state_of_numbers},
    orders::show,
    partners::*,
    reopen::{changed, opened, sent},
    reopen_answers::{errands_done, is_booked, state_of as state_of_slot},
    seen::act_on,
};

crate::on_both_engines! {
    /// BOK-4, NUM-5
    whoever_ends_a_line_its_slot_and_its_number_are_free_again;
    /// BOK-4, NUM-5, ORD-4
    what_was_never_sent_gives_back_what_it_has;
    /// ORD-5
    the_later_of_two_that_are_the_same_gives_its_slot_back;
    /// BOK-4, NUM-5
    what_was_delivered_keeps_its_slot_and_its_number;
    /// BOK-4, NUM-5
    a_partner_system_that_is_away_is_told_later_and_holds_up_nothing;
    /// STA-3
    what_the_order_system_had_ended_itself_keeps_its_reason;
    /// CHG-1
    a_changed_order_that_is_rejected_gives_back_the_slot_before_the_change_too;
}

/// In the place of a user: the order system.
const SYSTEM: &str = "";

const UNDER_WAY: [Action; 5] = [
    Action::Accept,
    Action::Register,
    Action::Start,
    Action::Design,
    Action::Ready,
];

/// Who ends it, how far it had come by then, how, and what it then is.
const ENDS: [(&str, &[Action], Action, LineStatus); 9] = [
    (CUSTOMER_SERVICE, &[], Action::Reject, LineStatus::Rejected),
    (
        CUSTOMER_SERVICE,
        &[],
        Action::MarkDuplicate,
        LineStatus::Duplicate,
    ),
    (CUSTOMER_SERVICE, &[], Action::Cancel, LineStatus::Cancelled),
    (ORDERING, &[], Action::Cancel, LineStatus::Cancelled),
    (ORDERING, &UNDER_WAY, Action::Cancel, LineStatus::CancelledA),
    (SYSTEM, &[], Action::Reject, LineStatus::Rejected),
    (SYSTEM, &[], Action::MarkDuplicate, LineStatus::Duplicate),
    (SYSTEM, &[Action::Accept], Action::Reject, LineStatus::Rejected),
    (SYSTEM, &UNDER_WAY, Action::Cancel, LineStatus::CancelledA),
];

async fn ended(played: &Played, who: &str, order: &str, action: Action) {
    if who == SYSTEM {
        step(&played.app, order, action).await.unwrap();
        return;
    }
    let browser = played.app.log_in(who).await;
    let order = show(&browser, order).await;
    let said = json!({ "action": action.code(), "reason": "case.other", "comment": "Prøvd" });
    let answer = act_on(&browser, &order, 1, &said).await;
    assert_eq!(answer.status(), StatusCode::OK, "{who} {action:?}");
}

async fn state_there(played: &Played, order: &str) -> State {
    let orders = &played.app.state.ports.orders;
    let found = orders.find(&format!("{order}-1")).await.unwrap();
    found.unwrap().state
}

async fn is_free_again(played: &Played, browser: &Browser, draft: &OrderDraft) {
    let (slot, numbers) = (
        &draft.lines[0].appointment.id,
        &draft.lines[0].numbers.reservation,
    );
    assert_eq!(state_of_slot(played, slot).await, HoldState::Released);
    assert!(!is_booked(played, slot).await, "the book has it for others");
    assert_eq!(state_of_numbers(browser, numbers).await, HoldState::Released);
}

async fn whoever_ends_a_line_its_slot_and_its_number_are_free_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    for (who, before, action, status) in ENDS {
        let draft = reserved_draft(&browser, FINE_HOUSE).await;
        let free_for_others = free(&browser, &draft, 1).await;
        let made = submitted(&browser, &draft).await;
        errands_done(&played, &made.id).await;
        drive(&played.app, &made.id, before).await;
        let (slot, numbers) = (
            &draft.lines[0].appointment.id,
            &draft.lines[0].numbers.reservation,
        );
        assert_eq!(state_of_slot(&played, slot).await, HoldState::Confirmed);
        assert_eq!(state_of_numbers(&browser, numbers).await, HoldState::Confirmed);
        ended(&played, who, &made.id, action).await;
        assert_eq!(status_of(&played.app, &made.id).await, status);
        errands_done(&played, &made.id).await;
        is_free_again(&played, &browser, &draft).await;
        assert_ne!(
            free(&browser, &draft, 1).await,
            free_for_others,
            "NRDB has it for others"
        );
        // What has come to nothing here is not carried out there.
        if who != SYSTEM {
            assert_eq!(
                state_there(&played, &made.id).await,
                State::Cancelled,
                "{who} {action:?}"
            );
        }
    }
}

async fn what_was_never_sent_gives_back_what_it_has(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = reserved_draft(&browser, FINE_HOUSE).await;
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    put(&played.app, &made.id, LineStatus::New).await;
    played.advance(14 * 86_400);
    jobs::run_all_once(&played.app.state).await.unwrap();
    assert_eq!(status_of(&played.app, &made.id).await, LineStatus::Cancelled);
    errands_done(&played, &made.id).await;
    is_free_again(&played, &played.app.log_in(ORDERING).await, &draft).await;
}

async fn the_later_of_two_that_are_the_same_gives_its_slot_back(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    for _ in 0..20 {
        let first = adsl_draft(&browser, FINE_HOUSE).await;
        let mut drafts = [first.clone(), first.clone(), first.clone(), first];
        for draft in drafts.iter_mut().skip(1) {
            book(&browser, draft).await;
        }
        let answers = join_all(drafts.iter().map(|draft| browser.post(paths::ORDERS, draft))).await;
        for (draft, answer) in drafts.iter().zip(answers) {
            // The others were asked about.
            if answer.status() != StatusCode::CREATED {
                continue;
            }
            let made: OrderCreated = body(answer, StatusCode::CREATED).await;
            if status_of(&played.app, &made.id).await == LineStatus::Duplicate {
                errands_done(&played, &made.id).await;
                let slot = &draft.lines[0].appointment.id;
                assert_eq!(state_of_slot(&played, slot).await, HoldState::Released);
                assert!(!is_booked(&played, slot).await);
                return;
            }
        }
    }
    panic!("none came unseen: the test tries nothing");
}

async fn what_was_delivered_keeps_its_slot_and_its_number(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let draft = reserved_draft(&browser, FINE_HOUSE).await;
    let made = submitted(&browser, &draft).await;
    assert_eq!(
        drive(&played.app, &made.id, &WITH_VISIT).await,
        LineStatus::Closed
    );
    errands_done(&played, &made.id).await;
    let (slot, numbers) = (
        &draft.lines[0].appointment.id,
        &draft.lines[0].numbers.reservation,
    );
    assert_eq!(state_of_slot(&played, slot).await, HoldState::Confirmed);
    assert!(is_booked(&played, slot).await);
    assert_eq!(state_of_numbers(&browser, numbers).await, HoldState::Confirmed);
}

async fn a_partner_system_that_is_away_is_told_later_and_holds_up_nothing(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    for away in ["appointments", "order-system"] {
        let draft = reserved_draft(&browser, FINE_HOUSE).await;
        let made = submitted(&browser, &draft).await;
        errands_done(&played, &made.id).await;
        let (slot, numbers) = (
            &draft.lines[0].appointment.id,
            &draft.lines[0].numbers.reservation,
        );
        played.fault(away, "unavailable").await;
        ended(&played, CUSTOMER_SERVICE, &made.id, Action::Reject).await;
        jobs::run_all_once(&played.app.state).await.unwrap();
        assert_eq!(state_of_numbers(&browser, numbers).await, HoldState::Released);
        if away == "appointments" {
            assert_eq!(state_there(&played, &made.id).await, State::Cancelled);
        } else {
            assert!(!is_booked(&played, slot).await);
        }
        played.fault(away, "normal").await;
        played.app.advance(60);
        errands_done(&played, &made.id).await;
        is_free_again(&played, &browser, &draft).await;
        assert_eq!(state_there(&played, &made.id).await, State::Cancelled);
    }
}

async fn what_the_order_system_had_ended_itself_keeps_its_reason(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    // The order system rejects what is ordered there, and nobody hears of it.
    let made = submitted(&browser, &hdsl_draft(&browser, "12").await).await;
    errands_done(&played, &made.id).await;
    played.events("silent").await;
    played.step().await;
    assert_eq!(state_there(&played, &made.id).await, State::Rejected);
    ended(&played, CUSTOMER_SERVICE, &made.id, Action::Reject).await;
    errands_done(&played, &made.id).await;
    let order = show(&browser, &made.id).await;
    let reason = order.lines[0].reason.as_ref();
    assert_eq!(reason.map(|reason| reason.code.as_str()), Some("case.other"));
}

async fn a_changed_order_that_is_rejected_gives_back_the_slot_before_the_change_too(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    errands_done(&played, &made.id).await;
    let was = sent(&browser, &made.id).await;
    let mut draft = opened(&was);
    let first = was.lines[0].appointment.as_ref().unwrap().slot.date;
    book_from(&browser, &mut draft, first.next_day().unwrap()).await;
    let (old, new) = (
        &was.sent.draft.lines[0].appointment.id,
        &draft.lines[0].appointment.id,
    );
    // The order system has not heard of the change when the order is rejected.
    played.fault("order-system", "unavailable").await;
    changed(&browser, &draft).await;
    ended(&played, CUSTOMER_SERVICE, &made.id, Action::Reject).await;
    played.fault("order-system", "normal").await;
    played.app.advance(60);
    errands_done(&played, &made.id).await;
    for slot in [old, new] {
        assert_eq!(state_of_slot(&played, slot).await, HoldState::Released);
        assert!(!is_booked(&played, slot).await);
    }
    assert_eq!(state_there(&played, &made.id).await, State::Cancelled);
}
