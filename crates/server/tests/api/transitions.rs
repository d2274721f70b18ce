//! The line table over HTTP: every action of every user in every status, generated from the domain's table, by whoever may
//! and refused to whoever may not.

use domain::orders::{
    OrderDraft,
    status::{Action, Actor, LineStatus, TransitionContext},
};
use reqwest::StatusCode;
use serde_json::json;

use crate::{
    drafts::check,
    harness::*,
    kinds::*,
    orders::show,
    reopen::{opened, put as put_change, sent},
    seen::act_on,
};

crate::on_both_engines! {
    each_action_in_each_status_is_done_by_who_may_and_refused_to_who_may_not;
    /// CAN-1
    what_is_cancelled_by_service_request_is_not_cancelled_by_the_partner;
    /// CHG-1
    a_change_is_sent_where_the_table_says_and_by_the_partner_alone;
}

/// What a user gets for something that the table does not open to them.
const REFUSALS: [StatusCode; 3] = [
    StatusCode::CONFLICT,
    // An action that is never this side's is no such action.
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::FORBIDDEN,
];

/// Whether the answer, and where the line is then, are what the table says.
fn is_right(expected: Option<LineStatus>, was: LineStatus, answer: StatusCode, now: LineStatus) -> bool {
    match expected {
        Some(to) => answer == StatusCode::OK && now == to,
        None => REFUSALS.contains(&answer) && now == was,
    }
}

/// Tries these actions on the first line, in each status, for both sides; gives what was not as the table says.
async fn try_all(app: &App, kind: &Kind, actions: &[Action]) -> Vec<String> {
    let oda = app.log_in(ORDERING).await;
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let mut wrong = Vec::new();
    for (actor, browser) in [(Actor::Partner, &oda), (Actor::Operator, &staff)] {
        for status in LineStatus::ALL {
            for action in actions {
                put(app, &kind.order, status).await;
                let order = show(browser, &kind.order).await;
                let said = json!({ "action": action.code(), "reason": "case.other", "comment": "Prøvd" });
                let answer = act_on(browser, &order, 1, &said).await.status();
                let now = status_of(app, &kind.order).await;
                // A change of what was sent goes with its form, and not as a mere action.
                let expected =
                    allowed(&kind.context, status, *action, actor).filter(|_| *action != Action::Resubmit);
                if !is_right(expected, status, answer, now) {
                    wrong.push(format!("{actor:?} {status:?} {action:?}: {answer}, now {now:?}"));
                }
            }
        }
    }
    wrong
}

async fn each_action_in_each_status_is_done_by_who_may_and_refused_to_who_may_not(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kinds = one_of_each(&app, &app.log_in(ORDERING).await).await;
    let wrong = try_all(&app, &kinds[0], &Action::ALL).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn what_is_cancelled_by_service_request_is_not_cancelled_by_the_partner(engine: Engine) {
    let app = spawn_app_on(engine).await;
    for kind in one_of_each(&app, &app.log_in(ORDERING).await).await {
        let wrong = try_all(&app, &kind, &[Action::Cancel]).await;
        assert!(wrong.is_empty(), "{kind:?}: {wrong:#?}");
    }
}

async fn a_change_is_sent_where_the_table_says_and_by_the_partner_alone(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kind = one_of_each(&app, &app.log_in(ORDERING).await).await.remove(0);
    let wrong = change_in_each_status(&app, &kind).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    let oda = app.log_in(ORDERING).await;
    let deadline = show(&oda, &kind.order).await.lines[0].change_deadline.unwrap();
    let days = (deadline - app.state.clock.today()).whole_days() + 1;
    app.advance(days * 86_400);
    let late = Kind {
        context: TransitionContext {
            change_deadline_passed: true,
            ..kind.context
        },
        ..kind
    };
    let wrong = change_in_each_status(&app, &late).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn change_in_each_status(app: &App, kind: &Kind) -> Vec<String> {
    let oda = app.log_in(ORDERING).await;
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let mut wrong = Vec::new();
    for (actor, browser) in [(Actor::Partner, &oda), (Actor::Operator, &staff)] {
        for status in LineStatus::ALL {
            put(app, &kind.order, status).await;
            let mut draft = another_phone(opened(&sent(&oda, &kind.order).await));
            // The check that was sent may be too old by now (KAP-5).
            check(&oda, &mut draft).await;
            let answer = put_change(browser, &draft, &new_key()).await.status();
            let now = status_of(app, &kind.order).await;
            // What was asked for is answered with the same form.
            let action = if status == LineStatus::Incomplete {
                Action::CustomerUpdate
            } else {
                Action::Resubmit
            };
            let expected = allowed(&kind.context, status, action, actor);
            if !is_right(expected, status, answer, now) {
                wrong.push(format!("{actor:?} {status:?}: {answer}, now {now:?}"));
            }
        }
    }
    wrong
}

fn another_phone(mut draft: OrderDraft) -> OrderDraft {
    let phone = &mut draft.lines[0].contact.phone;
    let other = if phone == "93456789" {
        "91234567"
    } else {
        "93456789"
    };
    other.clone_into(phone);
    draft
}
