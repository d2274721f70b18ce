//! DAT and BOK-3: the date that is wished for, whatever kind of order it is.

use time::Date;

use crate::{
    catalogue::{Catalogue, Product},
    changes::{self, ChangeKind},
    date::{self, DateError, Era},
    delivery_date::Days,
    finding::{Code, Finding, codes},
    isp_switch,
    orders::reopen::Sent,
    terminations,
};

use super::{Need, OrderDraft};

pub(crate) const REQUESTED_DATE: &str = "requested_date";

/// The days that can be wished for in a draft of any kind.
pub fn days_of(draft: &OrderDraft, product: &Product, catalogue: &Catalogue, today: Date) -> Days {
    match Need::named(&draft.need) {
        Some(Need::Terminate) => terminations::days(today),
        Some(Need::Switch) => {
            isp_switch::days(product, isp_switch::needs_technician(draft, catalogue), today)
        }
        Some(Need::Move | Need::Change) => match ChangeKind::of(draft) {
            Some(kind) => changes::days(kind, product, today),
            None => Days::of(product, today),
        },
        Some(Need::New) | None => Days::of(product, today),
    }
}

/// What was typed, and what decides on it.
pub(crate) struct Wanted<'a> {
    pub typed: &'a str,
    /// None while that cannot be told yet, as before a product is chosen.
    pub earliest: Option<Date>,
    /// The day of the held slot.
    pub booked: Option<Date>,
    /// A booking that is still to be made will give the date.
    pub date_follows: bool,
    /// CHG-1: of a change, what was sent.
    pub sent: Option<&'a Sent>,
    pub today: Date,
}

/// A held slot is the date: with one, an empty field is filled by it, and another date in the field is an error that
/// offers the slot's, because it is not ours to say which of the two the user meant. While the booking that will give the
/// date is still to be made, an empty field is not yet an error; a typed date is checked all the same, by `fault`.
pub(crate) fn parse(
    wanted: &Wanted<'_>,
    findings: &mut Vec<Finding>,
    fault: impl FnOnce(Date) -> Option<Finding>,
) -> Option<Date> {
    let typed = wanted.typed.trim();
    let earliest = wanted.booked.or(wanted.earliest);
    if typed.is_empty() {
        // Without an earliest date there is none to name; once it can be told, the date is asked for.
        if let Some(earliest) = earliest.filter(|_| wanted.booked.is_none() && !wanted.date_follows) {
            findings.push(offering(codes::REQUESTED_DATE_MISSING, earliest));
        }
        return wanted.booked;
    }
    let date = match date::parse(typed, wanted.today, Era::Coming) {
        Ok(date) => date,
        Err(error) => {
            let code = match error {
                DateError::NoSuchDay => codes::REQUESTED_DATE_NO_SUCH_DAY,
                DateError::Unreadable | DateError::YearMissing => codes::REQUESTED_DATE_UNREADABLE,
            };
            findings.push(match earliest {
                Some(earliest) => offering(code, earliest),
                None => Finding::new(codes::REQUESTED_DATE_WITHOUT_PRODUCT, REQUESTED_DATE),
            });
            return None;
        }
    };
    if let Some(booked) = wanted.booked {
        if date != booked {
            let finding = Finding::new(codes::REQUESTED_DATE_NOT_THE_BOOKED, REQUESTED_DATE);
            findings.push(finding.with("booked", booked).suggesting(date::format(booked)));
            return None;
        }
        return Some(booked);
    }
    // What was sent was right on the day that it was sent (CHG-1).
    if wanted.sent.is_some_and(|sent| sent.has_date(date)) {
        return Some(date);
    }
    if let Some(finding) = fault(date) {
        findings.push(finding);
        return None;
    }
    Some(date)
}

/// DAT-6: names the earliest date and offers it; with a slot held that is the slot's.
pub(crate) fn offering(code: Code, earliest: Date) -> Finding {
    Finding::new(code, REQUESTED_DATE)
        .with("earliest", earliest)
        .suggesting(date::format(earliest))
}
