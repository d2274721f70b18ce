//! Forms: drafts as signals, the fields that write them, and Submit.

pub mod account;
pub mod attachments;
pub mod contacts;
pub mod delivery;
pub mod editing;
pub mod kept;
pub mod named;
pub mod orders;
pub mod press;
