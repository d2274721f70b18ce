//! STA-3, CAN-3: why a person ends or halts a line.

use domain::{
    orders::{
        status::Action,
        why::{needs_words, reasons},
    },
    reason::codes,
};

/// STA-3, CAN-3
#[test]
fn whoever_is_asked_why_chooses_from_a_list_and_may_always_say_something_else() {
    for action in Action::ALL {
        assert_eq!(action.needs_reason(), !reasons(action).is_empty(), "{action:?}");
        if action.needs_reason() {
            assert_eq!(reasons(action).last(), Some(&codes::CASE_OTHER), "{action:?}");
        }
    }
}

/// STA-3
#[test]
fn what_one_can_put_right_is_asked_about_and_nothing_is_rejected_for_it() {
    for reason in reasons(Action::RequestInformation) {
        let both = reasons(Action::Reject).contains(reason);
        assert_eq!(both, *reason == codes::CASE_OTHER, "{reason}");
    }
}

/// STA-3
#[test]
fn a_question_needs_words_and_a_reason_needs_them_when_it_is_on_no_list() {
    assert!(needs_words(Action::RequestInformation, codes::CASE_UNIT_MISSING));
    // Whoever reads it wants to find the other order.
    assert!(needs_words(Action::MarkDuplicate, codes::CASE_REPEATS_ORDER));
    assert!(needs_words(Action::Reject, codes::CASE_OTHER));
    assert!(!needs_words(Action::Reject, codes::CASE_NO_CAPACITY));
    assert!(needs_words(Action::Cancel, codes::CASE_OTHER));
    assert!(!needs_words(Action::Cancel, codes::CASE_WRONG_ORDER));
    assert!(!needs_words(Action::CustomerUpdate, codes::CASE_OTHER));
}
