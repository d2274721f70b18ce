//! One sheet, for people to read, or of text for them to fill in.

use crate::{
    Rows,
    packing::{self, Part},
    serial::TO_1970,
};

/// What a spreadsheet has room for in a cell, in characters.
const LONGEST_CELL: usize = 32_767;
/// In characters of the usual font.
const NARROWEST: usize = 10;
const WIDEST: usize = 48;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A cell as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Stays text, so that a spreadsheet neither runs what begins as a formula nor takes the zero from a postcode.
    Text(&'a str),
    /// A day by its distance from 1 January 1970: it sorts, and is shown as the reader's own spreadsheet shows days. Those
    /// before March 1900 are a day off, as they are in every spreadsheet.
    Day(i64),
    Whole(i64),
    /// Shown with two decimals.
    Hundredths(i64),
}

impl Cell<'_> {
    /// In characters, as it is shown.
    fn width(self) -> usize {
        match self {
            Cell::Text(text) => text.chars().count(),
            Cell::Day(_) => "31.12.2026".len(),
            Cell::Whole(number) => number.to_string().len(),
            // With a space between thousands.
            Cell::Hundredths(number) => number.to_string().len() * 4 / 3 + 1,
        }
    }
}

/// How the sheet is called, in the language of who opens it, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub sheet: &'a str,
    /// People go on writing in it: its columns are text to their end, also below what is written.
    pub to_fill_in: bool,
}

/// How wide columns must be for what has been seen of them.
#[derive(Clone, Debug, Default)]
pub struct Widths(Vec<usize>);

impl Widths {
    pub fn see<'a>(&mut self, row: impl IntoIterator<Item = Cell<'a>>) {
        for (at, cell) in row.into_iter().enumerate() {
            let width = (cell.width() + 2).clamp(NARROWEST, WIDEST);
            match self.0.get_mut(at) {
                Some(widest) => *widest = width.max(*widest),
                None => self.0.push(width),
            }
        }
    }
}

/// A workbook of these rows of text, the first of them headings.
pub fn written(rows: &Rows, look: Look<'_>) -> Vec<u8> {
    let mut widths = Widths::default();
    for row in rows {
        widths.see(row.iter().map(|cell| Cell::Text(cell)));
    }
    let mut writer = Writer::begin(look, &widths);
    for row in rows {
        writer.row(row.iter().map(|cell| Cell::Text(cell)));
    }
    writer.end()
}

/// A workbook that is written row by row.
pub struct Writer {
    name: String,
    sheet: Part,
    /// The headings are there: the rows are those of the list.
    has_headings: bool,
}

impl Writer {
    pub fn begin(look: Look<'_>, widths: &Widths) -> Self {
        let mut sheet = Part::begin();
        sheet.push(&sheet_head(look, widths));
        Self {
            name: look.sheet.to_owned(),
            sheet,
            has_headings: false,
        }
    }

    /// The first row is the headings, bold and always in sight.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let style = if self.has_headings { TEXT } else { BOLD };
        self.has_headings = true;
        let mut text = "<row>".to_owned();
        for cell in cells {
            match cell {
                Cell::Text("") => text.push_str(&format!("<c s=\"{style}\"/>")),
                Cell::Text(words) => text.push_str(&format!(
                    "<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(words)
                )),
                Cell::Day(days) => {
                    let serial = days.saturating_add(TO_1970);
                    text.push_str(&format!("<c s=\"{DAY}\"><v>{serial}</v></c>"));
                }
                Cell::Whole(number) => text.push_str(&format!("<c><v>{number}</v></c>")),
                Cell::Hundredths(number) => {
                    let sign = if number < 0 { "-" } else { "" };
                    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
                    text.push_str(&format!(
                        "<c s=\"{TWO_DECIMALS}\"><v>{sign}{whole}.{rest:02}</v></c>"
                    ));
                }
            }
        }
        text.push_str("</row>");
        self.sheet.push(&text);
    }

    pub fn end(mut self) -> Vec<u8> {
        self.sheet.push("</sheetData></worksheet>");
        let whole = |text: String| Part::whole(&text);
        packing::archive(&[
            ("[Content_Types].xml", whole(content_types())),
            (
                "_rels/.rels",
                whole(relations(&[("officeDocument", "xl/workbook.xml")])),
            ),
            ("xl/workbook.xml", whole(workbook(&self.name))),
            (
                "xl/_rels/workbook.xml.rels",
                whole(relations(&[
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("styles", "styles.xml"),
                ])),
            ),
            ("xl/styles.xml", whole(styles())),
            ("xl/worksheets/sheet1.xml", self.sheet.end()),
        ])
    }
}

