//! A list as a file for spreadsheets: exactly what is filtered, all of it, a batch at a time.

use async_stream::try_stream;
use futures::{Stream, future::BoxFuture};

use crate::{
    app::lists,
    error::AppError,
    store::{
        keyset::{Listed, Position},
        orders::Scope,
    },
};

/// Spreadsheets know by it that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Norwegian spreadsheets split columns at it.
const SEPARATOR: &str = ";";
const LINE_END: &str = "\r\n";

/// A column of a file, under the name that the list's address has for it.
pub trait Column: Copy + PartialEq + 'static {
    const ALL: &'static [Self];
    /// Told to the operator alone: a partner has one company only.
    const OF_THE_OPERATOR: Self;

    fn name(self) -> &'static str;
}

/// The file, row by row; it ends early when the store fails, which the browser shows as a broken download. `batch` gives
/// the rows after a position.
pub fn export<T, Batch, Cells>(
    titles: Vec<String>,
    batch: Batch,
    cells: Cells,
) -> impl Stream<Item = Result<String, AppError>>
where
    Batch: Fn(Option<Position>) -> BoxFuture<'static, Result<Vec<Listed<T>>, AppError>>,
    Cells: Fn(T) -> Vec<String>,
{
    try_stream! {
        yield format!("{BYTE_ORDER_MARK}{}", line(titles.into_iter()));
        let mut after = None;
        loop {
            let rows = batch(after).await?;
            let last = rows.last().map(|row| row.position.clone());
            let mut text = String::new();
            for row in rows {
                text.push_str(&line(cells(row.item).into_iter()));
            }
            yield text;
            match last {
                Some(position) => after = Some(position),
                None => break,
            }
        }
    }
}

/// The columns that are asked for, in that order; all of them when none is.
pub fn columns<C: Column>(asked: &str, scope: &Scope) -> Result<Vec<C>, AppError> {
    let visible = |column: &C| *column != C::OF_THE_OPERATOR || *scope == Scope::AllPartners;
    let names: Vec<&str> = lists::names(asked).collect();
    if names.is_empty() {
        return Ok(C::ALL.iter().copied().filter(visible).collect());
    }
    let named = |name: &&str| C::ALL.iter().copied().find(|column| column.name() == *name);
    let found = names.iter().map(named).collect::<Option<Vec<_>>>();
    let found = found.ok_or_else(|| lists::unknown("columns"))?;
    Ok(found.into_iter().filter(visible).collect())
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| escaped(&cell)).collect();
    format!("{}{LINE_END}", cells.join(SEPARATOR))
}

/// What a spreadsheet would take for a formula begins with an apostrophe: the file was written by people.
fn escaped(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
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
        assert_eq!(escaped("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for typed in ["+47", "-1", "@x", "\tx"] {
            assert!(
                escaped(typed).trim_start_matches('"').starts_with('\''),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn separators_and_quotes_stay_inside_their_cell() {
        assert_eq!(escaped("Vik; \"Nes\" AS"), "\"Vik; \"\"Nes\"\" AS\"");
        assert_eq!(line(["a".to_owned(), "b".to_owned()].into_iter()), "a;b\r\n");
    }
}
