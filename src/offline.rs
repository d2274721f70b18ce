//! What is kept in the browser so that nothing typed is lost: drafts, and the outbox of what is submitted.

pub mod answers;
pub mod begun;
pub mod connection;
mod database;
mod device;
pub mod drafts;
pub mod known;
mod last_words;
pub mod lock;
pub mod open_forms;
pub mod outbox;
mod persistence;
pub mod shown;
pub mod store;
pub mod sync;
pub mod tabs;
pub mod turn;
pub mod uploads;
pub mod vault;

use std::fmt::Write as _;

/// A random UUID (version 4). `crypto.randomUUID` is missing on plain HTTP, so it is written here.
pub fn new_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = leptos::prelude::window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // Every browser that runs WebAssembly has it; should one refuse, a weaker number is better than a lost order.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    uuid(bytes)
}

fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether a text of an address is such an id. What else stands there names no draft.
pub fn is_id(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_4() {
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert!(is_id(&uuid([7; 16])));
    }

    #[test]
    fn an_address_cannot_smuggle_another_text_in_as_an_id() {
        for text in [
            "",
            "1",
            "ffffffff-ffff-4fff-bfff-fffffffffff",
            "gfffffff-ffff-4fff-bfff-ffffffffffff",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }
}
