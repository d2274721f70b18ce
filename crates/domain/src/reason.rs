//! Why something may not be done, or what a case is waiting for, as a code with its values.
//!
//! The text stands under `reason.<code>` in both languages and says what to do.

use crate::finding::{Param, Params};

/// A reason. On the wire its code is a string, because an older browser may meet a code that it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub code: &'static str,
    pub params: Params,
}

impl Reason {
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            params: Params::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Param>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $code;)*

        /// Every code, so that each is known to have its texts.
        pub const ALL: &[&str] = &[$($code),*];
    };
}

/// Every reason that the domain gives.
pub mod codes {
    reasons! {
        // Days of the calendar (DAT).
        /// DAT-1: the product takes longer than that. `{earliest}`
        DAY_TOO_EARLY = "day.too_early";
        /// DAT-2
        DAY_WEEKEND = "day.weekend";
        /// DAT-2 `{holiday}`
        DAY_HOLIDAY = "day.holiday";
        /// DAT-4 `{latest}`
        DAY_TOO_LATE = "day.too_late";

        // Why no technician can be booked (BOK-1, BOK-2).
        BOOKING_CHOOSE_PRODUCT = "booking.choose_product";
        BOOKING_NOT_FOR_PRODUCT = "booking.not_for_product";
        BOOKING_PROJECT = "booking.project";
        BOOKING_CHECK_FIRST = "booking.check_first";
        BOOKING_CHECK_AGAIN = "booking.check_again";
        BOOKING_PICK_HIT = "booking.pick_hit";
        BOOKING_NOTHING_FOUND = "booking.nothing_found";
        BOOKING_FAULT = "booking.fault";
        BOOKING_TRY_AGAIN = "booking.try_again";
        BOOKING_TIMED_OUT = "booking.timed_out";
        BOOKING_RED = "booking.red";
        /// ISP-6
        BOOKING_NOT_FOR_SWITCH = "booking.not_for_switch";

        // Why a line does not go to another status (statuses.md).
        TRANSITION_FINAL = "transition.final";
        TRANSITION_NOT_NOW = "transition.not_now";
        TRANSITION_NOT_YOURS = "transition.not_yours";
        TRANSITION_REASON_MISSING = "transition.reason_missing";
        TRANSITION_NOT_EXPIRED = "transition.not_expired";
        TRANSITION_VISIT_NEEDED = "transition.visit_needed";
        /// CHG-1
        TRANSITION_CHANGE_DEADLINE = "transition.change_deadline";
        /// CHG-1
        TRANSITION_CHANGE_TOO_LATE = "transition.change_too_late";
        /// CAN-1
        TRANSITION_CANCEL_BY_REQUEST = "transition.cancel_by_request";
        /// CAN-1
        TRANSITION_CANCEL_TOO_LATE = "transition.cancel_too_late";

        // Why a quote line does not go to another status (QUO-5, QUO-9).
        QUOTE_FINAL = "quote.final";
        QUOTE_NOT_EXPIRED = "quote.not_expired";

        // Why a quote line is not ordered, or not all of them (QUO-6).
        /// `{status}`
        QUOTE_NOT_COMPLETED = "quote.not_completed";
        /// `{until}`
        QUOTE_EXPIRED = "quote.expired";
        /// `{line}`, `{until}`
        QUOTE_LINE_EXPIRED = "quote.line_expired";
        /// `{order}`
        QUOTE_ORDERED = "quote.ordered";
        QUOTE_NOTHING_LEFT = "quote.nothing_left";

        // Why the price list does not price a quote line (QUO-3).
        MANUAL_NOT_LISTED = "manual_price.not_listed";
        MANUAL_NO_PRICE_LIST = "manual_price.no_price_list";
        MANUAL_IN_ATTACHMENT = "manual_price.in_attachment";
        MANUAL_DISTANCE_UNKNOWN = "manual_price.distance_unknown";
        /// `{end}`: A or B.
        MANUAL_ZONE_UNKNOWN = "manual_price.zone_unknown";
        /// `{end}`, `{zone}`
        MANUAL_ZONE_NOT_LISTED = "manual_price.zone_not_listed";
        /// `{end}`, `{zone}`
        MANUAL_NOT_IN_ZONE_1 = "manual_price.not_in_zone_1";

        // Why a field of a reopened order is shown and not changed here (CHG-1, CHG-2).
        REOPEN_PRODUCT = "reopen.product";
        REOPEN_SUBSCRIPTION = "reopen.subscription";
        REOPEN_CHANGE = "reopen.change";
        REOPEN_SWITCH = "reopen.switch";
        REOPEN_SPEED = "reopen.speed";
        REOPEN_REFERENCE = "reopen.reference";
        REOPEN_DATE = "reopen.date";

        // Why nothing more is ordered on what is installed (TRM-1, TRM-4).
        SUBSCRIPTION_TERMINATED = "subscription.terminated";
        /// `{order}`
        SUBSCRIPTION_LIVE_ORDER = "subscription.live_order";
        /// It is switched from, or ordered from a quote (ORD-3).
        SUBSCRIPTION_NOT_ORDERED_HERE = "subscription.not_ordered_here";
        SUBSCRIPTION_NO_FAULT_MODULE = "subscription.no_fault_module";

        /// STA-1: only a line that ended badly is marked as seen.
        SEEN_NOT_NOW = "seen.not_now";

        // What the operator says of a case (STA-3).
        CASE_ADDRESS_UNCLEAR = "case.address_unclear";
        CASE_UNIT_MISSING = "case.unit_missing";
        CASE_CONTACT_NOT_REACHED = "case.contact_not_reached";
        CASE_CONTACT_NOT_PRESENT = "case.contact_not_present";
        CASE_DOOR_NOT_MARKED = "case.door_not_marked";
        CASE_NAME_DIFFERS = "case.name_differs";
        CASE_EXISTING_NUMBER_NEEDED = "case.existing_number_needed";
        CASE_SPECIFICATION_MISSING = "case.specification_missing";
        CASE_NO_CAPACITY = "case.no_capacity";
        CASE_DISTANCE_TOO_LONG = "case.distance_too_long";
        CASE_OTHER_OPERATOR = "case.other_operator";
        CASE_REPEATS_ORDER = "case.repeats_order";
        /// ORD-5 `{order}`
        CASE_REPEATS_THIS_ORDER = "case.repeats_this_order";
        CASE_TECHNICAL_STOP = "case.technical_stop";
        CASE_NOT_SUBMITTED = "case.not_submitted";
        CASE_CUSTOMER_WITHDREW = "case.customer_withdrew";
        CASE_WRONG_ORDER = "case.wrong_order";
        CASE_WRONG_QUOTE = "case.wrong_quote";
        CASE_ATTACHMENT_UNCLEAR = "case.attachment_unclear";
        CASE_MANUAL_HANDLING = "case.manual_handling";
        CASE_TECHNICIAN_MISSED = "case.technician_missed";
        /// CHG-1: the order system had gone too far for the change that was sent.
        CASE_CHANGE_TOO_LATE = "case.change_too_late";
        CASE_OTHER = "case.other";
        /// STA-1: what the partner says of a line that ended badly.
        CASE_SEEN = "case.seen";
        CASE_UNSEEN = "case.unseen";

        // What a user may not do (access.md).
        ACCESS_ORDERING_NEEDED = "access.ordering_needed";
        ACCESS_FULL_NEEDED = "access.full_needed";
        ACCESS_TROUBLE_TICKETS_NEEDED = "access.trouble_tickets_needed";
        ACCESS_SUPER_USER_NEEDED = "access.super_user_needed";
        ACCESS_AUTHORISED_ORDERER_NEEDED = "access.authorised_orderer_needed";
        ACCESS_PARTNER_ONLY = "access.partner_only";
        ACCESS_OPERATOR_ONLY = "access.operator_only";
        ACCESS_TEAM_NEEDED = "access.team_needed";
    }
}
