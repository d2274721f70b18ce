//! CHG-1 and CHG-2 over HTTP: a sent order is opened with what was sent, and Submit sends the change.

use domain::{
    hold::HoldState,
    orders::{
        OrderDraft, ReopenedRef,
        status::{Action, HeaderStatus, LineStatus},
    },
};
use reqwest::{Method, Response, StatusCode, header};
use wire::{
    orders::{OrderCreated, OrderView, SentOrder},
    paths,
    problem::Problem,
};

use crate::{drafts::*, harness::*, installed::*, orders::show};

crate::on_both_engines! {
    /// CHG-1
    a_reopened_order_comes_with_what_was_sent_and_leaving_it_changes_nothing;
    /// CHG-1, AUD-1
    submit_sends_the_change_and_the_history_says_what_changed;
    /// OFF-5
    what_a_colleague_has_changed_is_not_overwritten_unseen;
    /// OFF-3
    a_repeated_change_is_one_change_and_takes_its_draft_along;
    /// CHG-2
    what_needs_a_service_request_is_refused_when_the_browser_is_bypassed;
    /// CHG-1
    from_field_service_and_the_deadline_on_nothing_is_reopened;
}

pub async fn sent(browser: &Browser, id: &str) -> SentOrder {
    let path = paths::ORDER_SENT.replace("{id}", id);
    body(browser.get(&path).await, StatusCode::OK).await
}

/// The draft of the form, opened with what was sent.
pub fn opened(sent: &SentOrder) -> OrderDraft {
    let mut draft = sent.sent.draft.clone();
    draft.reopened = ReopenedRef {
        order: sent.id.clone(),
        revision: sent.revision,
    };
    draft
}

pub async fn put(browser: &Browser, draft: &OrderDraft, key: &str) -> Response {
    put_of(browser, draft, key, None).await
}

async fn put_of(browser: &Browser, draft: &OrderDraft, key: &str, made_of: Option<&str>) -> Response {
    let path = paths::ORDER_SENT.replace("{id}", &draft.reopened.order);
    let request = browser
        .request(Method::PUT, &path)
        .header(paths::IDEMPOTENCY_KEY, key)
        .header(header::IF_MATCH, format!("\"{}\"", draft.reopened.revision));
    let request = match made_of {
        Some(draft) => request.header(paths::DRAFT_ID, draft),
        None => request,
    };
    request.json(draft).send().await.unwrap()
}

pub async fn changed(browser: &Browser, draft: &OrderDraft) -> OrderCreated {
    body(put(browser, draft, &new_key()).await, StatusCode::OK).await
}

pub async fn refused(browser: &Browser, draft: &OrderDraft, status: StatusCode) -> Problem {
    problem(put(browser, draft, &new_key()).await, status).await
}

async fn kept_copies(browser: &Browser) -> usize {
    let kept: wire::drafts::Drafts = body(browser.get(paths::DRAFTS).await, StatusCode::OK).await;
    kept.items.len()
}

pub fn codes(problem: &Problem) -> Vec<String> {
    let fields = problem.fields.iter();
    fields
        .map(|field| format!("{}: {}", field.path, field.code))
        .collect()
}

pub fn reopen_of(order: &OrderView) -> Option<String> {
    let mut actions = order.lines[0].actions.iter();
    let reopen = actions.find(|state| state.action == Action::Resubmit).unwrap();
    reopen.closed.as_ref().map(|reason| reason.code.clone())
}

