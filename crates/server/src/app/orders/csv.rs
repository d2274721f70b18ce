//! The list as CSV: exactly what is filtered, all of it, a batch at a time.

use async_stream::try_stream;
use futures::Stream;
use texts::{Key, Language};
use wire::orders::OrderSummary;

use super::list::{LARGEST_PAGE, Wanted, date, summary};
use crate::{
    error::AppError,
    state::AppState,
    store::{order_list, orders::Scope},
};

/// Spreadsheets know by it that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// Norwegian spreadsheets split columns at it.
const SEPARATOR: &str = ";";
const LINE_END: &str = "\r\n";

/// The file, row by row; it ends early when the store fails, which the browser shows as a broken download.
pub fn export(
    state: AppState,
    mut wanted: Wanted,
    columns: Vec<Column>,
    language: Language,
) -> impl Stream<Item = Result<String, AppError>> {
    try_stream! {
        yield format!("{BYTE_ORDER_MARK}{}", line(columns.iter().map(|column| texts::text(language, column.title()).to_owned())));
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
                let order = summary(row.order, true);
                text.push_str(&line(columns.iter().map(|column| column.cell(&order, &state, language))));
            }
            yield text;
            match last {
                Some(position) => wanted.after = Some(position),
                None => break,
            }
        }
    }
}

/// A column of the list, under the name that the list's address has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    CustomerOrderId,
    CustomerOrderRef,
    Company,
    EndUser,
    Product,
    Place,
    RequestedDate,
    AgreedDate,
    Status,
    Turn,
    Age,
}

impl Column {
    const ALL: [Self; 12] = [
        Self::Number,
        Self::CustomerOrderId,
        Self::CustomerOrderRef,
        Self::Company,
        Self::EndUser,
        Self::Product,
        Self::Place,
        Self::RequestedDate,
        Self::AgreedDate,
        Self::Status,
        Self::Turn,
        Self::Age,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::CustomerOrderId => "customer_order_id",
            Self::CustomerOrderRef => "customer_order_ref",
            Self::Company => "company",
            Self::EndUser => "end_user",
            Self::Product => "product",
            Self::Place => "place",
            Self::RequestedDate => "requested_date",
            Self::AgreedDate => "agreed_date",
            Self::Status => "status",
            Self::Turn => "turn",
            Self::Age => "age",
        }
    }

    fn title(self) -> Key {
        match self {
            Self::Number => Key::OrdersColumnNumber,
            Self::CustomerOrderId => Key::OrdersColumnCustomerOrderId,
            Self::CustomerOrderRef => Key::OrdersColumnCustomerOrderRef,
            Self::Company => Key::OrdersColumnCompany,
            Self::EndUser => Key::OrdersColumnEndUser,
            Self::Product => Key::OrdersColumnProduct,
            Self::Place => Key::OrdersColumnPlace,
            Self::RequestedDate => Key::OrdersColumnRequestedDate,
            Self::AgreedDate => Key::OrdersColumnAgreedDate,
            Self::Status => Key::OrdersColumnStatus,
            Self::Turn => Key::OrdersColumnTurn,
            Self::Age => Key::OrdersColumnAge,
        }
    }

    fn cell(self, order: &OrderSummary, state: &AppState, language: Language) -> String {
        match self {
            Self::Number => order.id.clone(),
            Self::CustomerOrderId => order.customer_order_id.clone().unwrap_or_default(),
            Self::CustomerOrderRef => order.customer_order_ref.clone().unwrap_or_default(),
            Self::Company => order.company.clone().unwrap_or_default(),
            Self::EndUser => order.end_user.clone(),
            Self::Product => state.catalogue.product(&order.product).map_or_else(
                || order.product.clone(),
                |product| match language {
                    Language::Norwegian => product.name.nb.clone(),
                    Language::English => product.name.en.clone(),
                },
            ),
            Self::Place => order.place.clone(),
            Self::RequestedDate => date(order.requested_date),
            Self::AgreedDate => order.agreed_date.map(date).unwrap_or_default(),
            Self::Status => order.status.shown_as().to_owned(),
            Self::Turn => texts::coded(language, "turn", order.turn.code(), &Default::default()),
            // Whole days, which a spreadsheet can sort and add up.
            Self::Age => (order.turn_since.seconds_until(state.clock.now()) / 86_400).to_string(),
        }
    }
}

/// The columns that are asked for, in that order; all of them when none is. The partner is told to the operator alone.
pub fn columns(asked: &str, scope: &Scope) -> Result<Vec<Column>, AppError> {
    let visible = |column: &Column| *column != Column::Company || *scope == Scope::AllPartners;
    let names: Vec<&str> = asked
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        return Ok(Column::ALL.into_iter().filter(visible).collect());
    }
    let named = |name: &&str| Column::ALL.into_iter().find(|column| column.name() == *name);
    let found = names.iter().map(named).collect::<Option<Vec<_>>>();
    let found = found.ok_or_else(|| AppError::field("columns", "list.filter_unknown"))?;
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
