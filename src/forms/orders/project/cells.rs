//! What happens to a line when one of its cells is written, and to many when a block is pasted, filled or cleared.

use domain::{
    orders::{LineDraft, LineFacts, MOST_PROJECT_LINES, typed},
    postcode::{self, PostcodeRegister},
    sheet::{Column, Misunderstood, mapping},
};

use crate::forms::orders::lines::Standing;

/// Writes into a cell, with what follows from it as in the form.
pub fn write(
    line: &mut LineDraft,
    facts: &mut LineFacts,
    column: Column,
    text: &str,
    postcodes: &PostcodeRegister,
) -> Result<(), Misunderstood> {
    let before = column.get(line).to_owned();
    column.set(line, text)?;
    if column.get(line) == before {
        return Ok(());
    }
    if column.names_the_place() {
        // What the register said was about another address (ADR-6).
        line.address.register_id.clear();
        line.address.not_in_register = false;
        facts.register_address = None;
    }
    if column == Column::Postcode {
        // ADR-3: a place that follows from the postcode goes on following it; one that was typed stays.
        let place_of = |typed: &str| {
            let code = postcode::split(typed).map(|(code, _)| code);
            code.and_then(|code| postcodes.place_of(&code))
        };
        let place = line.address.place.trim();
        if place.is_empty() || place_of(&before) == Some(place) {
            place_of(&line.address.postcode)
                .unwrap_or_default()
                .clone_into(&mut line.address.place);
        }
    }
    if column == Column::OrganisationNumber {
        facts.company = None;
    }
    Ok(())
}

/// What became of a paste.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub cells: usize,
    pub misunderstood: usize,
    /// Beyond the fiftieth line.
    pub rows_left: usize,
    /// Beyond the last column.
    pub columns_left: usize,
    /// The rows that something came into: from, and how many.
    pub first: usize,
    pub rows: usize,
}

/// Pastes rows of cells from this cell on, over as many lines as there are rows; new lines come at the end as long as there is
/// room (ORD-1). Rows under known headings go to their columns by name, wherever the cell is.
pub fn paste<'a>(
    lines: &mut Vec<Standing>,
    (row, column): (usize, usize),
    cells: &[Vec<String>],
    labels: impl Iterator<Item = (Column, &'a str)>,
    new_line: impl Fn() -> Standing,
    postcodes: &PostcodeRegister,
) -> Pasted {
    let headings = cells.first().map(|first| mapping::columns(first, labels));
    let by_name = headings.filter(|found| {
        cells.len() > 1
            && cells
                .first()
                .is_some_and(|first| mapping::is_heading(found, first))
    });
    let (rows, columns) = match &by_name {
        Some(found) => (cells.get(1..).unwrap_or_default(), found.clone()),
        None => {
            let widest = cells.iter().map(Vec::len).max().unwrap_or_default();
            let from_here = Column::ALL.into_iter().skip(column).map(Some);
            (cells, from_here.take(widest).collect())
        }
    };
    let mut pasted = Pasted {
        first: row,
        ..Pasted::default()
    };
    for (nth, cells) in rows.iter().enumerate() {
        let at = row + nth;
        if at >= MOST_PROJECT_LINES {
            pasted.rows_left += 1;
            continue;
        }
        while lines.len() <= at {
            lines.push(new_line());
        }
        let Some(standing) = lines.get_mut(at) else {
            continue;
        };
        pasted.rows += 1;
        if by_name.is_none() {
            pasted.columns_left = pasted.columns_left.max(cells.len().saturating_sub(columns.len()));
        }
        for (text, column) in cells.iter().zip(&columns) {
            let Some(column) = *column else { continue };
            match write(
                &mut standing.line,
                &mut standing.facts,
                column,
                text.trim(),
                postcodes,
            ) {
                Ok(()) => {
                    typed::tidy(&mut standing.line, column.field());
                    pasted.cells += 1;
                }
                Err(Misunderstood) => pasted.misunderstood += 1,
            }
        }
    }
    pasted
}

