//! STA-1: the status of an order, computed from its lines.

use std::collections::BTreeMap;

use super::{HeaderStatus, LineStatus};

/// The most important status among the lines, each given with whether the partner has marked it as seen.
/// Rejected, Duplicate and both Cancelled count only while every line has one of them, or until they have been seen.
/// An order without lines is New.
pub fn header_status(lines: impl IntoIterator<Item = (LineStatus, bool)>) -> HeaderStatus {
    let lines: Vec<_> = lines.into_iter().collect();
    let all_bad = lines.iter().all(|(status, _)| status.has_come_to_nothing());
    lines
        .iter()
        .filter(|(status, seen)| all_bad || !(status.has_come_to_nothing() && *seen))
        .map(|(status, _)| header_of(*status))
        // The variants stand in the order of importance.
        .min()
        .unwrap_or(HeaderStatus::New)
}

/// How many lines stand in each status.
pub fn counts(lines: impl IntoIterator<Item = LineStatus>) -> BTreeMap<LineStatus, usize> {
    lines.into_iter().fold(BTreeMap::new(), |mut counts, status| {
        *counts.entry(status).or_insert(0) += 1;
        counts
    })
}

/// Whether the partner may mark a line in this status as seen: then it no longer hides the others in the header.
pub fn may_be_marked_seen(status: LineStatus) -> bool {
    status.has_come_to_nothing()
}

fn header_of(status: LineStatus) -> HeaderStatus {
    match status {
        LineStatus::New => HeaderStatus::New,
        LineStatus::InProgress => HeaderStatus::InProgress,
        LineStatus::Committed => HeaderStatus::Committed,
        LineStatus::Duplicate => HeaderStatus::Duplicate,
        LineStatus::Incomplete => HeaderStatus::Incomplete,
        LineStatus::CustomerUpdate => HeaderStatus::CustomerUpdate,
        LineStatus::Rejected => HeaderStatus::Rejected,
        LineStatus::Registered => HeaderStatus::Registered,
        LineStatus::Ordered
        | LineStatus::Design
        | LineStatus::Ready
        | LineStatus::FieldService
        | LineStatus::Test
        | LineStatus::Delivery => HeaderStatus::InProcess,
        LineStatus::Finished => HeaderStatus::Finished,
        LineStatus::Closed => HeaderStatus::Closed,
        LineStatus::Cancelled => HeaderStatus::Cancelled,
        LineStatus::CancelledA => HeaderStatus::CancelledA,
    }
}
