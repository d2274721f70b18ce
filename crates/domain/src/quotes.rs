//! QUO: a quote, from a question about a price to an order.

pub mod price;
pub mod status;
