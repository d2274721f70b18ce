//! The keys of the grid (WAI-ARIA), and what comes from and goes to the clipboard.

use domain::sheet::Column;
use wasm_bindgen::JsCast;

use super::{
    COLUMNS,
    sheet::{Sheet, editor_has_focus},
};

/// So many rows are a page.
const PAGE: isize = 10;

pub fn pressed(sheet: Sheet, event: &web_sys::KeyboardEvent) {
    let taken = if sheet.is_editing() {
        typing(sheet, event)
    } else {
        moving(sheet, event)
    };
    if taken {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// While a cell is typed in, most keys are the input's own.
fn typing(sheet: Sheet, event: &web_sys::KeyboardEvent) -> bool {
    match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            // Submit is for the form around.
            sheet.end_edit();
            return false;
        }
        "Enter" => {
            sheet.end_edit();
            sheet.step(if event.shift_key() { -1 } else { 1 }, 0, false);
        }
        "Tab" => {
            sheet.end_edit();
            sheet.step(0, if event.shift_key() { -1 } else { 1 }, false);
        }
        "Escape" => sheet.cancel_edit(),
        letter
            if !event.ctrl_key()
                && !event.meta_key()
                && letter.chars().count() == 1
                && !editor_has_focus() =>
        {
            sheet.append(letter);
        }
        _ => return false,
    }
    true
}

fn moving(sheet: Sheet, event: &web_sys::KeyboardEvent) -> bool {
    let control = event.ctrl_key() || event.meta_key();
    let extend = event.shift_key();
    let (row, column) = sheet.active_untracked();
    let key = event.key();
    match key.as_str() {
        "ArrowUp" if control => sheet.go(0, column, extend),
        "ArrowDown" if control => sheet.go(usize::MAX, column, extend),
        "ArrowLeft" if control => sheet.go(row, 0, extend),
        "ArrowRight" if control => sheet.go(row, COLUMNS - 1, extend),
        "ArrowUp" => sheet.step(-1, 0, extend),
        "ArrowDown" => sheet.step(1, 0, extend),
        "ArrowLeft" => sheet.step(0, -1, extend),
        "ArrowRight" => sheet.step(0, 1, extend),
        "Home" => sheet.go(if control { 0 } else { row }, 0, extend),
        "End" => sheet.go(if control { usize::MAX } else { row }, COLUMNS - 1, extend),
        "PageUp" => sheet.step(-PAGE, 0, extend),
        "PageDown" => sheet.step(PAGE, 0, extend),
        // Submit is for the form around.
        "Enter" if control => return false,
        "Enter" | "F2" => sheet.act(),
        " " if Column::ALL
            .get(column)
            .is_none_or(|own| own.is_tick() || *own == Column::Kind) =>
        {
            sheet.act()
        }
        "Delete" | "Backspace" => sheet.clear(),
        "Escape" => sheet.go(row, column, false),
        "d" | "D" if control => sheet.fill_down(),
        "a" | "A" if control => sheet.select_all(),
        "z" | "Z" if control && extend => sheet.redo(),
        "z" | "Z" if control => sheet.undo(),
        "y" | "Y" if control => sheet.redo(),
        // A letter begins to type over the cell.
        letter if !control && !event.alt_key() && letter.chars().count() == 1 => {
            sheet.begin_edit(Some(letter))
        }
        _ => return false,
    }
    true
}

fn clipboard(event: &web_sys::Event) -> Option<web_sys::DataTransfer> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()
}

/// While a cell is typed in, the clipboard is for its text alone.
pub fn copied(sheet: Sheet, event: &web_sys::Event) {
    if sheet.is_editing() {
        return;
    }
    if let Some(clipboard) = clipboard(event)
        && clipboard.set_data("text/plain", &sheet.copied()).is_ok()
    {
        event.prevent_default();
    }
}

pub fn cut(sheet: Sheet, event: &web_sys::Event) {
    if sheet.is_editing() {
        return;
    }
    copied(sheet, event);
    if event.default_prevented() {
        sheet.clear();
    }
}

pub fn pasted(sheet: Sheet, event: &web_sys::Event) {
    if sheet.is_editing() {
        return;
    }
    if let Some(text) = clipboard(event).and_then(|clipboard| clipboard.get_data("text/plain").ok())
        && !text.is_empty()
    {
        event.prevent_default();
        sheet.paste(&text);
    }
}
