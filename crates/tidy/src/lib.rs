//! The invariants of this tree, checked.
//!
//! Documents rot and checks do not: whatever ARCHITECTURE.md calls an invariant is a function here that
//! takes the files and returns what breaks it. `tests/tree.rs` runs each on the real tree; the tests
//! beside each function run it on a bad sample, so that a check which can no longer fail is noticed.

pub mod architecture;
pub mod dependencies;
pub mod layers;
pub mod licences;
pub mod links;
pub mod messages;
pub mod modules;
pub mod routes;
pub mod rules;
pub mod settings;
pub mod source;
pub mod words;

pub use source::{File, Problem, Tree};
