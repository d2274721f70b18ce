//! The store: SQLite or PostgreSQL behind one narrow interface. SQL stands here and in the migrations, nowhere else.
//!
//! Statements are written once and run on both engines: `$1` placeholders, `ON CONFLICT`, `RETURNING`, moments as
//! milliseconds, dates as ISO text, truth as 0 or 1. What differs between the engines is in [`engine`].

pub mod access_checks;
pub mod accounts;
pub mod appointments;
pub mod attachments;
pub mod audit;
pub mod authorities;
pub mod backup;
pub mod catalogue;
pub mod contacts;
pub mod drafts;
pub mod engine;
pub mod error;
pub mod events;
pub mod follow_up;
pub mod holds;
pub mod idempotency;
pub mod keyset;
pub mod leases;
pub mod login_attempts;
pub mod mails;
pub mod order_content;
pub mod order_history;
pub mod order_list;
pub mod orders;
pub mod registers;
pub mod row;
pub mod saved_views;
mod search_words;
pub mod service_orders;
pub mod sessions;
pub mod settings;
pub mod subscription_list;
pub mod subscriptions;
pub mod users;
pub mod vault_keys;
mod writer;

pub use engine::{Connection, SQLITE_FILE, Store};
pub use error::StoreError;
pub use row::{Row, Value};
