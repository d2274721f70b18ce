//! The only calls to the backend, one file per module of the product.

pub mod access_checks;
pub mod appointments;
pub mod attachments;
pub mod authorities;
pub mod catalogue;
pub mod client;
pub mod contacts;
pub mod drafts;
pub mod events;
pub mod lists;
pub mod numbers;
pub mod orders;
pub mod registers;
pub mod session;
pub mod subscriptions;
pub mod views;
