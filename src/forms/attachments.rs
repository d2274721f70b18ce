//! Files that go with a case (ORD-9): chosen or dropped, looked at here, kept, and sent by themselves.
//!
//! It comes late (src/pages/late.rs) and knows nothing of what the files go with: who shows it provides [`Files`].

use domain::attachments::{AttachmentFact, AttachmentRef};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    language::{Lang, params, t, words},
    offline::uploads::Uploads,
    pages::undo::Undo,
    ui::{
        files::FileDrop,
        icon::{Glyph, Icon},
        notice::Notice,
        page::focus_id,
    },
};

mod knowing;
mod row;
mod taking;

use knowing::{ask_about_unknown, follow_refused};
use row::Row;
use taking::{Trouble, take};

const ACCEPTED: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx";

/// What files go with: where they are named, and how that is changed.
#[derive(Clone, Copy)]
pub struct Files {
    /// The id of the field; that of a file is this and its place.
    pub id: Signal<String>,
    pub named: Signal<Vec<AttachmentRef>>,
    pub known: Signal<Vec<AttachmentFact>>,
    /// What is wrong with the file at a place, and with all of them.
    pub wrong: Callback<Option<usize>, Vec<Notice>>,
    /// Names one more, at a place.
    pub put: Callback<(usize, AttachmentRef)>,
    /// Names one no more.
    pub take: Callback<String>,
    /// Something is known of a file.
    pub learn: Callback<AttachmentFact>,
}

/// A file that was not taken: its name and the reason.
type NotTaken = (String, Trouble);

#[component]
pub fn Attachments() -> impl IntoView {
    // Whatever the files go with stands around it.
    use_context::<Files>()
        .zip(use_context::<Uploads>())
        .map(|(files, uploads)| view! { <List files uploads/> })
}

#[component]
fn List(files: Files, uploads: Uploads) -> impl IntoView {
    let lang = Lang::of_context();
    let reading = RwSignal::new(0_usize);
    let not_taken = RwSignal::new(Vec::<NotTaken>::new());
    // What was removed last is kept until that is certain.
    let removed = RwSignal::new(None::<(usize, AttachmentRef)>);
    let let_go = move || {
        if let Some((_, file)) = removed.try_update(Option::take).flatten() {
            spawn_local(async move { uploads.remove(&file.id).await });
        }
    };
    on_cleanup(let_go);
    ask_about_unknown(files, uploads);
    follow_refused(files, uploads);
    let on_files = move |chosen: Vec<web_sys::File>| {
        not_taken.set(Vec::new());
        reading.update(|reading| *reading += chosen.len());
        spawn_local(async move {
            for file in chosen {
                let taken = take(files, uploads, &file).await;
                // The form may have been closed meanwhile.
                if reading
                    .try_update(|reading| *reading = reading.saturating_sub(1))
                    .is_none()
                {
                    return;
                }
                if let Err(trouble) = taken {
                    not_taken.update(|all| all.push((file.name(), trouble)));
                }
            }
        });
    };
    let on_undo = Callback::new(move |()| {
        if let Some((at, file)) = removed.try_update(Option::take).flatten() {
            files.put.run((at, file));
            focus_soon(row_id(files, at));
        }
    });
    let on_remove = move |id: String| {
        let named = files.named.get_untracked();
        let Some(at) = named.iter().position(|file| file.id == id) else {
            return;
        };
        let_go();
        removed.set(named.into_iter().nth(at).map(|file| (at, file)));
        files.take.run(id);
        focus_soon(files.id.get_untracked());
    };
    let removed_name =
        Signal::derive(move || removed.with(|removed| removed.as_ref().map(|(_, file)| file.name.clone())));
    let all = Memo::new(move |_| files.named.get());
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    let of_all = move || files.wrong.run(None);
    view! {
        <FileDrop id=files.id.get_untracked() label=t(Key::AttachmentsAdd) hint=t(Key::AttachmentsHint) accept=ACCEPTED on_files>
            <div aria-live="polite" class="notices">
                {move || (reading.get() > 0).then(|| view! { <p class="muted small">{t(Key::AttachmentsReading)}</p> })}
                {move || {
                    let not_taken = not_taken
                        .get()
                        .into_iter()
                        .map(|(name, trouble)| {
                            let why = trouble.said(lang);
                            lang.fill(Key::AttachmentsNotAdded, &params([("name", words(name)), ("why", words(why))]))
                        });
                    not_taken
                        .chain(of_all().into_iter().map(|notice| notice.text))
                        .map(|text| {
                            view! {
                                <div class="notice" data-color="danger">
                                    <Glyph icon=Icon::Error/>
                                    <p>{text}</p>
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </div>
            {move || {
                any.get()
                    .then(|| {
                        view! {
                            <ul class="rows files" aria-label=move || lang.text(Key::AttachmentsList)>
                                <For
                                    each=move || all.get()
                                    key=|file| file.id.clone()
                                    children=move |file| view! { <Row files uploads file on_remove/> }
                                />
                            </ul>
                        }
                    })
            }}
            <Undo said=Key::AttachmentsRemoved name=removed_name on_undo/>
        </FileDrop>
    }
}

fn row_id(files: Files, at: usize) -> String {
    format!("{}-{at}", files.id.get_untracked())
}

fn focus_soon(id: String) {
    request_animation_frame(move || {
        focus_id(&id);
    });
}