async fn a_reopened_order_comes_with_what_was_sent_and_leaving_it_changes_nothing(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let draft = adsl_draft(&browser, FINE_HOUSE).await;
    let made = submitted(&browser, &draft).await;
    let before = show(&browser, &made.id).await;
    assert_eq!(reopen_of(&before), None);
    let opened = sent(&browser, &made.id).await;
    assert_eq!((opened.id.as_str(), opened.revision), (made.id.as_str(), 1));
    let (now, was) = (&opened.sent.draft, &draft);
    assert_eq!(now.requested_date, was.requested_date);
    assert_eq!(now.customer_order_ref, was.customer_order_ref);
    assert_eq!(now.lines[0].appointment.id, was.lines[0].appointment.id);
    assert_eq!(now.lines[0].access_check, was.lines[0].access_check);
    assert_eq!(now.lines[0].contact.phone, "91234567");
    let line = &opened.lines[0];
    assert_eq!(
        line.access_check.as_ref().map(|check| &check.id),
        Some(&was.lines[0].access_check.id)
    );
    assert_eq!(
        line.appointment.as_ref().map(|slot| slot.state),
        Some(HoldState::Confirmed)
    );
    assert!(line.register_address.is_some());
    assert_eq!(show(&browser, &made.id).await, before);
    // The form asks what it would repeat: not the order itself (ORD-5).
    let repeats: Vec<wire::orders::LineRepeats> = body(
        browser
            .post(paths::ORDER_REPEATS, &super::reopen::opened(&opened))
            .await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(repeats, []);
}

async fn submit_sends_the_change_and_the_history_says_what_changed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    for action in [Action::Accept, Action::Register, Action::Start, Action::Design] {
        step(&app, &made.id, action).await.unwrap();
    }
    let before = show(&browser, &made.id).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].contact.phone = "93 45 67 89".into();
    draft.lines[0].contact.name = "Ragnhild Myrland".into();
    draft.lines[0].end_user.last_name = "Myrland".into();
    draft.project_reference = "Solbakken".into();
    let done = changed(&browser, &draft).await;
    assert_eq!(done.id, made.id);
    // The operator's customer service looks at the same.
    let order: OrderView = show(&app.log_in(CUSTOMER_SERVICE).await, &made.id).await;
    assert_eq!(order.version, done.version);
    assert_eq!(order.status, HeaderStatus::InProgress);
    let line = &order.lines[0];
    assert_eq!(line.status, LineStatus::InProgress);
    assert_eq!(line.details.contact.as_ref().unwrap().phone, "93456789");
    assert_eq!(order.project_reference.as_deref(), Some("Solbakken"));
    assert_eq!(
        line.appointment, before.lines[0].appointment,
        "what is booked stays booked"
    );
    assert_eq!(line.agreed_date, before.lines[0].agreed_date);
    let done = line.timeline.iter().filter(|step| step.done_at.is_some());
    let done: Vec<_> = done.map(|step| step.status).collect();
    assert_eq!(done, [LineStatus::InProgress], "it begins anew");
    let entry = &order.history[0];
    assert_eq!(
        (entry.action, entry.from, entry.to),
        (
            Some(Action::Resubmit),
            Some(LineStatus::Design),
            Some(LineStatus::InProgress)
        )
    );
    assert_eq!(entry.who, "Oda Strand");
    let said: Vec<_> = entry
        .changes
        .iter()
        .map(|change| (change.path.as_str(), change.from.as_str(), change.to.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("project_reference", "", "Solbakken"),
            ("lines[0].end_user.last_name", "Tveit", "Myrland"),
            ("lines[0].contact.name", "Solveig Tveit", "Ragnhild Myrland"),
            ("lines[0].contact.phone", "91234567", "93456789"),
        ]
    );
    assert!(order.history[1..].iter().all(|entry| entry.changes.is_empty()));
    // It is found by what it is now, and by its number, and no longer by what it was.
    for (words, found) in [
        ("myrland", 1),
        (made.id.as_str(), 1),
        ("tveit", 0),
        ("solbakken", 1),
    ] {
        let path = format!("{}?q={words}", paths::ORDERS);
        let page: wire::lists::Page<wire::orders::OrderSummary> =
            body(browser.get(&path).await, StatusCode::OK).await;
        let ids: Vec<_> = page.items.iter().filter(|order| order.id == made.id).collect();
        assert_eq!(ids.len(), found, "{words}");
        assert!(ids.iter().all(|order| order.end_user.ends_with("Myrland")));
    }
    // And it may be changed once more.
    let again = sent(&browser, &made.id).await;
    assert_eq!(
        (again.revision, reopen_of(&show(&browser, &made.id).await)),
        (2, None)
    );
}

async fn what_a_colleague_has_changed_is_not_overwritten_unseen(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, colleague) = (app.log_in(ORDERING).await, app.log_in(COLLEAGUE).await);
    let made = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let mut mine = opened(&sent(&browser, &made.id).await);
    mine.lines[0].contact.phone = "93456789".into();
    // What happens to the order is no change of what was sent.
    step(&app, &made.id, Action::Accept).await.unwrap();
    let mut theirs = opened(&sent(&colleague, &made.id).await);
    theirs.lines[0].contact.name = "Ragnhild Myrland".into();
    changed(&colleague, &theirs).await;
    let changed_meanwhile = refused(&browser, &mine, StatusCode::PRECONDITION_FAILED).await;
    let now: SentOrder = serde_json::from_value(changed_meanwhile.current.unwrap()).unwrap();
    assert_eq!(now.revision, 2);
    assert_eq!(now.sent.draft.lines[0].contact.name, "Ragnhild Myrland");
    // Both at once: one of them.
    let mut both = opened(&now);
    both.lines[0].contact.phone = "93456789".into();
    let mut other = opened(&now);
    other.lines[0].contact.phone = "94567890".into();
    let keys = (new_key(), new_key());
    let answers = tokio::join!(put(&browser, &both, &keys.0), put(&colleague, &other, &keys.1));
    let mut answers = [answers.0.status(), answers.1.status()];
    answers.sort();
    assert_eq!(answers, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
}

