//! Files that go with a case (ORD-9): resumable, judged by content, one user's until a case has them, and saved, not shown.

use domain::{
    attachments::{AttachmentRef, Kind, MOST_BYTES},
    orders::OrderDraft,
};
use reqwest::{Method, Response, StatusCode, header};
use server::http::body::hex;
use sha2::{Digest as _, Sha256};
use wire::{
    attachments::{AttachmentToUpload, AttachmentView, SHORTEST_CHUNK, UPLOAD_OFFSET},
    orders::OrderView,
    paths,
};

use crate::{drafts::*, harness::*};

crate::on_both_engines! {
    /// ORD-9
    a_file_comes_in_chunks_goes_with_an_order_and_is_saved_from_its_page;
    /// ORD-9
    an_upload_goes_on_where_it_was_broken_off_also_at_another_backend;
    /// ORD-9
    of_many_who_send_the_same_chunk_one_is_taken_and_all_are_content;
    /// ORD-9
    what_came_damaged_comes_again;
    /// ORD-9
    what_a_file_is_is_told_by_its_content;
    /// ORD-9
    what_is_too_large_or_senseless_is_refused_at_once;
    /// ORD-9
    a_file_is_its_users_until_it_is_sent_then_who_sees_the_case_sees_it;
}

pub fn path(id: &str) -> String {
    paths::ATTACHMENT.replace("{id}", id)
}

pub fn content_path(id: &str) -> String {
    paths::ATTACHMENT_CONTENT.replace("{id}", id)
}

pub const CHUNK: usize = 256 << 10;

/// A file that begins as a PDF does.
pub fn pdf(length: usize, seed: u8) -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    let mut state = u32::from(seed) + 1;
    content.resize_with(length, || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    content
}

pub fn announced(name: &str, content: &[u8]) -> serde_json::Value {
    let wanted = AttachmentToUpload {
        name: name.to_owned(),
        bytes: u64::try_from(content.len()).unwrap(),
        sha256: hex(&Sha256::digest(content)),
    };
    serde_json::to_value(wanted).unwrap()
}

pub async fn announce(browser: &Browser, id: &str, name: &str, content: &[u8]) -> Response {
    let request = browser.request(Method::PUT, &path(id));
    let request = request
        .header(paths::IDEMPOTENCY_KEY, new_key())
        .json(&announced(name, content));
    request.send().await.unwrap()
}

pub async fn send(browser: &Browser, id: &str, offset: usize, chunk: &[u8]) -> Response {
    let request = browser.request(Method::PATCH, &path(id));
    let request = request
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(UPLOAD_OFFSET, offset);
    request.body(chunk.to_vec()).send().await.unwrap()
}

pub async fn stands(response: Response) -> AttachmentView {
    body(response, StatusCode::OK).await
}

/// The answer to the last chunk.
async fn sent_whole(browser: &Browser, id: &str, content: &[u8]) -> Response {
    let mut last = None;
    for (at, chunk) in content.chunks(CHUNK).enumerate() {
        last = Some(send(browser, id, at * CHUNK, chunk).await);
    }
    last.unwrap()
}

/// Uploads a file, and gives its id.
pub async fn uploaded(browser: &Browser, name: &str, content: &[u8]) -> String {
    let id = new_key();
    assert_eq!(
        stands(announce(browser, &id, name, content).await).await.received,
        0
    );
    let whole = stands(sent_whole(browser, &id, content).await).await;
    assert!(whole.kind.is_some());
    id
}

pub fn with(draft: &OrderDraft, ids: &[&str]) -> OrderDraft {
    let mut draft = another(draft);
    draft.lines[0].attachments = attached(ids);
    draft
}

/// Names files, as a line does.
pub fn attached(ids: &[&str]) -> Vec<AttachmentRef> {
    let file = |id: &&str| AttachmentRef {
        id: (*id).to_owned(),
        name: "as the browser calls it".to_owned(),
    };
    ids.iter().map(file).collect()
}

async fn a_file_comes_in_chunks_goes_with_an_order_and_is_saved_from_its_page(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let content = pdf(3 * CHUNK + 17, 1);
    let id = uploaded(&browser, "../Kart \"over\" gården.PDF", &content).await;
    let draft = with(&hdsl_draft(&browser, FINE_HOUSE).await, &[&id]);
    let order = submitted(&browser, &draft).await;
    let order: OrderView = body(
        browser.get(&paths::ORDER.replace("{id}", &order.id)).await,
        StatusCode::OK,
    )
    .await;
    let [file] = &order.lines[0].details.attachments[..] else {
        panic!("{:?}", order.lines[0].details.attachments)
    };
    assert_eq!(
        (file.name.as_str(), file.kind),
        ("Kart _over_ gården.PDF", Kind::Pdf)
    );
    assert_eq!(file.bytes, u64::try_from(content.len()).unwrap());
    let saved = browser.get(&content_path(&file.id)).await;
    let head = saved.headers().clone();
    let text = |name: &str| head[name].to_str().unwrap();
    assert_eq!(
        text("content-disposition"),
        "attachment; filename=\"Kart _over_ garden.PDF\"; filename*=UTF-8''Kart%20_over_%20g%C3%A5rden.PDF"
    );
    assert_eq!(text("x-content-type-options"), "nosniff");
    assert_eq!(text("content-type"), "application/pdf");
    assert_eq!(text("content-length"), content.len().to_string());
    assert_eq!(text("cache-control"), "no-store");
    assert!(
        saved.bytes().await.unwrap() == content,
        "the bytes are those of the file"
    );
}

