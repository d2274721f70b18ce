//! Why a person ends or halts a quote line: which reasons there are to choose from, and when words go with one (STA-3).

use crate::reason::codes;

use super::status::QuoteAction;

const CANCEL: [&str; 3] = [
    codes::CASE_CUSTOMER_WITHDREW,
    codes::CASE_WRONG_QUOTE,
    codes::CASE_OTHER,
];
/// What the partner can put right.
const ASK: [&str; 5] = [
    codes::CASE_ADDRESS_UNCLEAR,
    codes::CASE_EXISTING_NUMBER_NEEDED,
    codes::CASE_ATTACHMENT_UNCLEAR,
    codes::CASE_SPECIFICATION_MISSING,
    codes::CASE_OTHER,
];

/// The codes of the reasons for an action; none where nobody is asked why.
pub fn reasons(action: QuoteAction) -> &'static [&'static str] {
    match action {
        QuoteAction::Cancel => &CANCEL,
        QuoteAction::RequestInformation => &ASK,
        QuoteAction::PriceFound
        | QuoteAction::WantManual
        | QuoteAction::Take
        | QuoteAction::Price
        | QuoteAction::CustomerUpdate
        | QuoteAction::Close
        | QuoteAction::Expire => &[],
    }
}

/// Whether a person says more than the reason: one that is on no list needs words, and so does every question.
pub fn needs_words(action: QuoteAction, reason: &str) -> bool {
    action == QuoteAction::RequestInformation || (action.needs_reason() && reason == codes::CASE_OTHER)
}
