//! What a file is, by its content: its name and what the browser says of it count for nothing (ORD-9).

use serde::{Deserialize, Serialize};

use crate::finding::{Code, codes};

/// The kinds of file that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kind {
    Pdf,
    Png,
    Jpeg,
    Docx,
    Xlsx,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Docx, Self::Xlsx];

    /// As a download is labelled.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The endings of names that fit it; the first is given to a name without one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
        }
    }
}

/// The kind of a whole file, or why it is of none that is taken.
pub fn kind_of(content: &[u8]) -> Result<Kind, Code> {
    if content.starts_with(b"%PDF-") {
        Ok(Kind::Pdf)
    } else if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(Kind::Png)
    } else if content.starts_with(b"\xff\xd8\xff") {
        Ok(Kind::Jpeg)
    } else if content.starts_with(b"PK\x03\x04") {
        office(content)
    } else {
        Err(codes::ATTACHMENT_TYPE)
    }
}

/// DOCX and XLSX are archives that differ by what is in them. One with macros in it is a program, whatever it is called.
fn office(content: &[u8]) -> Result<Kind, Code> {
    let (mut types, mut document, mut sheets) = (false, false, false);
    for name in entries(content).ok_or(codes::ATTACHMENT_TYPE)? {
        let name = name.to_ascii_lowercase();
        if name.ends_with(b"vbaproject.bin") {
            return Err(codes::ATTACHMENT_MACROS);
        }
        types |= name == b"[content_types].xml";
        document |= name == b"word/document.xml";
        sheets |= name == b"xl/workbook.xml";
    }
    match (types, document, sheets) {
        (true, true, false) => Ok(Kind::Docx),
        (true, false, true) => Ok(Kind::Xlsx),
        _ => Err(codes::ATTACHMENT_TYPE),
    }
}

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const END_OF_DIRECTORY_LENGTH: usize = 22;
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const DIRECTORY_ENTRY_LENGTH: usize = 46;
/// The comment of an archive is no longer.
const LONGEST_COMMENT: usize = 0xffff;

/// The names in an archive's directory, which stands at its end; none when it is no whole archive. Nothing is unpacked.
fn entries(content: &[u8]) -> Option<Vec<&[u8]>> {
    let first = content
        .len()
        .saturating_sub(END_OF_DIRECTORY_LENGTH + LONGEST_COMMENT);
    let tail = content.get(first..)?;
    let at = tail
        .windows(END_OF_DIRECTORY.len())
        .rposition(|four| four == END_OF_DIRECTORY)?;
    let end = tail.get(at..)?;
    let count = two(end, 10)?;
    let start = four(end, 16)?;
    let mut rest = content.get(start..)?;
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if !rest.starts_with(DIRECTORY_ENTRY) {
            return None;
        }
        let (name, extra, comment) = (two(rest, 28)?, two(rest, 30)?, two(rest, 32)?);
        names.push(rest.get(DIRECTORY_ENTRY_LENGTH..DIRECTORY_ENTRY_LENGTH + name)?);
        rest = rest.get(DIRECTORY_ENTRY_LENGTH + name + extra + comment..)?;
    }
    Some(names)
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*bytes)))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}
