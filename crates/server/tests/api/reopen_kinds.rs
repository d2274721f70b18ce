//! CHG-1 and CHG-2 over HTTP for what is ended, changed or taken over: every kind of order is opened again, and each in the
//! same way.

use domain::{
    orders::{
        OrderDraft,
        status::{Action, LineStatus},
    },
    subscriptions::SubscriptionStatus,
};
use reqwest::StatusCode;
use wire::{orders::OrderView, paths};

use crate::{
    changes::change_of,
    drafts::*,
    harness::*,
    installed::*,
    isp_switch::{switch, today, visited_switch},
    order_system::moved_to,
    orders::show,
    partners::{Played, spawn_played_with},
    reopen::{changed, codes, opened, put, refused, reopen_of, sent},
    reopen_answers::errands_done,
    seen::act_on,
};

crate::on_both_engines! {
    /// TRM-4
    a_termination_is_opened_again;
    a_change_of_contact_is_opened_again;
    a_change_of_customer_is_opened_again;
    a_change_of_speed_is_opened_again;
    a_change_of_access_is_opened_again;
    a_move_is_opened_again;
    /// ISP-4
    a_switch_is_opened_again;
    /// BOK-3, BOK-5
    of_a_switch_with_a_visit_the_slot_stays_and_the_extra_work_may_be_another;
    /// STA-1
    what_was_missing_in_a_change_is_its_customer_update;
    /// CHG-1
    after_the_deadline_a_termination_is_not_opened_again;
}

/// What is done to an order of one kind.
struct Kind {
    /// As it is sent.
    draft: OrderDraft,
    /// Changes it, each time to another value.
    change: fn(&mut OrderDraft, usize),
    told: &'static str,
    spoil: fn(&mut OrderDraft),
    refused: &'static str,
    /// Where the order system can still be told.
    last: LineStatus,
}

fn another_phone(draft: &mut OrderDraft, nth: usize) {
    let phones = ["93456789", "94567890"];
    draft.lines[0].contact.phone = phones[nth].to_owned();
}

fn another_date(draft: &mut OrderDraft, nth: usize) {
    let sent =
        domain::date::parse(&draft.requested_date, time::Date::MIN, domain::date::Era::Coming).unwrap();
    let later = domain::date::plus_days(sent, 30 + i64::try_from(nth).unwrap());
    draft.requested_date = domain::date::format(later);
}

fn another_number(draft: &mut OrderDraft) {
    draft.subscription.number = "JX999901".to_owned();
}

const OTHER_SUBSCRIPTION: &str = "subscription.number: reopen.other_subscription";

/// In good time on every day of the week: what is ordered on a Saturday for the first day that may be wished is past its
/// deadline at once (CHG-1).
fn in_good_time(played: &Played, mut draft: OrderDraft) -> OrderDraft {
    let day = domain::calendar::working_days_after(played.app.state.clock.today(), 8);
    draft.requested_date = domain::date::format(day);
    draft
}

/// Opened, left, refused, changed, overtaken, and too late.
async fn whole(played: &Played, browser: &Browser, kind: Kind) -> OrderView {
    let made = submitted(browser, &kind.draft).await;
    errands_done(played, &made.id).await;
    let before = show(browser, &made.id).await;
    assert_eq!(reopen_of(&before), None, "it may be opened");

    let was = sent(browser, &made.id).await;
    assert_eq!((was.revision, &was.sent.draft.need), (1, &kind.draft.need));
    let as_sent = opened(&was);
    let nothing = refused(browser, &as_sent, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&nothing), ["reopened: reopen.nothing_changed"]);

    for (spoil, code) in [
        (kind.spoil, kind.refused),
        (
            |draft: &mut OrderDraft| draft.customer_order_ref = "PO-1".into(),
            "customer_order_ref: reopen.reference",
        ),
    ] {
        let mut draft = as_sent.clone();
        (kind.change)(&mut draft, 0);
        spoil(&mut draft);
        let refused = refused(browser, &draft, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(codes(&refused).contains(&code.to_owned()), "{:?}", refused.fields);
    }
    let stranger = played.app.log_in(OTHER_COMPANY).await;
    refused(&stranger, &as_sent, StatusCode::NOT_FOUND).await;
    let path = paths::ORDER_SENT.replace("{id}", &made.id);
    problem(stranger.get(&path).await, StatusCode::NOT_FOUND).await;
    assert_eq!(show(browser, &made.id).await, before, "nothing of it was done");

    // The order system has the change, and the order begins anew.
    moved_to(played, browser, &made.id, kind.last).await;
    let external = format!("{}-1", made.id);
    let there = &played.app.state.ports.orders;
    let version = there.find(&external).await.unwrap().unwrap().version;
    let mut draft = as_sent.clone();
    (kind.change)(&mut draft, 0);
    changed(browser, &draft).await;
    let order = show(browser, &made.id).await;
    assert_eq!(order.lines[0].status, LineStatus::InProgress);
    let entry = &order.history[0];
    assert_eq!(entry.action, Some(Action::Resubmit));
    let told: Vec<_> = entry.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(told, [kind.told]);
    errands_done(played, &made.id).await;
    let now = there.find(&external).await.unwrap().unwrap();
    assert!(now.version > version && now.milestones.is_empty());

    // OFF-5
    let stale = put(browser, &draft, &new_key()).await;
    let stale = problem(stale, StatusCode::PRECONDITION_FAILED).await;
    let current: wire::orders::SentOrder = serde_json::from_value(stale.current.unwrap()).unwrap();
    assert_eq!(current, sent(browser, &made.id).await);
    assert_eq!(current.revision, 2);

    // The order system goes on, and nobody hears of it.
    moved_to(played, browser, &made.id, kind.last).await;
    let before = show(browser, &made.id).await;
    played.events("silent").await;
    played.step().await;
    let mut late = opened(&sent(browser, &made.id).await);
    (kind.change)(&mut late, 1);
    changed(browser, &late).await;
    errands_done(played, &made.id).await;
    let order = show(browser, &made.id).await;
    let line = &order.lines[0];
    assert_eq!(
        line.reason.as_ref().map(|reason| reason.code.as_str()),
        Some("case.change_too_late")
    );
    assert!(reopen_of(&order).is_some());
    assert_eq!(line.details, before.lines[0].details);
    assert_eq!(
        (order.requested_date, line.agreed_date),
        (before.requested_date, before.lines[0].agreed_date)
    );
    let taken_back = order
        .history
        .iter()
        .find(|entry| entry.action.is_none() && !entry.changes.is_empty());
    assert_eq!(taken_back.unwrap().changes[0].path, kind.told);
    order
}

