//! What the backend does: each function authorises, decides, and writes in one transaction.

pub mod access_checks;
pub mod account;
pub mod appointments;
pub mod authorities;
pub mod carrier_lines;
pub mod catalogue;
pub mod contacts;
pub mod csv;
pub mod demonstration;
pub mod drafts;
pub mod events;
pub mod holds;
pub mod idempotency;
pub mod line_facts;
pub mod lists;
pub mod login_guard;
pub mod mails;
pub mod numbers;
pub mod order_system;
pub mod orders;
pub mod passwords;
pub mod registers;
pub mod sessions;
pub mod subscriptions;
pub mod vault;
pub mod views;
