//! ORD-9: files that go with a case: a map sketch, a room drawing. What they may be, how many, and what they are called.
//!
//! Nothing here knows of orders: quotes and service requests take the same files by the same rules.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Path, codes};

mod kind;
mod name;

pub use kind::{Kind, kind_of};
pub use name::{LONGEST_NAME, clean_name};

/// The largest file, in bytes: what the file managers of Windows call 10 MB (ORD-9).
pub const MOST_BYTES: u64 = 10 << 20;
/// How many files one line, or one case without lines, takes (ORD-9).
pub const MOST_FILES: usize = 20;

/// Names a file that was uploaded, or is about to be. The id is the browser's (a UUID), so that a draft can name a file
/// before the backend has ever heard of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentRef {
    pub id: String,
    /// As the form shows it; the backend goes by its own record.
    pub name: String,
}

/// A file as it goes with a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub bytes: u64,
}

impl From<&Attachment> for AttachmentRef {
    fn from(attachment: &Attachment) -> Self {
        Self {
            id: attachment.id.clone(),
            name: attachment.name.clone(),
        }
    }
}

/// Where a file stands by the records of who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// All of it is there. In the browser: or will be before the case is sent.
    Ready,
    /// Some of it is missing.
    Incomplete,
    /// It went with another case.
    Taken,
}

/// What is known of a file that a draft names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentFact {
    pub attachment: Attachment,
    pub standing: Standing,
}

/// Why a file is not taken, before anything of it is sent or after all of it has come.
///
/// ```
/// # use domain::attachments::{check_file, Kind};
/// assert_eq!(check_file(b"%PDF-1.7 ..."), Ok(Kind::Pdf));
/// assert!(check_file(b"MZ\x90").is_err());
/// ```
pub fn check_file(content: &[u8]) -> Result<Kind, Code> {
    check_size(u64::try_from(content.len()).unwrap_or(u64::MAX))?;
    kind_of(content)
}

/// What can be said of a file by its size in bytes alone.
pub fn check_size(bytes: u64) -> Result<(), Code> {
    match bytes {
        0 => Err(codes::ATTACHMENT_EMPTY),
        1..=MOST_BYTES => Ok(()),
        _ => Err(codes::ATTACHMENT_TOO_LARGE),
    }
}

/// Whether one of these parts of a draft, each with the files that it names, names this one. Of a part no more files are
/// looked at than it may have.
fn is_named_in<'a>(mut parts: impl Iterator<Item = &'a [AttachmentRef]>, id: &str) -> bool {
    parts.any(|files| files.iter().take(MOST_FILES).any(|file| file.id.trim() == id))
}

/// The files that a part of a draft names, when they are all there and its own. `path` is that of the part;
/// `known` is what the records say of the files, in any order; `parts_before` are the earlier parts of the draft, each with
/// the files that it names, for a file goes with one part only.
pub fn parse<'a>(
    named: &[AttachmentRef],
    known: &[AttachmentFact],
    path: &Path<'_>,
    parts_before: impl Iterator<Item = &'a [AttachmentRef]> + Clone,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Attachment>> {
    let before = findings.len();
    if named.len() > MOST_FILES {
        let most = i64::try_from(MOST_FILES).unwrap_or(i64::MAX);
        let finding = Finding::new(codes::ATTACHMENTS_TOO_MANY, path.field("attachments"));
        findings.push(finding.with("most", most));
        // More of them need not be looked at one by one.
        return None;
    }
    let mut attachments = Vec::with_capacity(named.len());
    for (at, file) in named.iter().enumerate() {
        let id = file.id.trim();
        let fact = known.iter().find(|fact| fact.attachment.id == id);
        let wrong = match fact {
            _ if is_named_in(parts_before.clone(), id)
                || named.iter().take(at).any(|other| other.id.trim() == id) =>
            {
                Some(codes::ATTACHMENT_REPEATED)
            }
            None => Some(codes::ATTACHMENT_UNKNOWN),
            Some(fact) => match fact.standing {
                Standing::Ready => None,
                Standing::Incomplete => Some(codes::ATTACHMENT_INCOMPLETE),
                Standing::Taken => Some(codes::ATTACHMENT_TAKEN),
            },
        };
        if let Some(code) = wrong {
            let name = fact.map_or(file.name.as_str(), |fact| fact.attachment.name.as_str());
            let shown: String = name.chars().take(LONGEST_NAME).collect();
            findings.push(Finding::new(code, path.item("attachments", at)).with("name", shown));
        } else if let Some(fact) = fact {
            attachments.push(fact.attachment.clone());
        }
    }
    (findings.len() == before).then_some(attachments)
}
