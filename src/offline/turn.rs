//! Whose turn it is to write a draft: one tab of this browser at a time (OFF-5).

use std::{cell::RefCell, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;

use super::{
    lock::{self, Held},
    shown, tabs,
};

/// What the tabs tell each other: "I want it", "it is free".
const WANTED: &str = "draft-wanted";
const FREE: &str = "draft-free";
/// A tab that wants the draft waits so long for the other to save and let go; one that is asleep cannot.
const PATIENCE: Duration = Duration::from_millis(1500);
/// A tab that is looked at asks this often whether the other one has been closed.
const ASK_AGAIN: Duration = Duration::from_secs(2);
/// Who has the draft for a moment only, as the exchange with the backend, is waited for.
const MOMENT: Duration = Duration::from_millis(350);

fn name(id: &str) -> String {
    format!("jara-draft-{id}")
}

/// The right to write the draft, when no tab has it.
pub async fn claim_if_free(id: &str) -> Option<Held> {
    lock::hold_if_free(&name(id), || ()).await
}

/// Where the draft may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Asking,
    Here,
    /// In another tab.
    Elsewhere,
}

/// The turn of one open form.
#[derive(Clone, Copy)]
pub struct Turn {
    id: StoredValue<String>,
    holder: RwSignal<Holder>,
    claim: StoredValue<Option<Held>, LocalStorage>,
    /// Saves what is typed before another tab takes over; it calls what it is given when that is done.
    save: StoredValue<Option<Callback<Callback<()>>>>,
    /// This tab has the draft again, which another may have changed meanwhile.
    regained: Callback<()>,
}

thread_local! {
    /// The forms of this page, for the listener that they share.
    static OPEN: RefCell<Vec<Turn>> = const { RefCell::new(Vec::new()) };
    static LISTENING: RefCell<bool> = const { RefCell::new(false) };
}

impl Turn {
    /// Asks for the draft. Call it while the form's page is made.
    pub fn begin(id: &str, regained: Callback<()>) -> Self {
        let turn = Self {
            id: StoredValue::new(id.to_owned()),
            holder: RwSignal::new(Holder::Asking),
            claim: StoredValue::new_local(None),
            save: StoredValue::new(None),
            regained,
        };
        listen_once();
        OPEN.with_borrow_mut(|open| open.push(turn));
        let own = turn.id;
        on_cleanup(move || {
            OPEN.with_borrow_mut(|open| open.retain(|other| other.id != own));
        });
        turn.ask(true);
        turn
    }

    pub fn holder(self) -> Signal<Holder> {
        self.holder.into()
    }

    pub fn on_save(self, save: Callback<Callback<()>>) {
        self.save.set_value(Some(save));
    }

    fn granted(self, claim: Option<Held>) {
        let Some(before) = self.holder.try_get_untracked() else {
            // The form went meanwhile: the claim is dropped here.
            return;
        };
        let now = if claim.is_some() {
            Holder::Here
        } else {
            Holder::Elsewhere
        };
        self.claim.set_value(claim);
        if before != now {
            self.holder.set(now);
        }
        if now == Holder::Elsewhere {
            self.look_again();
        }
        if before == Holder::Elsewhere && now == Holder::Here {
            self.regained.try_run(());
        }
    }

    fn ask(self, again: bool) {
        let Some(id) = self.id.try_get_value() else { return };
        spawn_local(async move {
            let claim = lock::hold_if_free(&name(&id), move || self.lost()).await;
            if claim.is_none() && again {
                set_timeout(move || self.ask(false), MOMENT);
            } else {
                self.granted(claim);
            }
        });
    }

    fn lost(self) {
        if self.holder.try_get_untracked() == Some(Holder::Here) {
            self.claim.set_value(None);
            self.holder.set(Holder::Elsewhere);
            self.look_again();
        }
    }

    /// Who stays with this tab goes on without a word when its rival has been closed.
    fn look_again(self) {
        set_timeout(
            move || match self.holder.try_get_untracked() {
                Some(Holder::Elsewhere) if shown::is_hidden() => self.look_again(),
                Some(Holder::Elsewhere) => self.ask(false),
                Some(Holder::Asking | Holder::Here) | None => {}
            },
            ASK_AGAIN,
        );
    }

    /// "Work here instead": the other tab saves and lets go; one that does not answer is passed over.
    pub fn take_over(self) {
        let id = self.id.get_value();
        tabs::tell(WANTED, &[("draft", &id.as_str().into())]);
        set_timeout(
            move || {
                if self.holder.try_get_untracked() == Some(Holder::Elsewhere) {
                    self.take();
                }
            },
            PATIENCE,
        );
    }

    fn take(self) {
        let Some(id) = self.id.try_get_value() else { return };
        spawn_local(async move {
            let claim = lock::steal(&name(&id), move || self.lost()).await;
            self.granted(claim);
        });
    }

    /// Another tab wants it.
    fn hand_over(self) {
        if self.holder.try_get_untracked() != Some(Holder::Here) {
            return;
        }
        let done = Callback::new(move |()| {
            self.lost();
            if let Some(id) = self.id.try_get_value() {
                tabs::tell(FREE, &[("draft", &id.as_str().into())]);
            }
        });
        match self.save.try_get_value().flatten() {
            Some(save) => save.run(done),
            None => done.run(()),
        }
    }
}

fn listen_once() {
    if LISTENING.replace(true) {
        return;
    }
    let of = |message: &JsValue| {
        let id = tabs::member(message, "draft").as_string().unwrap_or_default();
        let open = OPEN.with_borrow(Clone::clone);
        open.into_iter()
            .filter(move |turn| turn.id.try_with_value(|own| *own == id) == Some(true))
            .collect::<Vec<_>>()
    };
    tabs::listen(WANTED, move |message| {
        for turn in of(&message) {
            turn.hand_over();
        }
    });
    tabs::listen(FREE, move |message| {
        for turn in of(&message) {
            if turn.holder.try_get_untracked() == Some(Holder::Elsewhere) {
                turn.take();
            }
        }
    });
}
