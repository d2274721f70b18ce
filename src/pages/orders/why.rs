//! CAN-3: why something is cancelled, asked in the same words for a line and for whole orders.

use domain::reason::codes;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
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
    said: RwSignal<Said>,
    tried: RwSignal<bool>,
}

/// Reason and comment, as they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub reason: String,
    pub comment: String,
}

impl Why {
    pub fn new() -> Self {
        Self {
            said: RwSignal::new(Said::default()),
            tried: RwSignal::new(false),
        }
    }

    /// Begins with this.
    pub fn begin(self, said: Said) {
        self.said.set(said);
        self.tried.set(false);
    }

    /// What there is to keep; none where nothing is said.
    pub fn typed(self) -> Option<Said> {
        Some(self.said.get()).filter(|said| *said != Said::default())
    }

    fn lacks_reason(self) -> bool {
        self.said.with(|said| said.reason.is_empty())
    }

    /// A reason of one's own needs words; the others speak for themselves.
    fn lacks_comment(self) -> bool {
        self.said
            .with(|said| said.reason == codes::CASE_OTHER && said.comment.trim().is_empty())
    }

    /// What is said; none where something is missing, which then has the focus.
    pub fn said(self) -> Option<Said> {
        self.tried.set(true);
        let (no_reason, no_comment) = untrack(|| (self.lacks_reason(), self.lacks_comment()));
        if no_reason || no_comment {
            focus_id(if no_reason { REASON_ID } else { COMMENT_ID });
            return None;
        }
        self.said.with_untracked(|said| {
            Some(Said {
                reason: said.reason.clone(),
                comment: said.comment.trim().to_owned(),
            })
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
            value=Signal::derive(move || why.said.with(|said| said.reason.clone()))
            on_choose=Callback::new(move |code| why.said.update(|said| said.reason = code))
            choices=Signal::derive(move || {
                REASONS.map(|(code, key)| Choice::new(code, lang.text(key))).to_vec()
            })
            notices=notices(Why::lacks_reason, Key::OrderCancelReasonMissing)
        />
        <Field
            id=COMMENT_ID
            label=t(Key::OrderCancelComment)
            value=Signal::derive(move || why.said.with(|said| said.comment.clone()))
            on_input=Callback::new(move |typed| why.said.update(|said| said.comment = typed))
            notices=notices(Why::lacks_comment, Key::OrderCancelCommentMissing)
            optional=Signal::derive(move || why.said.with(|said| said.reason != codes::CASE_OTHER))
            max_length=LONGEST_COMMENT
            rows=3
            columns=12
        />
    }
}
