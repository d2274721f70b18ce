//! The ZIP archive around the parts of a workbook.

use miniz_oxide::inflate::{self, TINFLStatus};

use crate::Unreadable;

/// A part that unpacks to more is refused; a thousand full rows take a tenth of it.
pub const MOST_UNPACKED: usize = 8 << 20;
/// A workbook with many sheets and pictures has some hundred.
const MOST_PARTS: usize = 5_000;

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The comment at the end has a length of two bytes.
const LONGEST_COMMENT: usize = 0xFFFF;
const IN_DIRECTORY: &[u8] = b"PK\x01\x02";
const AT_PART: &[u8] = b"PK\x03\x04";
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Bit 0 of the flags.
const ENCIPHERED: u16 = 1;

struct Part {
    name: String,
    method: u16,
    enciphered: bool,
    sum: u32,
    packed: usize,
    unpacked: usize,
    at: usize,
}

pub struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

impl<'a> Archive<'a> {
    /// Reads the directory at the end.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(AT_PART) {
            return Err(Unreadable::NotAWorkbook);
        }
        let end = end_of(bytes).ok_or(Unreadable::Broken)?;
        let count = usize::from(two(bytes, end + 10).ok_or(Unreadable::Broken)?);
        let mut at = four(bytes, end + 16).ok_or(Unreadable::Broken)?;
        if count > MOST_PARTS {
            return Err(Unreadable::TooLarge);
        }
        let mut parts = Vec::new();
        for _ in 0..count {
            let (part, next) = in_directory(bytes, at).ok_or(Unreadable::Broken)?;
            parts.push(part);
            at = next;
        }
        Ok(Self { bytes, parts })
    }

    /// A part, unpacked; none where there is no such part.
    pub fn part(&self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let same = |part: &&Part| part.name.eq_ignore_ascii_case(name);
        let Some(part) = self.parts.iter().find(same) else {
            return Ok(None);
        };
        if part.enciphered {
            return Err(Unreadable::Locked);
        }
        // What it says of itself may be a lie; what comes out is counted as well.
        if part.unpacked > MOST_UNPACKED {
            return Err(Unreadable::TooLarge);
        }
        let packed = self.packed(part).ok_or(Unreadable::Broken)?;
        let unpacked = match part.method {
            STORED => packed.to_vec(),
            DEFLATED => inflate::decompress_to_vec_with_limit(packed, MOST_UNPACKED).map_err(|error| {
                if error.status == TINFLStatus::HasMoreOutput {
                    Unreadable::TooLarge
                } else {
                    Unreadable::Broken
                }
            })?,
            _ => return Err(Unreadable::Broken),
        };
        if crc32fast::hash(&unpacked) != part.sum {
            return Err(Unreadable::Broken);
        }
        Ok(Some(unpacked))
    }

    fn packed(&self, part: &Part) -> Option<&'a [u8]> {
        let head = self.bytes.get(part.at..)?;
        if !head.starts_with(AT_PART) {
            return None;
        }
        let name = usize::from(two(head, 26)?);
        let extra = usize::from(two(head, 28)?);
        let from = 30 + name + extra;
        head.get(from..from.checked_add(part.packed)?)
    }
}

fn end_of(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    (first..=last)
        .rev()
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(END)))
}

fn in_directory(bytes: &[u8], at: usize) -> Option<(Part, usize)> {
    let head = bytes.get(at..)?;
    if !head.starts_with(IN_DIRECTORY) {
        return None;
    }
    let name_length = usize::from(two(head, 28)?);
    let beside = usize::from(two(head, 30)?) + usize::from(two(head, 32)?);
    let name = head.get(46..46 + name_length)?;
    let part = Part {
        name: String::from_utf8_lossy(name).into_owned(),
        enciphered: two(head, 8)? & ENCIPHERED != 0,
        method: two(head, 10)?,
        sum: u32::try_from(four(head, 16)?).ok()?,
        packed: four(head, 20)?,
        unpacked: four(head, 24)?,
        at: four(head, 42)?,
    };
    Some((part, at.checked_add(46 + name_length + beside)?))
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}