async fn an_upload_goes_on_where_it_was_broken_off_also_at_another_backend(engine: Engine) {
    let mut app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (id, content) = (new_key(), pdf(2 * CHUNK + 100, 2));
    stands(announce(&browser, &id, "kart.pdf", &content).await).await;
    assert_eq!(
        stands(send(&browser, &id, 0, &content[..CHUNK]).await)
            .await
            .received,
        262_144
    );
    app.restart().await;
    let browser = app.log_in(ORDERING).await;
    let there = stands(browser.get(&path(&id)).await).await;
    assert_eq!((there.received, there.kind), (262_144, None));
    let again = stands(announce(&browser, &id, "kart.pdf", &content).await).await;
    assert_eq!(
        again.received, 262_144,
        "announced again it tells how far it has come"
    );
    let repeated = stands(send(&browser, &id, 0, &content[..CHUNK]).await).await;
    assert_eq!(repeated.received, 262_144);
    let ahead = problem(
        send(&browser, &id, 2 * CHUNK, &content[2 * CHUNK..]).await,
        StatusCode::CONFLICT,
    )
    .await;
    assert_eq!(ahead.code, "attachment.offset");
    assert_eq!(ahead.current.unwrap()["received"], 262_144);
    let incomplete = problem(browser.get(&content_path(&id)).await, StatusCode::CONFLICT).await;
    assert_eq!(incomplete.code, "attachment.incomplete");
    send(&browser, &id, CHUNK, &content[CHUNK..2 * CHUNK]).await;
    let whole = stands(send(&browser, &id, 2 * CHUNK, &content[2 * CHUNK..]).await).await;
    assert_eq!(whole.kind, Some(Kind::Pdf));
    let late = stands(send(&browser, &id, CHUNK, &content[CHUNK..2 * CHUNK]).await).await;
    assert_eq!(
        late.kind,
        Some(Kind::Pdf),
        "an answer that was lost is given again"
    );
    let saved = browser.get(&content_path(&id)).await;
    assert!(saved.bytes().await.unwrap() == content);
}

async fn of_many_who_send_the_same_chunk_one_is_taken_and_all_are_content(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (id, content) = (new_key(), pdf(2 * CHUNK, 3));
    stands(announce(&browser, &id, "kart.pdf", &content).await).await;
    for (at, chunk) in content.chunks(CHUNK).enumerate() {
        let sends = (0..8).map(|_| send(&browser, &id, at * CHUNK, chunk));
        for answer in futures::future::join_all(sends).await {
            assert_eq!(answer.status(), StatusCode::OK);
        }
    }
    assert_eq!(stands(browser.get(&path(&id)).await).await.kind, Some(Kind::Pdf));
    assert!(browser.get(&content_path(&id)).await.bytes().await.unwrap() == content);
}

async fn what_came_damaged_comes_again(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let (id, content) = (new_key(), pdf(CHUNK + 5, 4));
    stands(announce(&browser, &id, "kart.pdf", &content).await).await;
    let mut damaged = content.clone();
    damaged[1000] ^= 1;
    let refused = problem(
        sent_whole(&browser, &id, &damaged).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.code, "attachment.damaged");
    assert_eq!(stands(browser.get(&path(&id)).await).await.received, 0);
    let whole = stands(sent_whole(&browser, &id, &content).await).await;
    assert_eq!(whole.kind, Some(Kind::Pdf));
    assert!(browser.get(&content_path(&id)).await.bytes().await.unwrap() == content);
}

