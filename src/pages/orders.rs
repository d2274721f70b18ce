//! Orders: the list, the form, one order.

pub mod case;
pub mod list;
pub mod new;
pub mod query;
pub mod status;
