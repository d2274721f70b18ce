//! NOT: which changes of status are told by e-mail, to whom, and when it is tried again.

use crate::{moment::Moment, orders::status::LineStatus};

/// How the order's contact wants to be told, as it stands in Contacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes<'a> {
    /// Of a person or of the partner's customer service; without it nobody is told.
    pub group_email: &'a str,
    /// The box "Email notification on status update".
    pub every_change: bool,
}

/// Whether a line that has come to this status is told of, whatever the contact wishes: the partner has something to do,
/// or the customer something to know.
pub fn is_always_told(status: LineStatus) -> bool {
    match status {
        LineStatus::Rejected | LineStatus::FieldService | LineStatus::Incomplete | LineStatus::CancelledA => {
            true
        }
        LineStatus::New
        | LineStatus::InProgress
        | LineStatus::Committed
        | LineStatus::Duplicate
        | LineStatus::CustomerUpdate
        | LineStatus::Registered
        | LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::Test
        | LineStatus::Delivery
        | LineStatus::Finished
        | LineStatus::Closed
        | LineStatus::Cancelled => false,
    }
}

/// NOT-1: the address to write to when a line has gone from the one status to the other; none when nobody is told.
pub fn address_for<'a>(from: LineStatus, to: LineStatus, wishes: &Wishes<'a>) -> Option<&'a str> {
    let told = from != to && (is_always_told(to) || wishes.every_change);
    Some(wishes.group_email.trim()).filter(|address| told && !address.is_empty())
}

/// NOT-2: what a mail is about: one entry of a case's history. The same one never makes a second mail, however often it is
/// looked at, so the store keeps it unique.
pub fn key(order: i64, history_entry: i64) -> String {
    format!("order:{order}:{history_entry}")
}

/// NOT-2: when a mail that could not be handed over is tried again: after a minute, then each time after twice as long,
/// and never more rarely than every six hours. It is never given up: the server may be away for days.
pub fn next_try(failed_tries: u32, now: Moment) -> Moment {
    const FIRST: i64 = 60;
    const LONGEST: i64 = 6 * 3600;
    let doubled = FIRST
        .checked_shl(failed_tries.saturating_sub(1).min(30))
        .unwrap_or(LONGEST);
    now.plus_seconds(doubled.min(LONGEST))
}
