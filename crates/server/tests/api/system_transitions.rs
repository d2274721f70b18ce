//! What the system does to a line, generated from the domain's table: by a timer, by a message of the order system, and by
//! whatever else writes in its name. Nobody else can do it.

use domain::orders::status::{Action, Actor, LineStatus, TransitionContext};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use server::{app::orders::change::Refused, jobs};
use wire::paths;

use crate::{harness::*, installed::step, kinds::*, line_table::generated};

crate::on_both_engines! {
    the_system_takes_a_line_where_the_table_says_and_nowhere_else;
    each_message_of_the_order_system_does_what_the_table_says;
    /// ORD-4
    the_timer_ends_what_was_begun_and_touches_nothing_else;
    nobody_but_the_order_system_can_say_what_it_says;
}

/// Longer than what was begun may stay so (ORD-4).
const FOURTEEN_DAYS: i64 = 14 * 86_400;

async fn the_system_takes_a_line_where_the_table_says_and_nowhere_else(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kinds = one_of_each(&app, &app.log_in(ORDERING).await).await;
    for expired in [false, true] {
        for kind in &kinds {
            let context = TransitionContext {
                expired,
                ..kind.context
            };
            for status in LineStatus::ALL {
                for action in Action::ALL {
                    put(&app, &kind.order, status).await;
                    let done = step(&app, &kind.order, action).await;
                    let now = status_of(&app, &kind.order).await;
                    let expected = allowed(&context, status, action, Actor::System);
                    let right = match (&done, expected) {
                        (Ok(changed), Some(to)) => (changed.from, changed.to, now) == (status, to, to),
                        (Err(Refused::NotAllowed { .. }), None) => now == status,
                        (_, _) => false,
                    };
                    assert!(right, "{context:?}: {status:?} {action:?}: {done:?}, now {now:?}");
                }
            }
        }
        app.advance(FOURTEEN_DAYS);
    }
}

/// What the order system can say, and what of the table it means where the line stands.
struct Message {
    state: &'static str,
    milestone: &'static str,
    complaint: &'static str,
    means: &'static [Action],
}

const fn milestone(milestone: &'static str, means: &'static [Action]) -> Message {
    Message {
        state: "inProgress",
        milestone,
        complaint: "",
        means,
    }
}

const fn state(state: &'static str, complaint: &'static str, means: &'static [Action]) -> Message {
    Message {
        state,
        milestone: "",
        complaint,
        means,
    }
}

const MESSAGES: [Message; 18] = [
    milestone("accepted", &[Action::Accept]),
    milestone("registered", &[Action::Register]),
    milestone("started", &[Action::Start]),
    milestone("design", &[Action::Design]),
    milestone("ready", &[Action::Ready]),
    milestone("fieldService", &[Action::SetInstallationDate]),
    // Where nobody comes, the visit is skipped with it.
    milestone("test", &[Action::Test, Action::SkipVisit]),
    milestone("delivery", &[Action::Deliver]),
    milestone("finished", &[Action::Finish]),
    milestone("closed", &[Action::Close]),
    state("rejected", "NOT_DELIVERABLE", &[Action::Reject]),
    state("rejected", "DUPLICATE", &[Action::MarkDuplicate]),
    state("held", "UNIT_MISSING", &[Action::RequestInformation]),
    state("failed", "NO_CAPACITY_AFTER_ALL", &[Action::Cancel]),
    state("cancelled", "", &[Action::Cancel]),
    state("pending", "MANUAL_HANDLING", &[]),
    state("acknowledged", "", &[]),
    state("completed", "", &[]),
];

impl Message {
    fn body(&self, order: &str, version: u32) -> Value {
        let mut told = json!({
            "id": "SO-1", "externalId": format!("{order}-1"), "version": version, "state": self.state,
        });
        if !self.milestone.is_empty() {
            told["milestone"] =
                json!([{ "id": "1", "name": self.milestone, "milestoneDate": "2026-11-22T17:20:04Z" }]);
        }
        if !self.complaint.is_empty() {
            told["errorMessage"] = json!([{ "code": self.complaint, "reason": "Prøvd." }]);
        }
        json!({ "eventId": new_key(), "event": { "serviceOrder": told } })
    }

