//! What a small form is called, and where its user goes on with it.

use domain::finding::Param;
use texts::Key;

use crate::{
    language::{Lang, params, words},
    offline::{begun::Kind, outbox::Entry},
    routes,
};

/// `name` is what a person knows it by, where what it is about does not say so.
pub fn title(lang: Lang, kind: Kind, about: &str, name: &str) -> String {
    let (order, line) = about.rsplit_once('/').unwrap_or((about, ""));
    let line = line.parse().map_or(Param::Text(line.to_owned()), Param::Number);
    let named = |key: Key| {
        let name = match name.trim() {
            "" => lang.text(Key::DraftsNameless),
            name => name.to_owned(),
        };
        lang.fill(key, &params([("name", words(name))]))
    };
    let of_line = |key: Key| lang.fill(key, &params([("n", line), ("id", words(order))]));
    match kind {
        Kind::Contact => named(Key::FormsContact),
        Kind::Account => lang.text(Key::FormsAccount),
        Kind::Cancel => of_line(Key::OrderCancelTitle),
        Kind::CustomerUpdate => of_line(Key::OrderUpdateTitle),
        Kind::AskBack => of_line(Key::OrderAskTitle),
        Kind::Reject => of_line(Key::OrderRejectTitle),
        Kind::MarkDuplicate => of_line(Key::OrderDuplicateTitle),
        Kind::CancelOrders => named(Key::FormsCancelOrders),
        Kind::View => named(Key::FormsView),
        Kind::ViewName => named(Key::FormsViewName),
    }
}

/// Where one goes on.
pub fn place(kind: Kind, about: &str) -> String {
    let order = || about.split(['/', ',']).next().unwrap_or_default();
    match kind {
        Kind::Contact => routes::contact(about),
        Kind::Account => routes::ACCOUNT.to_owned(),
        Kind::Cancel | Kind::CustomerUpdate | Kind::AskBack | Kind::Reject | Kind::MarkDuplicate => {
            routes::order(order())
        }
        // Several were chosen in the list, where each can be chosen again.
        Kind::CancelOrders if about.contains(',') => routes::ORDERS.to_owned(),
        Kind::CancelOrders => routes::order(order()),
        Kind::View => routes::orders(about),
        // Among the list's own views, where it stands with what was typed.
        Kind::ViewName => routes::ORDERS.to_owned(),
    }
}

/// What an entry of the outbox is called: a form by its title, an order by its end user.
pub fn entry_title(lang: Lang, entry: &Entry) -> String {
    match &entry.errand {
        Some(errand) => title(lang, errand.kind(), &errand.about(), &entry.title),
        None => match entry.title.trim() {
            "" => lang.text(Key::DraftsNameless),
            title => title.to_owned(),
        },
    }
}

/// Where an entry is put right.
pub fn entry_place(entry: &Entry) -> String {
    match &entry.errand {
        Some(errand) => place(errand.kind(), &errand.about()),
        None => routes::draft(&entry.draft),
    }
}
