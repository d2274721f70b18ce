//! Which draft stands in the form: the one that the address names, or a new one.

use domain::orders::LineDraft;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_query_map};

use crate::{
    offline::{
        self,
        drafts::{self, Draft},
        sync::Sync,
        vault,
    },
    routes,
    session::Session,
};

/// Which draft is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    Waiting,
    Ready {
        draft: Box<Draft>,
        /// Begun in this form: no other tab knows of it.
        is_new: bool,
    },
    /// Not in this browser, or not this user's.
    Missing,
    /// It may be here: nothing can be read until the vault opens.
    Locked,
}

impl Opening {
    /// A draft that was kept, here or in another tab.
    pub fn kept(draft: Draft) -> Self {
        Self::Ready {
            draft: Box::new(draft),
            is_new: false,
        }
    }
}

/// A new draft, with what is preselected (ORD-1) and what its address says that the customer needs (GRD-3).
fn new_draft(user: String, path: &str) -> Draft {
    let mut draft = Draft::new(offline::new_id(), user);
    draft.order.order_type = "standard".to_owned();
    if let Some(need) = routes::need_of(path) {
        draft.order.need = need.as_str().to_owned();
    }
    let mut line = LineDraft::default();
    line.end_user.kind = "private".to_owned();
    draft.order.lines.push(line);
    draft
}

/// The draft that the address names, or a new one.
pub fn open_draft(session: Session) -> RwSignal<Opening> {
    let query = use_query_map();
    let path = use_location().pathname;
    let wanted = Memo::new(move |_| query.with(|query| query.get("draft")));
    let sync = use_context::<Sync>();
    let opening = RwSignal::new(Opening::Waiting);
    Effect::new(move |before: Option<Option<String>>| {
        let id = wanted.get();
        // What is not here may come: from the backend's copy, or when the vault opens.
        let missing = before.as_ref() == Some(&id)
            && opening.with_untracked(|open| matches!(open, Opening::Missing | Opening::Locked));
        if let Some(sync) = sync {
            sync.changed();
        }
        let locked = vault::state() != vault::State::Open;
        let Some(wanted) = id.clone() else {
            if before != Some(None) {
                let user = session.user_name_untracked();
                // Where the router stands: the address itself may say another form of the draft before.
                let draft = path.with_untracked(|path| new_draft(user, path));
                opening.set(Opening::Ready {
                    draft: Box::new(draft),
                    is_new: true,
                });
            }
            return id;
        };
        let open_already =
            opening.with_untracked(|open| matches!(open, Opening::Ready { draft, .. } if draft.id == wanted));
        if open_already {
            return id;
        }
        if !offline::is_id(&wanted) {
            opening.set(Opening::Missing);
        } else if !missing || !locked {
            if !missing {
                opening.set(Opening::Waiting);
            }
            read(opening, wanted, session.user_name_untracked());
        }
        id
    });
    opening
}

/// Reads the draft as it lies in the browser now.
pub fn read(opening: RwSignal<Opening>, id: String, user: String) {
    spawn_local(async move {
        let now = match drafts::load(&id, &user).await {
            Ok(Some(draft)) => Opening::kept(draft),
            Ok(None) => Opening::Missing,
            Err(error) if error.is_locked() => Opening::Locked,
            Err(error) => {
                leptos::logging::warn!("the draft cannot be read: {}", error.0);
                Opening::Missing
            }
        };
        if opening.try_with_untracked(|before| *before != now) == Some(true) {
            let _ = opening.try_set(now);
        }
    });
}
