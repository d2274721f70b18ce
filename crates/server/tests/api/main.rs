//! Tests over HTTP: the real backend on a free port, with a store of its own for each test.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what helps a test fails the test"
)]

mod drafts;
mod harness;
mod partners;
mod postgres;

mod access_checks;
mod appointments;
mod authorisation;
mod crash;
mod demonstration;
mod garbage;
mod headers;
mod openapi;
mod order_list;
mod order_messages;
mod order_reasons;
mod order_system;
mod orders;
mod registers;
mod rules;
mod sessions;
mod store;
mod submit_slots;
mod timers;
