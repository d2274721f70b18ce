//! What the pages of lists have in common: they show what their address says, and go to another address to show something
//! else.

pub mod columns;
pub mod foot;
pub mod frame;
pub mod query;
pub mod save;
pub mod search;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use texts::Key;

use columns::Columns;
use query::{ListQuery, encode};

use crate::ui::icon::Icon;

/// One list of the application.
#[derive(Clone, Copy)]
pub struct Listing {
    pub path: &'static str,
    /// The sort of an address that names none.
    pub usual_sort: &'static str,
    pub columns: Columns,
    /// How many there are: exactly one, more, and about so many.
    pub counts: [Key; 3],
    pub icon: Icon,
    pub words: Words,
}

/// What a list is called, and what it says in place of rows.
#[derive(Clone, Copy)]
pub struct Words {
    pub title: Key,
    pub no_access: Key,
    pub none_match: Key,
    pub none_match_text: Key,
    pub empty: Key,
    pub empty_text: Key,
}

impl Listing {
    /// The address of a list that shows this.
    pub fn address(self, query: &ListQuery) -> String {
        let query = encode(query.pairs());
        if query.is_empty() {
            self.path.to_owned()
        } else {
            format!("{}?{query}", self.path)
        }
    }
}

/// What the list shows, and how it comes to show something else: always by its address.
#[derive(Clone, Copy)]
pub struct Shown {
    pub query: Memo<ListQuery>,
    pub listing: Listing,
    go: StoredValue<Go, LocalStorage>,
}

/// Goes to an address, with whether it takes the place of the present one in the browser's history.
type Go = Box<dyn Fn(&str, bool)>;

impl Shown {
    /// Call it while the page is made.
    pub fn of_address(listing: Listing) -> Self {
        let map = use_query_map();
        let navigate = use_navigate();
        let go: Go = Box::new(move |address, replace| {
            navigate(
                address,
                NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        });
        Self {
            query: Memo::new(move |_| map.with(|map| ListQuery::read(|name| map.get(name)))),
            listing,
            go: StoredValue::new_local(go),
        }
    }

    /// Shows another list; "back" leads to this one.
    pub fn show(self, change: impl FnOnce(&mut ListQuery)) {
        self.change(false, change);
    }

    /// While someone is still typing: "back" does not lead through each letter.
    pub fn amend(self, change: impl FnOnce(&mut ListQuery)) {
        self.change(true, change);
    }

    fn change(self, replace: bool, change: impl FnOnce(&mut ListQuery)) {
        let before = self.query.get_untracked();
        let mut query = before.at_its_start();
        change(&mut query);
        if query != before {
            self.go
                .with_value(|go| go(&self.listing.address(&query), replace));
        }
    }
}
