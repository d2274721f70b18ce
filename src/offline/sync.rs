//! The backend's copy of the drafts: it follows its user to another browser (OFF-1) and tells when two browsers have
//! changed the same one (OFF-5). What lies in this browser comes first; the copy is made in the background.

pub mod decide;
mod exchange;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use wire::events::Event;

use super::{
    drafts::{self, Draft},
    outbox::Outbox,
    shown,
    store::{self, DRAFT_SYNC, StoreError},
    tabs,
};
use crate::clock::Clock;
use decide::{Agreed, Copied, Theirs};
use exchange::Later;

/// What the tabs tell each other when drafts have changed.
const CHANGED: &str = "drafts";
/// So long after the last change the backend gets it.
const PAUSE: Duration = Duration::from_secs(3);
/// So long after an event the backend is asked: this browser's own change may be what it tells of.
const AFTER_EVENT: Duration = Duration::from_millis(700);
/// So long after a failure it is tried again.
const AGAIN: Duration = Duration::from_secs(30);
/// Before the id of a draft: the word that it was deleted here.
const BURIED: &str = "deleted-";

/// Keeps in mind that a draft was deleted here, until the backend has heard of it.
pub async fn bury(id: &str) -> Result<(), StoreError> {
    if store::get::<Copied>(DRAFT_SYNC, id).await?.is_some() {
        let id = format!("{BURIED}{id}");
        store::put(DRAFT_SYNC, &id, &Copied::new(&id, "")).await?;
    }
    Ok(())
}

/// The draft is back.
pub async fn dig_up(id: &str) -> Result<(), StoreError> {
    store::delete(DRAFT_SYNC, &format!("{BURIED}{id}")).await
}

/// What is asked of the exchange; the larger includes the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Push,
    Pull,
}

