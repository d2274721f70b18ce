//! From the parts of a workbook to its rows.

use roxmltree::{Document, Node};

use crate::{
    Rows, Unreadable,
    archive::Archive,
    serial::{self, Shown},
};

/// More than anybody orders in one go: what is longer is not read to its end.
pub const MOST_ROWS: usize = 1000;
pub const MOST_COLUMNS: usize = 200;

/// Whole numbers that are certain to be what was typed.
const LARGEST_WHOLE: f64 = 1e15;

const FIRST: &str = "_rels/.rels";

/// The rows of the first sheet that can be seen: formulas by their value, days as `01.02.1980`, other numbers as digits. Rows
/// that hold nothing may be left out.
pub fn read(bytes: &[u8]) -> Result<Rows, Unreadable> {
    let archive = Archive::open(bytes)?;
    let workbook_at = target(&archive, FIRST, "", |relation| {
        relation
            .attribute("Type")
            .is_some_and(|kind| kind.ends_with("/officeDocument"))
    })?
    .ok_or(Unreadable::NotAWorkbook)?;
    let text = part(&archive, &workbook_at)?.ok_or(Unreadable::NotAWorkbook)?;
    let workbook = parsed(&text)?;
    let from_1904 = workbook
        .descendants()
        .find(|node| node.has_tag_name_of("workbookPr"))
        .and_then(|node| node.attribute("date1904"))
        .is_some_and(|value| matches!(value, "1" | "true"));
    let id = first_sheet(&workbook).ok_or(Unreadable::NotAWorkbook)?;
    let (folder, name) = workbook_at.rsplit_once('/').unwrap_or(("", &workbook_at));
    let relations = format!("{folder}/_rels/{name}.rels");
    let relations = relations.trim_start_matches('/');
    let of_kind = |kind: &'static str| {
        move |relation: Node<'_, '_>| relation.attribute("Type").is_some_and(|own| own.ends_with(kind))
    };
    let sheet_at = target(&archive, relations, folder, |relation| {
        relation.attribute("Id") == Some(id.as_str())
    })?
    .ok_or(Unreadable::Broken)?;
    let strings = match target(&archive, relations, folder, of_kind("/sharedStrings"))? {
        Some(at) => shared_strings(&archive, &at)?,
        None => Vec::new(),
    };
    let styles = match target(&archive, relations, folder, of_kind("/styles"))? {
        Some(at) => styles(&archive, &at)?,
        None => Vec::new(),
    };
    let text = part(&archive, &sheet_at)?.ok_or(Unreadable::Broken)?;
    let sheet = parsed(&text)?;
    let meaning = Meaning {
        strings,
        styles,
        from_1904,
    };
    let rows = sheet
        .descendants()
        .filter(|node| node.has_tag_name_of("row"))
        .take(MOST_ROWS);
    Ok(rows.map(|row| meaning.cells(row)).collect())
}

/// Names are compared without their namespace: strict and transitional files differ in nothing else here.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn part(archive: &Archive<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    let Some(bytes) = archive.part(name)? else {
        return Ok(None);
    };
    String::from_utf8(bytes).map(Some).map_err(|_| Unreadable::Broken)
}

/// Entities of a document's own are refused with the document type, so nothing can grow while it is parsed.
fn parsed(text: &str) -> Result<Document<'_>, Unreadable> {
    Document::parse(text.trim_start_matches('\u{FEFF}')).map_err(|_| Unreadable::Broken)
}

/// Where the first fitting relation leads, seen from the folder of what has it.
fn target(
    archive: &Archive<'_>,
    relations: &str,
    folder: &str,
    fits: impl Fn(Node<'_, '_>) -> bool,
) -> Result<Option<String>, Unreadable> {
    let Some(text) = part(archive, relations)? else {
        return Ok(None);
    };
    let document = parsed(&text)?;
    let found = document
        .descendants()
        .filter(|node| node.has_tag_name_of("Relationship"))
        .find(|node| fits(*node))
        .and_then(|node| node.attribute("Target"));
    Ok(found.map(|to| match to.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => to.to_owned(),
        None => format!("{folder}/{to}"),
    }))
}

/// The relation of the first sheet that is not hidden; of the first at all when all are.
fn first_sheet(workbook: &Document<'_>) -> Option<String> {
    let sheets = || {
        workbook
            .descendants()
            .filter(|node| node.has_tag_name_of("sheet"))
    };
    let seen = sheets().find(|sheet| sheet.attribute("state").is_none_or(|state| state == "visible"));
    let chosen = seen.or_else(|| sheets().next())?;
    chosen
        .attributes()
        .find(|attribute| attribute.name() == "id")
        .map(|attribute| attribute.value().to_owned())
}

