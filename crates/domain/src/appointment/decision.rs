//! BOK-1 to BOK-4 and BOK-6: whether a technician may or must be booked, and whether a booked slot holds.

use time::Date;

use crate::{
    access_check::{Change, State, Subject, WithoutBooking},
    catalogue::{CheckNeed, Product},
    delivery_date::{earliest_date, latest_date},
    finding::{Code, Finding, Path, codes},
    hold::Lost,
    moment::Moment,
    orders::{AppointmentRef, OrderType},
    reason::{self, Reason},
};

use super::{Appointment, Slot, SlotSearch};

/// Whether the user books a technician for this line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Booking {
    /// BOK-1: only when no slot is free may the order go without.
    Required,
    /// KAP-3, yellow for an uncertain answer: should book, may go without.
    Recommended,
    /// BOK-2: not possible; the reason stands where the button would be.
    Closed(Reason),
}

impl Booking {
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }

    /// Closed only until the check has been asked and answered.
    pub fn may_open_yet(&self) -> bool {
        use reason::codes::{BOOKING_CHECK_AGAIN, BOOKING_CHECK_FIRST, BOOKING_PICK_HIT, BOOKING_TRY_AGAIN};
        let Self::Closed(reason) = self else { return false };
        matches!(
            reason.code,
            BOOKING_CHECK_FIRST | BOOKING_CHECK_AGAIN | BOOKING_PICK_HIT | BOOKING_TRY_AGAIN
        )
    }
}

/// Whether a technician is booked for a line of this product, in an order of this type, with the check where it stands.
pub fn booking(product: &Product, order_type: OrderType, state: &State<'_>) -> Booking {
    let closed = |code| Booking::Closed(Reason::new(code));
    if !product.booking {
        return closed(reason::codes::BOOKING_NOT_FOR_PRODUCT);
    }
    if order_type == OrderType::Project {
        return closed(reason::codes::BOOKING_PROJECT);
    }
    match state {
        // No light forbids it.
        State::NotNeeded | State::MayBook(_) => Booking::Required,
        State::ShouldBook(_) => Booking::Recommended,
        State::NotAsked => closed(reason::codes::BOOKING_CHECK_FIRST),
        State::Unknown
        | State::Stale(Change::Product | Change::Speed | Change::Place | Change::Number | Change::TooOld) => {
            closed(reason::codes::BOOKING_CHECK_AGAIN)
        }
        State::PickHit { .. } => closed(reason::codes::BOOKING_PICK_HIT),
        State::MaySubmit(WithoutBooking::Fault) => closed(reason::codes::BOOKING_FAULT),
        State::MaySubmit(WithoutBooking::TimedOutTwice) => closed(reason::codes::BOOKING_TIMED_OUT),
        State::MaySubmit(WithoutBooking::NothingFound) | State::NothingFound | State::Elsewhere(_) => {
            closed(reason::codes::BOOKING_NOTHING_FOUND)
        }
        State::TryAgain => closed(reason::codes::BOOKING_TRY_AGAIN),
        State::Refused(_) => closed(reason::codes::BOOKING_RED),
    }
}

/// The first day that slots are asked for: after the product's lead time, on a working day (BOK-6).
pub fn first_slot_day(product: &Product, today: Date) -> Date {
    crate::calendar::working_day_from(earliest_date(product, today))
}

/// How the booking of a line ended up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The slot that Submit confirms, and its day, which becomes the requested date (BOK-3).
    pub slot: Option<(String, Date)>,
    /// No slot was free: manual handling (BOK-1).
    pub manual_handling: bool,
    /// The day follows from a booking that is still to be made, so the requested date may be empty.
    pub date_follows: bool,
}

/// A line's booking as the draft names it, and all that decides on it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub draft: &'a AppointmentRef,
    pub booking: &'a Booking,
    pub product: &'a Product,
    pub subject: &'a Subject,
    /// What the backend has recorded.
    pub appointment: Option<&'a Appointment>,
    /// CHG-1: the order that is changed has this slot already.
    pub kept: bool,
    pub search: Option<&'a SlotSearch>,
    /// What is free before this day is no use; none where everything that was found is.
    pub first_day: Option<Date>,
    pub today: Date,
    pub now: Moment,
}

