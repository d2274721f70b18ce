//! Which columns a list has, and which of them the reader has chosen.

use leptos::prelude::*;
use texts::Key;

use super::Shown;
use crate::pages::orders::status::Side;

/// When a column is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    Usually,
    /// Usually to the operator, never to a partner, who has one company only.
    ToOperator,
    /// When the reader has chosen it.
    Chosen,
}

/// Every column of a list in its order: the key that stands in the address, its title, and when it is shown. The first is
/// always there: it leads to the case.
pub type Columns = &'static [(&'static str, Key, Shows)];

/// The columns that are shown now.
#[derive(Clone, Copy)]
pub struct ChosenColumns {
    all: Columns,
    keys: Memo<Vec<&'static str>>,
    side: Memo<Side>,
}

impl ChosenColumns {
    /// Call it while the page is made.
    pub fn new(shown: Shown, side: Memo<Side>) -> Self {
        let (all, query) = (shown.listing.columns, shown.query);
        Self {
            all,
            keys: Memo::new(move |_| chosen(all, &query.with(|query| query.columns.clone()), side.get())),
            side,
        }
    }

    pub fn keys(self) -> Memo<Vec<&'static str>> {
        self.keys
    }

    /// As they stand in the address of a file.
    pub fn joined(self) -> String {
        self.keys.get().join(",")
    }

    /// Key and title of each column that is shown now.
    pub fn titled(self) -> Vec<(&'static str, Key)> {
        let keys = self.keys.get_untracked();
        let shown = self.all.iter().filter(|(key, _, _)| keys.contains(key));
        shown.map(|(key, title, _)| (*key, *title)).collect()
    }

    /// Every column that this reader may turn on or off: key, title, and whether it is shown.
    pub fn choices(self) -> Vec<(&'static str, Key, bool)> {
        let shown = self.keys.get();
        available(self.all, self.side.get())
            .skip(1)
            .map(|(key, title)| (key, title, shown.contains(&key)))
            .collect()
    }

    /// What stands in the address when this column is turned on or off.
    pub fn toggled(self, key: &str) -> String {
        let (shown, side) = (self.keys.get_untracked(), self.side.get_untracked());
        let keys: Vec<_> = available(self.all, side)
            .map(|(own, _)| own)
            .filter(|own| (*own == key) != shown.contains(own))
            .collect();
        // The usual columns need no words in the address.
        if keys == usual(self.all, side) {
            String::new()
        } else {
            keys.join(",")
        }
    }
}

fn available(all: Columns, side: Side) -> impl Iterator<Item = (&'static str, Key)> {
    all.iter()
        .filter(move |(_, _, shows)| *shows != Shows::ToOperator || side == Side::Operator)
        .map(|(key, title, _)| (*key, *title))
}

fn usual(all: Columns, side: Side) -> Vec<&'static str> {
    let chosen = |key| {
        all.iter()
            .any(|(own, _, shows)| *own == key && *shows == Shows::Chosen)
    };
    available(all, side)
        .map(|(key, _)| key)
        .filter(|key| !chosen(*key))
        .collect()
}

/// The columns that an address names, in the list's order; the usual ones when it names none that we know.
fn chosen(all: Columns, named: &str, side: Side) -> Vec<&'static str> {
    let named: Vec<_> = named.split(',').collect();
    let first = all.first().map(|(key, _, _)| *key).unwrap_or_default();
    let chosen: Vec<_> = available(all, side)
        .map(|(key, _)| key)
        .filter(|key| *key == first || named.contains(key))
        .collect();
    // Somebody may want to see nothing but numbers; an address that says so says it.
    if chosen.len() > 1 || named == [first] {
        chosen
    } else {
        usual(all, side)
    }
}

/// A long text on one line, whole when the pointer rests on it; readers of the screen always hear all of it.
pub fn clipped(what: &'static str, text: impl Fn() -> String + Clone + Send + 'static) -> impl IntoView {
    let title = text.clone();
    view! { <span class=format!("clip clip-{what}") title=title>{text}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Columns = &[
        ("number", Key::OrdersColumnNumber, Shows::Usually),
        ("status", Key::OrdersColumnStatus, Shows::Usually),
        ("company", Key::OrdersColumnCompany, Shows::ToOperator),
        ("end_user", Key::OrdersColumnEndUser, Shows::Usually),
        ("age", Key::OrdersColumnAge, Shows::Chosen),
    ];

    #[test]
    fn an_address_without_known_columns_shows_the_usual_ones() {
        let usual = ["number", "status", "end_user"];
        assert_eq!(chosen(ALL, "", Side::Partner), usual);
        assert_eq!(chosen(ALL, "nonsense", Side::Partner), usual);
        assert_eq!(
            chosen(ALL, "", Side::Operator),
            ["number", "status", "company", "end_user"]
        );
    }

    #[test]
    fn the_number_is_always_shown_and_the_order_is_ours() {
        assert_eq!(
            chosen(ALL, "age,end_user", Side::Partner),
            ["number", "end_user", "age"]
        );
        assert_eq!(chosen(ALL, "number", Side::Partner), ["number"]);
    }

    #[test]
    fn a_partner_cannot_ask_for_the_column_of_partners() {
        assert_eq!(chosen(ALL, "company,status", Side::Partner), ["number", "status"]);
    }
}
