//! The number authority: which lines are in service, and who may take them over.

pub mod authorities;
mod http;
mod lines;

pub use http::{Where, routes};
pub use lines::{Line, Lines};