/// Says what is wrong with the booking of a line. `path` is that of the booking itself, as `lines[0].appointment`.
pub fn settle(question: &Question<'_>, path: &Path<'_>, findings: &mut Vec<Finding>) -> Settled {
    let id = question.draft.id.trim();
    let mut wrong = |code: Code| findings.push(Finding::new(code, path));
    match question.booking {
        Booking::Closed(_) if id.is_empty() => {
            // Where the check alone is missing, a booking will still give the date.
            let undecided = question.product.check == CheckNeed::Required && question.booking.may_open_yet();
            return Settled {
                date_follows: undecided,
                ..Settled::default()
            };
        }
        // CHG-1: what is booked stays booked, whatever Kapaks says of a new booking.
        Booking::Closed(_)
            if question.kept
                && !(question.product.check == CheckNeed::Required && question.booking.may_open_yet()) => {}
        // What is wrong with a required check is said there, and the slot may well be right once it is asked again.
        // Without such an error a slot would silently be left behind.
        Booking::Closed(_) if question.booking.may_open_yet() => {
            if question.product.check != CheckNeed::Required {
                wrong(codes::APPOINTMENT_CHECK_AGAIN);
            }
            return Settled {
                date_follows: true,
                ..Settled::default()
            };
        }
        Booking::Closed(_) => {
            wrong(codes::APPOINTMENT_NOT_ALLOWED);
            return Settled::default();
        }
        Booking::Required | Booking::Recommended => {}
    }
    if id.is_empty() {
        if question
            .search
            .is_some_and(|search| none_was_free(search, question))
        {
            wrong(codes::APPOINTMENT_NONE_FREE);
            return Settled {
                manual_handling: true,
                ..Settled::default()
            };
        }
        let required = *question.booking == Booking::Required;
        wrong(if required {
            codes::APPOINTMENT_MISSING
        } else {
            codes::APPOINTMENT_RECOMMENDED
        });
        return Settled {
            date_follows: required,
            ..Settled::default()
        };
    }
    let fault = match question.appointment.filter(|appointment| appointment.id == id) {
        None => Finding::new(codes::APPOINTMENT_UNKNOWN, path),
        Some(appointment) => match fault(appointment, question, path) {
            Some(finding) => finding,
            None => {
                return Settled {
                    slot: Some((id.to_owned(), appointment.slot.date)),
                    ..Settled::default()
                };
            }
        },
    };
    findings.push(fault);
    Settled {
        date_follows: true,
        ..Settled::default()
    }
}

fn fault(appointment: &Appointment, question: &Question<'_>, path: &Path<'_>) -> Option<Finding> {
    let other = || {
        (appointment.subject != *question.subject)
            .then(|| Finding::new(codes::APPOINTMENT_OTHER_SUBJECT, path))
    };
    match appointment.state.lost(appointment.held_until, question.now) {
        // The order's own slot, for the place that it was booked for.
        Some(Lost::Used) if question.kept => other(),
        Some(how) => Some(appointment.slot.lost(how, path)),
        None => other().or_else(|| {
            (!is_slot_day(appointment.slot.date, question.today))
                .then(|| Finding::new(codes::APPOINTMENT_DAY, path))
        }),
    }
}

/// The lead time was kept when the slot was offered, at most twenty minutes ago; a midnight between must not take the
/// slot away. What can never be right is refused all the same.
fn is_slot_day(day: Date, today: Date) -> bool {
    crate::calendar::is_working_day(day) && day > today && day <= latest_date(today)
}

/// BOK-1: a search for this very line that found nothing, and that is not older than a check may be (KAP-5).
fn none_was_free(search: &SlotSearch, question: &Question<'_>) -> bool {
    const LASTS: i64 = 24 * 3600;
    let is_of_use = |slot: &Slot| question.first_day.is_none_or(|first| slot.date >= first);
    !search.id.is_empty()
        && search.id == question.draft.search.trim()
        && !search.slots.iter().any(is_of_use)
        && search.subject == *question.subject
        && question.now < search.searched_at.plus_seconds(LASTS)
}