    /// Where the table says that it takes a line; none where it changes nothing.
    fn leads(&self, context: &TransitionContext, from: LineStatus) -> Option<LineStatus> {
        let mut means = self.means.iter();
        means.find_map(|action| allowed(context, from, *action, Actor::System))
    }
}

async fn send(browser: &Browser, token: Option<&str>, message: &Value) -> Response {
    let request = browser.request(Method::POST, paths::ORDER_EVENTS).json(message);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    request.send().await.unwrap()
}

async fn each_message_of_the_order_system_does_what_the_table_says(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kinds = one_of_each(&app, &app.log_in(ORDERING).await).await;
    let token = app.state.config.order_events_token.0.clone();
    let sender = app.anonymous();
    for kind in &kinds {
        let mut versions = 1000..;
        let (mut wrong, mut moved) = (Vec::new(), Vec::new());
        for status in LineStatus::ALL {
            for message in &MESSAGES {
                put(&app, &kind.order, status).await;
                let body = message.body(&kind.order, versions.next().unwrap());
                let answer = send(&sender, Some(&token), &body).await.status();
                assert_eq!(answer, StatusCode::NO_CONTENT);
                let now = status_of(&app, &kind.order).await;
                let expected = message.leads(&kind.context, status);
                if now != expected.unwrap_or(status) {
                    wrong.push(format!("{status:?} {body}: now {now:?}"));
                }
                moved.extend(expected.map(|to| (status, to)));
            }
        }
        assert!(wrong.is_empty(), "{kind:?}: {wrong:#?}");
        // Every way that the table opens to the system is one that a message has taken.
        for (from, action, actor, to) in generated(&kind.context) {
            let tried = actor != Actor::System || moved.contains(&(from, to));
            assert!(tried, "{kind:?}: nothing says {action:?} of {from:?}");
        }
    }
}

async fn the_timer_ends_what_was_begun_and_touches_nothing_else(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kinds = one_of_each(&app, &app.log_in(ORDERING).await).await;
    let timer = jobs::TIMERS
        .iter()
        .find(|timer| timer.name == "order_expiry")
        .unwrap();
    for expired in [false, true] {
        for kind in &kinds {
            let context = TransitionContext {
                expired,
                ..kind.context
            };
            for status in LineStatus::ALL {
                put(&app, &kind.order, status).await;
                (timer.run)(app.state.clone()).await.unwrap();
                let expected = allowed(&context, status, Action::Expire, Actor::System);
                let now = status_of(&app, &kind.order).await;
                assert_eq!(now, expected.unwrap_or(status), "{context:?}: {status:?}");
            }
        }
        app.advance(FOURTEEN_DAYS);
    }
}

/// Who is logged in is not the order system. That no user's own actions do what the system does, `transitions` shows.
async fn nobody_but_the_order_system_can_say_what_it_says(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let kinds = one_of_each(&app, &app.log_in(ORDERING).await).await;
    let others = [
        app.log_in(ORDERING).await,
        app.log_in(CUSTOMER_SERVICE).await,
        app.log_in(ADMINISTRATOR).await,
        app.anonymous(),
    ];
    for kind in &kinds {
        let mut versions = 1000..;
        for status in LineStatus::ALL {
            for message in &MESSAGES {
                if message.leads(&kind.context, status).is_none() {
                    continue;
                }
                put(&app, &kind.order, status).await;
                for (browser, token) in others.iter().zip([None, None, Some("guessed"), Some("")]) {
                    let body = message.body(&kind.order, versions.next().unwrap());
                    let answer = send(browser, token, &body).await.status();
                    assert_eq!(answer, StatusCode::UNAUTHORIZED);
                }
                let now = status_of(&app, &kind.order).await;
                assert_eq!(now, status, "{kind:?}");
            }
        }
    }
}
