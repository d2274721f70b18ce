//! Small forms that were begun and not sent: a dialog on a case, a contact, the company's own settings. What stands in
//! them is kept as it is typed, like a draft (OFF-1), and listed until it is sent or thrown away.

use std::{sync::Arc, time::Duration};

use leptos::{logging::warn, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    drafts::browser_millis,
    open_forms, persistence,
    store::{self, FORMS, StoreError},
    vault,
};

/// So long after a key press what is typed is written down, with all that came meanwhile.
const PAUSE: Duration = Duration::from_millis(500);
/// What could not be written is tried again by itself after this.
const AGAIN: Duration = Duration::from_secs(5);

/// Which form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Contact,
    Account,
    /// Cancel Line Item.
    Cancel,
    CustomerUpdate,
    /// The operator asks the partner for what is missing.
    AskBack,
    Reject,
    /// The operator says that a line repeats another.
    MarkDuplicate,
    /// Orders are cancelled as a whole.
    CancelOrders,
    /// The filters of a list are saved under a name.
    View,
    /// A saved view is given another name.
    ViewName,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Cancel => "cancel",
            Self::CustomerUpdate => "customer_update",
            Self::AskBack => "ask_back",
            Self::Reject => "reject",
            Self::MarkDuplicate => "mark_duplicate",
            Self::CancelOrders => "cancel_orders",
            Self::View => "view",
            Self::ViewName => "view_name",
        }
    }
}

/// What is kept of one form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    pub id: String,
    pub kind: Kind,
    /// What it is about, within its kind: `1-20418/1`, or the id of a contact.
    pub about: String,
    /// What a person knows it by; empty where what it is about says it.
    pub name: String,
    /// When it was typed last, in milliseconds by the browser's clock.
    pub at: i64,
    /// What is typed, as JSON of the form's own.
    pub value: String,
}

impl Begun {
    /// What is typed; none where it is from another version of the form.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        crate::json::read(&self.value)
            .inspect_err(|error| warn!("a form that was begun cannot be read: {error}"))
            .ok()
    }
}

/// All that this user has begun, the latest first.
pub async fn all() -> Result<Vec<Begun>, StoreError> {
    let mut all = store::all::<Begun>(FORMS).await?;
    all.sort_by_key(|begun| core::cmp::Reverse(begun.at));
    Ok(all)
}

/// As what a form is kept. Each user of a browser has their own; it has no owner while nothing can be sealed.
pub fn form_id(kind: Kind, about: &str) -> String {
    let owner = vault::owner().unwrap_or_default();
    format!("{owner}/{}/{about}", kind.code())
}

pub async fn bring_back(begun: &Begun) -> Result<(), StoreError> {
    store::put(FORMS, &begun.id, begun).await
}

pub async fn throw_away(begun: &Begun) -> Result<(), StoreError> {
    store::delete(FORMS, &begun.id).await
}

/// Hears what was typed before. No `Callback`: whoever begins may be an effect, with which a callback would go.
type Found = Arc<dyn Fn(Begun) + Send + Sync>;

/// What a form holds: how a person knows it, and its content as JSON.
type Typed = (String, String);

/// Keeps one form. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Keeping {
    kind: Kind,
    /// None while nothing is typed.
    typed: Signal<Option<Typed>>,
    /// None before it has begun, and when it has been sent or put aside.
    about: RwSignal<Option<String>>,
    /// What was typed of it before has been looked for.
    looked: RwSignal<bool>,
    /// What is kept, or is being written.
    kept: StoredValue<Option<Typed>>,
    saved_at: RwSignal<Option<i64>>,
    unsaved: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    /// Hears what was typed before, as long as it has not been looked for.
    wanted: StoredValue<Option<Found>>,
}

