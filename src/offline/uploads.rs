//! Files that go with a case: kept here until they are uploaded, and uploaded by themselves (ORD-9, OFF-1, OFF-3).
//!
//! A file has an id before the backend has heard of it, so a draft can name it and be submitted; the outbox holds the
//! draft back until its files are there.

pub mod kept;
mod sending;

use std::{cell::RefCell, collections::BTreeMap, time::Duration};

use leptos::{logging::warn, prelude::*, task::spawn_local};

use super::{
    connection::Connection,
    drafts::browser_millis,
    new_id,
    outbox::Outbox,
    store::StoreError,
    tabs,
    vault::{self, encoding::hex, subtle},
};
use crate::api;
use kept::Kept;
use sending::End;

/// What the tabs tell each other when files come or go.
const CHANGED: &str = "uploads-changed";
/// Waits between two tries: doubled each time.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Where a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Kept here, to be sent.
    Waiting,
    Sending,
    Done,
    /// The backend would not have it: a code of an error.
    Refused(String),
}

/// A file as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub bytes: u64,
    /// How much of it the backend is known to have.
    pub received: u64,
    pub state: State,
}

impl Upload {
    fn is_on_its_way(&self) -> bool {
        match self.state {
            State::Waiting | State::Sending => true,
            State::Done | State::Refused(_) => false,
        }
    }
}

/// The files of the user who is logged in.
#[derive(Clone, Copy)]
pub struct Uploads {
    files: RwSignal<BTreeMap<String, Upload>>,
    user: RwSignal<Option<String>>,
    outbox: Outbox,
    /// A round is going on; what is asked for meanwhile begins another.
    sending: StoredValue<bool>,
    again: StoredValue<bool>,
    tries: StoredValue<u32>,
}

thread_local! {
    static OF_PAGE: RefCell<Option<Uploads>> = const { RefCell::new(None) };
}

/// The ids of the files that are on their way, as this page knows them; a signal.
pub fn known_waiting() -> Vec<String> {
    let uploads = OF_PAGE.with_borrow(|of_page| *of_page);
    uploads.map_or_else(Vec::new, |uploads| {
        uploads.files.with(|files| {
            let waiting = files.iter().filter(|(_, file)| file.is_on_its_way());
            waiting.map(|(id, _)| id.clone()).collect()
        })
    })
}

/// The ids of the files that are on their way from this browser, whichever tab was given them.
pub async fn waiting() -> Vec<String> {
    let uploads = OF_PAGE.with_borrow(|of_page| *of_page);
    let user = uploads.and_then(|uploads| uploads.user.get_untracked());
    let Some(user) = user else { return Vec::new() };
    match kept::all(&user).await {
        Ok(all) => {
            let waiting = all.into_iter().filter(|kept| kept.refused.is_none());
            waiting.map(|kept| kept.id).collect()
        }
        Err(error) => {
            warn!("the files to upload cannot be read: {}", error.0);
            untrack(known_waiting)
        }
    }
}

impl Uploads {
    /// Call it once, at the start.
    pub fn begin(outbox: Outbox) -> Self {
        let uploads = Self {
            files: RwSignal::new(BTreeMap::new()),
            user: RwSignal::new(None),
            outbox,
            sending: StoredValue::new(false),
            again: StoredValue::new(false),
            tries: StoredValue::new(0),
        };
        OF_PAGE.with_borrow_mut(|of_page| *of_page = Some(uploads));
        Connection::on_return(move || uploads.send_now());
        tabs::listen(CHANGED, move |_| uploads.look());
        // What was asked for while nothing could be read was answered with nothing.
        Effect::new(move |_| {
            if vault::state() == vault::State::Open && uploads.user.with(Option::is_some) {
                uploads.send_now();
            }
        });
        uploads
    }

    /// Who is logged in now.
    pub fn set_user(self, user: Option<String>) {
        if self.user.with_untracked(|known| *known != user) {
            self.user.set(user);
        }
    }

    /// Where a file stands; none when it is not this browser's to send.
    pub fn of(self, id: &str) -> Option<Upload> {
        self.files.with(|files| files.get(id).cloned())
    }

    fn is_known(self, id: &str) -> bool {
        self.files.with_untracked(|files| files.contains_key(id))
    }

