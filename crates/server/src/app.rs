//! What the backend does: each function authorises, decides, and writes in one transaction.

pub mod access_checks;
pub mod appointments;
pub mod catalogue;
pub mod demonstration;
pub mod events;
pub mod idempotency;
pub mod line_facts;
pub mod login_guard;
pub mod order_system;
pub mod orders;
pub mod passwords;
pub mod registers;
pub mod sessions;
pub mod views;