/// Text in runs of different looks is one text; how it is pronounced is none of it.
fn text_of(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(|part| part.has_tag_name_of("t"))
        .filter(|part| !part.ancestors().any(|around| around.has_tag_name_of("rPh")))
        .filter_map(|part| part.text())
        .collect()
}

fn shared_strings(archive: &Archive<'_>, at: &str) -> Result<Vec<String>, Unreadable> {
    let text = part(archive, at)?.unwrap_or_default();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let document = parsed(&text)?;
    let items = document.descendants().filter(|node| node.has_tag_name_of("si"));
    Ok(items.map(text_of).collect())
}

/// How the cells of each style show their numbers.
fn styles(archive: &Archive<'_>, at: &str) -> Result<Vec<Shown>, Unreadable> {
    let text = part(archive, at)?.unwrap_or_default();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let document = parsed(&text)?;
    let id_of = |node: Node<'_, '_>| node.attribute("numFmtId")?.parse::<u32>().ok();
    let own: Vec<(u32, Shown)> = document
        .descendants()
        .filter(|node| node.has_tag_name_of("numFmt"))
        .filter_map(|node| Some((id_of(node)?, serial::by_code(node.attribute("formatCode")?))))
        .collect();
    let shown = |id: u32| {
        let defined = own.iter().find(|(other, _)| *other == id);
        defined.map_or_else(|| serial::built_in(id), |(_, shown)| *shown)
    };
    let formats = document
        .descendants()
        .find(|node| node.has_tag_name_of("cellXfs"))
        .map(|formats| {
            formats
                .children()
                .filter(|node| node.has_tag_name_of("xf"))
                .map(|node| id_of(node).map(shown).unwrap_or_default())
                .collect()
        });
    Ok(formats.unwrap_or_default())
}

/// What the cells of a sheet refer to.
struct Meaning {
    strings: Vec<String>,
    styles: Vec<Shown>,
    from_1904: bool,
}

impl Meaning {
    fn cells(&self, row: Node<'_, '_>) -> Vec<String> {
        let mut cells: Vec<String> = Vec::new();
        for cell in row.children().filter(|node| node.has_tag_name_of("c")) {
            let at = cell.attribute("r").and_then(column).unwrap_or(cells.len());
            if at >= MOST_COLUMNS {
                continue;
            }
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            if let Some(place) = cells.get_mut(at) {
                *place = self.text(cell);
            }
        }
        cells
    }

    fn text(&self, cell: Node<'_, '_>) -> String {
        let value = || {
            cell.children()
                .find(|node| node.has_tag_name_of("v"))
                .and_then(|node| node.text())
                .unwrap_or_default()
        };
        match cell.attribute("t") {
            Some("s") => {
                let at = value().trim().parse::<usize>().ok();
                at.and_then(|at| self.strings.get(at).cloned())
                    .unwrap_or_default()
            }
            Some("inlineStr") => text_of(cell),
            Some("n") | None => self.number(cell, value()),
            // A formula's text, a truth, an error, a day in words: as it stands.
            Some(_) => value().to_owned(),
        }
    }

    fn number(&self, cell: Node<'_, '_>, typed: &str) -> String {
        let style = cell
            .attribute("s")
            .and_then(|style| style.parse::<usize>().ok())
            .unwrap_or_default();
        let shown = self.styles.get(style).copied().unwrap_or_default();
        let Ok(number) = typed.trim().parse::<f64>() else {
            return typed.to_owned();
        };
        if shown == Shown::Date
            && let Some(day) = serial::date(number, self.from_1904)
        {
            return day;
        }
        if number.fract() != 0.0 || number.abs() >= LARGEST_WHOLE {
            return typed.trim().to_owned();
        }
        // Whole, and small enough.
        let whole = number as i64;
        match shown {
            Shown::Digits(width) => format!("{whole:0width$}"),
            Shown::Number | Shown::Date => whole.to_string(),
        }
    }
}

/// `C5` → 2
fn column(reference: &str) -> Option<usize> {
    let letters = reference
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .map(|letter| usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let mut number = 0_usize;
    for letter in letters {
        number = number.checked_mul(26)?.checked_add(letter)?;
    }
    number.checked_sub(1)
}
