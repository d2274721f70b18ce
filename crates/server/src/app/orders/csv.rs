//! The list as CSV: exactly what is filtered, all of it, a batch at a time.

use async_stream::try_stream;
use domain::catalogue::Catalogue;
use futures::Stream;
use texts::{Key, Language};
use wire::orders::OrderSummary;

use super::list::{LARGEST_PAGE, Wanted, date, summary};
use crate::{error::AppError, state::AppState, store::order_list};

/// Spreadsheets know by it that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Norwegian spreadsheets split columns at it.
const SEPARATOR: &str = ";";
const LINE_END: &str = "\r\n";

/// The file, row by row; it ends early when the store fails, which the browser shows as a broken download.
pub fn export(
    state: AppState,
    mut wanted: Wanted,
    language: Language,
) -> impl Stream<Item = Result<String, AppError>> {
    try_stream! {
        yield format!("{BYTE_ORDER_MARK}{}", line(columns().map(|key| texts::text(language, key).to_owned())));
        wanted.after = None;
        loop {
            let asked = wanted.clone();
            let rows = state
                .store
                .read(move |db| {
                    Box::pin(async move {
                        let after = asked.after.as_ref();
                        let rows = order_list::page(db, &asked.filters, asked.sort, after, LARGEST_PAGE).await?;
                        Ok::<_, AppError>(rows)
                    })
                })
                .await?;
            let last = rows.last().map(|row| row.position.clone());
            let mut text = String::new();
            for row in rows {
                text.push_str(&line(cells(summary(row.order, true), &state.catalogue, language)));
            }
            yield text;
            match last {
                Some(position) => wanted.after = Some(position),
                None => break,
            }
        }
    }
}

fn columns() -> impl Iterator<Item = Key> {
    [
        Key::OrdersColumnNumber,
        Key::OrdersColumnCustomerOrderId,
        Key::OrdersColumnCustomerOrderRef,
        Key::OrdersColumnCompany,
        Key::OrdersColumnEndUser,
        Key::OrdersColumnProduct,
        Key::OrdersColumnPlace,
        Key::OrdersColumnRequestedDate,
        Key::OrdersColumnAgreedDate,
        Key::OrdersColumnStatus,
        Key::OrdersColumnTurn,
    ]
    .into_iter()
}

fn cells(order: OrderSummary, catalogue: &Catalogue, language: Language) -> impl Iterator<Item = String> {
    let product = catalogue.product(&order.product).map(|product| match language {
        Language::Norwegian => product.name.nb.clone(),
        Language::English => product.name.en.clone(),
    });
    [
        order.id,
        order.customer_order_id.unwrap_or_default(),
        order.customer_order_ref.unwrap_or_default(),
        order.company.unwrap_or_default(),
        order.end_user,
        product.unwrap_or(order.product),
        order.place,
        date(order.requested_date),
        order.agreed_date.map(date).unwrap_or_default(),
        order.status.shown_as().to_owned(),
        texts::coded(language, "turn", order.turn.code(), &Default::default()),
    ]
    .into_iter()
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
