//! The rules of the ordering channel, once: used by the form in the browser, by the backend and by the tests.
//!
//! Everything here is pure. There is no I/O, no asynchrony and no clock: today's date, the present moment and
//! what other systems have said are arguments.

pub mod access;
pub mod access_check;
pub mod account;
pub mod address;
pub mod appointment;
pub mod attachments;
pub(crate) mod attributes;
pub mod calendar;
pub mod catalogue;
pub mod changes;
pub mod contacts;
pub mod customer;
pub mod date;
pub mod delivery_date;
pub mod distance;
pub mod email;
pub mod finding;
pub mod folding;
pub mod hold;
pub mod identity_number;
pub mod isp_switch;
pub mod moment;
pub mod money;
pub mod notifications;
pub mod numbers;
pub mod orders;
pub mod organisation_number;
pub mod oslo;
pub mod phone;
pub mod postcode;
pub mod quotes;
pub mod reason;
pub mod references;
pub mod sheet;
pub mod subscriptions;
pub mod terminations;
pub mod text;
pub mod turn;
