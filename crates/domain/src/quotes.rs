//! QUO: a quote, from a question about a price to an order.
//!
//! [`QuoteDraft`] is what the form has; [`parse`] makes a [`NewQuote`] of it or says everything that is wrong.

mod draft;
pub mod estimate;
mod offer;
mod order;
mod parse;
pub mod price;
pub mod status;
pub mod typed;
pub mod why;

pub use draft::{NewQuote, NewQuoteLine, QuoteDraft, QuoteLineDraft};
pub use offer::{LONGEST_DELIVERY, Offer, OfferError, Source, USUAL_OFFER_DAYS};
pub use order::{NotAllOrderable, NotOrderable, Quoted, QuotedOrder, all_to_orders, to_order};
pub use parse::{MOST_LINES, QuoteContext, QuoteLineFacts, parse, parse_line};
