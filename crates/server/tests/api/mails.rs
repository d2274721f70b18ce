//! NOT-1, NOT-2: who is written to about what, once each, whatever fails between.

use std::time::Duration;

use futures::future::join_all;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use server::{jobs, running};
use wire::{
    company::{MailState, MailView},
    lists::Page,
    orders::OrderView,
    paths,
};

use crate::{
    company::{contact, made, path as contact_path},
    crash::{browser, start_with},
    drafts::*,
    harness::*,
    mail_sink::{MailSink, Manner, Taken},
    orders::show,
};

crate::on_both_engines! {
    /// NOT-1
    the_contact_of_an_order_is_told_of_what_it_wishes;
    /// NOT-2
    a_mail_says_what_why_and_what_to_do_and_nothing_of_the_end_user;
    /// NOT-2
    of_several_backends_one_hands_a_mail_over_once;
    /// NOT-2
    a_mail_waits_while_the_mail_server_is_away_and_goes_once_when_it_is_back;
    /// NOT-2
    a_recipient_whom_the_mail_server_does_not_know_is_not_tried_again;
}

const FROM: (&str, &str) = ("JARA_SMTP_FROM", "varsel@jara.example");

async fn mails(browser: &Browser) -> Vec<MailView> {
    let page: Page<MailView> = body(browser.get(paths::MAILS).await, StatusCode::OK).await;
    page.items
}

/// Nobody is told of anything, but whom the test makes a contact.
async fn without_contacts(browser: &Browser) {
    let contacts: Value = body(browser.get(paths::CONTACTS).await, StatusCode::OK).await;
    for contact in contacts["items"].as_array().unwrap() {
        let removed = browser
            .request(Method::DELETE, &contact_path(contact["id"].as_str().unwrap()))
            .header(paths::IDEMPOTENCY_KEY, new_key())
            .header(header::IF_MATCH, format!("\"{}\"", contact["version"]))
            .send();
        assert_eq!(removed.await.unwrap().status(), StatusCode::NO_CONTENT);
    }
}

async fn act(browser: &Browser, order: &OrderView, action: &Value) {
    let path = paths::ORDER_LINE_ACTION
        .replace("{id}", &order.id)
        .replace("{line}", "1");
    let request = browser
        .request(Method::POST, &path)
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .header(header::IF_MATCH, format!("\"{}\"", order.version))
        .json(action);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
}

/// An order that lacks something, as the operator says.
async fn incomplete(app: &App, orderer: &Browser) -> OrderView {
    let created = submitted(orderer, &hdsl_draft(orderer, FINE_HOUSE).await).await;
    ask_for_more(&app.log_in(CUSTOMER_SERVICE).await, &created.id).await;
    show(orderer, &created.id).await
}

async fn ask_for_more(staff: &Browser, order: &str) {
    let order = show(staff, order).await;
    let asked = json!({ "action": "request_information", "reason": "case.unit_missing",
        "comment": "Solveig svarer ikke på 912 34 567." });
    act(staff, &order, &asked).await;
}

async fn the_contact_of_an_order_is_told_of_what_it_wishes(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    without_contacts(&ingrid).await;
    incomplete(&app, &oda).await;
    assert_eq!(mails(&oda).await, [], "without a contact nobody is told");

    made(
        &ingrid,
        &contact("Kundeservice", "ordre@solbakken.example", "everyone"),
    )
    .await;
    let order = incomplete(&app, &oda).await;
    let told = mails(&oda).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].recipient, "ordre@solbakken.example");
    assert_eq!(told[0].order.as_deref(), Some(order.id.as_str()));
    assert_eq!(told[0].state, MailState::Kept, "there is no mail server");
    act(
        &oda,
        &order,
        &json!({ "action": "customer_update", "comment": "H0201" }),
    )
    .await;
    assert_eq!(
        mails(&oda).await.len(),
        1,
        "Customer Update is not among the four"
    );

    // Whoever has a contact of their own is told through that one, of everything where it wishes so.
    let mut own = contact("Oda", "oda@solbakken.example", ORDERING);
    own["every_change"] = json!(true);
    made(&ingrid, &own).await;
    let order = incomplete(&app, &oda).await;
    act(
        &oda,
        &order,
        &json!({ "action": "customer_update", "comment": "H0201" }),
    )
    .await;
    let recipients: Vec<_> = mails(&oda).await.into_iter().map(|mail| mail.recipient).collect();
    assert_eq!(
        recipients,
        [
            "oda@solbakken.example",
            "oda@solbakken.example",
            "ordre@solbakken.example"
        ]
    );
    incomplete(&app, &ingrid).await;
    assert_eq!(mails(&oda).await[0].recipient, "ordre@solbakken.example");

    let marte = app.log_in(OTHER_COMPANY).await;
    assert_eq!(mails(&marte).await, [], "another company's");
    let administrator = mails(&app.log_in(ADMINISTRATOR).await).await;
    assert_eq!(administrator.len(), 4);
    assert!(administrator[0].company.is_some());
}

