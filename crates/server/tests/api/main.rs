//! Tests over HTTP: the real backend on a free port, with a store of its own for each test.

mod drafts;
mod harness;
mod partners;
mod postgres;

mod access_checks;
mod appointments;
mod headers;
mod order_list;
mod orders;
mod registers;
mod sessions;
mod store;
