//! Text in columns, as spreadsheets paste and save it: read whatever the separator, written so that no spreadsheet runs it.

/// More than any project has: what is longer was not meant for one, and is not read to its end.
pub const MOST_ROWS: usize = 1000;
pub const MOST_COLUMNS: usize = 200;

/// Rows of cells. The rows may differ in length.
pub type Rows = Vec<Vec<String>>;

/// What Windows-1252 has where ISO 8859-1 has invisible control characters, from 0x80 on. The five that it leaves open are
/// read as replacement characters, which no name has, so that they are seen.
const FROM_0X80: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// The text of a file: with a byte order mark what that says, else UTF-8, and where it is not, Windows-1252 as older
/// spreadsheets save it. Every byte is a letter there, so this always succeeds.
pub fn decoded(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| read(*pair));
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match core::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| of_windows(*byte)).collect(),
        },
    }
}

fn of_windows(byte: u8) -> char {
    let special = usize::from(byte).checked_sub(0x80);
    special
        .and_then(|at| FROM_0X80.get(at).copied())
        .unwrap_or(char::from(byte))
}

/// The separator of a file: of those that people use, the one that stands most often in the first row outside quotes.
pub fn separator(text: &str) -> char {
    let mut counts = [('\t', 0_usize), (';', 0), (',', 0)];
    let mut quoted = false;
    for letter in text.trim_start_matches(['\r', '\n']).chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == letter);
                }
            }
        }
    }
    let mut best = ';';
    let mut most = 0;
    for (separator, count) in counts {
        if count > most {
            (best, most) = (separator, count);
        }
    }
    best
}

/// Reads cells between separators, in quotes where they hold one (RFC 4180), with any ends of lines. What is not well
/// quoted is read as it stands: nothing that somebody sees in the spreadsheet gets lost.
pub fn read(text: &str, separator: char) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            match letter {
                '"' if letters.peek() == Some(&'"') => {
                    letters.next();
                    cell.push('"');
                }
                '"' => quoted = false,
                _ => cell.push(letter),
            }
            continue;
        }
        match letter {
            '"' if cell.is_empty() => quoted = true,
            '\r' | '\n' => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                end_cell(&mut row, &mut cell);
                rows.push(core::mem::take(&mut row));
                if rows.len() >= MOST_ROWS {
                    return rows;
                }
            }
            _ if letter == separator => end_cell(&mut row, &mut cell),
            _ => cell.push(letter),
        }
    }
    // The last row may lack its end.
    if !cell.is_empty() || !row.is_empty() {
        end_cell(&mut row, &mut cell);
        rows.push(row);
    }
    rows
}

fn end_cell(row: &mut Vec<String>, cell: &mut String) {
    let cell = core::mem::take(cell);
    if row.len() < MOST_COLUMNS {
        row.push(cell);
    }
}

/// Rows that hold anything at all.
pub fn without_empty_rows(rows: Rows) -> Rows {
    rows.into_iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .collect()
}

/// A spreadsheet takes what begins so for a formula, and runs it.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell that no spreadsheet runs: an apostrophe in front makes it text. Phone numbers with their country code are left
/// alone, because a plus and digits compute to nothing but themselves.
pub fn neutralised(cell: &str) -> String {
    let is_number = cell
        .strip_prefix('+')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == ' '));
    if is_formula(cell) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A file that Norwegian and English spreadsheets open alike: semicolons, quotes where needed, with its byte order mark.
pub fn written(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{FEFF}');
    for row in rows {
        write_row(&mut text, row, ';', &neutralised);
        text.push_str("\r\n");
    }
    text
}

/// What is copied to be pasted into a spreadsheet, or back here: there it is data and no file, so nothing is put in front.
pub fn copied(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (nth, row) in rows.iter().enumerate() {
        if nth > 0 {
            text.push('\n');
        }
        write_row(&mut text, row, '\t', &|cell| cell.to_owned());
    }
    text
}

fn write_row(text: &mut String, row: &[String], separator: char, made: &dyn Fn(&str) -> String) {
    for (nth, cell) in row.iter().enumerate() {
        if nth > 0 {
            text.push(separator);
        }
        let cell = made(cell);
        if cell.contains(['"', '\n', '\r', separator]) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
}
