//! The partner systems, as far as the product talks to them, over HTTP on a loopback port.
//!
//! They stand in for the real ones in demonstrations and tests, so that the adapters which run in production are the ones that every
//! demonstration and test runs. `PROTOCOLS.md` holds the exact shapes, `docs/demonstration.md` what to type to see which behaviour.
//! Every address, person, company and number in here is invented.
//!
//! This crate knows nothing of the product's own: it stands for foreign systems.

mod address;
mod appointments;
mod authorisation;
mod behaviour;
mod calendar;
mod companies;
mod configuration;
mod control;
mod exchange;
mod faults;
mod folding;
mod kapaks;
mod nrdb;
mod orders;
mod register;
mod serving;
mod world;

pub use behaviour::{BEHAVIOURS, Behaviour};
pub use configuration::{Clock, SimulatorConfig, StartError, System};
pub use nrdb::authorities::{OTHER_PARTNER, PARTNER, Partner};
pub use serving::{Simulator, start};
