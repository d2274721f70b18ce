//! What was last seen, kept so that it can be read without a connection (OFF-2): answers of the backend, sealed like
//! everything else here (OFF-6).
//!
//! Each answer lies in one of a fixed number of places, and the one looked at longest ago makes room. So what is kept
//! has a bound, and the name of a place says nothing about what lies in it.

use serde::{Deserialize, Serialize};

use super::{
    drafts::browser_millis,
    lock,
    store::{self, ANSWERS, KNOWN, StoreError},
    vault,
};

/// What is kept apart, so that looking at many of the one does not push the other out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// A case that was looked at.
    Case,
    /// A page of a list.
    List,
    /// What every page needs: the catalogue, habits, saved views.
    Base,
}

impl Shelf {
    /// How many lie on it. An order is some kilobytes, a page of a list some tens: about two megabytes for a user.
    fn places(self) -> usize {
        match self {
            Self::Case => 50,
            Self::List => 20,
            Self::Base => 8,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    shelf: Shelf,
    number: usize,
    /// The request's path and query.
    address: String,
    /// When it was kept, by the browser's clock.
    at: i64,
}

impl Place {
    fn id(&self, owner: &str) -> String {
        format!("{owner}/{:?}-{:02}", self.shelf, self.number)
    }
}

/// An answer as it is kept. The address stands in it as well: what another tab has put in its place is not mistaken.
#[derive(Serialize, Deserialize)]
struct Kept {
    address: String,
    at: i64,
    text: String,
}

/// Where everything lies.
#[derive(Default, Serialize, Deserialize)]
struct Index(Vec<Place>);

impl Index {
    /// The place for an answer: the one that it had, a free one, or the one that was used longest ago.
    fn place(&mut self, shelf: Shelf, address: &str, at: i64) -> Place {
        let had = self
            .0
            .iter()
            .position(|place| place.shelf == shelf && place.address == address);
        let taken: Vec<_> = self
            .0
            .iter()
            .filter(|place| place.shelf == shelf)
            .map(|place| place.number)
            .collect();
        let free = (0..shelf.places()).find(|number| !taken.contains(number));
        let number = match (had, free) {
            (Some(had), _) => self.0.remove(had).number,
            (None, Some(free)) => free,
            (None, None) => {
                // The latest stand last.
                let oldest = self.0.iter().position(|place| place.shelf == shelf);
                oldest.map_or(0, |oldest| self.0.remove(oldest).number)
            }
        };
        let place = Place {
            shelf,
            number,
            address: address.to_owned(),
            at,
        };
        self.0.push(place.clone());
        place
    }
}

const INDEX: &str = "answers";

/// The tag of whose answers they are, once it is known whether there is a key.
async fn owner() -> Option<String> {
    vault::settled().await;
    vault::owner()
}

async fn index(owner: &str) -> Result<Index, StoreError> {
    let kept = store::get::<Index>(KNOWN, &format!("{owner}/{INDEX}")).await?;
    Ok(kept.unwrap_or_default())
}

/// Keeps an answer. That it can be read without a connection is a help, not a promise: a browser that cannot keep it
/// is told to the log alone.
pub async fn keep(shelf: Shelf, address: String, text: String) {
    let Some(owner) = owner().await else { return };
    if let Err(StoreError(reason)) = keep_for(&owner, shelf, address, text).await {
        leptos::logging::warn!("an answer was not kept: {reason}");
    }
}

async fn keep_for(owner: &str, shelf: Shelf, address: String, text: String) -> Result<(), StoreError> {
    // Another tab keeps answers, too.
    let _alone = lock::hold("jara-answers").await;
    let mut index = index(owner).await?;
    let at = browser_millis();
    let place = index.place(shelf, &address, at);
    let kept = Kept { address, at, text };
    store::put_spare(ANSWERS, &place.id(owner), &kept).await?;
    store::put_spare(KNOWN, &format!("{owner}/{INDEX}"), &index).await
}

/// What was last answered at an address, and when by the browser's clock.
pub async fn find(address: &str) -> Option<(String, i64)> {
    let owner = owner().await?;
    let found = async {
        let index = index(&owner).await?;
        match index.0.iter().find(|place| place.address == address) {
            Some(place) => store::get::<Kept>(ANSWERS, &place.id(&owner)).await,
            None => Ok(None),
        }
    };
    match found.await {
        Ok(kept) => kept
            .filter(|kept| kept.address == address)
            .map(|kept| (kept.text, kept.at)),
        Err(StoreError(reason)) => {
            leptos::logging::warn!("what was kept cannot be read: {reason}");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OFF-2
    #[test]
    fn the_case_looked_at_longest_ago_makes_room() {
        let mut index = Index::default();
        for number in 0..50 {
            assert_eq!(index.place(Shelf::Case, &format!("/{number}"), 0).number, number);
        }
        // Looked at again: the second is the oldest now.
        assert_eq!(index.place(Shelf::Case, "/0", 1).number, 0);
        assert_eq!(index.place(Shelf::Case, "/50", 2).number, 1);
        assert!(!index.0.iter().any(|place| place.address == "/1"));
        assert_eq!(index.0.len(), 50);
    }

    /// OFF-2
    #[test]
    fn looking_at_many_cases_pushes_no_list_out() {
        let mut index = Index::default();
        index.place(Shelf::List, "/orders", 0);
        for number in 0..200 {
            index.place(Shelf::Case, &format!("/{number}"), 0);
        }
        assert!(index.0.iter().any(|place| place.address == "/orders"));
    }
}