impl Keeping {
    /// Keeps from now on what `typed` yields, none where there is nothing to keep. Call it while the form is made.
    pub fn of<T: Serialize>(
        kind: Kind,
        typed: impl Fn() -> Option<(String, T)> + Send + Sync + 'static,
    ) -> Self {
        let typed = Memo::new(move |_| {
            let (name, value) = typed()?;
            let json = serde_json::to_string(&value)
                .inspect_err(|error| warn!("a form cannot be kept: {error}"))
                .ok()?;
            Some((name, json))
        });
        Self::follow(kind, typed.into())
    }

    fn follow(kind: Kind, typed: Signal<Option<Typed>>) -> Self {
        let keeping = Self {
            kind,
            typed,
            about: RwSignal::new(None),
            looked: RwSignal::new(false),
            kept: StoredValue::new(None),
            saved_at: RwSignal::new(None),
            unsaved: RwSignal::new(false),
            trouble: RwSignal::new(None),
            wanted: StoredValue::new(None),
        };
        // What is asked for before the key is here is looked for when it comes, and what is typed is kept then.
        Effect::new(move |_| {
            if vault::state() == vault::State::Open {
                keeping.look();
                keeping.save();
            }
        });
        let pending = StoredValue::new(false);
        Effect::new(move |_| {
            typed.track();
            if !keeping.is_new() {
                keeping.unsaved.set(false);
                return;
            }
            keeping.unsaved.set(true);
            // Who types without a pause is saved all the same: a wait that has begun is not begun again.
            if pending.get_value() {
                return;
            }
            pending.set_value(true);
            set_timeout(
                move || {
                    if pending.try_set_value(false).is_none() {
                        keeping.save();
                    }
                },
                PAUSE,
            );
        });
        // A tab that goes gets no later chance.
        let leaving = window_event_listener_untyped("pagehide", move |_| {
            keeping.say_last();
            keeping.save();
        });
        on_cleanup(move || {
            leaving.remove();
            keeping.save();
        });
        open_forms::register(
            move || keeping.save(),
            move || keeping.unsaved.try_get_untracked() != Some(true),
        );
        keeping
    }

    /// The form is about this now; `found` hears what was typed of it before.
    pub fn begin(self, about: String, found: impl Fn(Begun) + Send + Sync + 'static) {
        self.looked.set(false);
        self.about.set(Some(about));
        self.kept.set_value(None);
        self.saved_at.set(None);
        self.unsaved.set(false);
        self.trouble.set(None);
        self.wanted.set_value(Some(Arc::new(found)));
        self.look();
    }

    fn look(self) {
        let Some(about) = self.about.get_untracked() else {
            return;
        };
        let Some(id) = self.id(&about) else { return };
        let Some(found) = self.wanted.try_update_value(Option::take).flatten() else {
            return;
        };
        spawn_local(async move {
            // What was sent of it a moment ago is gone first.
            store::caught_up().await;
            let kept = store::get::<Begun>(FORMS, &id).await.unwrap_or_else(|error| {
                warn!("what was begun cannot be read: {}", error.0);
                None
            });
            let same = self.about.try_with_untracked(|now| now.as_ref() == Some(&about)) == Some(true);
            if !same {
                return;
            }
            // Who is quicker than the disk has begun anew.
            if let Some(begun) = kept
                && self.typed.try_with_untracked(Option::is_none) == Some(true)
            {
                self.kept
                    .try_set_value(Some((begun.name.clone(), begun.value.clone())));
                self.saved_at.try_set(Some(begun.at));
                found(begun);
            }
            self.looked.try_set(true);
        });
    }

    /// What it is about, once what was typed of it before is there; none while nothing has begun.
    pub fn about(self) -> Option<String> {
        let ready = match vault::state() {
            vault::State::Opening => false,
            vault::State::Open => self.looked.get(),
            // Nothing is kept.
            vault::State::Locked | vault::State::Missing => true,
        };
        self.about.get().filter(|_| ready)
    }

    pub fn kind(self) -> Kind {
        self.kind
    }

