//! Every protocol of `PROTOCOLS.md` over HTTP, and every behaviour of `docs/demonstration.md`.

#![expect(
    clippy::unwrap_used,
    reason = "the whole crate is a test, but the lint's exception knows test functions only, not what they share"
)]

mod access_check;
mod address_register;
mod appointments;
mod company_register;
mod faults;
mod harness;
mod number_authority;
mod order_changes;
mod order_events;
mod orders;