    /// Keeps a file and begins to send it; gives its id.
    pub async fn add(self, name: String, content: Vec<u8>) -> Result<String, StoreError> {
        let user = self.user.get_untracked().ok_or_else(StoreError::locked)?;
        // Browsers hand their cryptography out on HTTPS only.
        if !subtle::is_available() {
            return Err(StoreError::insecure());
        }
        let sha256 = hex(&subtle::digest(&content).await?);
        let file = Kept {
            id: new_id(),
            user,
            name,
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            sha256,
            kept_at: browser_millis(),
            refused: None,
        };
        kept::keep(&file, content).await?;
        self.show(std::slice::from_ref(&file));
        tabs::tell(CHANGED, &[]);
        self.send_now();
        Ok(file.id)
    }

    /// Lets a file go, here and at the backend, where it went with no case. What cannot be told now is left to the
    /// backend, which removes what nobody sent.
    pub async fn remove(self, id: &str) {
        self.files.update(|files| {
            files.remove(id);
        });
        let user = self.user.get_untracked().unwrap_or_default();
        let all = kept::all(&user).await.unwrap_or_default();
        for file in all.iter().filter(|file| file.id == id) {
            if let Err(error) = kept::forget(file).await {
                warn!("a file that was removed stays in the browser: {}", error.0);
            }
        }
        tabs::tell(CHANGED, &[]);
        if let Err(error) = api::attachments::remove(id).await {
            leptos::logging::debug_warn!(
                "a removed file stays at the backend for a while: {}",
                error.code()
            );
        }
    }

    /// Sends what waits now.
    pub fn send_now(self) {
        self.tries.set_value(0);
        self.send();
    }

    fn send(self) {
        if self.user.with_untracked(Option::is_none) {
            return;
        }
        if self.sending.get_value() {
            self.again.set_value(true);
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let end = sending::send_all(self).await;
            self.sending.set_value(false);
            if self.again.get_value() {
                self.again.set_value(false);
                self.send();
                return;
            }
            match end {
                End::Done => self.tries.set_value(0),
                End::Paused => {}
                End::Again => {
                    let tries = self.tries.get_value();
                    self.tries.set_value(tries.saturating_add(1));
                    set_timeout(move || self.send(), wait_after(tries));
                }
            }
        });
    }

    /// Reads what another tab has kept or sent.
    fn look(self) {
        let Some(user) = self.user.get_untracked() else {
            return;
        };
        spawn_local(async move {
            if let Ok(all) = kept::all(&user).await {
                self.files.update(|files| {
                    for (id, file) in files.iter_mut() {
                        // Another tab has sent it.
                        if file.is_on_its_way() && !all.iter().any(|kept| kept.id == *id) {
                            file.state = State::Done;
                            file.received = file.bytes;
                        }
                    }
                });
                self.show(&all);
                self.outbox.send_now();
            }
        });
    }

    /// Files that are kept are shown, as far as they are known to have come.
    fn show(self, all: &[Kept]) {
        let is_new = |kept: &&Kept| !self.is_known(&kept.id);
        let new: Vec<_> = all.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return;
        }
        self.files.update(|files| {
            for kept in new {
                let upload = Upload {
                    bytes: kept.bytes,
                    received: 0,
                    state: kept.refused.map_or(State::Waiting, State::Refused),
                };
                files.insert(kept.id, upload);
            }
        });
    }

    fn set_state(self, id: &str, state: State) {
        self.change(id, |upload| upload.state = state);
    }

    fn progress(self, id: &str, received: u64) {
        self.change(id, |upload| upload.received = received);
    }

    fn change(self, id: &str, change: impl FnOnce(&mut Upload)) {
        self.files.update(|files| {
            if let Some(upload) = files.get_mut(id) {
                change(upload);
            }
        });
    }

    /// A file has come, or will not: what waited for it looks again.
    fn changed(self) {
        tabs::tell(CHANGED, &[]);
        self.outbox.send_now();
    }
}

fn wait_after(tries: u32) -> Duration {
    FIRST_WAIT
        .saturating_mul(1_u32.checked_shl(tries).unwrap_or(u32::MAX))
        .min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-3
    #[test]
    fn waits_double_and_end_at_a_minute() {
        assert_eq!([0, 1, 2].map(|tries| wait_after(tries).as_secs()), [1, 2, 4]);
        assert_eq!(
            [6, 40, u32::MAX].map(|tries| wait_after(tries).as_secs()),
            [60, 60, 60]
        );
    }
}
