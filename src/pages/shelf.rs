//! The drafts of this browser's user, as pages list them.

use domain::{
    finding::Param,
    orders::{LineDraft, OrderDraft},
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use crate::{
    forms::orders::reopened,
    language::{Lang, params},
    offline::{
        drafts::{self, Draft},
        outbox::Outbox,
        store::StoreError,
        sync::Sync,
        vault,
    },
    session::Session,
};

/// What lies on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Lies {
    Asking,
    Here(Vec<Draft>),
    /// Why the browser could not read them, in its own words.
    Failed(String),
}

#[derive(Clone, Copy)]
pub struct Shelf {
    lies: RwSignal<Lies>,
    session: Session,
}

impl Shelf {
    /// Reads the drafts, and again when something has changed them. Call it while a page is made.
    pub fn read() -> Self {
        let shelf = Self {
            lies: RwSignal::new(Lies::Asking),
            session: Session::of_context(),
        };
        let outbox = use_context::<Outbox>();
        let settled = Memo::new(move |_| {
            outbox.map_or_else(Vec::new, |outbox| {
                outbox
                    .entries()
                    .with(|all| all.iter().map(|entry| (entry.id.clone(), entry.state)).collect())
            })
        });
        let sync = use_context::<Sync>();
        Effect::new(move |_| {
            settled.track();
            if let Some(sync) = sync {
                // Another tab or another browser has changed something.
                sync.changed();
            }
            // When the vault opens, what was locked can be read.
            vault::state();
            shelf.look();
        });
        shelf
    }

    pub fn look(self) {
        spawn_local(self.looked());
    }

    /// The same, for who goes on when it is known.
    pub async fn looked(self) {
        let user = self.session.user_name_untracked();
        let lies = match drafts::list(&user).await {
            Ok(drafts) => Lies::Here(drafts),
            // What it looks like is told by the vault's own state.
            Err(error) if error.is_locked() => Lies::Here(Vec::new()),
            Err(StoreError(reason)) => Lies::Failed(reason),
        };
        // The page may have gone meanwhile.
        self.lies.try_set(lies);
    }

    pub fn lies(self) -> RwSignal<Lies> {
        self.lies
    }

    /// Those that are still being written: what waits in the outbox is no draft any more.
    pub fn drafts(self) -> Vec<Draft> {
        let outbox = use_context::<Outbox>();
        self.lies.with(|lies| match lies {
            Lies::Here(drafts) => drafts
                .iter()
                .filter(|draft| {
                    let entry = outbox.and_then(|outbox| outbox.of_draft(&draft.id));
                    entry.is_none_or(|entry| !entry.is_waiting())
                })
                .cloned()
                .collect(),
            Lies::Asking | Lies::Failed(_) => Vec::new(),
        })
    }
}

/// Whom the draft is for, as far as it is written.
pub fn name(lang: Lang, order: &OrderDraft) -> String {
    let first = order.lines.first();
    let user = first.map(|line| &line.end_user);
    let person = user.map(|user| format!("{} {}", user.first_name.trim(), user.last_name.trim()));
    let company = user.map(|user| user.company_name.trim().to_owned());
    let kind = user.map(|user| user.kind.as_str()).unwrap_or_default();
    let candidates = if kind == "company" {
        [company, person]
    } else {
        [person, company]
    };
    let name = candidates
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| lang.text(Key::DraftsNameless));
    let name = match order.lines.len() {
        0 | 1 => name,
        lines => {
            let more = Param::Number(i64::try_from(lines - 1).unwrap_or(i64::MAX));
            format!(
                "{name} {}",
                lang.fill(Key::OrdersLinesMore, &params([("n", more)]))
            )
        }
    };
    reopened::named(lang, &order.reopened, name)
}

/// Where, as far as it is written.
pub fn place(order: &OrderDraft) -> String {
    let Some(LineDraft { address, .. }) = order.lines.first() else {
        return String::new();
    };
    let street = format!("{} {}", address.street.trim(), address.house_number.trim());
    let town = format!("{} {}", address.postcode.trim(), address.place.trim());
    [street, town]
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_as_far_as_it_is_written() {
        let mut order = OrderDraft {
            lines: vec![LineDraft::default()],
            ..OrderDraft::default()
        };
        assert_eq!(place(&order), "");
        order.lines[0].address.street = "Prøveveien".to_owned();
        assert_eq!(place(&order), "Prøveveien");
        order.lines[0].address.house_number = "1B".to_owned();
        order.lines[0].address.place = "OSLO".to_owned();
        assert_eq!(place(&order), "Prøveveien 1B, OSLO");
    }
}
