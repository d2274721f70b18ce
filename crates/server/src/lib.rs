//! The backend of the ordering channel: a thin REST interface over the rules of the domain.
//!
//! One way through it: [`routes`] take a request apart, [`app`] authorises, decides and writes in one transaction,
//! [`store`] holds the SQL. Partner systems stand behind [`ports`]; what happens by itself is in [`jobs`].

pub mod administration;
pub mod app;
pub mod backup;
pub mod clock;
pub mod config;
pub mod demonstration;
pub mod error;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod ports;
pub mod routes;
pub mod running;
pub mod state;
pub mod store;
