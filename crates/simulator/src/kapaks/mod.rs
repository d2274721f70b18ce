//! Kapaks: can the product be delivered there (KAP-1 to KAP-5)?

mod answer;
mod http;
mod light;

pub use http::routes;
