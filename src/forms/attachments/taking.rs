//! A file on its way from the user's disk into what it goes with.

use domain::{
    attachments::{
        Attachment, AttachmentFact, AttachmentRef, MOST_FILES, Standing, check_file, check_size, clean_name,
    },
    finding::{Code, Param, codes},
};
use leptos::prelude::*;
use texts::Key;
use wasm_bindgen_futures::JsFuture;

use super::Files;
use crate::{
    language::{Lang, params},
    offline::{
        store::{self, StoreError},
        uploads::Uploads,
    },
};

/// Why a file is not taken.
#[derive(Clone)]
pub enum Trouble {
    Wrong(Code),
    Unread,
    Unkept(StoreError),
}

impl Trouble {
    pub fn said(&self, lang: Lang) -> String {
        match self {
            Self::Wrong(code) => {
                texts::message(lang.now(), code.name, &params([("most", count(MOST_FILES))]))
            }
            Self::Unread => lang.text(Key::AttachmentsUnread),
            Self::Unkept(error) => store::said(lang.now(), &error.0),
        }
    }
}

fn count(n: usize) -> Param {
    Param::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Looks at a file, and keeps and names it when nothing is wrong with it.
pub async fn take(files: Files, uploads: Uploads, file: &web_sys::File) -> Result<(), Trouble> {
    let room = files.named.try_with_untracked(|named| named.len() < MOST_FILES);
    if room == Some(false) {
        return Err(Trouble::Wrong(codes::ATTACHMENTS_TOO_MANY));
    }
    // A size is a whole number, however the browser writes it. What is too large is not read at all.
    check_size(file.size() as u64).map_err(Trouble::Wrong)?;
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| Trouble::Unread)?;
    let content = js_sys::Uint8Array::new(&buffer).to_vec();
    let kind = check_file(&content).map_err(Trouble::Wrong)?;
    let name = clean_name(&file.name(), kind);
    let bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let id = uploads
        .add(name.clone(), content)
        .await
        .map_err(Trouble::Unkept)?;
    let Some(at) = files.named.try_with_untracked(Vec::len) else {
        // The form went meanwhile, and nothing names the file.
        uploads.remove(&id).await;
        return Ok(());
    };
    let attachment = Attachment {
        id: id.clone(),
        name: name.clone(),
        kind,
        bytes,
    };
    // It will be there before what it goes with is sent: the outbox sees to that.
    files.learn.run(AttachmentFact {
        attachment,
        standing: Standing::Ready,
    });
    files.put.run((at, AttachmentRef { id, name }));
    Ok(())
}
