//! Why a person ends or halts a line: which reasons there are to choose from, and when words go with one (CAN-3, STA-3).

use super::status::Action;
use crate::reason::codes;

const CANCEL: [&str; 3] = [
    codes::CASE_CUSTOMER_WITHDREW,
    codes::CASE_WRONG_ORDER,
    codes::CASE_OTHER,
];
/// What the partner can put right.
const ASK: [&str; 7] = [
    codes::CASE_ADDRESS_UNCLEAR,
    codes::CASE_UNIT_MISSING,
    codes::CASE_CONTACT_NOT_REACHED,
    codes::CASE_NAME_DIFFERS,
    codes::CASE_EXISTING_NUMBER_NEEDED,
    codes::CASE_SPECIFICATION_MISSING,
    codes::CASE_OTHER,
];
/// What nobody can put right within this order.
const REJECT: [&str; 5] = [
    codes::CASE_NO_CAPACITY,
    codes::CASE_DISTANCE_TOO_LONG,
    codes::CASE_OTHER_OPERATOR,
    codes::CASE_TECHNICAL_STOP,
    codes::CASE_OTHER,
];

const DUPLICATE: [&str; 2] = [codes::CASE_REPEATS_ORDER, codes::CASE_OTHER];

/// The codes of the reasons for an action; none where nobody is asked why.
pub fn reasons(action: Action) -> &'static [&'static str] {
    match action {
        Action::Cancel => &CANCEL,
        Action::RequestInformation => &ASK,
        Action::Reject => &REJECT,
        Action::MarkDuplicate => &DUPLICATE,
        Action::Submit
        | Action::Expire
        | Action::Accept
        | Action::CustomerUpdate
        | Action::Register
        | Action::Start
        | Action::Design
        | Action::Ready
        | Action::SetInstallationDate
        | Action::SkipVisit
        | Action::Test
        | Action::Deliver
        | Action::Finish
        | Action::Close
        | Action::Resubmit => &[],
    }
}

/// Whether a person says more than the reason. One that is on no list needs words, and so does every question, because a
/// line is Incomplete for what stands in its comment, and every duplicate, because the other order is to be followed.
pub fn needs_words(action: Action, reason: &str) -> bool {
    match action {
        Action::RequestInformation | Action::MarkDuplicate => true,
        _ => action.needs_reason() && reason == codes::CASE_OTHER,
    }
}