    /// Puts it aside: what is typed stays kept, and is of nobody's concern until it is begun again.
    pub fn put_aside(self) {
        self.save();
        self.about.try_set(None);
    }

    /// What was kept is gone, and what is typed stays.
    pub fn keep_again(self) {
        self.kept.set_value(None);
        self.save();
    }

    /// It has arrived, and is not kept any more.
    pub fn arrived(self) {
        self.about.try_set(None);
        self.kept.try_set_value(None);
        self.saved_at.try_set(None);
        self.unsaved.try_set(false);
    }

    /// What is kept now is being sent. Call it before.
    pub fn sending(self) -> Sent {
        let about = self.about.try_get_untracked().flatten();
        Sent {
            keeping: self,
            id: about.and_then(|about| self.id(&about)),
        }
    }

    /// When it was saved, by the browser's clock; none while something is not, or nothing is there to save.
    pub fn saved_at(self) -> Option<i64> {
        self.saved_at.get().filter(|_| !self.unsaved.get())
    }

    /// Why it is not kept, for [`store::said`].
    pub fn trouble(self) -> Option<String> {
        self.trouble.get()
    }

    /// None while nothing can be sealed.
    fn id(self, about: &str) -> Option<String> {
        vault::owner()?;
        Some(form_id(self.kind, about))
    }

    /// Whether something is typed that is not kept, or kept that is not typed any more.
    fn is_new(self) -> bool {
        let begun = self.about.try_with_untracked(Option::is_some) == Some(true);
        let same = self
            .typed
            .try_with_untracked(|typed| self.kept.try_with_value(|kept| kept == typed))
            .flatten();
        begun && same == Some(false)
    }

    fn record(self) -> Option<(String, Option<Begun>)> {
        let about = self.about.try_get_untracked().flatten()?;
        let id = self.id(&about)?;
        let begun = self.typed.try_get_untracked()?.map(|(name, value)| Begun {
            id: id.clone(),
            kind: self.kind,
            about,
            name,
            at: browser_millis(),
            value,
        });
        Some((id, begun))
    }

    /// The page goes.
    fn say_last(self) {
        if self.is_new()
            && let Some((id, begun)) = self.record()
        {
            store::put_last(FORMS, &id, begun.as_ref());
        }
    }

    /// Writes down what is typed, without waiting for a pause: the form is put aside.
    pub fn save(self) {
        if !self.is_new() {
            return;
        }
        let Some((id, begun)) = self.record() else { return };
        let typed = begun
            .as_ref()
            .map(|begun| (begun.name.clone(), begun.value.clone()));
        self.kept.set_value(typed.clone());
        spawn_local(async move {
            let done = match &begun {
                Some(begun) => {
                    persistence::ask_once();
                    store::put(FORMS, &id, begun).await
                }
                None => store::delete(FORMS, &id).await,
            };
            // Something newer is being written, or the form is gone.
            if self.kept.try_with_value(|kept| *kept == typed) != Some(true) {
                return;
            }
            match done {
                Ok(()) => {
                    self.trouble.try_set(None);
                    self.saved_at.try_set(begun.map(|begun| begun.at));
                    if !self.is_new() {
                        self.unsaved.try_set(false);
                    }
                }
                Err(StoreError(reason)) => {
                    self.trouble.try_set(Some(reason));
                    self.kept.try_set_value(None);
                    set_timeout(move || self.save(), AGAIN);
                }
            }
        });
    }
}

/// A form on its way.
pub struct Sent {
    keeping: Keeping,
    id: Option<String>,
}

impl Sent {
    /// It has arrived, whether the form is still there or not: there is nothing to come back to.
    pub fn arrived(self) {
        let Self { keeping, id } = self;
        keeping.arrived();
        let Some(id) = id else { return };
        spawn_local(async move {
            if let Err(error) = store::delete(FORMS, &id).await {
                warn!("a form that was sent is still kept: {}", error.0);
            }
        });
    }
}
