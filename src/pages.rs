//! Pages: they fetch and compose, and know no rules.

pub mod drafts;
pub mod fetch;
pub mod home;
pub mod login;
pub mod not_found;
pub mod note;
pub mod orders;
pub mod products;
pub mod shelf;
pub mod when;
