//! XLSX, as far as people exchange rows of cells in it: the first sheet that can be seen is read, and one sheet is written, row
//! by row. It stands in the browser too, so that a file is read without a connection and leaves the machine only as what the
//! user submits; the libraries that read all of XLSX bring tables of every character set with them, more than the whole form.
//!
//! Whatever the bytes, reading ends soon and in little memory: what unpacks to more than a limit is refused, not tried.

mod archive;
mod packing;
mod reading;
mod serial;
mod writing;

pub use reading::{MOST_COLUMNS, MOST_ROWS, read};
pub use writing::{Cell, Look, Widths, Writer, written};

/// Rows of cells. The rows may differ in length.
pub type Rows = Vec<Vec<String>>;

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Why there are no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// An archive of something else, or no archive at all.
    NotAWorkbook,
    /// Cut off, or changed on its way.
    Broken,
    /// A part unpacks to more than is read.
    TooLarge,
    /// Enciphered.
    Locked,
}
