//! A place to drop files on, with a button beside it for everybody else; and a file's line with how far it has come.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    button::IconButton,
    field::FieldIds,
    icon::{Glyph, Icon},
    notice::{Notice, Notices},
    words::word,
};

/// What was chosen or dropped.
fn listed(files: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// The place, and what stands in it below the button.
#[component]
pub fn FileDrop<F>(
    /// The id of the button.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    /// The endings that the browser's own chooser offers, as `.pdf,.png`.
    accept: &'static str,
    on_files: F,
    children: Children,
) -> impl IntoView
where
    F: Fn(Vec<web_sys::File>) + Clone + 'static,
{
    let ids = FieldIds::of(&id);
    let described = ids.described_by(true);
    // Entering a part of the place counts as leaving the part before.
    let over = RwSignal::new(0_u32);
    let on_drop = {
        let on_files = on_files.clone();
        move |event: web_sys::DragEvent| {
            over.set(0);
            // Else the browser would leave the page and show the file.
            event.prevent_default();
            let files = listed(event.data_transfer().and_then(|dragged| dragged.files()));
            if !files.is_empty() {
                // A place around this one may take files of its own.
                event.stop_propagation();
                on_files(files);
            }
        }
    };
    view! {
        <div
            class="file-drop"
            class:file-over=move || over.get() != 0
            on:dragenter=move |event| {
                event.prevent_default();
                over.update(|over| *over = over.saturating_add(1));
            }
            on:dragleave=move |_| over.update(|over| *over = over.saturating_sub(1))
            on:dragover=move |event| event.prevent_default()
            on:drop=on_drop
        >
            <div class="field file-choose">
                <label class="field-label" id=ids.label.clone() for=id.clone()>{move || label.get()}</label>
                <p class="field-hint" id=ids.hint>{move || hint.get()}</p>
                <FileChooser id labelled=ids.label described accept multiple=true on_files/>
            </div>
            {children()}
        </div>
    }
}

/// The browser's own chooser behind a button of ours: the browser writes its button in its own language, which need not be
/// that of the application. The native control stays for the keys and for screen readers; what is seen is a label of it.
#[component]
pub fn FileChooser<F>(
    id: String,
    /// The id of what names it.
    labelled: String,
    /// The ids of what explains it.
    described: String,
    /// The endings that the browser's own chooser offers.
    accept: &'static str,
    #[prop(optional)] multiple: bool,
    #[prop(optional, into)] invalid: Signal<bool>,
    on_files: F,
) -> impl IntoView
where
    F: Fn(Vec<web_sys::File>) + 'static,
{
    let text = word(if multiple {
        |words| &words.choose_files
    } else {
        |words| &words.choose_file
    });
    let on_change = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            let files = listed(input.files());
            // The same file, put right meanwhile, is another choice.
            input.set_value("");
            if !files.is_empty() {
                on_files(files);
            }
        }
    };
    view! {
        <span class="file-chooser">
            <input
                class="ds-sr-only"
                type="file"
                multiple=multiple
                id=id.clone()
                accept=accept
                aria-labelledby=labelled
                aria-describedby=described
                aria-invalid=move || invalid.get().then_some("true")
                on:change=on_change
            />
            <label class="ds-button button button-small" data-variant="secondary" for=id aria-hidden="true">
                <Glyph icon=Icon::Upload/>
                {move || text.get()}
            </label>
        </span>
    }
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    pub text: String,
    /// In per cent, while it moves.
    pub progress: Option<u8>,
    pub done: bool,
}

/// One file of a list.
#[component]
pub fn FileLine(
    /// Links to what is wrong with it lead here.
    #[prop(into)]
    id: Signal<String>,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] size: Signal<String>,
    #[prop(into)] state: Signal<FileState>,
    #[prop(into)] notices: Signal<Vec<Notice>>,
    #[prop(into)] remove_name: Signal<String>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let notices_id = super::page::unique_id("file");
    let described = notices_id.clone();
    let icon = Signal::derive(move || {
        if state.with(|state| state.done) {
            Icon::CheckCircle
        } else {
            Icon::Upload
        }
    });
    view! {
        <li class="file" id=move || id.get() tabindex="-1" aria-describedby=described>
            <Glyph icon/>
            <span class="grow">
                <bdi class="file-name">{move || name.get()}</bdi>
                <span class="second">{move || size.get()}" · "{move || state.with(|state| state.text.clone())}</span>
                {move || {
                    state
                        .with(|state| state.progress)
                        .map(|percent| {
                            view! {
                                <progress class="file-progress" max="100" value=percent.to_string() aria-label=move || name.get()></progress>
                            }
                        })
                }}
                <Notices id=notices_id notices on_suggest=Callback::new(|_: String| ())/>
            </span>
            <IconButton name=remove_name icon=Icon::Trash on_press=on_remove/>
        </li>
    }
}
