//! From the file that somebody chose to rows of cells, or to why there are none.

use domain::sheet::{
    delimited::{self, Rows},
    file::{self, Kind, MOST_BYTES},
};
use texts::Key;
use wasm_bindgen_futures::JsFuture;
use workbook::Unreadable;

use crate::language::{Lang, params, words};

/// Why a file gives no rows. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    TooLarge,
    /// No table of any kind.
    NotATable,
    OldWorkbook,
    Locked,
    Broken,
    Empty,
    /// The browser could not read it: it was moved, or is another user's.
    Unread,
}

impl Trouble {
    pub fn said(self, lang: Lang) -> String {
        let key = match self {
            Self::TooLarge => {
                let most = words((MOST_BYTES >> 20).to_string());
                return lang.fill(Key::OrderFormImportTroubleSize, &params([("most", most)]));
            }
            Self::NotATable => Key::OrderFormImportTroubleKind,
            Self::OldWorkbook => Key::OrderFormImportTroubleOld,
            Self::Locked => Key::OrderFormImportTroubleLocked,
            Self::Broken => Key::OrderFormImportTroubleBroken,
            Self::Empty => Key::OrderFormImportTroubleEmpty,
            Self::Unread => Key::OrderFormImportTroubleUnread,
        };
        lang.text(key)
    }
}

pub async fn rows_of(file: &web_sys::File) -> Result<Rows, Trouble> {
    // A size is a whole number, however the browser writes it.
    if file.size() > MOST_BYTES as f64 {
        return Err(Trouble::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| Trouble::Unread)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    match file::kind(&bytes) {
        Kind::Text => {
            let text = delimited::decoded(&bytes);
            Ok(delimited::read(&text, delimited::separator(&text)))
        }
        Kind::Archive => workbook::read(&bytes).map_err(|why| match why {
            Unreadable::NotAWorkbook => Trouble::NotATable,
            Unreadable::Broken => Trouble::Broken,
            Unreadable::TooLarge => Trouble::TooLarge,
            Unreadable::Locked => Trouble::Locked,
        }),
        Kind::Other => Err(Trouble::NotATable),
        Kind::OldWorkbook => Err(Trouble::OldWorkbook),
        Kind::Locked => Err(Trouble::Locked),
    }
}
