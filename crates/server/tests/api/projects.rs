//! ORD-1: an order of the type Project, from one request with many lines.

use domain::{
    finding::codes,
    orders::{MOST_PROJECT_LINES, OrderDraft, status::LineStatus},
};
use reqwest::StatusCode;
use wire::{
    orders::{OrderView, ReferenceHabitsView},
    paths,
};

use crate::{drafts::*, harness::*};

crate::on_both_engines! {
    fifty_lines_are_one_order;
    a_fifty_first_line_is_refused_and_nothing_is_stored;
    what_is_wrong_is_said_of_its_own_line;
}

/// So many customers in the same house.
pub async fn project(browser: &Browser, lines: usize) -> OrderDraft {
    let mut draft = hdsl_draft(browser, FINE_HOUSE).await;
    draft.order_type = "project".into();
    let one = draft.lines[0].clone();
    draft.lines = (1..=lines)
        .map(|nth| {
            let mut line = one.clone();
            line.end_user.last_name = format!("Myrland {nth}");
            line
        })
        .collect();
    draft
}

/// ORD-1, BOK-2
async fn fifty_lines_are_one_order(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let one = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let created = submitted(&browser, &project(&browser, MOST_PROJECT_LINES).await).await;
    let show = async |id: &str| -> OrderView {
        body(
            browser.get(&paths::ORDER.replace("{id}", id)).await,
            StatusCode::OK,
        )
        .await
    };
    let (single, order) = (show(&one.id).await, show(&created.id).await);
    assert_eq!(order.lines.len(), MOST_PROJECT_LINES);
    assert_eq!(order.setup_price, single.setup_price.times(MOST_PROJECT_LINES));
    assert_eq!(order.monthly_rent, single.monthly_rent.times(MOST_PROJECT_LINES));
    for (nth, line) in order.lines.iter().enumerate() {
        assert_eq!(line.status, LineStatus::InProgress, "line {nth}");
        assert_eq!(line.details.appointment, None);
    }
    // It is one order in what the partner is known to write (REF-2), whatever its lines.
    let habits: ReferenceHabitsView = body(browser.get(paths::REFERENCE_HABITS).await, StatusCode::OK).await;
    assert_eq!(habits.customer_order_ref.len(), 2);
}

/// ORD-1
async fn a_fifty_first_line_is_refused_and_nothing_is_stored(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = project(&browser, MOST_PROJECT_LINES + 1).await;
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert!(
        refused
            .fields
            .iter()
            .any(|finding| finding.is(codes::LINES_PROJECT_MOST) && finding.path == "lines")
    );
    let created = submitted(&browser, &project(&browser, 1).await).await;
    assert_eq!(created.id, "1-20001", "the refused one has taken no number");
}

/// ORD-1, ORD-5
async fn what_is_wrong_is_said_of_its_own_line(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = project(&browser, 3).await;
    draft.lines[1].contact.phone = "123".into();
    draft.lines[2].end_user = draft.lines[0].end_user.clone();
    let refused = problem(
        browser.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let at: Vec<_> = refused
        .fields
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    assert!(at.contains(&"lines[1].contact.phone"), "{at:?}");
    assert!(at.contains(&"lines[2].beside"), "{at:?}");
    assert!(!at.iter().any(|path| path.starts_with("lines[0]")), "{at:?}");
}
