//! What other programs write is read, what is written here they read, and no bytes do harm.
#![cfg(test)]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use workbook::{Cell, Look, Rows, Unreadable, Widths, Writer, read, written};

const LOOK: Look<'static> = Look {
    sheet: "Linjer",
    to_fill_in: true,
};

fn rows(text: &[&[&str]]) -> Rows {
    text.iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect()
}

/// ORD-8
#[test]
fn what_another_program_has_written_is_read_as_it_shows_it() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.write(0, 0, "skjult").unwrap();
    hidden.set_hidden(true);
    let sheet = book.add_worksheet();
    sheet.set_active(true);
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let code = Format::new().set_num_format("0000");
    sheet.write(0, 0, "Født").unwrap();
    sheet.write(0, 1, "Æ & <Å>").unwrap();
    sheet
        .write_with_format(1, 0, ExcelDateTime::from_ymd(1980, 2, 1).unwrap(), &day)
        .unwrap();
    sheet.write_with_format(1, 1, 665, &code).unwrap();
    sheet.write(1, 2, 41_234_567).unwrap();
    sheet.write(1, 3, 1.5).unwrap();
    sheet.write(1, 5, true).unwrap();
    sheet
        .write(2, 0, Formula::new("=\"Ka\"&\"ri\"").set_result("Kari"))
        .unwrap();
    sheet.write(2, 1, Formula::new("=1+1").set_result("2")).unwrap();
    sheet
        .write_rich_string(
            2,
            2,
            &[(&Format::new(), "Nord"), (&Format::new().set_bold(), "by")],
        )
        .unwrap();
    sheet.write(900, 0, "langt nede").unwrap();
    let read = read(&book.save_to_buffer().unwrap()).unwrap();
    let expected = rows(&[
        &["Født", "Æ & <Å>"],
        &["01.02.1980", "0665", "41234567", "1.5", "", "1"],
        &["Kari", "2", "Nordby"],
        &["langt nede"],
    ]);
    assert_eq!(read, expected);
}

/// ORD-8: and none of it is a formula.
#[test]
fn what_is_written_another_program_reads() {
    let all = rows(&[
        &["Fornavn", "Postnr"],
        &["=1+1", "0665"],
        &["+47 41234567", " Å\n<&>\" "],
        &["", "-2"],
    ]);
    let bytes = written(&all, LOOK);
    assert_eq!(read(&bytes).unwrap(), all);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Linjer"]);
    let formulas = book.worksheet_formula("Linjer").unwrap();
    assert!(formulas.is_empty());
    let range = book.worksheet_range("Linjer").unwrap();
    let seen: Rows = range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::String(text) => text.clone(),
                    Data::Empty => String::new(),
                    other => panic!("{other:?}"),
                })
                .collect()
        })
        .collect();
    assert_eq!(seen, all);
}

/// A list of so many rows, with one cell of each kind.
fn list(count: i64) -> Vec<u8> {
    let look = Look {
        sheet: "Bestillinger",
        to_fill_in: false,
    };
    let numbers: Vec<String> = (0..count).map(|nth| format!("0{nth}")).collect();
    let row = |nth: usize, number| {
        let nth = i64::try_from(nth).unwrap();
        // 1 December 2026, and the days before it.
        [
            Cell::Text(number),
            Cell::Day(20_788 - nth),
            Cell::Whole(nth),
            Cell::Hundredths(nth * 100 - 50),
        ]
    };
    let titles = ["Nummer", "Ønsket", "Alder", "Månedsleie"].map(Cell::Text);
    let mut widths = Widths::default();
    widths.see(titles);
    let mut writer = Writer::begin(look, &widths);
    writer.row(titles);
    for (nth, number) in numbers.iter().enumerate() {
        writer.row(row(nth, number));
    }
    writer.end()
}

