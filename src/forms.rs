//! Forms: drafts as signals, the fields that write them, and Submit.

pub mod orders;
