//! ORD: an order, from what is typed to what is sent.
//!
//! [`OrderDraft`] is what the form has; [`parse`] makes a [`NewOrder`] of it or says everything that is wrong.

pub mod attributes;
pub mod cancellation_fee;
pub mod deadline;
mod draft;
pub mod expiry;
mod line;
mod need;
mod parse;
pub mod price;
pub mod status;

pub use draft::{
    AppointmentRef, CheckRef, Confirmations, ConfirmationsDraft, LineDraft, NewLine, NewOrder, OrderDraft,
    OrderType,
};
pub use line::{LineState, line_state};
pub use need::{MOST_PROJECT_LINES, Need};
pub use parse::{Context, Facts, LineFacts, Outcome, ReferenceHabits, parse};
