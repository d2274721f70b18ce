//! The rules, each named by its id, against tables that are written down a second time and against anything at all.
#![cfg(test)]

mod orders;
mod world;
