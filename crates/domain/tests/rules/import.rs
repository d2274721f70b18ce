//! ORD-8: a file on its way into the lines of a project.

use std::sync::LazyLock;

use domain::{
    finding::codes,
    orders::{Facts, OrderDraft, OrderType},
    sheet::{
        Column, delimited,
        file::{self, Kind},
        import::{Import, Judged, MOST_ROWS, Remembered},
    },
};
use proptest::prelude::*;

use crate::world::*;

const HEADINGS: &str = "Fornavn;Etternavn;Født;Gate;Husnr;Postnr;Kontakt;Telefon;Telefon 2;Kundetype;Kundenr";
const GOOD: &str = "Kari;Nordby;01.02.1980;Kirkeveien;64B;0364;Kari Nordby;41234567;98765432;privat;K-1";

fn import(text: &str) -> Import {
    Import::of(
        "liste.csv",
        delimited::read(text, ';'),
        core::iter::empty(),
        &Remembered::new(),
    )
    .unwrap()
}

/// Made once for all rows that chance makes; nothing is known of them yet.
static WORLD: LazyLock<World> = LazyLock::new(|| World {
    facts: Facts::default(),
    ..good().1
});

static DRAFT: LazyLock<OrderDraft> = LazyLock::new(|| good().0);

fn project() -> OrderDraft {
    OrderDraft {
        order_type: "project".to_owned(),
        ..DRAFT.clone()
    }
}

fn judged(import: &Import) -> Vec<Judged> {
    assert_eq!(project().order_type(), Some(OrderType::Project));
    import.judged(&project(), &WORLD.context())
}

fn faults(row: &Judged) -> Vec<(Column, &str)> {
    row.faults
        .iter()
        .map(|fault| (fault.column, fault.finding.code.as_str()))
        .collect()
}

/// ORD-8: what the register, Kapaks and the user say once the line is there is no fault of the file.
#[test]
fn a_row_that_holds_everything_has_no_faults_and_gets_its_place_from_its_postcode() {
    let import = import(&format!("{HEADINGS}\n{GOOD}"));
    let rows = judged(&import);
    assert_eq!(faults(&rows[0]), []);
    assert_eq!(rows[0].line.address.place, "OSLO");
    assert_eq!(rows[0].line.address.register_id, "");
    assert_eq!(import.columns[10], None);
    assert_eq!(import.recognised, [[true; 10].as_slice(), &[false]].concat());
}

/// ADR-3
#[test]
fn a_postcode_that_a_spreadsheet_took_for_a_number_has_its_zero_again() {
    let import = import("Etternavn;Postnr\nNordby;364\nLund;36");
    let rows = judged(&import);
    assert_eq!(
        (
            rows[0].line.address.postcode.as_str(),
            rows[0].line.address.place.as_str()
        ),
        ("0364", "OSLO")
    );
    assert_eq!(rows[1].line.address.postcode, "36");
}

/// ORD-8: the errors are those of the form, each in its own cell.
#[test]
fn each_kind_of_error_stands_at_its_cell() {
    let text = [
        HEADINGS,
        GOOD,
        "Kari;;01.02.1980;Kirkeveien;64B;0364;Kari Nordby;41234567;98765432;privat;",
        "Kari;Lund;31.02.1980;Kirkeveien;64B;0364;Kari Nordby;41234567;98765432;privat;",
        "Kari;Vik;01.02.1980;Postboks 12;1;0364;Kari Nordby;41234567;98765432;privat;",
        "Kari;Dal;01.02.1980;Kirkeveien;64B;9999;Kari Nordby;41234567;98765432;privat;",
        "Kari;Strand;01.02.1980;Kirkeveien;64B;0364;Kari;41234567;98765432;privat;",
        "Kari;Berg;01.02.1980;Kirkeveien;64B;0364;Kari Nordby;1234;98765432;privat;",
        "Kari;Haug;01.02.1980;Kirkeveien;64B;0364;Kari Nordby;41234567;98765432;romvesen;",
        GOOD,
    ]
    .join("\n");
    let rows = judged(&import(&text));
    let columns = |at: usize| -> Vec<Column> { rows[at].faults.iter().map(|fault| fault.column).collect() };
    assert!(rows[0].is_good());
    assert_eq!(columns(1), [Column::LastName]);
    assert_eq!(columns(2), [Column::DateOfBirth]);
    assert_eq!(columns(3), [Column::Street]);
    // The place follows from a postcode that exists.
    assert_eq!(columns(4), [Column::Postcode, Column::Place]);
    assert_eq!(columns(5), [Column::ContactName]);
    assert_eq!(columns(6), [Column::Phone]);
    assert_eq!(
        faults(&rows[7]),
        [(Column::Kind, codes::SHEET_NOT_UNDERSTOOD.name)]
    );
    assert_eq!(rows[7].text(Column::Kind), "romvesen");
    // ORD-5: the same customer at the same place once more.
    assert_eq!(
        faults(&rows[8]),
        [(Column::LastName, codes::LINE_REPEATS_LINE.name)]
    );
}

/// ORD-8
#[test]
fn a_cell_is_put_right_where_it_stands_and_stays_so_when_columns_are_mapped_anew() {
    let mut import = import("Fornavn;Etternavn;X\nKari;;Nordby");
    import.correct(0, Column::LastName, "Lund");
    assert_eq!(judged(&import)[0].line.end_user.last_name, "Lund");
    // The third column is the contact after all.
    import.choose(2, Some(Column::ContactName));
    let row = &judged(&import)[0];
    assert_eq!(
        (
            row.line.end_user.last_name.as_str(),
            row.line.contact.name.as_str()
        ),
        ("Lund", "Nordby")
    );
    // No column is there twice.
    import.choose(2, Some(Column::FirstName));
    assert_eq!(
        import.columns,
        [None, Some(Column::LastName), Some(Column::FirstName)]
    );
    // What is missing in the file altogether can be put right too, and is shown.
    let shown = import.shown(&judged(&import));
    assert!(
        shown.contains(&Column::Phone) && shown.contains(&Column::Postcode),
        "{shown:?}"
    );
    import.correct(0, Column::Kind, "hva");
    assert_eq!(judged(&import)[0].text(Column::Kind), "hva");
}

