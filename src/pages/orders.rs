//! Orders: the list, the form, one order.

mod cancel_orders;
pub mod case;
pub mod list;
pub mod new;
pub mod status;
mod told;
mod why;
