//! A list as CSV: however long it is, because it is sent as it is read.

use async_stream::try_stream;
use domain::{date::iso, money::Ore};
use futures::Stream;

use super::{Cell, Table, batches};
use crate::error::AppError;

/// Spreadsheets know by it that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Norwegian spreadsheets split columns at it.
const SEPARATOR: &str = ";";
const LINE_END: &str = "\r\n";

/// The file, some rows at a time; it ends early when the store fails, which the browser shows as a broken download.
pub fn file(table: impl Table) -> impl Stream<Item = Result<String, AppError>> {
    try_stream! {
        let titles = table.titles().into_iter().map(Cell::Text);
        yield format!("{BYTE_ORDER_MARK}{}", line(titles));
        for await rows in batches(table) {
            let lines: String = rows?.into_iter().map(line).collect();
            yield lines;
        }
    }
}

fn line(cells: impl IntoIterator<Item = Cell>) -> String {
    let cells: Vec<String> = cells.into_iter().map(written).collect();
    format!("{}{LINE_END}", cells.join(SEPARATOR))
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(not_run(text)),
        Cell::Day(day) => iso(day),
        Cell::Whole(number) => number.to_string(),
        Cell::Money(amount) => quoted(kroner(amount)),
    }
}

/// Kroner with two decimals, which a Norwegian spreadsheet can add up.
fn kroner(Ore(ore): Ore) -> String {
    let sign = if ore < 0 { "-" } else { "" };
    format!(
        "{sign}{},{:02}",
        ore.unsigned_abs() / 100,
        ore.unsigned_abs() % 100
    )
}

/// What a spreadsheet would take for a formula begins with an apostrophe: the file was written by people.
fn not_run(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn quoted(cell: String) -> String {
    if cell.contains([';', '"', '\n', '\r', ',']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_becomes_a_formula() {
        let typed = |text: &str| written(Cell::text(text));
        assert_eq!(typed("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for text in ["+47", "-1", "@x", "\tx"] {
            assert!(typed(text).trim_start_matches('"').starts_with('\''), "{text:?}");
        }
    }

    #[test]
    fn separators_and_quotes_stay_inside_their_cell() {
        assert_eq!(written(Cell::text("Vik; \"Nes\" AS")), "\"Vik; \"\"Nes\"\" AS\"");
        assert_eq!(line(["a", "b"].map(Cell::text)), "a;b\r\n");
    }

    #[test]
    fn numbers_and_days_are_written_so_that_a_spreadsheet_knows_them() {
        let day = time::macros::date!(2026 - 12 - 01);
        assert_eq!(written(Cell::Day(day)), "2026-12-01");
        assert_eq!(written(Cell::Whole(-3)), "-3");
        assert_eq!(written(Cell::Money(Ore(1_234_505))), "\"12345,05\"");
        assert_eq!(written(Cell::Money(Ore(-50))), "\"-0,50\"");
    }
}
