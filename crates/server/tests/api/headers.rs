//! Security headers, cross-site requests, problems, the application's files, and health.

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wire::paths;

use crate::harness::*;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = spawn_app().await;
    for path in [
        "/",
        "/api/v1/session",
        "/api/nothing",
        "/healthz",
        "/api/docs",
        "/missing.js",
    ] {
        let response = app.anonymous().get(path).await;
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .unwrap_or_else(|| panic!("{path} lacks {name}"))
                .to_str()
                .unwrap()
        };
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        let policy = header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'self'"),
            "{policy}"
        );
        assert!(
            !policy.contains("'unsafe-eval'") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        assert!(!header("permissions-policy").is_empty());
        assert!(
            response.headers().get("strict-transport-security").is_none(),
            "there is no TLS here"
        );
    }
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let request = browser
            .request(Method::DELETE, paths::SESSION)
            .header(name, value);
        assert_eq!(
            problem(request.send().await.unwrap(), StatusCode::FORBIDDEN)
                .await
                .code,
            "request.cross_site"
        );
    }
    assert_eq!(
        browser.get(paths::SESSION).await.status(),
        StatusCode::OK,
        "nothing happened"
    );
    let own = browser
        .request(Method::DELETE, paths::SESSION)
        .header("sec-fetch-site", "same-origin");
    assert_eq!(own.send().await.unwrap().status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn every_error_of_the_interface_is_a_problem() {
    let app = spawn_app().await;
    let browser = app.log_in(ORDERING).await;
    assert_eq!(
        problem(browser.get("/api/v1/nothing").await, StatusCode::NOT_FOUND)
            .await
            .code,
        "route.not_found"
    );
    let wrong_method = browser.delete(paths::CATALOGUE).await;
    assert!(wrong_method.headers().contains_key(header::ALLOW));
    assert_eq!(
        problem(wrong_method, StatusCode::METHOD_NOT_ALLOWED).await.code,
        "method.not_allowed"
    );
    let log_in = |body: &'static str, media_type: &str| {
        app.anonymous()
            .request(Method::POST, paths::SESSION)
            .header(header::CONTENT_TYPE, media_type)
            .body(body)
    };
    let unsupported = log_in("{}", "text/plain").send().await.unwrap();
    problem(unsupported, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    let malformed = log_in("{", "application/json").send().await.unwrap();
    assert_eq!(
        problem(malformed, StatusCode::BAD_REQUEST).await.code,
        "body.malformed"
    );
    let large = json!({ "user_name": "x".repeat(2 << 20) });
    let large = app
        .anonymous()
        .request(Method::POST, paths::SESSION)
        .json(&large)
        .send()
        .await
        .unwrap();
    problem(large, StatusCode::PAYLOAD_TOO_LARGE).await;
}

#[tokio::test]
async fn the_application_answers_its_own_addresses_and_a_missing_file_is_missing() {
    let app = spawn_app().await;
    let spa = app.folder().join("spa");
    std::fs::create_dir_all(&spa).unwrap();
    std::fs::write(
        spa.join("index.html"),
        "<!doctype html><script type=\"module\">\nalert(1)\n</script>",
    )
    .unwrap();
    std::fs::write(spa.join("main-0123456789abcdef.js"), "export {}").unwrap();
    std::fs::write(spa.join("main-0123456789abcdef.js.br"), "compressed").unwrap();
    let browser = app.anonymous();

    let deep = browser.get("/orders/1-20418").await;
    assert_eq!(deep.status(), StatusCode::OK);
    assert_eq!(deep.headers()[header::CACHE_CONTROL], "no-cache");
    let policy = deep.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("'sha256-J8+4/wmqNoqVGih0Xof49bzVEIwR8aHhR5HvZK1wlzY='"),
        "{policy}"
    );

    let script = browser
        .request(Method::GET, "/main-0123456789abcdef.js")
        .header(header::ACCEPT_ENCODING, "br");
    let script = script.send().await.unwrap();
    assert_eq!(script.headers()[header::CONTENT_ENCODING], "br");
    assert!(
        script.headers()[header::CACHE_CONTROL]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(
        script.headers()[header::CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        browser
            .get("/main-0123456789abcdef.js")
            .await
            .text()
            .await
            .unwrap(),
        "export {}"
    );

    for missing in [
        "/missing-0123456789abcdef.js",
        "/main-0123456789abcdef.js.br",
        "/..%2f..%2fetc/passwd.txt",
        "/%2e%2e/x.js",
    ] {
        assert_eq!(
            browser.get(missing).await.status(),
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[tokio::test]
async fn health_readiness_and_metrics_are_told() {
    let app = spawn_app().await;
    let browser = app.anonymous();
    assert_eq!(browser.get("/healthz").await.status(), StatusCode::OK);
    assert_eq!(browser.get("/readyz").await.status(), StatusCode::OK);
    let metrics = browser.get("/metrics").await.text().await.unwrap();
    assert!(
        metrics.contains("jara_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1"),
        "{metrics}"
    );
}

#[tokio::test]
async fn the_clock_can_be_set_forward_in_a_demonstration_and_survives_a_restart() {
    let mut app = spawn_app().await;
    let before = app.state.clock.now();
    let browser = app.log_in(ORDERING).await;
    let response = browser
        .post(paths::DEMONSTRATION_CLOCK, &json!({ "seconds": 86_400 }))
        .await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(before.seconds_until(app.state.clock.now()) >= 86_400);
    let far = browser
        .post(paths::DEMONSTRATION_CLOCK, &json!({ "seconds": i64::MAX }))
        .await;
    assert_eq!(
        far.status(),
        StatusCode::UNAUTHORIZED,
        "a day has passed: the session has ended"
    );
    let browser = app.log_in(ORDERING).await;
    let far = browser
        .post(paths::DEMONSTRATION_CLOCK, &json!({ "seconds": i64::MAX }))
        .await;
    problem(far, StatusCode::UNPROCESSABLE_ENTITY).await;
    app.restart().await;
    assert!(before.seconds_until(app.state.clock.now()) >= 86_400);
}
