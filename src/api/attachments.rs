//! Files that go with a case (ORD-9), sent piece by piece.

use wire::{
    attachments::{AttachmentToUpload, AttachmentView, UPLOAD_OFFSET},
    paths,
};

use super::client::{ApiError, Call, path};

/// Announces a file; announced before, the answer says how far it has come.
pub async fn announce(id: &str, file: &AttachmentToUpload) -> Result<AttachmentView, ApiError> {
    Call::put(&path(paths::ATTACHMENT, "id", id))
        .header(paths::IDEMPOTENCY_KEY, &crate::offline::new_id())
        .in_background(true)
        .send_body(file)
        .await
}

/// Sends the bytes from here on. Where they begin makes a repeat harmless.
pub async fn send(id: &str, offset: u64, bytes: &[u8]) -> Result<AttachmentView, ApiError> {
    Call::patch(&path(paths::ATTACHMENT, "id", id))
        .header(UPLOAD_OFFSET, &offset.to_string())
        .in_background(true)
        .patient()
        .send_bytes(bytes)
        .await
}

pub async fn get(id: &str) -> Result<AttachmentView, ApiError> {
    Call::get(&path(paths::ATTACHMENT, "id", id))
        .in_background(true)
        .send()
        .await
}

pub async fn remove(id: &str) -> Result<(), ApiError> {
    Call::delete(&path(paths::ATTACHMENT, "id", id))
        .in_background(true)
        .send::<serde_json::Value>()
        .await
        .map(|_| ())
}

/// Where the file itself is saved from.
pub fn content(id: &str) -> String {
    path(paths::ATTACHMENT_CONTENT, "id", id)
}
