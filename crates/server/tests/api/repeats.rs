//! ORD-5: what repeats a live order is asked about before, and of two that come at once one is a duplicate.

use domain::{
    finding::Param,
    orders::{
        OrderDraft,
        status::{HeaderStatus, LineStatus},
    },
};
use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::json;
use server::jobs;
use wire::{
    lists::Page,
    orders::{LineRepeats, OrderCreated, OrderSummary},
    paths,
};

use crate::{
    drafts::*,
    harness::*,
    orders::show,
    seen::{act_on, project},
};

crate::on_both_engines! {
    /// ORD-5
    a_repeat_is_asked_about_and_refused_until_it_is_wanted;
    /// ORD-5
    what_has_ended_and_what_is_another_companys_hinders_nobody;
    /// ORD-5
    it_is_asked_about_before_the_rest_is_filled_in;
    /// ORD-5
    of_many_that_come_at_once_one_goes_on_and_the_others_are_duplicates_or_asked_about;
}

async fn repeats(browser: &Browser, draft: &OrderDraft) -> Vec<LineRepeats> {
    body(browser.post(paths::ORDER_REPEATS, draft).await, StatusCode::OK).await
}

async fn a_repeat_is_asked_about_and_refused_until_it_is_wanted(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let mut draft = hdsl_draft(&oda, FINE_HOUSE).await;
    assert_eq!(repeats(&oda, &draft).await, []);
    let first = submitted(&oda, &draft).await;

    // Also a colleague's.
    let ingrid = app.log_in(COLLEAGUE).await;
    let asked = repeats(&ingrid, &draft).await;
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].line, asked[0].orders.len()), (1, 1));
    assert_eq!(asked[0].orders[0].order, first.id);
    assert_eq!(asked[0].orders[0].status, LineStatus::InProgress);

    let refused = problem(
        ingrid.post(paths::ORDERS, &draft).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let [finding] = &refused.fields[..] else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (finding.code.as_str(), finding.path.as_str()),
        ("line.repeats_order", "lines[0].beside")
    );
    assert_eq!(finding.params["order"], Param::Text(first.id.clone()));

    draft.lines[0].beside = vec![first.id.clone()];
    let second = submitted(&ingrid, &draft).await;
    let order = show(&ingrid, &second.id).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    assert!(
        order
            .warnings
            .iter()
            .any(|warning| warning.code == "line.repeats_order_seen")
    );
    // Both are live now, and only one was seen.
    let refused = ingrid.post(paths::ORDERS, &draft).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

async fn what_has_ended_and_what_is_another_companys_hinders_nobody(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (oda, marte) = (app.log_in(ORDERING).await, app.log_in(OTHER_COMPANY).await);
    let draft = hdsl_draft(&oda, FINE_HOUSE).await;
    let mut theirs = hdsl_draft(&marte, FINE_HOUSE).await;
    theirs.lines[0].end_user = draft.lines[0].end_user.clone();
    submitted(&marte, &theirs).await;
    assert_eq!(repeats(&oda, &draft).await, []);
    let first = submitted(&oda, &draft).await;
    let order = show(&oda, &first.id).await;
    let cancel = json!({ "action": "cancel", "reason": "case.wrong_order" });
    assert_eq!(act_on(&oda, &order, 1, &cancel).await.status(), StatusCode::OK);
    assert_eq!(repeats(&oda, &draft).await, []);
    submitted(&oda, &draft).await;
}

async fn it_is_asked_about_before_the_rest_is_filled_in(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let draft = hdsl_draft(&oda, FINE_HOUSE).await;
    let first = submitted(&oda, &draft).await;
    let mut begun = OrderDraft {
        need: "new".into(),
        product: draft.product.clone(),
        ..OrderDraft::default()
    };
    begun.lines = vec![Default::default()];
    begun.lines[0].end_user = draft.lines[0].end_user.clone();
    assert_eq!(repeats(&oda, &begun).await, []);
    begun.lines[0].address = draft.lines[0].address.clone();
    assert_eq!(repeats(&oda, &begun).await[0].orders[0].order, first.id);
    // However it is written.
    begun.lines[0].end_user.first_name = " SOLVEIG ".into();
    assert_eq!(repeats(&oda, &begun).await[0].orders[0].order, first.id);
    begun.need = "move".into();
    assert_eq!(repeats(&oda, &begun).await, []);
    assert_eq!(repeats(&oda, &OrderDraft::default()).await, []);
    project(&oda, 3).await;
}

async fn of_many_that_come_at_once_one_goes_on_and_the_others_are_duplicates_or_asked_about(engine: Engine) {
    const TOGETHER: usize = 12;
    let app = spawn_app_on(engine).await;
    let oda = app.log_in(ORDERING).await;
    let mut duplicates = 0;
    for _ in 0..5 {
        let draft = hdsl_draft(&oda, FINE_HOUSE).await;
        let answers = join_all((0..TOGETHER).map(|_| oda.post(paths::ORDERS, &draft))).await;
        let (mut live, mut asked) = (Vec::new(), 0);
        for answer in answers {
            if answer.status() == StatusCode::UNPROCESSABLE_ENTITY {
                let refused = problem(answer, StatusCode::UNPROCESSABLE_ENTITY).await;
                assert_eq!(refused.fields[0].code, "line.repeats_order");
                asked += 1;
                continue;
            }
            let created: OrderCreated = body(answer, StatusCode::CREATED).await;
            let order = show(&oda, &created.id).await;
            assert_eq!(created.version, order.version);
            match order.lines[0].status {
                LineStatus::Duplicate => {
                    duplicates += 1;
                    asked += 1;
                    let why = order.lines[0].reason.as_ref().unwrap();
                    assert_eq!(why.code, "case.repeats_this_order");
                }
                _ => live.push(created.id),
            }
        }
        assert_eq!((live.len(), asked), (1, TOGETHER - 1));
    }
    assert!(duplicates > 0, "none came unseen: the test tries nothing");
    // What is a duplicate is sent to nobody.
    jobs::run_all_once(&app.state).await.unwrap();
    let page: Page<OrderSummary> = body(
        oda.get(&format!("{}?limit=200", paths::ORDERS)).await,
        StatusCode::OK,
    )
    .await;
    let still = page
        .items
        .iter()
        .filter(|order| order.status == HeaderStatus::Duplicate);
    assert_eq!(still.count(), duplicates);
}
