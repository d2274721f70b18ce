//! The line table over HTTP: every action of every user in every status, by whoever may and refused to whoever may not.
//! What may be done is written here a second time, from the table of the specification and not from the domain's.

use domain::orders::status::{Action, LineStatus};
use reqwest::StatusCode;
use serde_json::json;
use server::store::orders;
use wire::orders::OrderView;

use crate::{drafts::*, harness::*, orders::show, seen::act_on};

crate::on_both_engines! {
    each_action_in_each_status_is_done_by_who_may_and_refused_to_who_may_not;
}

/// (from, action, to)
type May = (LineStatus, &'static str, LineStatus);

use LineStatus::{
    Cancelled, CancelledA, Committed, CustomerUpdate, Delivery, Design, Duplicate, FieldService, InProgress,
    Incomplete, New, Ordered, Ready, Registered, Rejected, Test,
};

const PARTNER: &[May] = &[
    (New, "submit", InProgress),
    (New, "cancel", Cancelled),
    (InProgress, "cancel", Cancelled),
    (Committed, "cancel", Cancelled),
    (Incomplete, "cancel", Cancelled),
    (CustomerUpdate, "cancel", Cancelled),
    (Incomplete, "customer_update", CustomerUpdate),
    (Registered, "cancel", CancelledA),
    (Ordered, "cancel", CancelledA),
    (Design, "cancel", CancelledA),
    (Ready, "cancel", CancelledA),
    (FieldService, "cancel", CancelledA),
    (Test, "cancel", CancelledA),
    (Delivery, "cancel", CancelledA),
];

const OPERATOR: &[May] = &[
    (InProgress, "accept", Committed),
    (InProgress, "reject", Rejected),
    (InProgress, "request_information", Incomplete),
    (InProgress, "mark_duplicate", Duplicate),
    (InProgress, "cancel", Cancelled),
    (Committed, "cancel", Cancelled),
    (Incomplete, "cancel", Cancelled),
    (CustomerUpdate, "cancel", Cancelled),
    (CustomerUpdate, "accept", Committed),
    (CustomerUpdate, "reject", Rejected),
    (CustomerUpdate, "request_information", Incomplete),
    (Registered, "cancel", CancelledA),
    (Ordered, "cancel", CancelledA),
    (Design, "cancel", CancelledA),
    (Ready, "cancel", CancelledA),
    (FieldService, "cancel", CancelledA),
    (Test, "cancel", CancelledA),
    (Delivery, "cancel", CancelledA),
];

/// Puts the first line of an order into a status, whatever it was in.
async fn put(app: &App, order: i64, status: LineStatus) {
    let written = app.state.store.write(move |db| {
        Box::pin(async move {
            let lines = orders::lines(db, order).await?;
            let mut line = lines.into_iter().next().unwrap();
            let from = line.status;
            line.status = status;
            orders::update_line(db, order, from, &line).await
        })
    });
    assert!(written.await.unwrap(), "{status:?}");
}

async fn each_action_in_each_status_is_done_by_who_may_and_refused_to_who_may_not(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let staff = app.log_in(CUSTOMER_SERVICE).await;
    let made = submitted(&oda, &hdsl_draft(&oda, FINE_HOUSE).await).await;
    let id: i64 = made.id.trim_start_matches("1-").parse().unwrap();
    let mut wrong = Vec::new();
    for (who, browser, may) in [("the partner", &oda, PARTNER), ("the operator", &staff, OPERATOR)] {
        for status in LineStatus::ALL {
            for action in Action::ALL {
                put(&app, id, status).await;
                let order: OrderView = show(&oda, &made.id).await;
                let said = json!({ "action": action.code(), "reason": "case.other", "comment": "Prøvd" });
                let answer = act_on(browser, &order, 1, &said).await.status();
                let now = show(&oda, &made.id).await.lines[0].status;
                let allowed = may
                    .iter()
                    .find(|(from, code, _)| *from == status && *code == action.code());
                let right = match allowed {
                    Some((_, _, to)) => answer == StatusCode::OK && now == *to,
                    // An action that is never this side's is no such action; the others are refused now.
                    None => {
                        [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer)
                            && now == status
                    }
                };
                if !right {
                    wrong.push(format!(
                        "{who}: {status:?} {}: {answer}, now {now:?}",
                        action.code()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
