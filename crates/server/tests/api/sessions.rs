//! Log-in, time-outs, guessing, and one's own sessions.

use reqwest::{Method, StatusCode, header};
use serde_json::Value;
use wire::{
    paths,
    session::{SessionSummary, SessionView},
};

use crate::harness::*;

crate::on_both_engines! {
    a_user_logs_in_and_out;
    a_session_ends_after_30_minutes_idle;
    a_session_ends_after_12_hours_however_busy;
    background_requests_do_not_put_off_the_idle_time_out;
    guessing_is_slowed_down_per_user_whether_the_user_exists_or_not;
    a_session_can_be_ended_from_another_one;
    a_page_of_one_user_does_nothing_in_the_name_of_another;
}

async fn a_user_logs_in_and_out(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let mut browser = app.anonymous();
    problem(browser.get(paths::SESSION).await, StatusCode::UNAUTHORIZED).await;

    let response = browser.try_log_in(" Oda.Strand ", PASSWORD).await;
    let cookie = response
        .headers()
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(
        !cookie.contains("Secure"),
        "on loopback there is no TLS: {cookie}"
    );
    let view: SessionView = body(response, StatusCode::CREATED).await;
    assert_eq!(view.user.display_name, "Oda Strand");
    assert!(view.demonstration);

    let again: SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    assert_eq!(again.id, view.id);
    assert_eq!(
        browser.delete(paths::SESSION).await.status(),
        StatusCode::NO_CONTENT
    );
    let refused = problem(browser.get(paths::SESSION).await, StatusCode::UNAUTHORIZED).await;
    assert_eq!(refused.code, "session.required");
}

async fn a_session_ends_after_30_minutes_idle(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    app.advance(29 * 60);
    let view: SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    assert!(
        view.now.seconds_until(view.idle_expires_at) > 29 * 60,
        "a request of a person begins the time anew"
    );
    app.advance(29 * 60);
    body::<Value>(browser.get(paths::SESSION).await, StatusCode::OK).await;
    app.advance(30 * 60);
    assert_eq!(
        problem(browser.get(paths::SESSION).await, StatusCode::UNAUTHORIZED)
            .await
            .code,
        "session.expired"
    );
}

async fn a_session_ends_after_12_hours_however_busy(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    for _ in 0..47 {
        app.advance(15 * 60);
        assert_eq!(browser.get(paths::SESSION).await.status(), StatusCode::OK);
    }
    app.advance(15 * 60);
    problem(browser.get(paths::SESSION).await, StatusCode::UNAUTHORIZED).await;
}

async fn background_requests_do_not_put_off_the_idle_time_out(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let before: SessionView = body(browser.get(paths::SESSION).await, StatusCode::OK).await;
    app.advance(20 * 60);
    let background = browser
        .request(Method::GET, paths::SESSION)
        .header(paths::BACKGROUND, "true");
    let after: SessionView = body(background.send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(after.idle_expires_at, before.idle_expires_at);
    app.advance(10 * 60);
    problem(browser.get(paths::SESSION).await, StatusCode::UNAUTHORIZED).await;
}

async fn guessing_is_slowed_down_per_user_whether_the_user_exists_or_not(engine: Engine) {
    let app = spawn_app_on(engine).await;
    for user_name in ["oda.strand", "nobody.here"] {
        let mut browser = app.anonymous();
        for _ in 0..6 {
            let refused = problem(
                browser.try_log_in(user_name, "wrong wrong wrong").await,
                StatusCode::UNAUTHORIZED,
            )
            .await;
            assert_eq!(refused.code, "session.wrong_credentials");
        }
        let response = browser.try_log_in(user_name, PASSWORD).await;
        assert!(response.headers().contains_key(header::RETRY_AFTER));
        let slowed = problem(response, StatusCode::TOO_MANY_REQUESTS).await;
        assert!(slowed.retry_after.unwrap() >= 1);
    }
    // Another user at the same address is not hindered, and after the wait the right password works again.
    app.log_in(COLLEAGUE).await;
    app.advance(3);
    app.log_in(ORDERING).await;
}

async fn a_session_can_be_ended_from_another_one(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let (here, there, colleague) = (
        app.log_in(ORDERING).await,
        app.log_in(ORDERING).await,
        app.log_in(COLLEAGUE).await,
    );
    let mine: Vec<SessionSummary> = body(here.get(paths::SESSIONS).await, StatusCode::OK).await;
    assert_eq!(mine.len(), 2);
    let other = mine.iter().find(|session| !session.current).unwrap();
    let path = paths::SESSION_BY_ID.replace("{id}", &other.id);
    problem(colleague.delete(&path).await, StatusCode::NOT_FOUND).await;
    assert_eq!(here.delete(&path).await.status(), StatusCode::NO_CONTENT);
    problem(there.get(paths::SESSION).await, StatusCode::UNAUTHORIZED).await;
    assert_eq!(here.get(paths::SESSION).await.status(), StatusCode::OK);
}

/// OFF-6: two users of one browser share the cookie, and a tab may still belong to the first.
async fn a_page_of_one_user_does_nothing_in_the_name_of_another(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let ask = async |user: &str| {
        let request = browser.request(Method::GET, paths::ORDERS);
        request
            .header(paths::USER, paths::user_tag(user))
            .send()
            .await
            .unwrap()
    };
    assert_eq!(ask(ORDERING).await.status(), StatusCode::OK);
    let refused = problem(ask("ingrid.vale").await, StatusCode::UNAUTHORIZED).await;
    assert_eq!(refused.code, "session.other_user");
    // Nor is a letter that a header cannot carry a way around it.
    let refused = problem(ask("øyvind").await, StatusCode::UNAUTHORIZED).await;
    assert_eq!(refused.code, "session.other_user");
}