fn content_types() -> String {
    let of_sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{of_sheets}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{of_sheets}.worksheet+xml\"/><Override \
         PartName=\"/xl/styles.xml\" ContentType=\"{of_sheets}.styles+xml\"/></Types>"
    )
}

fn relations(all: &[(&str, &str)]) -> String {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (nth, (kind, to)) in all.iter().enumerate() {
        let id = nth + 1;
        text.push_str(&format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{to}\"/>"
        ));
    }
    text.push_str("</Relationships>");
    text
}

/// Names of sheets have at most 31 characters and none of these.
fn workbook(name: &str) -> String {
    let fits = |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let name: String = name.chars().filter(fits).take(31).collect();
    let name = if name.trim().is_empty() { "1" } else { name.trim() };
    let name = escaped(name);
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"{name}\" sheetId=\"1\" \
         r:id=\"rId1\"/></sheets></workbook>"
    )
}

/// The styles of cells by their place below; the first is of numbers.
const TEXT: u8 = 1;
const BOLD: u8 = 2;
const DAY: u8 = 3;
const TWO_DECIMALS: u8 = 4;

/// Of the formats that need no definition, 49 is `@`, 14 a day as the reader's country writes it, and 4 is `#,##0.00`.
fn styles() -> String {
    let cell = |format: u8, font: u8| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" \
             applyFont=\"1\"/>"
        )
    };
    let cells = [cell(0, 0), cell(49, 0), cell(49, 1), cell(14, 0), cell(4, 0)];
    let (count, cells) = (cells.len(), cells.concat());
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz \
         val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
         <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
         </cellStyleXfs><cellXfs count=\"{count}\">{cells}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" \
         builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// The sheet before its rows: the headings stay in sight, and the columns have their widths.
fn sheet_head(look: Look<'_>, Widths(widths): &Widths) -> String {
    let mut text = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    let style = if look.to_fill_in { TEXT } else { 0 };
    if !widths.is_empty() {
        text.push_str("<cols>");
        for (nth, width) in widths.iter().enumerate() {
            let at = nth + 1;
            text.push_str(&format!(
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"/>"
            ));
        }
        text.push_str("</cols>");
    }
    text.push_str("<sheetData>");
    text
}

/// What XML has no place for, as a bell, is left out.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for letter in cell.chars().take(LONGEST_CELL) {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\r' => text.push_str("&#13;"),
            '\t' | '\n' => text.push(letter),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Archive;

    fn part(bytes: &[u8], name: &str) -> String {
        let part = Archive::open(bytes).unwrap().part(name).unwrap();
        String::from_utf8(part.unwrap()).unwrap()
    }

    #[test]
    fn the_headings_are_bold_and_stay_in_sight_and_the_columns_fit_what_stands_in_them() {
        let rows = vec![
            vec!["Sted".to_owned(), "Nr.".to_owned()],
            vec!["Prøveveien 21 A, 0665 OSLO".to_owned(), "1".repeat(90)],
        ];
        for (to_fill_in, below) in [(true, "style=\"1\""), (false, "style=\"0\"")] {
            let look = Look {
                sheet: "Ark",
                to_fill_in,
            };
            let sheet = part(&written(&rows, look), "xl/worksheets/sheet1.xml");
            assert!(sheet.contains("<pane ySplit=\"1\""), "{sheet}");
            assert!(sheet.contains("<row><c t=\"inlineStr\" s=\"2\"><is>"), "{sheet}");
            assert_eq!(sheet.matches("s=\"2\"").count(), 2, "{sheet}");
            assert!(
                sheet.contains(&format!("width=\"28\" {below}")),
                "26 letters and some air: {sheet}"
            );
            assert!(sheet.contains(&format!("width=\"{WIDEST}\" {below}")), "{sheet}");
        }
    }
}