#[derive(Clone, Copy)]
pub struct Sync {
    user: RwSignal<Option<String>>,
    outbox: Outbox,
    clock: Clock,
    /// What is known of the copies, by the ids of the drafts.
    copies: RwSignal<BTreeMap<String, Copied>>,
    /// Grows when drafts have changed without a form of this page having changed them.
    changed: RwSignal<u32>,
    running: StoredValue<bool>,
    wanted: StoredValue<Option<Wanted>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Sync {
    pub fn new(clock: Clock, outbox: Outbox) -> Self {
        let sync = Self {
            user: RwSignal::new(None),
            outbox,
            clock,
            copies: RwSignal::new(BTreeMap::new()),
            changed: RwSignal::new(0),
            running: StoredValue::new(false),
            wanted: StoredValue::new(None),
            timer: StoredValue::new(None),
        };
        drafts::listen(move || {
            tabs::tell(CHANGED, &[]);
            sync.after(PAUSE, Wanted::Push);
        });
        tabs::listen(CHANGED, move |_| sync.look());
        // The application lives as long as the page, and so do the listeners.
        for event in ["online", "focus"] {
            let _ = window_event_listener_untyped(event, move |_| sync.want(Wanted::Pull));
        }
        let _ = window_event_listener_untyped("visibilitychange", move |_| {
            if shown::is_hidden() {
                sync.want(Wanted::Push);
            }
        });
        sync
    }

    /// Who is logged in now; nobody stops the exchange.
    pub fn set_user(self, user: Option<String>) {
        self.user.set(user.clone());
        if user.is_some() {
            self.look();
            self.want(Wanted::Pull);
        }
    }

    /// What is known of the copy of a draft.
    pub fn of(self, id: &str) -> Option<Copied> {
        self.copies.with(|copies| copies.get(id).cloned())
    }

    /// Read it to run again when drafts have changed behind the page.
    pub fn changed(self) -> u32 {
        self.changed.get()
    }

    /// The backend tells of a change: this browser's own or another's.
    pub fn heard(self, event: &Event) {
        match event {
            Event::Draft { id, version } => {
                let (id, version) = (id.clone(), *version);
                set_timeout(
                    move || {
                        let known = self.copies.with_untracked(|copies| {
                            copies
                                .get(&id)
                                .map(|copy| copy.agreed.as_ref().map(|agreed| agreed.version))
                        });
                        let is_news = match (known, version) {
                            (Some(Some(known)), Some(version)) => version > known,
                            (None, None) => false,
                            (Some(_), _) | (None, Some(_)) => true,
                        };
                        if is_news {
                            self.want(Wanted::Pull);
                        }
                    },
                    AFTER_EVENT,
                );
            }
            Event::Missed => self.want(Wanted::Pull),
            Event::Order { .. } => {}
        }
    }

    /// OFF-5: the user has chosen. The result is saved over the version that it was compared with, and may meet a
    /// newer one again.
    pub async fn resolve(self, chosen: &Draft, over: &Theirs) -> Result<(), StoreError> {
        drafts::keep(chosen).await?;
        let mut copy = self.copy_of(&chosen.id, &chosen.user).await?;
        copy.agreed = Some(Agreed {
            version: over.version,
            body: over.body.clone(),
        });
        copy.theirs = None;
        copy.gone = None;
        copy.origin = None;
        store::put(DRAFT_SYNC, &copy.id, &copy).await?;
        // At once, before anybody looks: the choice is made.
        self.copies.update(|copies| {
            copies.insert(copy.id.clone(), copy);
        });
        self.told_all();
        self.want(Wanted::Push);
        Ok(())
    }

    /// What was deleted elsewhere is kept: the backend gets it anew.
    pub async fn keep_mine(self, id: &str) -> Result<(), StoreError> {
        store::delete(DRAFT_SYNC, id).await?;
        self.told_all();
        self.want(Wanted::Push);
        Ok(())
    }

    /// What was deleted elsewhere goes here too.
    pub async fn let_go(self, id: &str) -> Result<(), StoreError> {
        drafts::let_go(id).await?;
        store::delete(DRAFT_SYNC, id).await?;
        self.told_all();
        Ok(())
    }

    fn told_all(self) {
        tabs::tell(CHANGED, &[]);
        self.look();
    }

    /// Reads anew what is known, and lets the pages look.
    fn look(self) {
        spawn_local(async move {
            match store::all::<Copied>(DRAFT_SYNC).await {
                Ok(all) => self.show(all),
                Err(error) => leptos::logging::warn!("the copies cannot be read: {}", error.0),
            }
        });
    }

    fn show(self, all: Vec<Copied>) {
        let copies = by_id(all, self.user.get_untracked().as_deref().unwrap_or_default());
        if self.copies.with_untracked(|known| *known != copies) {
            self.copies.set(copies);
        }
        self.changed.update(|n| *n += 1);
    }

    async fn copy_of(self, id: &str, user: &str) -> Result<Copied, StoreError> {
        let copy = store::get::<Copied>(DRAFT_SYNC, id).await?;
        Ok(copy.unwrap_or_else(|| Copied::new(id, user)))
    }

    fn after(self, wait: Duration, wanted: Wanted) {
        if let Some(earlier) = self.timer.get_value() {
            earlier.clear();
        }
        self.timer
            .set_value(set_timeout_with_handle(move || self.want(wanted), wait).ok());
    }

    /// Exchanges now, or after the exchange that is under way.
    fn want(self, wanted: Wanted) {
        if self.user.with_untracked(Option::is_none) {
            return;
        }
        self.wanted
            .update_value(|now| *now = Some(now.map_or(wanted, |now| now.max(wanted))));
        if self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        spawn_local(async move {
            while let Some(wanted) = self.wanted.try_update_value(Option::take).flatten() {
                match self.exchange(wanted).await {
                    Ok(()) => {}
                    Err(Later::Paused) => break,
                    Err(Later::Failed(reason)) => {
                        leptos::logging::log!("the drafts will be exchanged later: {reason}");
                        self.after(AGAIN, wanted);
                        break;
                    }
                }
            }
            self.running.set_value(false);
        });
    }
}

/// The records of one user, with the word of what was deleted put to each.
fn by_id(all: Vec<Copied>, user: &str) -> BTreeMap<String, Copied> {
    let buried: BTreeSet<String> = all
        .iter()
        .filter_map(|copy| copy.id.strip_prefix(BURIED).map(str::to_owned))
        .collect();
    all.into_iter()
        .filter(|copy| copy.user == user)
        .map(|mut copy| {
            copy.deleted = buried.contains(&copy.id);
            (copy.id.clone(), copy)
        })
        .collect()
}

/// The other tabs look anew.
fn tell_tabs() {
    tabs::tell(CHANGED, &[]);
}