/// Of an HDSL line that was delivered: how it is ended or changed, and whose number it has.
async fn on_hdsl(played: &Played, browser: &Browser, what: &str) -> (OrderDraft, String) {
    let (_, installed) = delivered(&played.app, browser).await;
    let mut draft = in_good_time(played, change_of(&played.app, &installed.number, what));
    draft.lines = hdsl_draft(browser, FINE_HOUSE).await.lines;
    (draft, installed.id)
}

async fn a_termination_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let (_, installed) = delivered(&played.app, &browser).await;
    let kind = Kind {
        draft: in_good_time(&played, termination_of(&played.app, &installed.number)),
        change: another_date,
        told: "requested_date",
        spoil: another_number,
        refused: OTHER_SUBSCRIPTION,
        last: LineStatus::Design,
    };
    let order = whole(&played, &browser, kind).await;
    let wanted = order.requested_date;
    assert_eq!(
        order.run_on.unwrap().last_day,
        wanted,
        "the notice is over by then"
    );
    let pending = subscription(&browser, &installed.id).await;
    assert_eq!(pending.status, SubscriptionStatus::ActivePendingTermination);
    assert_eq!(pending.subscription.live_order.unwrap().order, order.id);
}

async fn a_change_of_contact_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let (draft, installed) = on_hdsl(&played, &browser, "contact").await;
    let kind = Kind {
        draft,
        change: another_phone,
        told: "lines[0].contact.phone",
        spoil: |draft| draft.change.what = "customer".into(),
        refused: "change.what: reopen.other_change",
        last: LineStatus::Design,
    };
    let order = whole(&played, &browser, kind).await;
    // What is carried out is what stands there at last.
    played.events("normal").await;
    moved_to(&played, &browser, &order.id, LineStatus::Closed).await;
    let contact = subscription(&browser, &installed).await.subscription.contact;
    assert_eq!(contact.unwrap().phone, "93456789");
}

async fn a_change_of_customer_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let (mut draft, _) = on_hdsl(&played, &browser, "customer").await;
    draft.lines[0].end_user.first_name = "Ragnhild".into();
    let kind = Kind {
        draft,
        change: |draft, nth| ["Turid", "Sigrid"][nth].clone_into(&mut draft.lines[0].end_user.first_name),
        told: "lines[0].end_user.first_name",
        spoil: another_number,
        refused: OTHER_SUBSCRIPTION,
        last: LineStatus::Design,
    };
    let order = whole(&played, &browser, kind).await;
    let becomes = order.change.unwrap().becomes.end_user.full_name();
    assert!(becomes.starts_with("Turid"), "{becomes}");
}

async fn a_change_of_speed_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let adsl = adsl_draft(&browser, FINE_HOUSE).await;
    let (_, installed) = delivered_of(&played.app, &browser, &adsl).await;
    let mut draft = change_of(&played.app, &installed.number, "speed");
    draft.attributes = adsl.attributes;
    draft.attributes.insert("speed".into(), "24000/1024".into());
    let kind = Kind {
        draft,
        change: another_date,
        told: "requested_date",
        spoil: |draft| drop(draft.attributes.insert("speed".into(), "16000/1024".into())),
        refused: "attributes.speed: reopen.speed",
        last: LineStatus::Design,
    };
    whole(&played, &browser, kind).await;
}

