//! A list as a workbook, whose end stands at its beginning: it is sent when it is whole, so it cannot be of any length.

use std::pin::pin;

use domain::{
    finding::{Finding, Param, Params, Severity},
    money::Ore,
};
use futures::TryStreamExt as _;
use time::OffsetDateTime;
use workbook::{Look, Widths, Writer};

use super::{Cell, Table, batches};
use crate::{error::AppError, store::keyset::COUNTED_AT_MOST};

/// As many as are counted. Packed they are some hundred kilobytes, and no more of them is held: a batch is packed when it is read.
pub const MOST_ROWS: u32 = COUNTED_AT_MOST;

/// The workbook, its sheet under this name. A list of more than `most` rows is refused before it is read.
pub async fn file(table: impl Table, sheet: &str, most: u32) -> Result<Vec<u8>, AppError> {
    if table.count().await? > most {
        return Err(too_long(most));
    }
    let titles: Vec<Cell> = table.titles().into_iter().map(Cell::Text).collect();
    let mut batches = pin!(batches(table));
    let mut batch = batches.try_next().await?;
    // Widths stand before the rows. A column is seldom wider further down than in its first two hundred rows.
    let mut widths = Widths::default();
    widths.see(titles.iter().map(written));
    for row in batch.iter().flatten() {
        widths.see(row.iter().map(written));
    }
    let look = Look {
        sheet,
        to_fill_in: false,
    };
    let mut writer = Writer::begin(look, &widths);
    writer.row(titles.iter().map(written));
    let mut left = usize::try_from(most).unwrap_or(usize::MAX);
    while let Some(rows) = batch {
        // Others may have been added since they were counted.
        left = left.checked_sub(rows.len()).ok_or_else(|| too_long(most))?;
        for row in &rows {
            writer.row(row.iter().map(written));
        }
        batch = batches.try_next().await?;
    }
    Ok(writer.end())
}

fn written(cell: &Cell) -> workbook::Cell<'_> {
    match cell {
        Cell::Text(text) => workbook::Cell::Text(text),
        Cell::Day(day) => workbook::Cell::Day((*day - OffsetDateTime::UNIX_EPOCH.date()).whole_days()),
        Cell::Whole(number) => workbook::Cell::Whole(*number),
        Cell::Money(Ore(ore)) => workbook::Cell::Hundredths(*ore),
    }
}

/// It says what to do instead.
fn too_long(most: u32) -> AppError {
    AppError::Invalid(vec![Finding {
        severity: Severity::Error,
        path: String::new(),
        code: "list.too_long_for_a_workbook".to_owned(),
        rule: String::new(),
        params: Params::from([("most".to_owned(), Param::Number(i64::from(most)))]),
        suggestion: None,
    }])
}

#[cfg(test)]
mod tests {
    use super::{super::invented::Invented, *};

    async fn made(said: u32, rows: i64, most: u32) -> Result<workbook::Rows, AppError> {
        let bytes = file(Invented { said, rows }, "Ark", most).await?;
        Ok(workbook::read(&bytes).unwrap())
    }

    #[tokio::test]
    async fn every_row_of_every_batch_is_there_once_and_in_its_order() {
        let rows = made(7, 7, 7).await.unwrap();
        assert_eq!(rows[0], ["Nummer", "Navn"]);
        let numbers: Vec<_> = rows[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(numbers, ["0", "1", "2", "3", "4", "5", "6"]);
        assert_eq!(rows[1][1], "=1+1", "text, as it was typed");
        assert_eq!(made(0, 0, 7).await.unwrap().len(), 1, "the titles stand alone");
    }

    #[tokio::test]
    async fn more_rows_than_there_is_room_for_are_refused_whether_they_were_counted_or_not() {
        for said in [8, 7] {
            let refused = made(said, 8, 7).await.unwrap_err();
            let AppError::Invalid(fields) = refused else {
                panic!("{refused:?}")
            };
            assert_eq!(fields[0].code, "list.too_long_for_a_workbook");
            assert_eq!(fields[0].params["most"], Param::Number(7));
        }
    }
}
