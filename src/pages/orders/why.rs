//! CAN-3: why something is cancelled, asked in the same words for a line and for whole orders.

use domain::reason::codes;
use leptos::prelude::*;
use texts::Key;

use crate::{
    language::{Lang, t},
    ui::{
        choice::ChoiceGroup,
        field::{Choice, Field},
        notice::Notice,
        page::focus_id,
    },
};

/// The reasons that a partner may give.
const REASONS: [(&str, Key); 3] = [
    (codes::CASE_CUSTOMER_WITHDREW, Key::OrderReasonCustomerWithdrew),
    (codes::CASE_WRONG_ORDER, Key::OrderReasonWrongOrder),
    (codes::CASE_OTHER, Key::OrderReasonOther),
];
/// As long as the backend takes it.
const LONGEST_COMMENT: u32 = 2000;
const REASON_ID: &str = "cancel-reason";
const COMMENT_ID: &str = "cancel-comment";

/// What is said. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Why {
    reason: RwSignal<String>,
    pub comment: RwSignal<String>,
    tried: RwSignal<bool>,
}

/// Reason and comment, as they are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub reason: String,
    pub comment: String,
}

impl Why {
    pub fn new() -> Self {
        Self {
            reason: RwSignal::new(String::new()),
            comment: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
        }
    }

    /// Begins afresh; the comment stays.
    pub fn reset(self) {
        self.reason.set(String::new());
        self.tried.set(false);
    }

    fn lacks_reason(self) -> bool {
        self.reason.with(String::is_empty)
    }

    /// A reason of one's own needs words; the others speak for themselves.
    fn lacks_comment(self) -> bool {
        self.reason.with(|why| why == codes::CASE_OTHER)
            && self.comment.with(|comment| comment.trim().is_empty())
    }

    /// What is said; none where something is missing, which then has the focus.
    pub fn said(self) -> Option<Said> {
        self.tried.set(true);
        let (no_reason, no_comment) = untrack(|| (self.lacks_reason(), self.lacks_comment()));
        if no_reason || no_comment {
            focus_id(if no_reason { REASON_ID } else { COMMENT_ID });
            return None;
        }
        Some(Said {
            reason: self.reason.get_untracked(),
            comment: self.comment.get_untracked().trim().to_owned(),
        })
    }
}

#[component]
pub fn WhyFields(why: Why) -> impl IntoView {
    let lang = Lang::of_context();
    let notices = move |lacks: fn(Why) -> bool, key: Key| {
        Signal::derive(move || {
            if why.tried.get() && lacks(why) {
                vec![Notice::error(lang.text(key))]
            } else {
                Vec::new()
            }
        })
    };
    view! {
        <ChoiceGroup
            id=REASON_ID
            label=t(Key::OrderCancelReason)
            value=why.reason
            on_choose=Callback::new(move |code| why.reason.set(code))
            choices=Signal::derive(move || {
                REASONS.map(|(code, key)| Choice::new(code, lang.text(key))).to_vec()
            })
            notices=notices(Why::lacks_reason, Key::OrderCancelReasonMissing)
        />
        <Field
            id=COMMENT_ID
            label=t(Key::OrderCancelComment)
            value=why.comment
            on_input=Callback::new(move |typed| why.comment.set(typed))
            notices=notices(Why::lacks_comment, Key::OrderCancelCommentMissing)
            optional=Signal::derive(move || why.reason.with(|why| why != codes::CASE_OTHER))
            max_length=LONGEST_COMMENT
            rows=3
            columns=12
        />
    }
}