async fn a_mail_says_what_why_and_what_to_do_and_nothing_of_the_end_user(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    without_contacts(&ingrid).await;
    made(
        &ingrid,
        &contact("Kundeservice", "ordre@solbakken.example", "everyone"),
    )
    .await;
    for (language, subject, why) in [
        ("nb", "Bestilling", "Leilighetsnummer mangler"),
        ("en", "Order", ""),
    ] {
        let account: Value = body(ingrid.get(paths::ACCOUNT).await, StatusCode::OK).await;
        let changed = ingrid
            .request(Method::PUT, paths::ACCOUNT)
            .header(paths::IDEMPOTENCY_KEY, new_key())
            .header(header::IF_MATCH, format!("\"{}\"", account["version"]))
            .json(&json!({ "quotes_email": "", "language": language }));
        assert_eq!(changed.send().await.unwrap().status(), StatusCode::OK);
        let order = incomplete(&app, &oda).await;
        let mail = mails(&oda).await.remove(0);
        assert_eq!(mail.subject, format!("{subject} {}: Incomplete", order.id));
        assert!(
            mail.body.contains(why) && mail.body.contains("In Progress"),
            "{}",
            mail.body
        );
        assert!(
            mail.body.contains(&format!("{}/orders/{}", app.base, order.id)),
            "{}",
            mail.body
        );
        let line = &order.lines[0].details;
        let end_user = line.end_user.full_name();
        let told_of_people = end_user
            .split(' ')
            .chain(["912 34", "91234567", "Solveig"])
            .filter(|word| mail.body.contains(*word));
        assert_eq!(told_of_people.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}

/// Lets every backend look at its outbox, at once and again and again.
async fn rounds(states: &[&server::state::AppState]) {
    for _ in 0..3 {
        for done in join_all(states.iter().map(|state| jobs::run_all_once(state))).await {
            done.unwrap();
        }
    }
}

async fn of_several_backends_one_hands_a_mail_over_once(engine: Engine) {
    let sink = MailSink::start().await;
    let app = spawn_app_with(engine, &[("JARA_SMTP_URL", &sink.url()), FROM]).await;
    let other = running::start(app.config.clone()).await.unwrap();
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    without_contacts(&ingrid).await;
    made(
        &ingrid,
        &contact("Kundeservice", "ordre@solbakken.example", "everyone"),
    )
    .await;
    // Both find all of them due at the same moment.
    sink.behave(Manner::Busy);
    let mut orders = Vec::new();
    for _ in 0..5 {
        orders.push(incomplete(&app, &oda).await.id);
    }
    sink.behave(Manner::Takes);
    for state in [&app.state, &other.state] {
        state.clock.set_ahead(24 * 3600 * 1000);
    }
    rounds(&[&app.state, &other.state]).await;
    let told = until(|| async { Some(sink.taken()).filter(|taken| taken.len() >= 5) }).await;
    assert_eq!(told.len(), 5);
    for mail in &told {
        assert_eq!(mail.recipient, "ordre@solbakken.example");
        assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
        assert!(mail.header("Message-ID").is_some());
    }
    for order in &orders {
        let about = |mail: &&Taken| mail.header("Subject").unwrap().contains(order);
        assert_eq!(told.iter().filter(about).count(), 1, "{order}");
    }
    // The session has not lasted so long.
    let oda = app.log_in(ORDERING).await;
    let states = mails(&oda).await.into_iter().map(|mail| mail.state);
    for state in states {
        assert!(matches!(state, MailState::Sent { .. }), "{state:?}");
    }
    other.end().await;
}

/// Asks until there is an answer.
async fn until<T, F: Future<Output = Option<T>>>(ask: impl Fn() -> F) -> T {
    for _ in 0..600 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it does not come about");
}

async fn a_mail_waits_while_the_mail_server_is_away_and_goes_once_when_it_is_back(engine: Engine) {
    let sink = MailSink::start().await;
    let (url, address) = (sink.url(), sink.address());
    drop(sink);
    let mut app = spawn_app_with(engine, &[("JARA_SMTP_URL", &url), FROM]).await;
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    without_contacts(&ingrid).await;
    made(
        &ingrid,
        &contact("Kundeservice", "ordre@solbakken.example", "everyone"),
    )
    .await;
    incomplete(&app, &oda).await;
    let attempts = |mail: &MailView| match mail.state {
        MailState::Waiting { attempts } => attempts,
        _ => 0,
    };
    until(|| async { (attempts(&mails(&oda).await[0]) == 1).then_some(()) }).await;
    // Not before its time.
    jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(attempts(&mails(&oda).await[0]), 1);
    app.advance(61);
    jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(attempts(&mails(&oda).await[0]), 2);

    let sink = MailSink::start_at(address).await;
    sink.behave(Manner::Busy);
    app.advance(121);
    jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!(attempts(&mails(&oda).await[0]), 3);
    sink.behave(Manner::Takes);
    app.restart().await;
    app.advance(241);
    rounds(&[&app.state]).await;
    app.advance(24 * 3600);
    rounds(&[&app.state]).await;
    assert_eq!(sink.taken().len(), 1);
}

async fn a_recipient_whom_the_mail_server_does_not_know_is_not_tried_again(engine: Engine) {
    let sink = MailSink::start().await;
    sink.behave(Manner::KnowsNobody);
    let app = spawn_app_with(engine, &[("JARA_SMTP_URL", &sink.url()), FROM]).await;
    let (ingrid, oda) = (app.log_in(COLLEAGUE).await, app.log_in(ORDERING).await);
    without_contacts(&ingrid).await;
    made(
        &ingrid,
        &contact("Kundeservice", "finnes.ikke@solbakken.example", "everyone"),
    )
    .await;
    incomplete(&app, &oda).await;
    let refused = || async {
        let mail = mails(&oda).await.remove(0);
        matches!(mail.state, MailState::Refused { .. }).then_some(())
    };
    until(refused).await;
    sink.behave(Manner::Takes);
    app.advance(24 * 3600);
    rounds(&[&app.state]).await;
    assert_eq!(sink.taken().len(), 0);
}

/// NOT-2: the backend is killed while the mail server holds the mail and has not said that it has it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_while_a_mail_is_handed_over_loses_and_doubles_nothing() {
    let (sink, folder) = (MailSink::start().await, tempfile::tempdir().unwrap());
    sink.behave(Manner::SaysNothingAtTheEnd);
    let settings = [
        ("JARA_DATA", folder.path().to_str().unwrap()),
        ("JARA_SMTP_URL", &sink.url()),
        FROM,
    ];
    let (mut child, base) = start_with(&settings).await;
    let (mut oda, mut staff) = (browser(&base), browser(&base));
    assert_eq!(
        oda.try_log_in(ORDERING, PASSWORD).await.status(),
        StatusCode::CREATED
    );
    assert_eq!(
        staff.try_log_in(CUSTOMER_SERVICE, PASSWORD).await.status(),
        StatusCode::CREATED
    );
    let created = submitted(&oda, &hdsl_draft(&oda, FINE_HOUSE).await).await;
    ask_for_more(&staff, &created.id).await;
    until(|| async { (sink.ended() == 1).then_some(()) }).await;
    child.kill().await.unwrap();
    sink.behave(Manner::Takes);

    let (_child, base) = start_with(&settings).await;
    oda.base = base;
    // Whoever had claimed it is waited for no longer than this.
    let ahead = json!({ "seconds": 400 });
    let answer = oda.post(paths::DEMONSTRATION_CLOCK, &ahead).await;
    assert!(answer.status().is_success());
    let sent = || async {
        let mail = mails(&oda).await.remove(0);
        matches!(mail.state, MailState::Sent { .. }).then_some(())
    };
    until(sent).await;
    let answer = oda
        .post(paths::DEMONSTRATION_CLOCK, &json!({ "seconds": 24 * 3600 }))
        .await;
    assert!(answer.status().is_success());
    assert_eq!(sink.taken().len(), 1);
}

/// NOT-2: a mail server that cannot do TLS gets nothing where TLS is asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_in_clear_where_tls_is_required() {
    let sink = MailSink::start().await;
    let url = format!("{}?tls=required", sink.url());
    let app = spawn_app_with(Engine::Sqlite, &[("JARA_SMTP_URL", &url), FROM]).await;
    let oda = app.log_in(ORDERING).await;
    incomplete(&app, &oda).await;
    let tried = || async {
        let mail = mails(&oda).await.remove(0);
        matches!(mail.state, MailState::Waiting { attempts: 1 }).then_some(())
    };
    until(tried).await;
    jobs::run_all_once(&app.state).await.unwrap();
    assert_eq!((sink.ended(), sink.taken().len()), (0, 0));
}
