//! A list as a file: all that matches, not only the page that is shown. The backend makes it.

use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    api,
    language::{Lang, params, t, words},
    offline::connection::Connection,
    problem,
    ui::{
        save_as::{Format, SaveAs, save_address, save_bytes},
        status::Tone,
        toast::{Toast, Toasts},
    },
};

/// Where the backend makes the files of a list, and what they are called before their ending.
#[derive(Clone, Copy)]
pub struct Files {
    pub csv: &'static str,
    pub xlsx: &'static str,
    pub name: &'static str,
}

#[component]
pub fn SaveList(
    files: Files,
    /// What is to be in it, as it stands in an address.
    #[prop(into)]
    query: Signal<String>,
    /// What the buttons are called: as CSV, and as a workbook.
    keys: (Key, Key),
) -> impl IntoView {
    let lang = Lang::of_context();
    let toasts = Toasts::of_context();
    let connection = use_context::<Connection>();
    let making = RwSignal::new(None);
    let closed = Signal::derive(move || {
        let online = connection.is_none_or(Connection::is_online);
        (!online).then(|| lang.text(Key::OrdersExportOffline))
    });
    let save = Callback::new(move |format: Format| {
        let name = format!("{}.{}", files.name, format.ending());
        let query = query.get_untracked();
        match format {
            // It has no end that we know of: the browser writes it down as it comes.
            Format::Csv => save_address(&format!("{}?{query}", files.csv), &name),
            // It comes whole or not at all, and the backend says why not.
            Format::Xlsx => {
                making.set(Some(format));
                spawn_local(async move {
                    let answer = api::lists::file(&format!("{}?{query}", files.xlsx)).await;
                    making.try_set(None);
                    match answer {
                        Ok(bytes) => save_bytes(&name, workbook::MEDIA_TYPE, &bytes),
                        Err(error) => toasts.show(untrack(|| {
                            let why = words(problem::explain(lang.now(), &error));
                            let text = lang.fill(Key::OrdersExportFailed, &params([("why", why)]));
                            Toast::new(Tone::Danger, text)
                        })),
                    }
                });
            }
        }
    });
    view! { <SaveAs csv=t(keys.0) xlsx=t(keys.1) on_save=save making closed/> }
}
