//! CAN-3, STA-3: why a line is ended or halted, asked in the same way wherever that is done.

use domain::{
    finding::Params,
    orders::{
        status::Action,
        why::{needs_words, reasons},
    },
    reason::codes,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::{Key, reason};

use crate::{
    language::{Lang, t},
    ui::{
        choice::{ChoiceGroup, ChoiceLook},
        field::{Choice, Field},
        notice::Notice,
        page::focus_id,
    },
};

/// As long as the backend takes it.
const LONGEST_COMMENT: u32 = 2000;
const REASON_ID: &str = "why-reason";
const COMMENT_ID: &str = "why-comment";

/// What is said. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Why {
    action: Action,
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
    /// Why `action` is done.
    pub fn of(action: Action) -> Self {
        Self {
            action,
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

    fn needs_words(self) -> bool {
        self.said.with(|said| needs_words(self.action, &said.reason))
    }

    fn lacks_comment(self) -> bool {
        self.needs_words() && self.said.with(|said| said.comment.trim().is_empty())
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

/// What a reason is called among the others: as the partner reads it, but for those that are the partner's own.
fn name(lang: Lang, code: &str) -> String {
    match code {
        codes::CASE_CUSTOMER_WITHDREW => lang.text(Key::OrderReasonCustomerWithdrew),
        codes::CASE_WRONG_ORDER => lang.text(Key::OrderReasonWrongOrder),
        codes::CASE_OTHER => lang.text(Key::OrderReasonOther),
        code => reason(lang.now(), code, &Params::default()),
    }
}

/// What is asked: the question after the reason and what is said without one, then the same of the comment.
fn questions(action: Action) -> [Key; 4] {
    match action {
        Action::RequestInformation => [
            Key::OrderAskReason,
            Key::OrderAskReasonMissing,
            Key::OrderAskComment,
            Key::OrderAskCommentMissing,
        ],
        Action::Reject => [
            Key::OrderRejectReason,
            Key::OrderRejectReasonMissing,
            Key::OrderCancelComment,
            Key::OrderCancelCommentMissing,
        ],
        Action::MarkDuplicate => [
            Key::OrderDuplicateReason,
            Key::OrderDuplicateReasonMissing,
            Key::OrderDuplicateComment,
            Key::OrderDuplicateCommentMissing,
        ],
        _ => [
            Key::OrderCancelReason,
            Key::OrderCancelReasonMissing,
            Key::OrderCancelComment,
            Key::OrderCancelCommentMissing,
        ],
    }
}

#[component]
pub fn WhyFields(why: Why) -> impl IntoView {
    let lang = Lang::of_context();
    let [ask_reason, no_reason, ask_comment, no_comment] = questions(why.action);
    // Sentences want a row each.
    let look = match reasons(why.action).len() {
        0..=3 => ChoiceLook::Segments,
        _ => ChoiceLook::List,
    };
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
            label=t(ask_reason)
            value=Signal::derive(move || why.said.with(|said| said.reason.clone()))
            on_choose=Callback::new(move |code| why.said.update(|said| said.reason = code))
            choices=Signal::derive(move || {
                reasons(why.action).iter().map(|code| Choice::new(*code, name(lang, code))).collect()
            })
            look
            notices=notices(Why::lacks_reason, no_reason)
        />
        <Field
            id=COMMENT_ID
            label=t(ask_comment)
            value=Signal::derive(move || why.said.with(|said| said.comment.clone()))
            on_input=Callback::new(move |typed| why.said.update(|said| said.comment = typed))
            notices=notices(Why::lacks_comment, no_comment)
            optional=Signal::derive(move || !why.needs_words())
            max_length=LONGEST_COMMENT
            rows=3
            columns=12
        />
    }
}
