//! One file of the list: what it is called, how far it has come, and what is wrong with it.

use domain::{
    attachments::{AttachmentRef, Standing},
    finding::{Param, Params},
};
use leptos::prelude::*;
use texts::Key;

use super::Files;
use crate::{
    api::client::ApiError,
    language::{Lang, params, words},
    offline::{
        connection::Connection,
        uploads::{State, Uploads},
    },
    problem,
    ui::files::{FileLine, FileState},
};

#[component]
pub fn Row<R>(files: Files, uploads: Uploads, file: AttachmentRef, on_remove: R) -> impl IntoView
where
    R: Fn(String) + Send + Sync + 'static,
{
    let lang = Lang::of_context();
    let connection = use_context::<Connection>();
    let id = StoredValue::new(file.id.clone());
    let name = file.name.clone();
    let at = Memo::new(move |_| {
        files
            .named
            .with(|named| named.iter().position(|file| id.with_value(|id| *id == file.id)))
    });
    let fact = Memo::new(move |_| {
        let known = files.known.get();
        known
            .into_iter()
            .find(|fact| id.with_value(|id| *id == fact.attachment.id))
    });
    let upload = Memo::new(move |_| id.with_value(|id| uploads.of(id)));
    let state = Signal::derive(move || {
        let said = |key: Key| FileState {
            text: lang.text(key),
            progress: None,
            done: false,
        };
        match upload.get() {
            Some(upload) => match upload.state {
                State::Done => FileState {
                    done: true,
                    ..said(Key::AttachmentsDone)
                },
                State::Waiting | State::Sending if !connection.is_none_or(Connection::is_online) => {
                    said(Key::AttachmentsWaitingOffline)
                }
                State::Waiting => said(Key::AttachmentsWaiting),
                State::Sending => {
                    let percent = upload.received.saturating_mul(100) / upload.bytes.max(1);
                    FileState {
                        text: lang.fill(
                            Key::AttachmentsSending,
                            &params([("percent", Param::Number(i64::try_from(percent).unwrap_or(100)))]),
                        ),
                        progress: Some(u8::try_from(percent).unwrap_or(100)),
                        done: false,
                    }
                }
                State::Refused(code) => FileState {
                    text: lang.fill(
                        Key::AttachmentsRefused,
                        &params([("why", words(why(lang, &code)))]),
                    ),
                    progress: None,
                    done: false,
                },
            },
            None => match fact.get().map(|fact| fact.standing) {
                Some(Standing::Ready) => FileState {
                    done: true,
                    ..said(Key::AttachmentsDone)
                },
                Some(Standing::Incomplete) => said(Key::AttachmentsElsewhere),
                Some(Standing::Taken) | None => FileState {
                    text: String::new(),
                    progress: None,
                    done: false,
                },
            },
        }
    });
    let size = Signal::derive(move || {
        fact.get()
            .map_or_else(String::new, |fact| size(lang, fact.attachment.bytes))
    });
    let notices = Signal::derive(move || match at.get() {
        Some(at) => files.wrong.run(Some(at)),
        None => Vec::new(),
    });
    let shown = StoredValue::new(name.clone());
    let remove_name = Signal::derive(move || {
        lang.fill(
            Key::AttachmentsRemove,
            &params([("name", words(shown.get_value()))]),
        )
    });
    view! {
        <FileLine
            id=Signal::derive(move || format!("{}-{}", files.id.get(), at.get().unwrap_or_default()))
            name=Signal::stored(name)
            size
            state
            notices
            remove_name
            on_remove=Callback::new(move |()| on_remove(id.get_value()))
        />
    }
}

/// Why the backend would not have a file: what the rules say of it, or what it says of the request.
fn why(lang: Lang, code: &str) -> String {
    if Key::named(&format!("error.{code}")).is_some() {
        return texts::message(lang.now(), code, &Params::new());
    }
    let problem = wire::problem::Problem {
        code: code.to_owned(),
        status: 422,
        ..Default::default()
    };
    problem::explain(lang.now(), &ApiError::Problem(Box::new(problem)))
}

/// As file managers say it: whole kilobytes, and megabytes with one decimal.
fn size(lang: Lang, bytes: u64) -> String {
    const KILO: u64 = 1 << 10;
    const MEGA: u64 = 1 << 20;
    let (key, n) = if bytes < MEGA {
        (Key::AttachmentsKilobytes, bytes.div_ceil(KILO).to_string())
    } else {
        let tenths = bytes.saturating_mul(10) / MEGA;
        let mark = match lang.now() {
            texts::Language::Norwegian => ',',
            texts::Language::English => '.',
        };
        (
            Key::AttachmentsMegabytes,
            format!("{}{mark}{}", tenths / 10, tenths % 10),
        )
    };
    lang.fill(key, &params([("n", words(n))]))
}
