//! What kind of file somebody chose, by its first bytes: names and types that a browser gives lie.

/// The most that is read of a file; fifty lines take some ten thousand bytes.
pub const MOST_BYTES: usize = 5 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text in columns.
    Text,
    /// A ZIP archive, as XLSX is one.
    Archive,
    /// The binary format of spreadsheets before XLSX.
    OldWorkbook,
    /// XLSX behind a password: it stands enciphered in the container that the old format used.
    Locked,
    /// Nothing that rows can be read from.
    Other,
}

const ARCHIVE: &[u8] = b"PK\x03\x04";
const CONTAINER: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The stream of the container that holds an enciphered workbook, in UTF-16 as its directory has it.
const ENCIPHERED: &str = "EncryptedPackage";

pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(ARCHIVE) {
        return Kind::Archive;
    }
    if bytes.starts_with(CONTAINER) {
        let name: Vec<u8> = ENCIPHERED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = bytes.windows(name.len()).any(|part| part == name);
        return if is_locked {
            Kind::Locked
        } else {
            Kind::OldWorkbook
        };
    }
    // Text has no zero bytes, but where two bytes are a letter; a byte order mark says so then.
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if bytes.starts_with(b"%PDF") || (!is_wide && bytes.contains(&0)) {
        return Kind::Other;
    }
    Kind::Text
}
