//! The lines of a project out of and into files. It comes late (src/pages/late.rs), because few need it.

use domain::sheet::delimited::{self, Rows};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use texts::Key;
use wasm_bindgen::{JsCast, JsValue};

use super::{Filing, Project, export::Export, import::Importing};
use crate::{
    language::{Lang, t},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
}

/// The two buttons that save the same rows, as CSV and as a workbook.
#[component]
pub fn SaveAs(
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
    let (csv, xlsx) = keys;
    let button = move |format: Format, text: Key, id: Option<String>| {
        let press = Callback::new(move |()| save(format, lang, name, &rows.run(())));
        match id {
            Some(id) => {
                view! { <Button id text=t(text) icon=Icon::Download kind small=true on_press=press/> }
                    .into_any()
            }
            None => {
                view! { <Button text=t(text) icon=Icon::Download kind small=true on_press=press/> }.into_any()
            }
        }
    };
    view! {
        {button(Format::Csv, csv, id)}
        {button(Format::Xlsx, xlsx, None)}
    }
}

/// Saves rows as a file of this name, as any download. Neither kind of file has a cell that a spreadsheet runs.
fn save(format: Format, lang: Lang, name: Key, rows: &Rows) {
    let name = texts::text(lang.now_untracked(), name);
    let (ending, kind, bytes) = match format {
        Format::Csv => (
            "csv",
            "text/csv;charset=utf-8",
            delimited::written(rows).into_bytes(),
        ),
        Format::Xlsx => (
            "xlsx",
            workbook::MEDIA_TYPE,
            workbook::written(rows, workbook::Look { sheet: name }),
        ),
    };
    if let Err(refused) = hand_over(&format!("{name}.{ending}"), kind, &bytes) {
        leptos::logging::warn!("the file could not be saved: {refused:?}");
    }
}

fn hand_over(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link = document()
        .create_element("a")?
        .dyn_into::<web_sys::HtmlAnchorElement>()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address)
}
