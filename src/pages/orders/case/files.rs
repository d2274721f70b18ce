//! The files that went with a line (ORD-9): their names, to be saved and never opened in the page.

use domain::attachments::Attachment;
use leptos::prelude::*;
use texts::Key;

use crate::{
    api::attachments::content,
    language::{Lang, params, words},
    ui::{
        button::{ButtonKind, LinkButton},
        icon::Icon,
    },
};

#[component]
pub fn FileList(lang: Lang, files: Memo<Vec<Attachment>>) -> impl IntoView {
    move || {
        let files = files.get();
        (!files.is_empty()).then(|| {
            let rows = files.into_iter().map(|file| {
                let href = content(&file.id);
                let name = file.name.clone();
                let spoken = Signal::derive(move || {
                    lang.fill(Key::OrderAttachmentSave, &params([("name", words(name.clone()))]))
                });
                view! {
                    <li>
                        <LinkButton
                            text=Signal::stored(file.name.clone())
                            href=Signal::stored(href)
                            kind=ButtonKind::Tertiary
                            icon=Icon::Download
                            download=Signal::stored(file.name)
                            small=true
                            spoken
                        />
                    </li>
                }
            });
            view! {
                <section class="case-files">
                    <h3>{move || lang.text(Key::OrderAttachments)}</h3>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
    }
}
