//! ORD-8: the lines of a project as a sheet, as people paste and import them: what the columns are and are called, and how a
//! file becomes rows. What is right and wrong about them says [`crate::orders::parse`] alone.

mod column;
pub mod delimited;
pub mod file;
mod headings;
pub mod import;
pub mod mapping;

pub use column::{COMPANY, Column, Misunderstood, PRIVATE, TICKED};
