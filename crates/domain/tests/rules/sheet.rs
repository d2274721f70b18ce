//! ORD-8: what people paste and import.

use domain::{
    orders::LineDraft,
    sheet::{Column, delimited, mapping},
};
use proptest::prelude::*;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// ORD-8
#[test]
fn every_column_keeps_what_is_set_in_it_and_touches_no_other() {
    for column in Column::ALL {
        let mut line = LineDraft::default();
        let text = match column {
            Column::Kind => "bedrift",
            _ if column.is_tick() => "ja",
            _ => "typed",
        };
        column.set(&mut line, text).unwrap();
        for other in Column::ALL {
            let expected = match (other == column, column) {
                (false, _) => "",
                (true, Column::Kind) => "company",
                (true, _) if column.is_tick() => "x",
                (true, _) => "typed",
            };
            assert_eq!(other.get(&line), expected, "{column:?} {other:?}");
        }
        assert_eq!(Column::showing(column.field()), Some(column));
    }
}

/// ORD-8
#[test]
fn a_tick_that_is_no_tick_changes_nothing() {
    let mut line = LineDraft::default();
    line.confirmations.door_marked = true;
    assert!(Column::DoorMarked.set(&mut line, "kanskje").is_err());
    assert!(line.confirmations.door_marked);
    assert!(Column::Kind.set(&mut line, "romvesen").is_err());
    assert!(Column::Street.tick(&mut line, true).is_err());
}

/// ORD-8
#[test]
fn headings_are_known_in_both_languages_and_however_they_are_written() {
    let headings = row(&[
        "FORNAVN",
        "Last name",
        "Født",
        "Post nr.",
        "Kontakttelefon 2",
        "Bemerkning",
        "Etternavn",
        "fodselsdato",
        "Egen overskrift",
    ]);
    let labels = [(Column::Unit, "Egen overskrift")];
    assert_eq!(
        mapping::columns(&headings, labels.into_iter()),
        [
            Some(Column::FirstName),
            Some(Column::LastName),
            Some(Column::DateOfBirth),
            Some(Column::Postcode),
            Some(Column::SecondPhone),
            None,
            // Each is taken once.
            None,
            None,
            Some(Column::Unit),
        ]
    );
}

/// ORD-8
#[test]
fn a_house_number_in_the_street_goes_to_its_own_place_when_no_column_has_it() {
    let split = |street: &str, columns: &[Option<Column>]| {
        let line = mapping::line_of(&row(&[street]), columns).line;
        (line.address.street, line.address.house_number)
    };
    let street = [Some(Column::Street)];
    let expected = |street: &str, number: &str| (street.to_owned(), number.to_owned());
    assert_eq!(split("Kirkeveien 64 b", &street), expected("Kirkeveien", "64B"));
    assert_eq!(split("Kirkeveien 64B", &street), expected("Kirkeveien", "64B"));
    assert_eq!(
        split("Olav Tryggvasons gate 5", &street),
        expected("Olav Tryggvasons gate", "5")
    );
    assert_eq!(split("Kirkeveien", &street), expected("Kirkeveien", ""));
    assert_eq!(split("17", &street), expected("17", ""));
    let both = [Some(Column::Street), Some(Column::HouseNumber)];
    assert_eq!(split("Gate 1", &both), expected("Gate 1", ""));
}

/// CUS-2
#[test]
fn a_row_with_a_company_alone_is_a_company() {
    let columns = [
        Some(Column::FirstName),
        Some(Column::CompanyName),
        Some(Column::Kind),
    ];
    let kind = |cells: &[&str]| mapping::line_of(&row(cells), &columns).line.end_user.kind;
    assert_eq!(kind(&["", "Fjordkraft Demo", ""]), "company");
    assert_eq!(kind(&["Kari", "Fjordkraft Demo", ""]), "private");
    assert_eq!(kind(&["", "Fjordkraft Demo", "privat"]), "private");
    let made = mapping::line_of(&row(&["", "", "romvesen"]), &columns);
    assert_eq!(made.misunderstood, [(Column::Kind, "romvesen".to_owned())]);
}

/// ORD-8
#[test]
fn a_file_is_read_whatever_its_letters_separator_and_ends_of_lines() {
    let expected = vec![row(&["Navn", "Gate"]), row(&["Bjørn \"B\"; Å", "Øvre\nvei"])];
    let text = "Navn;Gate\r\n\"Bjørn \"\"B\"\"; Å\";\"Øvre\nvei\"\r\n";
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let marked = format!("\u{FEFF}{text}");
    for bytes in [text.as_bytes(), &latin, &utf16, marked.as_bytes()] {
        let decoded = delimited::decoded(bytes);
        assert_eq!(delimited::separator(&decoded), ';');
        assert_eq!(delimited::read(&decoded, ';'), expected);
    }
    for separator in ['\t', ','] {
        let text = format!("a{separator}\"b;b;b\"{separator}c\rd");
        assert_eq!(delimited::separator(&text), separator);
        assert_eq!(
            delimited::read(&text, separator),
            [row(&["a", "b;b;b", "c"]), row(&["d"])]
        );
    }
}

/// ORD-8
#[test]
fn what_a_spreadsheet_would_run_is_text_when_it_is_exported() {
    let cells = row(&["=1+1", "+47 41234567", "-2", "@a", "+A1", "Kari"]);
    let written = delimited::written(&[cells]);
    assert_eq!(written, "\u{FEFF}'=1+1;+47 41234567;'-2;'@a;'+A1;Kari\r\n");
}

/// ORD-8
#[test]
fn a_row_of_headings_is_told_from_a_row_of_customers() {
    let heading = |cells: &[&str]| {
        let row = row(cells);
        mapping::is_heading(&mapping::columns(&row, core::iter::empty()), &row)
    };
    assert!(heading(&["Fornavn", "Etternavn", "Noe annet"]));
    assert!(!heading(&["Kari", "Nordby", "Kirkeveien 1"]));
}

proptest! {
    /// ORD-8: what is copied here and pasted here is the same.
    #[test]
    fn what_is_copied_comes_back(rows in proptest::collection::vec(proptest::collection::vec("[a-zæøå\"\t\n; ]{0,6}", 1..5), 1..6)) {
        // A last row of one empty cell cannot be told from the end.
        prop_assume!(rows.last().is_some_and(|row| row.len() > 1 || row.iter().any(|cell| !cell.is_empty())));
        prop_assert_eq!(delimited::read(&delimited::copied(&rows), '\t'), rows);
    }

    /// ORD-8: any bytes are some rows.
    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = delimited::decoded(&bytes);
        let rows = delimited::read(&text, delimited::separator(&text));
        prop_assert!(rows.len() <= delimited::MOST_ROWS);
        for row in &rows {
            mapping::line_of(row, &mapping::columns(row, core::iter::empty()));
        }
    }

    /// ORD-8
    #[test]
    fn no_exported_cell_begins_as_a_formula(cell in "[=+@\\-\t\r]?[^\u{0}]{0,8}") {
        let safe = delimited::neutralised(&cell);
        let digits = safe.trim_start_matches('+').chars().all(|c| c.is_ascii_digit() || c == ' ');
        prop_assert!(!safe.starts_with(['=', '-', '@', '\t', '\r']));
        prop_assert!(!safe.starts_with('+') || digits);
    }
}
