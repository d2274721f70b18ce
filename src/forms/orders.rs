//! The order form, a file for each question it asks.

mod answer;
mod booking;
mod confirmations;
mod contact;
mod delivery;
mod existing_line;
mod fields;
mod hits;
mod labels;
mod need;
mod parts;
mod paths;
mod references;
mod saving;
mod search;
mod slots;
mod state;
mod submit;
mod summary;
mod what;
mod when;
mod r#where;
mod who;

mod page;

pub use page::OrderFormPage;
