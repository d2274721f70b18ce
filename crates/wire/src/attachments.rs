//! Files that go with a case (ORD-9), and how they come: announced, then in chunks from where the last one ended.

use domain::attachments::Kind;
use serde::{Deserialize, Serialize};

/// What is about to be uploaded.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentToUpload {
    /// As the user's file is called.
    pub name: String,
    /// All of it: 1 to 10485760.
    pub bytes: u64,
    /// SHA-256 of all of it, in 64 hexadecimal digits.
    pub sha256: String,
}

/// A file as it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    /// The UUID that the browser gave it.
    pub id: String,
    /// Cleaned, once it is complete.
    pub name: String,
    pub bytes: u64,
    /// How much has come: the next chunk begins here.
    pub received: u64,
    /// What it is, once it is complete.
    pub kind: Option<Kind>,
    /// It went with a case.
    pub sent: bool,
}

/// Where in the file a chunk begins, in bytes.
pub const UPLOAD_OFFSET: &str = "Upload-Offset";
/// The shortest chunk that is taken, in bytes, except for the last of a file.
pub const SHORTEST_CHUNK: u64 = 64 << 10;

/// Names of files can say who somebody is: they stay out of every log.
impl std::fmt::Debug for AttachmentView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttachmentView")
            .field("id", &self.id)
            .field("bytes", &self.bytes)
            .field("received", &self.received)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// See [`AttachmentView`].
impl std::fmt::Debug for AttachmentToUpload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttachmentToUpload")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
