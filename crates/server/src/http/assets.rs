//! The application in the browser: its files, built in or from a folder.

use std::{
    borrow::Cow,
    path::{Component, Path},
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::Engine as _;
use rust_embed::Embed;
use sha2::{Digest as _, Sha256};

use super::{body::hex, security::content_security_policy};
use crate::state::AppState;

/// The result of the Trunk build. In a debug build the folder is read as it is now; it may be missing.
#[derive(Embed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Built;

const INDEX: &str = "index.html";
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Jara NetBusiness</title><p>The application for the \
     browser is not built into this backend. Run <code>make run</code>, or set <code>JARA_SPA_DIR</code>.</p></html>";

/// Answers every path that is no route: a file of the application, or the application itself for its own addresses.
pub async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") || path == "/api" {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let name = path.trim_start_matches('/');
    let folder = state.config.spa_dir.as_deref();
    if !name.is_empty() {
        // The compressed copies are no files of their own.
        if let Some(content) = if name.ends_with(".br") {
            None
        } else {
            load(folder, name)
        } {
            return file(folder, name, content, request.headers());
        }
        // A file that is missing is missing: the application in its place would be a riddle.
        if name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
            return (StatusCode::NOT_FOUND, "not found\n").into_response();
        }
    }
    match load(folder, INDEX) {
        Some(content) => file(folder, INDEX, content, request.headers()),
        None => (
            StatusCode::NOT_FOUND,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            NOT_BUILT,
        )
            .into_response(),
    }
}

fn load(folder: Option<&Path>, name: &str) -> Option<Cow<'static, [u8]>> {
    let Some(folder) = folder else {
        return Built::get(name).map(|file| file.data);
    };
    let relative = Path::new(name);
    let stays_inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !stays_inside || name.contains('\0') {
        return None;
    }
    let file = folder.join(relative);
    // Small files of a developer's machine or a test; in production they are built in.
    if file.is_file() {
        std::fs::read(file).ok().map(Cow::Owned)
    } else {
        None
    }
}

fn file(folder: Option<&Path>, name: &str, content: Cow<'static, [u8]>, asked: &HeaderMap) -> Response {
    let digest = Sha256::digest(&content);
    let tag = format!("\"{}\"", hex(digest.get(..16).unwrap_or_default()));
    let mut response = if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes())
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(folder, name, &content, asked)
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(cache_control(name)),
    );
    if name.ends_with(".html")
        && let Ok(policy) = HeaderValue::from_str(&content_security_policy(&inline_script_hashes(&content)))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn body(folder: Option<&Path>, name: &str, content: &[u8], asked: &HeaderMap) -> Response {
    let compressed = if accepts_brotli(asked) {
        load(folder, &format!("{name}.br"))
    } else {
        None
    };
    let encoded = compressed.is_some();
    let bytes = compressed.map_or_else(|| content.to_vec(), Cow::into_owned);
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.split(',').any(|coding| {
                let mut parts = coding.split(';').map(str::trim);
                parts.next() == Some("br") && parts.all(|parameter| parameter != "q=0")
            })
        })
}

/// How long a browser may keep a file.
fn cache_control(name: &str) -> &'static str {
    if is_hashed(name) {
        return "public, max-age=31536000, immutable";
    }
    match name.rsplit('.').next() {
        // Icons and typefaces are asked for again while the page stands: without a connection the kept ones serve, and
        // a new version comes with the next load.
        Some("svg" | "woff2" | "webmanifest") => "public, max-age=0, stale-while-revalidate=2592000",
        // The page, the service worker and the scripts beside it are always the newest.
        _ => "no-cache",
    }
}

/// Trunk puts up to 16 hexadecimal digits of the content's hash into the names of what it makes: a number, without zeroes in
/// front of it.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name);
    stem.split(['-', '_', '.'])
        .any(|part| (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Hashes of the scripts that stand in a page itself: Trunk writes one that starts the application.
fn inline_script_hashes(page: &[u8]) -> Vec<String> {
    let page = String::from_utf8_lossy(page);
    let mut hashes = Vec::new();
    let mut rest: &str = &page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((script, after)) = after.split_once("</script>") else {
            break;
        };
        if !attributes.contains("src=") {
            hashes.push(base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes())));
        }
        rest = after;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inline_start_script_is_allowed_by_its_hash_alone() {
        let page = b"<script type=\"module\">\nalert(1)\n</script><script src=\"/a.js\"></script>";
        let hashes = inline_script_hashes(page);
        // printf '\nalert(1)\n' | openssl dgst -sha256 -binary | base64
        assert_eq!(hashes, ["J8+4/wmqNoqVGih0Xof49bzVEIwR8aHhR5HvZK1wlzY="]);
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_long() {
        assert!(is_hashed("jara-netbusiness-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("main-0123456789abcdef.css"));
        assert!(is_hashed("theme-652e3b77bc9e3c1.css"));
        assert!(!is_hashed("service-worker.js"));
        assert!(!is_hashed("index.html"));
    }

    /// OFF-2, OFF-7
    #[test]
    fn icons_do_not_vanish_without_a_connection_and_a_new_version_arrives() {
        for name in ["index.html", "sw.js", "scheme.js", "startup.js"] {
            assert_eq!(cache_control(name), "no-cache", "{name}");
        }
        for name in [
            "icons.svg",
            "icon.svg",
            "fonts/inter.woff2",
            "manifest.webmanifest",
        ] {
            let control = cache_control(name);
            assert!(
                control.contains("max-age=0") && control.contains("stale-while-revalidate"),
                "{name}"
            );
        }
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let asked = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            accepts_brotli(&headers)
        };
        assert!(asked("gzip, deflate, br"));
        assert!(asked("br;q=1.0, gzip"));
        assert!(!asked("gzip, br;q=0"));
        assert!(!asked("identity"));
    }
}
