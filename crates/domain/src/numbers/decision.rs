//! NUM-1 to NUM-4: whether numbers may be reserved, whether those that are still hold, and what porting needs.

use std::collections::BTreeMap;

use crate::{
    access_check::Subject,
    appointment::Booking,
    catalogue::Product,
    finding::{Code, Finding, Path, codes},
    hold::Lost,
    moment::Moment,
    orders::{OrderDraft, OrderType},
    phone, text,
};

use super::{NUMBER, NumberReservation, NumbersDraft, OrderedNumbers, Origin, PORTED_NUMBER, Series, sizes};

/// As long as the longest name that a company has.
const LONGEST_DONOR: usize = 100;

/// A line's numbers as the draft names them, and all that decides on them.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub draft: &'a NumbersDraft,
    pub attributes: &'a BTreeMap<String, String>,
    pub order_type: OrderType,
    pub product: &'a Product,
    /// Numbers are reserved where a technician may be booked (NUM-1).
    pub booking: &'a Booking,
    pub subject: &'a Subject,
    /// What the backend has recorded.
    pub reservation: Option<&'a NumberReservation>,
    /// The order that is changed has these numbers already (CHG-1).
    pub kept: bool,
    pub now: Moment,
}

/// Says what is wrong with the numbers of a line. `path` is that of the numbers, as `lines[0].numbers`.
pub fn settle(
    question: &Question<'_>,
    path: &Path<'_>,
    findings: &mut Vec<Finding>,
) -> Option<OrderedNumbers> {
    match Origin::of(question.product, question.attributes)? {
        Origin::New => None,
        // Said once, of the choice itself.
        Origin::Reserved | Origin::Ported if question.order_type == OrderType::Project => None,
        Origin::Reserved => reserved(question)
            .map_err(|wrong| {
                findings.push(match wrong {
                    Wrong::Choice(code) => Finding::new(code, path),
                    Wrong::Lost(series, how) => series.lost(how, path),
                });
            })
            .ok(),
        Origin::Ported => ported(question, path, findings),
    }
}

/// NUM-1: the choice is the same for all lines of an order, and one number cannot be that of several.
pub(crate) fn check_project(draft: &OrderDraft, product: &Product, findings: &mut Vec<Finding>) {
    let project = draft.order_type() == Some(OrderType::Project);
    match Origin::of(product, &draft.attributes) {
        Some(Origin::Reserved | Origin::Ported) if project => {
            findings.push(Finding::new(
                codes::NUMBERS_PROJECT,
                format!("attributes.{NUMBER}"),
            ));
        }
        Some(Origin::New | Origin::Reserved | Origin::Ported) | None => {}
    }
}

/// Why there are no reserved numbers to order.
enum Wrong<'a> {
    Choice(Code),
    Lost(&'a Series, Lost),
}

impl From<Code> for Wrong<'_> {
    fn from(code: Code) -> Self {
        Self::Choice(code)
    }
}

fn reserved<'a>(question: &Question<'a>) -> Result<OrderedNumbers, Wrong<'a>> {
    let id = question.draft.reservation.trim();
    match question.booking {
        Booking::Required | Booking::Recommended => {}
        // What the order has stays its own, whatever Kapaks says now.
        Booking::Closed(_) if question.kept => {}
        Booking::Closed(_) if question.booking.may_open_yet() => {
            return Err(codes::NUMBERS_CHECK_FIRST.into());
        }
        Booking::Closed(_) => return Err(codes::NUMBERS_NOT_ALLOWED.into()),
    }
    if id.is_empty() {
        return Err(codes::NUMBERS_MISSING.into());
    }
    let found = question.reservation.filter(|reservation| reservation.id == id);
    let reservation = found.ok_or(codes::NUMBERS_UNKNOWN)?;
    match reservation.state.lost(reservation.held_until, question.now) {
        Some(how @ (Lost::RanOut | Lost::Taken)) => Err(Wrong::Lost(&reservation.series, how)),
        Some(Lost::Used) if !question.kept => Err(Wrong::Lost(&reservation.series, Lost::Used)),
        Some(Lost::Used) | None if reservation.subject != *question.subject => {
            Err(codes::NUMBERS_OTHER_SUBJECT.into())
        }
        // Basic and primary rate have other series (NUM-3).
        Some(Lost::Used) | None
            if !sizes(question.product, question.attributes).contains(&reservation.series.count) =>
        {
            Err(codes::NUMBERS_SERIES.into())
        }
        Some(Lost::Used) | None => Ok(OrderedNumbers::Reserved {
            series: reservation.series.clone(),
            reservation: id.to_owned(),
        }),
    }
}

/// The number itself is an attribute, and what is wrong with it is said there.
fn ported(question: &Question<'_>, path: &Path<'_>, findings: &mut Vec<Finding>) -> Option<OrderedNumbers> {
    let path = path.field("donor");
    let donor = question
        .draft
        .donor
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if !donor.chars().any(char::is_alphabetic) {
        findings.push(Finding::new(codes::DONOR_MISSING, path));
        return None;
    }
    if let Some(fault) = text::fault(&donor, &path, LONGEST_DONOR) {
        findings.push(fault.under(codes::DONOR_MISSING.rule));
        return None;
    }
    let number = question.attributes.get(PORTED_NUMBER)?;
    Some(OrderedNumbers::Ported {
        number: phone::tidied(number),
        donor,
    })
}