/// ORD-8
#[test]
fn what_was_said_of_a_column_holds_for_the_next_file() {
    let mut first = import("Fornavn;Etternavn;Merkelapp\nKari;Nordby;H0101");
    first.choose(2, Some(Column::Unit));
    let text = "etternavn;MERKELAPP;Fornavn\nLund;H0202;Ola";
    let next = Import::of(
        "b.csv",
        delimited::read(text, ';'),
        core::iter::empty(),
        &first.said(),
    )
    .unwrap();
    assert_eq!(
        next.columns,
        [
            Some(Column::LastName),
            Some(Column::Unit),
            Some(Column::FirstName)
        ]
    );
    assert_eq!(next.recognised, [true; 3]);
}

/// ORD-8
#[test]
fn a_file_without_headings_has_none_and_one_may_say_so() {
    let mut import = import("Kari;Nordby;0364\nOla;Lund;0665");
    assert!(!import.has_headings);
    assert_eq!((import.rows.len(), import.columns.len()), (2, 3));
    import.set_has_headings(true);
    assert_eq!((import.headings[0].as_str(), import.rows.len()), ("Kari", 1));
    import.set_has_headings(false);
    assert_eq!(import.rows.len(), 2);
    // Names of columns that nobody knows are names.
    assert!(self::import("Alfa;Beta\n1;2").has_headings);
}

/// ORD-8
#[test]
fn what_failed_is_written_with_its_own_columns_and_the_reason() {
    let mut import = import("Etternavn;Kundenr;Postnr\nNordby;K-1;99\nLund;K-2;0364");
    import.correct(0, Column::Postcode, "98");
    let rows = judged(&import);
    let written = import.written(
        &rows,
        &[0],
        |column| format!("{column:?}"),
        ("Hvorfor", |_: &Judged| "fordi".to_owned()),
    );
    assert_eq!(written.len(), 2);
    assert_eq!(written[0][..3], ["Etternavn", "Kundenr", "Postnr"]);
    assert_eq!(written[1][..3], ["Nordby", "K-1", "98"]);
    assert!(written[0].contains(&"FirstName".to_owned()), "{:?}", written[0]);
    assert_eq!(
        (
            written[0].last().unwrap().as_str(),
            written[1].last().unwrap().as_str()
        ),
        ("Hvorfor", "fordi")
    );
}

/// CUS-2: the company register fills in the name.
#[test]
fn a_company_by_its_number_alone_has_all_that_the_file_must_hold() {
    let text = "Orgnr;Gate;Husnr;Postnr;Kontakt;Telefon;Telefon 2\n923609016;Kirkeveien;64B;0364;Kari Nordby;41234567;98765432";
    assert_eq!(faults(&judged(&import(text))[0]), []);
}

/// ORD-1
#[test]
fn rows_beyond_what_is_read_are_counted() {
    let text = format!("{HEADINGS}\n{}", format!("{GOOD}\n").repeat(MOST_ROWS + 7));
    let import = import(&text);
    assert_eq!((import.rows.len(), import.left_out), (MOST_ROWS, 7));
    let none = Import::of(
        "tom.csv",
        delimited::read(HEADINGS, ';'),
        core::iter::empty(),
        &Remembered::new(),
    );
    assert_eq!(none, None);
}

/// ORD-8
#[test]
fn a_file_is_known_by_what_it_holds() {
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 9, 9]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(file::kind(b"a;b\n"), Kind::Text);
    assert_eq!(file::kind(b""), Kind::Text);
    assert_eq!(file::kind(b"\xFF\xFEa\0"), Kind::Text);
    assert_eq!(file::kind(b"PK\x03\x04..."), Kind::Archive);
    assert_eq!(file::kind(&locked[..10]), Kind::OldWorkbook);
    assert_eq!(file::kind(&locked), Kind::Locked);
    assert_eq!(file::kind(b"%PDF-1.7"), Kind::Other);
    assert_eq!(file::kind(b"\x89PNG\r\n\x1a\n\0\0"), Kind::Other);
}

/// ORD-8
#[test]
fn letters_of_windows_are_read_as_they_were_written() {
    assert_eq!(
        delimited::decoded(b"\x80 K\xE5re \x96 \x93x\x94 \x81"),
        "€ Kåre – “x” \u{FFFD}"
    );
}

proptest! {
    /// ORD-8: any bytes are rows to look over, or none; and they can be written again.
    #[test]
    fn any_bytes_are_looked_over_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0_usize..4) {
        let text = delimited::decoded(&bytes);
        let rows = delimited::read(&text, delimited::separator(&text));
        if let Some(mut import) = Import::of("x", rows, core::iter::empty(), &Remembered::new()) {
            import.choose(at, Some(Column::ALL[at]));
            import.correct(at, Column::DoorMarked, &text);
            import.set_has_headings(!import.has_headings);
            let rows = judged(&import);
            prop_assert_eq!(rows.len(), import.rows.len());
            import.written(&rows, &[at], |column| format!("{column:?}"), ("", |_: &Judged| String::new()));
        }
        file::kind(&bytes);
    }
}