/// Writes the same text into every cell of a block.
pub fn fill(
    lines: &mut [Standing],
    rows: (usize, usize),
    columns: (usize, usize),
    text_of: impl Fn(Column) -> String,
    postcodes: &PostcodeRegister,
) {
    for standing in lines.iter_mut().take(rows.1 + 1).skip(rows.0) {
        for column in Column::ALL.into_iter().take(columns.1 + 1).skip(columns.0) {
            let text = text_of(column);
            // A tick or a choice that has no such word stays as it is.
            if write(&mut standing.line, &mut standing.facts, column, &text, postcodes).is_ok() {
                typed::tidy(&mut standing.line, column.field());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::OrderDraft;
    use leptos::prelude::{Owner, RwSignal};

    use crate::forms::orders::{lines::Lines, project::new_line};

    fn postcodes() -> PostcodeRegister {
        PostcodeRegister::parse(domain::postcode::SHIPPED).unwrap()
    }

    fn lines(count: usize) -> (Lines, Vec<Standing>) {
        let lines = Lines::new(
            RwSignal::new(OrderDraft::default()),
            domain::orders::Facts::default(),
        );
        let all = (0..count)
            .map(|_| lines.new_line(new_line(), LineFacts::default()))
            .collect();
        (lines, all)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        domain::sheet::delimited::read(text, '\t')
    }

    fn pasted(all: &mut Vec<Standing>, lines: Lines, at: (usize, usize), text: &str) -> Pasted {
        let fresh = || lines.new_line(new_line(), LineFacts::default());
        paste(all, at, &rows(text), core::iter::empty(), fresh, &postcodes())
    }

    /// ORD-1, ORD-8
    #[test]
    fn what_is_pasted_adds_lines_up_to_fifty_and_says_what_did_not_fit() {
        Owner::new().with(|| {
            let (keys, mut all) = lines(1);
            let text = (0..60)
                .map(|nth| format!("Kari\tNordby{nth}\n"))
                .collect::<String>();
            let told = pasted(&mut all, keys, (0, 1), &text);
            assert_eq!((told.cells, told.rows, told.rows_left), (100, 50, 10));
            assert_eq!(all.len(), 50);
            assert_eq!(all[49].line.end_user.last_name, "Nordby49");
            let told = pasted(&mut all, keys, (49, 23), "ja\tmer\tenda mer");
            assert_eq!((told.cells, told.columns_left), (1, 2));
            assert!(all[49].line.confirmations.customer_informed);
        });
    }

    /// ORD-8
    #[test]
    fn rows_under_headings_go_to_their_columns_by_name() {
        Owner::new().with(|| {
            let (keys, mut all) = lines(1);
            let text = "Postnr\tEtternavn\tBemerkning\n0665\tNordby\tnoe\n0364\tLund\tannet";
            let told = pasted(&mut all, keys, (0, 7), text);
            assert_eq!((told.rows, told.cells), (2, 4));
            assert_eq!(all[0].line.address.place, "OSLO");
            assert_eq!(all[1].line.end_user.last_name, "Lund");
        });
    }

    /// ADR-6, ADR-3
    #[test]
    fn another_street_is_no_longer_the_address_that_the_register_knew() {
        let mut line = LineDraft::default();
        let mut facts = LineFacts {
            register_address: Some(domain::address::RegisterAddress::default()),
            ..LineFacts::default()
        };
        line.address.register_id = "r1".to_owned();
        let mut set = |column, text: &str| write(&mut line, &mut facts, column, text, &postcodes()).unwrap();
        set(Column::Postcode, "0665");
        set(Column::Postcode, "5003");
        set(Column::Street, "Storgata");
        assert_eq!(line.address.place, "BERGEN");
        assert_eq!(line.address.register_id, "");
        assert_eq!(facts.register_address, None);
        line.address.place = "Et sted".to_owned();
        write(&mut line, &mut facts, Column::Postcode, "0665", &postcodes()).unwrap();
        assert_eq!(line.address.place, "Et sted", "what was typed stays");
    }
}