#[test]
fn days_and_amounts_are_numbers_that_sort_and_add_up_and_text_stays_text() {
    let bytes = list(2);
    let shown = rows(&[
        &["Nummer", "Ønsket", "Alder", "Månedsleie"],
        &["00", "01.12.2026", "0", "-0.50"],
        &["01", "30.11.2026", "1", "0.50"],
    ]);
    assert_eq!(read(&bytes).unwrap(), shown);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Bestillinger").unwrap();
    let cells = range.rows().nth(2).unwrap();
    assert_eq!(cells[0], Data::String("01".to_owned()));
    let Data::DateTime(day) = cells[1] else {
        panic!("{:?}", cells[1])
    };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 11, 30, 0, 0, 0, 0));
    assert_eq!((&cells[2], &cells[3]), (&Data::Float(1.0), &Data::Float(0.5)));
}

#[test]
fn a_long_list_that_is_packed_as_it_comes_is_whole() {
    let bytes = list(20_000);
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Bestillinger").unwrap();
    let expected = (0..20_000).map(|nth| format!("0{nth}"));
    let found = range.rows().skip(1).map(|row| row[0].to_string());
    assert!(found.eq(expected));
}

/// ORD-8
#[test]
fn what_is_no_workbook_or_a_broken_one_is_told_apart() {
    let bytes = written(&rows(&[&["a", "b"], &["1", "2"]]), LOOK);
    assert_eq!(read(b"a;b"), Err(Unreadable::NotAWorkbook));
    assert_eq!(read(b""), Err(Unreadable::NotAWorkbook));
    assert_eq!(read(&bytes[..bytes.len() / 2]), Err(Unreadable::Broken));
    // A letter of a part is another: its sum does not fit, or it does not unpack.
    let mut changed = bytes.clone();
    let sheet = b"xl/worksheets/sheet1.xml";
    let at = (0..bytes.len())
        .find(|at| bytes[*at..].starts_with(sheet))
        .unwrap();
    changed[at + sheet.len() + 20] ^= 0x55;
    assert!(read(&changed).is_err());
    // An archive of something else.
    let mut other = bytes;
    let name = b"_rels/.rels";
    let places: Vec<usize> = (0..other.len() - name.len())
        .filter(|at| other[*at..].starts_with(name))
        .collect();
    for at in places {
        other[at] = b'x';
    }
    assert_eq!(read(&other), Err(Unreadable::NotAWorkbook));
}

/// ORD-8: a small file that unpacks to far more than any sheet is refused, also when it lies about its size.
#[test]
fn what_unpacks_to_too_much_is_refused() {
    let many = vec![vec!["0".repeat(30_000)]; 400];
    let bytes = written(&many, LOOK);
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    assert_eq!(read(&bytes), Err(Unreadable::TooLarge));
    let mut lying = bytes;
    let size = u32::try_from(lying.len()).unwrap();
    let head = b"PK\x01\x02";
    let places: Vec<usize> = (0..lying.len() - 46)
        .filter(|at| lying[*at..].starts_with(head))
        .collect();
    for at in places {
        lying[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
    }
    assert_eq!(read(&lying), Err(Unreadable::TooLarge));
}

proptest! {
    /// ORD-8
    #[test]
    fn what_is_written_is_read_again(rows in proptest::collection::vec(proptest::collection::vec("[ -~æøå\n\t]{1,8}", 1..5), 1..6)) {
        prop_assert_eq!(read(&written(&rows, LOOK)).unwrap(), rows);
    }

    /// ORD-8
    #[test]
    fn any_bytes_are_rows_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let mut archive = b"PK\x03\x04".to_vec();
        archive.extend(bytes);
        let _ = read(&archive);
    }

    /// ORD-8: a workbook with some of its bytes changed, which reaches deeper than chance alone.
    #[test]
    fn a_changed_workbook_is_rows_or_a_reason(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = written(&vec![vec!["Etternavn".to_owned(), "Postnr".to_owned()], vec!["Nordby".to_owned(), "0665".to_owned()]], LOOK);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }
}
