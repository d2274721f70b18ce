//! The lines of a project out of and into files. It comes late (src/pages/late.rs), because few need it.

use domain::sheet::delimited::{self, Rows};
use leptos::prelude::*;
use texts::Key;

use super::{Filing, Project, export::Export, import::Importing};
use crate::{
    language::{Lang, t},
    ui::{
        button::ButtonKind,
        save_as::{Format, SaveAs, save_bytes},
    },
};

#[component]
pub fn Files() -> impl IntoView {
    // The panel of the lines stands around it.
    use_context::<Project>().map(|project| {
        move || match project.filing.get() {
            Some(Filing::Import) => view! { <Importing project/> }.into_any(),
            Some(Filing::Export) => view! { <Export project/> }.into_any(),
            None => ().into_any(),
        }
    })
}

/// The buttons that save rows which stand in this browser.
#[component]
pub fn SaveRows(
    /// What they are called: as CSV, and as a workbook.
    keys: (Key, Key),
    /// What the file is called.
    name: Key,
    rows: Callback<(), Rows>,
    #[prop(default = ButtonKind::Secondary)] kind: ButtonKind,
    /// The id of the first.
    #[prop(optional)]
    id: Option<String>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let (csv, xlsx) = (t(keys.0), t(keys.1));
    let on_save = Callback::new(move |format| save(format, lang, name, &rows.run(())));
    match id {
        Some(id) => view! { <SaveAs csv xlsx on_save kind small=true id/> }.into_any(),
        None => view! { <SaveAs csv xlsx on_save kind small=true/> }.into_any(),
    }
}

/// Neither kind of file has a cell that a spreadsheet runs.
fn save(format: Format, lang: Lang, name: Key, rows: &Rows) {
    let name = texts::text(lang.now_untracked(), name);
    let look = workbook::Look {
        sheet: name,
        to_fill_in: true,
    };
    let (kind, bytes) = match format {
        Format::Csv => ("text/csv;charset=utf-8", delimited::written(rows).into_bytes()),
        Format::Xlsx => (workbook::MEDIA_TYPE, workbook::written(rows, look)),
    };
    save_bytes(&format!("{name}.{}", format.ending()), kind, &bytes);
}