async fn what_a_file_is_is_told_by_its_content(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let program = b"MZ\x90\0 this is no PDF".to_vec();
    let id = new_key();
    stands(announce(&browser, &id, "kart.pdf", &program).await).await;
    let refused = problem(
        send(&browser, &id, 0, &program).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(refused.fields[0].code, "attachment.type");
    problem(browser.get(&path(&id)).await, StatusCode::NOT_FOUND).await;
    let id = uploaded(&browser, "kart.exe", b"\x89PNG\r\n\x1a\n....").await;
    let there = stands(browser.get(&path(&id)).await).await;
    assert_eq!(
        (there.name.as_str(), there.kind),
        ("kart.exe.png", Some(Kind::Png))
    );
}

async fn what_is_too_large_or_senseless_is_refused_at_once(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let announced = |bytes: u64, sha256: String, id: String| {
        let browser = browser.clone();
        async move {
            let wanted = AttachmentToUpload {
                name: "kart.pdf".to_owned(),
                bytes,
                sha256,
            };
            let request = browser.request(Method::PUT, &path(&id)).json(&wanted);
            let request = request.header(paths::IDEMPOTENCY_KEY, new_key());
            problem(request.send().await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY)
                .await
                .fields[0]
                .code
                .clone()
        }
    };
    let hash = "ab".repeat(32);
    assert_eq!(
        announced(MOST_BYTES + 1, hash.clone(), new_key()).await,
        "attachment.too_large"
    );
    assert_eq!(announced(0, hash.clone(), new_key()).await, "attachment.empty");
    assert_eq!(
        announced(u64::MAX, hash.clone(), new_key()).await,
        "attachment.too_large"
    );
    assert_eq!(
        announced(10, "xyz".to_owned(), new_key()).await,
        "attachment.hash_invalid"
    );
    assert_eq!(
        announced(10, hash, "..%2F..".to_owned()).await,
        "attachment.id_invalid"
    );
    let (id, content) = (new_key(), pdf(2 * CHUNK, 5));
    stands(announce(&browser, &id, "kart.pdf", &content).await).await;
    let short = usize::try_from(SHORTEST_CHUNK).unwrap() - 1;
    let short = send(&browser, &id, 0, &content[..short]).await;
    let refused = problem(short, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused.code, "attachment.chunk_too_short");
    let beyond = send(&browser, &id, 0, &pdf(2 * CHUNK + 1, 5)).await;
    assert_eq!(
        problem(beyond, StatusCode::CONFLICT).await.code,
        "attachment.offset"
    );
    let over = send(&browser, &id, 0, &pdf((1 << 20) + 1, 5)).await;
    problem(over, StatusCode::PAYLOAD_TOO_LARGE).await;
    let json = browser
        .request(Method::PATCH, &path(&id))
        .header(UPLOAD_OFFSET, 0)
        .body("{}");
    problem(json.send().await.unwrap(), StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    for offset in ["", "-1", "1e3", "99999999999999999999"] {
        let request = browser
            .request(Method::PATCH, &path(&id))
            .header(UPLOAD_OFFSET, offset);
        let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
        let answer = request.body("x").send().await.unwrap();
        assert_eq!(
            problem(answer, StatusCode::BAD_REQUEST).await.code,
            "attachment.offset_malformed"
        );
    }
    let other = announce(&browser, &id, "kart.pdf", &pdf(2 * CHUNK, 6)).await;
    assert_eq!(
        problem(other, StatusCode::CONFLICT).await.code,
        "attachment.other_file"
    );
}

async fn a_file_is_its_users_until_it_is_sent_then_who_sees_the_case_sees_it(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let content = pdf(1000, 7);
    let id = uploaded(&browser, "kart.pdf", &content).await;
    for other in [COLLEAGUE, OTHER_COMPANY, CUSTOMER_SERVICE] {
        let other = app.log_in(other).await;
        problem(other.get(&path(&id)).await, StatusCode::NOT_FOUND).await;
        problem(other.get(&content_path(&id)).await, StatusCode::NOT_FOUND).await;
    }
    for other in [COLLEAGUE, OTHER_COMPANY] {
        let other = app.log_in(other).await;
        problem(other.delete(&path(&id)).await, StatusCode::NOT_FOUND).await;
        problem(
            announce(&other, &id, "kart.pdf", &content).await,
            StatusCode::NOT_FOUND,
        )
        .await;
        problem(send(&other, &id, 0, &content).await, StatusCode::NOT_FOUND).await;
    }
    submitted(&browser, &with(&hdsl_draft(&browser, FINE_HOUSE).await, &[&id])).await;
    for other in [COLLEAGUE, INQUIRY, CUSTOMER_SERVICE] {
        let other = app.log_in(other).await;
        assert!(
            stands(other.get(&path(&id)).await).await.sent,
            "who sees the order sees its files"
        );
        assert!(other.get(&content_path(&id)).await.bytes().await.unwrap() == content);
    }
    let foreign = app.log_in(OTHER_COMPANY).await;
    problem(foreign.get(&content_path(&id)).await, StatusCode::NOT_FOUND).await;
    let refused = problem(browser.delete(&path(&id)).await, StatusCode::CONFLICT).await;
    assert_eq!(refused.code, "attachment.sent");
    assert!(browser.get(&content_path(&id)).await.bytes().await.unwrap() == content);
}
