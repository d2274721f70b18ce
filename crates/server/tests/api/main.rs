//! Tests over HTTP: the real backend on a free port, with a store of its own for each test.

mod harness;
mod postgres;

mod headers;
mod sessions;
mod store;
