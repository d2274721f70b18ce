//! ORD: an order, from what is typed to what is sent.
//!
//! [`OrderDraft`] is what the form has; [`parse`] makes a [`NewOrder`] of it or says everything that is wrong.

pub mod again;
pub(crate) mod attributes;
pub mod cancellation;
pub mod cancellation_fee;
pub mod carrier;
pub mod deadline;
mod draft;
pub mod duplicate;
pub mod expiry;
mod judge;
pub(crate) mod line;
mod need;
mod ordered;
mod parse;
pub mod price;
mod quoted;
pub mod reopen;
pub(crate) mod requested_date;
pub mod status;
pub mod typed;
pub mod why;

pub use draft::{
    AppointmentRef, CheckRef, Confirmations, ConfirmationsDraft, LineDraft, NewLine, NewOrder, OrderDraft,
    OrderType, QuotedRef, ReopenedRef, Told,
};
pub use judge::{errors, judge};
pub use line::{LineState, booking_of, first_slot_day_of, line_state};
pub(crate) use need::need_is;
pub use need::{MOST_PROJECT_LINES, Need};
pub use ordered::{Ordered, OrderedChange, OrderedLine, OrderedTermination};
pub use parse::{Context, Facts, LineFacts, Outcome, ReferenceHabits, parse};
pub use quoted::OrderedQuote;
pub use requested_date::days_of;
