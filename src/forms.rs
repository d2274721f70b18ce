//! Forms: drafts as signals, the fields that write them, and Submit.

pub mod account;
pub mod attachments;
pub mod contacts;
pub mod editing;
pub mod kept;
pub mod orders;
pub mod press;
