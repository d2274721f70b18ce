//! Mail: what a letter says, and the mail server that it is handed to.

pub mod letter;
mod smtp;

pub use smtp::{BadMailServer, Failure, MailServer, Outgoing};
