//! The ZIP archive of a workbook that is written. A part is packed as its text comes, so that no more of it is held than what is
//! packed already.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

const LEVEL: i32 = 6;
/// The bare stream, as archives have it.
const NO_HEAD: i32 = 0;
const USUAL: i32 = 0;

/// A part of the archive whose text is still coming.
pub struct Part {
    /// Some hundred kilobytes: not on the stack of whoever writes.
    compressor: Box<CompressorOxide>,
    sum: crc32fast::Hasher,
    unpacked: usize,
    packed: Vec<u8>,
}

/// A part that is whole.
pub struct Packed {
    sum: u32,
    unpacked: usize,
    data: Vec<u8>,
}

impl Part {
    pub fn begin() -> Self {
        let flags = create_comp_flags_from_zip_params(LEVEL, NO_HEAD, USUAL);
        Self {
            compressor: Box::new(CompressorOxide::new(flags)),
            sum: crc32fast::Hasher::new(),
            unpacked: 0,
            packed: Vec::new(),
        }
    }

    pub fn whole(text: &str) -> Packed {
        let mut part = Self::begin();
        part.push(text);
        part.end()
    }

    pub fn push(&mut self, text: &str) {
        self.sum.update(text.as_bytes());
        self.unpacked += text.len();
        self.pack(text.as_bytes(), TDEFLFlush::None);
    }

    pub fn end(mut self) -> Packed {
        self.pack(&[], TDEFLFlush::Finish);
        Packed {
            sum: self.sum.finalize(),
            unpacked: self.unpacked,
            data: self.packed,
        }
    }

    fn pack(&mut self, bytes: &[u8], flush: TDEFLFlush) {
        let packed = &mut self.packed;
        // Whatever comes out is taken, and nothing is pushed after the end: there is nothing that could be refused.
        compress_to_output(&mut self.compressor, bytes, flush, |out| {
            packed.extend_from_slice(out);
            true
        });
    }
}

/// The archive: each part with its head, and the directory of all at the end.
pub fn archive(parts: &[(&str, Packed)]) -> Vec<u8> {
    /// Version 2.0, which can unpack; names in UTF-8; deflated; no time of day, on the first day that the format has.
    const ABOUT: [u8; 10] = [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];
    let mut archive = Vec::with_capacity(parts.iter().map(|(_, part)| part.data.len() + 256).sum());
    let mut directory = Vec::new();
    for (name, part) in parts {
        let mut about = ABOUT.to_vec();
        about.extend(part.sum.to_le_bytes());
        about.extend(four(part.data.len()));
        about.extend(four(part.unpacked));
        about.extend(two(name.len()));
        about.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(four(archive.len()));
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(about);
        archive.extend(name.as_bytes());
        archive.extend(&part.data);
    }
    let (at, length, count) = (archive.len(), directory.len(), parts.len());
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend(two(count));
    archive.extend(two(count));
    archive.extend(four(length));
    archive.extend(four(at));
    archive.extend([0, 0]);
    archive
}

/// What is written here is far below four gigabytes.
fn four(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

fn two(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}
