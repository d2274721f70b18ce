//! What is known of files that were named before: in another browser, or before the backend would not have them.

use domain::attachments::{Attachment, AttachmentFact, Kind, Standing};
use leptos::{prelude::*, task::spawn_local};

use super::Files;
use crate::{
    api,
    offline::{
        connection::Connection,
        uploads::{State, Uploads},
    },
};

/// A draft that was begun in another browser names files that nothing is known of here.
pub fn ask_about_unknown(files: Files, uploads: Uploads) {
    let ask = move || {
        let known = files.known.get_untracked();
        let named = files.named.get_untracked();
        for file in named
            .into_iter()
            .filter(|file| is_open(&known, &file.id) && untrack(|| uploads.of(&file.id)).is_none())
        {
            spawn_local(async move {
                let learnt = match api::attachments::get(&file.id).await {
                    Ok(view) => {
                        let standing = match (view.sent, view.kind) {
                            (true, _) => Standing::Taken,
                            (false, Some(_)) => Standing::Ready,
                            (false, None) => Standing::Incomplete,
                        };
                        let kind = view.kind.unwrap_or(Kind::Pdf);
                        let attachment = Attachment {
                            id: view.id,
                            name: view.name,
                            kind,
                            bytes: view.bytes,
                        };
                        AttachmentFact { attachment, standing }
                    }
                    // Not there: the rules say so of what is not known.
                    Err(_) => return,
                };
                if files.named.try_get_untracked().is_some() {
                    files.learn.run(learnt);
                }
            });
        }
    };
    ask();
    Connection::on_return(ask);
}

/// Whether the backend is to be asked about a file: it is not known, or was not whole.
fn is_open(known: &[AttachmentFact], id: &str) -> bool {
    let fact = known.iter().find(|fact| fact.attachment.id == id);
    fact.is_none_or(|fact| fact.standing == Standing::Incomplete)
}

/// What the backend would not have will not be there when the case is sent.
pub fn follow_refused(files: Files, uploads: Uploads) {
    Effect::new(move |_| {
        for file in files.named.get() {
            let refused = uploads
                .of(&file.id)
                .is_some_and(|upload| matches!(upload.state, State::Refused(_)));
            let fact = files
                .known
                .with(|known| known.iter().find(|fact| fact.attachment.id == file.id).cloned());
            if let Some(fact) = fact.filter(|fact| refused && fact.standing == Standing::Ready) {
                files.learn.run(AttachmentFact {
                    standing: Standing::Incomplete,
                    ..fact
                });
            }
        }
    });
}
