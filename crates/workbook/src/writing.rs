//! One sheet of text, for people to read and fill in.

use crate::Rows;

/// What a spreadsheet has room for in a cell, in characters.
const LONGEST_CELL: usize = 32_767;
/// In characters of the usual font.
const NARROWEST: usize = 10;
const WIDEST: usize = 48;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// How the sheet is called, in the language of who opens it.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub sheet: &'a str,
}

/// A workbook of these rows, the first of them headings. Every cell is text, so that a spreadsheet neither runs what begins as a
/// formula nor takes the zero from a postcode; columns are text to their end, also below what is written.
pub fn written(rows: &Rows, look: Look<'_>) -> Vec<u8> {
    let parts: [(&str, String); 6] = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook(look.sheet)),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]),
        ),
        ("xl/styles.xml", styles()),
        ("xl/worksheets/sheet1.xml", sheet(rows)),
    ];
    packed(&parts)
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

/// Style 1 is text, style 2 the same in bold: format 49 is `@`.
fn styles() -> String {
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz \
         val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/>\
         <diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
         </cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf \
         numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\" \
         fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs><cellStyles \
         count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

fn sheet(rows: &Rows) -> String {
    let mut text = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    let widths = widths(rows);
    if !widths.is_empty() {
        text.push_str("<cols>");
        for (nth, width) in widths.iter().enumerate() {
            let at = nth + 1;
            text.push_str(&format!(
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" style=\"1\" customWidth=\"1\"/>"
            ));
        }
        text.push_str("</cols>");
    }
    text.push_str("<sheetData>");
    for (nth, row) in rows.iter().enumerate() {
        let style = if nth == 0 { 2 } else { 1 };
        text.push_str("<row>");
        for cell in row {
            if cell.is_empty() {
                text.push_str(&format!("<c s=\"{style}\"/>"));
            } else {
                text.push_str(&format!(
                    "<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(cell)
                ));
            }
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn widths(rows: &Rows) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..count)
        .map(|at| {
            let lengths = rows.iter().filter_map(|row| row.get(at));
            let longest = lengths.map(|cell| cell.chars().count()).max().unwrap_or_default();
            (longest + 2).clamp(NARROWEST, WIDEST)
        })
        .collect()
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

/// The archive: each part with its head, and the directory of all at the end.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    /// Version 2.0, which can unpack; names in UTF-8; deflated; no time of day, on the first day that the format has.
    const ABOUT: [u8; 10] = [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];
    const LEVEL: u8 = 6;
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in parts {
        let data = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL);
        let mut about = ABOUT.to_vec();
        about.extend(crc32fast::hash(text.as_bytes()).to_le_bytes());
        about.extend(four(data.len()));
        about.extend(four(text.len()));
        about.extend(two(name.len()));
        about.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(four(archive.len()));
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(about);
        archive.extend(name.as_bytes());
        archive.extend(data);
    }
    let (at, length, count) = (archive.len(), directory.len(), parts.len());
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend(two(count));
    archive.extend(two(count));
    archive.extend(four(length));
    archive.extend(four(at));
    archive.extend([0, 0]);
    archive
}

/// What is written here is far below four gigabytes.
fn four(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

fn two(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}
