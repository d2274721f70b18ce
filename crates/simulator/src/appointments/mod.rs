//! The appointment book of the technicians (BOK-1 to BOK-6).

mod book;
mod http;
mod slot;

pub use book::Book;
pub use http::routes;
