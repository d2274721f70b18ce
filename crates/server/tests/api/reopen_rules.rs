//! CHG-1 over HTTP, where other rules meet it: old checks, incomplete lines, projects, repeats.

use domain::orders::status::{Action, LineStatus};
use reqwest::StatusCode;

use crate::{
    drafts::*,
    harness::*,
    installed::*,
    orders::show,
    projects::project,
    reopen::{changed, codes, opened, refused, sent},
    seen::act_on,
};

crate::on_both_engines! {
    /// KAP-5
    a_check_that_is_older_than_a_day_is_asked_for_again;
    /// STA-1
    the_change_of_an_incomplete_line_is_its_customer_update;
    /// ORD-1
    of_a_project_only_the_lines_that_changed_begin_anew;
    /// ORD-5
    a_change_may_not_come_to_repeat_another_order;
}

async fn a_check_that_is_older_than_a_day_is_asked_for_again(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    app.advance(25 * 3600);
    let browser = app.log_in(ORDERING).await;
    let opened_now = sent(&browser, &made.id).await;
    assert!(
        opened_now.lines[0].access_check.is_some(),
        "the old answer is shown"
    );
    let mut draft = opened(&opened_now);
    draft.lines[0].contact.phone = "93456789".into();
    let old = refused(&browser, &draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&old), ["lines[0].access_check: access_check.too_old"]);
    check(&browser, &mut draft).await;
    changed(&browser, &draft).await;
    let order = show(&browser, &made.id).await;
    assert!(order.lines[0].appointment.is_some(), "and the slot is kept");
}

async fn the_change_of_an_incomplete_line_is_its_customer_update(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, staff) = (app.log_in(ORDERING).await, app.log_in(CUSTOMER_SERVICE).await);
    let made = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let order = show(&staff, &made.id).await;
    let asked = serde_json::json!({
        "action": "request_information", "reason": "case.unit_missing", "comment": "Hvilken leilighet?",
    });
    assert_eq!(act_on(&staff, &order, 1, &asked).await.status(), StatusCode::OK);
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].address.unit = "H0201".into();
    // Where something is, is what Kapaks is asked about.
    check(&browser, &mut draft).await;
    changed(&browser, &draft).await;
    let order = show(&staff, &made.id).await;
    assert_eq!(order.lines[0].status, LineStatus::CustomerUpdate);
    assert_eq!(order.history[0].action, Some(Action::CustomerUpdate));
    let changes: Vec<_> = order.history[0]
        .changes
        .iter()
        .map(|change| &change.path)
        .collect();
    assert_eq!(changes, ["lines[0].address.unit"]);
    // From here on it is the operator's turn.
    let mut once_more = opened(&sent(&browser, &made.id).await);
    once_more.lines[0].contact.phone = "93456789".into();
    let refused = refused(&browser, &once_more, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "transition.not_now");
}

async fn of_a_project_only_the_lines_that_changed_begin_anew(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let made = submitted(&browser, &project(&browser, 3).await).await;
    step(&app, &made.id, Action::Accept).await.unwrap();
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[1].contact.phone = "93456789".into();
    changed(&browser, &draft).await;
    let order = show(&browser, &made.id).await;
    let resubmitted: Vec<_> = order
        .history
        .iter()
        .filter(|entry| entry.action == Some(Action::Resubmit))
        .map(|entry| entry.line)
        .collect();
    assert_eq!(resubmitted, [Some(2)]);
    assert_eq!(order.lines[0].status, LineStatus::Committed);
    assert_eq!(order.lines[1].details.contact.as_ref().unwrap().phone, "93456789");
    // The date is every line's: where one has come too far, it is not changed.
    drive(&app, &made.id, &WITH_VISIT[1..6]).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[2].contact.phone = "93456789".into();
    changed(&browser, &draft).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.project_reference = "Solbakken".into();
    let refused = refused(&browser, &draft, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "transition.change_too_late");
    let mut fewer = opened(&sent(&browser, &made.id).await);
    fewer.lines.pop();
    let refused = crate::reopen::refused(&browser, &fewer, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&refused), ["lines: reopen.other_lines"]);
}

async fn a_change_may_not_come_to_repeat_another_order(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (one, other) = (
        hdsl_draft(&browser, FINE_HOUSE).await,
        hdsl_draft(&browser, FINE_HOUSE).await,
    );
    let (one, other) = (submitted(&browser, &one).await, submitted(&browser, &other).await);
    let theirs = sent(&browser, &other.id).await.sent.draft;
    let mut draft = opened(&sent(&browser, &one.id).await);
    draft.lines[0].end_user = theirs.lines[0].end_user.clone();
    let refused = refused(&browser, &draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&refused), ["lines[0].beside: line.repeats_order"]);
    draft.lines[0].beside = vec![other.id];
    changed(&browser, &draft).await;
}
