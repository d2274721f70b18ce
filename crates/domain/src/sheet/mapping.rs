//! Which column of somebody's file is which of ours, and what a row of it becomes.

use crate::{
    orders::LineDraft,
    sheet::column::{COMPANY, Column, PRIVATE},
};

/// The heading without what people write differently: case, spaces, signs, `ø` or `o`.
pub fn folded(heading: &str) -> String {
    let mut folded = String::with_capacity(heading.len());
    for letter in heading.chars().flat_map(char::to_lowercase) {
        match letter {
            'æ' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push('o'),
            'å' | 'ä' => folded.push('a'),
            'é' | 'è' | 'ê' => folded.push('e'),
            _ if letter.is_alphanumeric() => folded.push(letter),
            _ => {}
        }
    }
    folded
}

/// For each heading the column it means; none where nobody knows. `labels` are what our own sheets call them. No column is
/// taken twice: the first that means it has it.
pub fn columns<'a>(
    headings: &[String],
    labels: impl Iterator<Item = (Column, &'a str)>,
) -> Vec<Option<Column>> {
    let labels: Vec<(Column, String)> = labels.map(|(column, label)| (column, folded(label))).collect();
    let mut taken = Vec::new();
    headings
        .iter()
        .map(|heading| {
            let heading = folded(heading);
            if heading.is_empty() {
                return None;
            }
            let by_label = labels
                .iter()
                .find(|(_, label)| *label == heading)
                .map(|(column, _)| *column);
            let found = by_label.or_else(|| {
                Column::ALL
                    .into_iter()
                    .find(|column| column.names().contains(&heading.as_str()))
            })?;
            if taken.contains(&found) {
                return None;
            }
            taken.push(found);
            Some(found)
        })
        .collect()
}

/// Whether a row looks like headings: at least half of its cells, and two at least, are names of columns.
pub fn is_heading(found: &[Option<Column>], row: &[String]) -> bool {
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let known = found.iter().flatten().count();
    known >= 2 && known * 2 >= filled
}

/// A row as a line, with the columns whose text was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub line: LineDraft,
    pub misunderstood: Vec<(Column, String)>,
}

/// What a row becomes. A house number that stands in the street's cell goes to its own place when no column has it; the
/// kind of customer follows from what is filled in when no column says it.
pub fn line_of(row: &[String], columns: &[Option<Column>]) -> Made {
    let mut made = Made::default();
    PRIVATE.clone_into(&mut made.line.end_user.kind);
    for (cell, column) in row.iter().zip(columns) {
        let Some(column) = column else { continue };
        if column.set(&mut made.line, cell.trim()).is_err() {
            made.misunderstood.push((*column, cell.trim().to_owned()));
        }
    }
    let has = |column: Column| columns.contains(&Some(column));
    if !has(Column::HouseNumber)
        && let Some((street, number)) = split_street(&made.line.address.street)
    {
        made.line.address.house_number = number;
        made.line.address.street = street;
    }
    let kind_is_said = columns
        .iter()
        .zip(row)
        .any(|(column, cell)| *column == Some(Column::Kind) && !cell.trim().is_empty());
    let user = &mut made.line.end_user;
    let is_company = !user.organisation_number.is_empty() || !user.company_name.is_empty();
    if !kind_is_said && is_company && user.first_name.is_empty() && user.last_name.is_empty() {
        COMPANY.clone_into(&mut user.kind);
    }
    made
}

/// `Kirkeveien 64 B` → (`Kirkeveien`, `64B`): a number with at most one letter at the end, after a space.
fn split_street(typed: &str) -> Option<(String, String)> {
    let typed = typed.trim();
    let (before, last) = typed.rsplit_once(' ')?;
    let (before, number) = if last.chars().count() == 1 && last.chars().all(char::is_alphabetic) {
        let (before, digits) = before.trim_end().rsplit_once(' ')?;
        (before, format!("{digits}{last}"))
    } else {
        (before, last.to_owned())
    };
    let digits = number.trim_end_matches(char::is_alphabetic);
    let letters = number.chars().count().checked_sub(digits.chars().count())?;
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) && letters <= 1;
    (is_number && !before.trim().is_empty()).then(|| (before.trim().to_owned(), number.to_uppercase()))
}