async fn a_change_of_access_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let adsl = adsl_draft(&browser, FINE_HOUSE).await;
    let (_, installed) = delivered_of(&played.app, &browser, &adsl).await;
    let mut draft = unbooked_adsl_draft(&browser, FINE_HOUSE).await;
    draft.need = "change".into();
    draft.change.what = "access".into();
    draft.subscription.number = installed.number;
    draft.subscription.confirmed = true;
    draft.product = "ADSL_SHARED".into();
    check(&browser, &mut draft).await;
    book(&browser, &mut draft).await;
    let kind = Kind {
        draft,
        change: another_phone,
        told: "lines[0].contact.phone",
        spoil: |draft| draft.product = "OA_SHARED".into(),
        refused: "product: reopen.other_product",
        last: LineStatus::Ready,
    };
    let order = whole(&played, &browser, kind).await;
    assert!(
        order.lines[0].appointment.is_some(),
        "what is booked stays booked"
    );
}

async fn a_move_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let (_, installed) = delivered(&played.app, &browser).await;
    let mut draft = hdsl_draft(&browser, OTHER_HOUSE).await;
    draft.need = "move".into();
    draft.subscription.number = installed.number;
    draft.subscription.confirmed = true;
    let kind = Kind {
        draft,
        change: another_phone,
        told: "lines[0].contact.phone",
        spoil: |draft| draft.need = "terminate".into(),
        refused: "need: reopen.other_need",
        last: LineStatus::Ready,
    };
    whole(&played, &browser, kind).await;
}

async fn a_switch_is_opened_again(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let kind = Kind {
        draft: switch(&browser, "FM-1001").await,
        change: another_phone,
        told: "lines[0].contact.phone",
        spoil: |draft| draft.switch.authority = "FM-1018".into(),
        refused: "switch.authority: reopen.other_switch",
        last: LineStatus::Ready,
    };
    let order = whole(&played, &browser, kind).await;
    assert_eq!(order.switch.unwrap().authority, "FM-1001");
}

async fn of_a_switch_with_a_visit_the_slot_stays_and_the_extra_work_may_be_another(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let mut draft = visited_switch(&browser).await;
    draft.switch.extra_work = vec!["socket".into()];
    let first = domain::date::plus_days(today(&browser).await, 16);
    book_from(&browser, &mut draft, first).await;
    let made = submitted(&browser, &draft).await;
    let before = show(&browser, &made.id).await;
    // By the next day its date would be too early for a new switch (DAT-3), and the check is too old (KAP-5).
    app.advance(25 * 3600);
    let browser = app.log_in(ORDERING).await;
    let mut change = opened(&sent(&browser, &made.id).await);
    change.switch.extra_work = vec!["socket".into(), "modem".into()];
    let old = refused(&browser, &change, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(codes(&old), ["lines[0].access_check: access_check.too_old"]);
    check(&browser, &mut change).await;
    changed(&browser, &change).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(order.switch.unwrap().extra_work, ["socket", "modem"]);
    assert_eq!(order.lines[0].appointment, before.lines[0].appointment);
    assert_eq!(order.requested_date, before.requested_date);
    assert!(order.setup_price > before.setup_price);
    let told = &order.history[0].changes[0];
    assert_eq!(
        (told.path.as_str(), told.from.as_str(), told.to.as_str()),
        ("switch.extra_work", "socket", "socket,modem")
    );
}

async fn what_was_missing_in_a_change_is_its_customer_update(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (browser, staff) = (app.log_in(ORDERING).await, app.log_in(CUSTOMER_SERVICE).await);
    let (_, installed) = delivered(&app, &browser).await;
    let mut draft = change_of(&app, &installed.number, "contact");
    draft.lines = hdsl_draft(&browser, FINE_HOUSE).await.lines;
    let made = submitted(&browser, &draft).await;
    let asked = serde_json::json!({
        "action": "request_information", "reason": "case.other", "comment": "Hvem skal vi ringe?",
    });
    let order = show(&staff, &made.id).await;
    assert_eq!(act_on(&staff, &order, 1, &asked).await.status(), StatusCode::OK);
    let mut change = opened(&sent(&browser, &made.id).await);
    another_phone(&mut change, 0);
    changed(&browser, &change).await;
    let order = show(&staff, &made.id).await;
    assert_eq!(order.lines[0].status, LineStatus::CustomerUpdate);
    assert_eq!(order.history[0].action, Some(Action::CustomerUpdate));
    let pending = subscription(&browser, &installed.id).await;
    assert_eq!(pending.status, SubscriptionStatus::ActivePendingChange);
}

async fn after_the_deadline_a_termination_is_not_opened_again(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (_, installed) = delivered(&app, &browser).await;
    let mut draft = termination_of(&app, &installed.number);
    let tomorrow = domain::calendar::working_days_after(app.state.clock.today(), 1);
    draft.requested_date = domain::date::format(tomorrow);
    let made = submitted(&browser, &draft).await;
    let order = show(&browser, &made.id).await;
    assert_eq!(reopen_of(&order).as_deref(), Some("transition.change_deadline"));
    let mut change = opened(&sent(&browser, &made.id).await);
    another_date(&mut change, 0);
    let late = refused(&browser, &change, StatusCode::CONFLICT).await;
    assert_eq!(late.code, "transition.change_deadline");
    assert_eq!(show(&browser, &made.id).await, order, "nothing of it was done");
}
