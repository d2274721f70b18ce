//! The number authority: which lines are in service, who may take them over, and which numbers are free.

pub mod authorities;
mod http;
mod lines;
mod numbers;
mod reserving;

pub use http::{Where, routes};
pub use lines::{Line, Lines};
pub use numbers::NumberBank;
