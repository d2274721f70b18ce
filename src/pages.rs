//! Pages: they fetch and compose, and know no rules.

pub mod account;
pub mod contacts;
pub mod drafts;
pub mod facts;
pub mod fetch;
pub mod home;
pub mod late;
pub mod listing;
pub mod login;
pub mod mails;
pub mod not_found;
pub mod note;
pub mod orders;
pub mod place;
pub mod portfolio;
pub mod products;
pub mod shelf;
pub mod stale;
pub mod undo;
pub mod when;
