//! The store: SQLite or PostgreSQL behind one narrow interface. SQL stands here and in the migrations, nowhere else.
//!
//! Statements are written once and run on both engines: `$1` placeholders, `ON CONFLICT`, `RETURNING`, moments as
//! milliseconds, dates as ISO text, truth as 0 or 1. What differs between the engines is in [`engine`].

pub mod access_checks;
pub mod appointments;
pub mod catalogue;
pub mod engine;
pub mod error;
pub mod events;
pub mod idempotency;
pub mod leases;
pub mod login_attempts;
pub mod order_history;
pub mod order_list;
pub mod orders;
pub mod registers;
pub mod row;
pub mod saved_views;
pub mod service_orders;
pub mod sessions;
pub mod settings;
pub mod users;
mod writer;

pub use engine::{Connection, Store};
pub use error::StoreError;
pub use row::{Row, Value};
