//! ORD: an order, from what is typed to what is sent.
//!
//! [`OrderDraft`] is what the form has; [`parse`] makes a [`NewOrder`] of it or says everything that is wrong.

mod draft;
mod parse;
pub mod status;

pub use draft::{
    AppointmentRef, CheckRef, ConfirmationsDraft, Confirmations, LineDraft, NewLine, NewOrder, OrderDraft, OrderType,
};
pub use parse::{Context, Facts, LineFacts, Outcome, ReferenceHabits, parse};
