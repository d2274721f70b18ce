//! The two buttons that save the same rows, as CSV and as a workbook; and how a file comes to the other downloads.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// What the name of its files ends with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

#[component]
pub fn SaveAs(
    /// What the two are called.
    #[prop(into)]
    csv: Signal<String>,
    #[prop(into)] xlsx: Signal<String>,
    on_save: Callback<Format>,
    /// The file that is being made.
    #[prop(optional, into)]
    making: Signal<Option<Format>>,
    /// Why neither can be saved now; `None` when both can.
    #[prop(optional, into)]
    closed: Signal<Option<String>>,
    #[prop(default = ButtonKind::Secondary)] kind: ButtonKind,
    /// Smaller ones, for rows and panels.
    #[prop(optional)]
    small: bool,
    /// The id of the first.
    #[prop(optional)]
    id: Option<String>,
) -> impl IntoView {
    let button = move |format: Format, text: Signal<String>, id: Option<String>| {
        let on_press = Callback::new(move |()| on_save.run(format));
        let busy = Signal::derive(move || making.get() == Some(format));
        match id {
            Some(id) => {
                view! { <Button id text icon=Icon::Download kind small busy closed on_press/> }.into_any()
            }
            None => view! { <Button text icon=Icon::Download kind small busy closed on_press/> }.into_any(),
        }
    };
    view! {
        {button(Format::Csv, csv, id)}
        {button(Format::Xlsx, xlsx, None)}
    }
}

/// Saves bytes as a file of this name, as any download.
pub fn save_bytes(name: &str, kind: &str, bytes: &[u8]) {
    warn_of(hand_over(name, kind, bytes));
}

/// Saves what stands at an address: the browser fetches it by itself, and writes it down as it comes.
pub fn save_address(address: &str, name: &str) {
    warn_of(follow(address, name));
}

fn warn_of(done: Result<(), JsValue>) {
    if let Err(refused) = done {
        leptos::logging::warn!("the file could not be saved: {refused:?}");
    }
}

fn hand_over(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let followed = follow(&address, name);
    web_sys::Url::revoke_object_url(&address)?;
    followed
}

fn follow(address: &str, name: &str) -> Result<(), JsValue> {
    let link = document()
        .create_element("a")?
        .dyn_into::<web_sys::HtmlAnchorElement>()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}