async fn a_repeated_change_is_one_change_and_takes_its_draft_along(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let made = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    let mut draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].contact.phone = "93456789".into();
    let id = new_key();
    let saved = browser
        .request(Method::PUT, &paths::DRAFT.replace("{id}", &id))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_NONE_MATCH, "*")
        .json(&serde_json::json!({ "kind": "order", "body": { "order": draft } }));
    assert_eq!(saved.send().await.unwrap().status(), StatusCode::CREATED);
    assert_eq!(kept_copies(&browser).await, 1);
    let key = new_key();
    let first: OrderCreated = body(put_of(&browser, &draft, &key, Some(&id)).await, StatusCode::OK).await;
    let second: OrderCreated = body(put_of(&browser, &draft, &key, Some(&id)).await, StatusCode::OK).await;
    assert_eq!(first, second);
    let order = show(&browser, &made.id).await;
    let sent_again = order
        .history
        .iter()
        .filter(|entry| entry.action == Some(Action::Resubmit));
    assert_eq!(sent_again.count(), 1);
    assert_eq!(kept_copies(&browser).await, 0);
    // Another browser with the same draft is told which order it became.
    let late = problem(
        put_of(&browser, &draft, &new_key(), Some(&id)).await,
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(late.code, "draft.ordered");
    // Without having seen anything nothing is changed.
    let unseen = browser
        .request(Method::PUT, &paths::ORDER_SENT.replace("{id}", &made.id))
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .json(&draft);
    problem(unseen.send().await.unwrap(), StatusCode::PRECONDITION_REQUIRED).await;
}

async fn what_needs_a_service_request_is_refused_when_the_browser_is_bypassed(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let made = submitted(&browser, &adsl_draft(&browser, FINE_HOUSE).await).await;
    let before = show(&browser, &made.id).await;
    let opened = opened(&sent(&browser, &made.id).await);
    let nothing = refused(&browser, &opened, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&nothing), ["reopened: reopen.nothing_changed"]);
    type Spoil = fn(&mut OrderDraft);
    let cases: [(Spoil, &str); 5] = [
        (
            |draft| draft.customer_order_ref = "PO-1".into(),
            "customer_order_ref: reopen.reference",
        ),
        (
            |draft| draft.customer_invoice_ref = "1".into(),
            "customer_invoice_ref: reopen.reference",
        ),
        (
            |draft| drop(draft.attributes.insert("speed".into(), "24000/1024".into())),
            "attributes.speed: reopen.speed",
        ),
        (
            |draft| draft.product = "OA_FULL".into(),
            "product: reopen.other_product",
        ),
        (
            |draft| draft.order_type = "project".into(),
            "lines: reopen.other_lines",
        ),
    ];
    for (spoil, code) in cases {
        let mut draft = opened.clone();
        draft.lines[0].contact.phone = "93456789".into();
        spoil(&mut draft);
        let refused = refused(&browser, &draft, StatusCode::UNPROCESSABLE_ENTITY).await;
        let found = codes(&refused);
        assert!(found.iter().any(|found| found == code), "{code}: {found:?}");
    }
    // Another kind of order, and another order's slot.
    let mut switch = opened.clone();
    switch.need = "terminate".into();
    refused(&browser, &switch, StatusCode::UNPROCESSABLE_ENTITY).await;
    let mut stolen = opened.clone();
    let other = submitted(&browser, &another(&adsl_draft(&browser, FINE_HOUSE).await)).await;
    let theirs = sent(&browser, &other.id).await.sent.draft;
    stolen.lines[0].appointment = theirs.lines[0].appointment.clone();
    stolen.requested_date = theirs.requested_date;
    let stolen = refused(&browser, &stolen, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&stolen), ["lines[0].appointment: appointment.used"]);
    assert_eq!(show(&browser, &made.id).await, before, "nothing of it was done");
}

async fn from_field_service_and_the_deadline_on_nothing_is_reopened(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = adsl_draft(&browser, FINE_HOUSE).await;
    let made = submitted(&browser, &draft).await;
    draft = opened(&sent(&browser, &made.id).await);
    draft.lines[0].contact.phone = "93456789".into();
    drive(&app, &made.id, &WITH_VISIT[..5]).await;
    assert_eq!(reopen_of(&show(&browser, &made.id).await), None, "Ready");
    step(&app, &made.id, Action::SetInstallationDate).await.unwrap();
    let late = refused(&browser, &draft, StatusCode::CONFLICT).await;
    assert_eq!(late.code, "transition.change_too_late");
    let order = show(&browser, &made.id).await;
    assert_eq!(reopen_of(&order).as_deref(), Some("transition.change_too_late"));

    let other = submitted(&browser, &another(&adsl_draft(&browser, FINE_HOUSE).await)).await;
    let mut draft = opened(&sent(&browser, &other.id).await);
    draft.lines[0].contact.phone = "93456789".into();
    let deadline = show(&browser, &other.id).await.lines[0].change_deadline.unwrap();
    let days = (deadline - app.state.clock.today()).whole_days() + 1;
    app.advance(days * 24 * 3600);
    let browser = app.log_in(ORDERING).await;
    let late = refused(&browser, &draft, StatusCode::CONFLICT).await;
    assert_eq!(late.code, "transition.change_deadline");
    let order = show(&browser, &other.id).await;
    assert_eq!(reopen_of(&order).as_deref(), Some("transition.change_deadline"));
}
