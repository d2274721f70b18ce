//! What a user may do to a line, with the reason where it may not be done now (CHG-1, CAN-1).

use domain::{finding::Param, orders::status::Action, reason::codes};
use leptos::prelude::*;
use texts::{Key, reason};
use wire::orders::{NewLineAction, OrderLineView, Reason};

use crate::{
    language::{params, words},
    pages::orders::status::Side,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

use super::{
    Case,
    act::{Failure, Sending},
    again::OrderAgain,
    cancel::CancelDialog,
    handling::{Handling, HandlingDialogs},
    reopen::Reopen,
    seen::Seen,
    update::UpdateDialog,
};

/// The buttons of a line, in the order that they stand, with what they are called in the language of the course.
const BUTTONS: [(Action, Key, Key); 7] = [
    (Action::Accept, Key::OrderAccept, Key::OrderAcceptHelp),
    (Action::RequestInformation, Key::OrderAsk, Key::OrderAskHelp),
    (Action::Reject, Key::OrderReject, Key::OrderRejectHelp),
    (
        Action::MarkDuplicate,
        Key::OrderDuplicate,
        Key::OrderDuplicateHelp,
    ),
    (
        Action::CustomerUpdate,
        Key::OrderCustomerUpdate,
        Key::OrderCustomerUpdateHelp,
    ),
    (Action::Resubmit, Key::OrderReopen, Key::OrderReopenHelp),
    (Action::Cancel, Key::OrderCancel, Key::OrderCancelHelp),
];

/// Why the action is closed now; `Ok` when it may be done, none when it is not this user's or nothing leads on.
fn closed(case: Case, line: &OrderLineView, action: Action) -> Option<Result<(), String>> {
    if line.status.is_final() {
        return None;
    }
    let state = line.actions.iter().find(|state| state.action == action)?;
    Some(match (&state.closed, not_allowed(case)) {
        (_, Some(why)) => Err(why),
        (Some(why), None) => Err(why_closed(case, action, why)),
        (None, None) => Ok(()),
    })
}

/// Why this user may not act on orders at all, in words.
pub(super) fn not_allowed(case: Case) -> Option<String> {
    let refused = Side::acting_closed(case.session)?;
    Some(reason(case.lang.now(), refused.code, &refused.params))
}

/// The reason; where only a Service Request helps, also how one is made as long as there is no form for it (CHG-1).
fn why_closed(case: Case, action: Action, why: &Reason) -> String {
    let lang = case.lang;
    let text = reason(lang.now(), &why.code, &why.params);
    let by_request = matches!(
        why.code.as_str(),
        codes::TRANSITION_CHANGE_DEADLINE | codes::TRANSITION_CHANGE_TOO_LATE
    );
    if action != Action::Resubmit || !by_request {
        return text;
    }
    let id = case.order.with(|order| words(order.id.as_str()));
    let instead = lang.fill(Key::OrderNoServiceRequests, &params([("id", id)]));
    format!("{text} {instead}")
}

/// The actions that this user sees: those that could ever be theirs, and those of one place of the way only there.
fn seen(case: Case, line: &OrderLineView) -> Vec<(Action, Key, Key)> {
    BUTTONS
        .into_iter()
        .filter(|(action, _, _)| {
            let asked_for = || {
                line.actions
                    .iter()
                    .any(|state| state.action == *action && state.closed.is_none())
            };
            // What follows only at one place of the way is no button everywhere else.
            let only_now = matches!(
                action,
                Action::CustomerUpdate
                    | Action::Accept
                    | Action::RequestInformation
                    | Action::Reject
                    | Action::MarkDuplicate
            );
            closed(case, line, *action).is_some() && (!only_now || asked_for())
        })
        .collect()
}

#[component]
pub fn Actions(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let cancelling = RwSignal::new(false);
    let updating = RwSignal::new(false);
    let handling = Handling::new();
    let seen = Memo::new(move |_| line.with(|line| seen(case, line)));
    let reopen = Reopen::of(case);
    let accepting = Sending::of(case);
    let toasts = Toasts::of_context();
    let accept = move || accept(case, line, (accepting, toasts));
    view! {
        {move || {
            seen.get()
                .into_iter()
                .map(|(action, name, help)| {
                    let lang = case.lang;
                    let why = Signal::derive(move || {
                        line.with(|line| closed(case, line, action)).and_then(Result::err)
                    });
                    let press = Callback::new(move |()| match action {
                        Action::Cancel => cancelling.set(true),
                        Action::CustomerUpdate => updating.set(true),
                        Action::Resubmit => reopen.press.run(()),
                        Action::Accept => accept(),
                        Action::RequestInformation => handling.asking.set(true),
                        Action::Reject => handling.rejecting.set(true),
                        Action::MarkDuplicate => handling.doubling.set(true),
                        _ => {}
                    });
                    let kind = match action {
                        Action::CustomerUpdate | Action::Accept => ButtonKind::Primary,
                        _ => ButtonKind::Secondary,
                    };
                    let icon = match action {
                        Action::Cancel | Action::Reject => Icon::Close,
                        Action::Accept => Icon::Check,
                        _ => Icon::Edit,
                    };
                    view! {
                        // The course teaches the English name; what it means stands beside it for whoever hovers or hears.
                        <span title=move || lang.text(help)>
                            <Button
                                text=Signal::derive(move || lang.text(name))
                                kind
                                icon
                                small=true
                                busy=Signal::derive(move || match action {
                                    Action::Resubmit => reopen.busy.get(),
                                    Action::Accept => accepting.busy.get(),
                                    _ => false,
                                })
                                closed=why
                                on_press=press
                            />
                        </span>
                    }
                })
                .collect_view()
        }}
        <Failure trouble=accepting.trouble/>
        <Seen case line/>
        <OrderAgain case line/>
        <CancelDialog case line open=cancelling/>
        <UpdateDialog case line open=updating reopen/>
        <HandlingDialogs case line handling/>
    }
}

/// The operator's user says that the line can go on.
fn accept(case: Case, line: Memo<OrderLineView>, (sending, toasts): (Sending, Toasts)) {
    let number = line.with_untracked(|line| line.number);
    let action = NewLineAction {
        action: Action::Accept.code().to_owned(),
        ..NewLineAction::default()
    };
    sending.send(number, action, move || {
        let n = Param::Number(i64::from(number));
        let text = untrack(|| case.lang.fill(Key::OrderAccepted, &params([("n", n)])));
        toasts.show(Toast::new(Tone::Success, text));
    });
}

/// Every closed action with its reason, for those who cannot hover.
#[component]
pub fn Reasons(case: Case, line: Memo<OrderLineView>) -> impl IntoView {
    let lang = case.lang;
    let reasons = Memo::new(move |_| {
        line.with(|line| {
            seen(case, line)
                .into_iter()
                .filter_map(|(action, name, _)| Some((lang.text(name), closed(case, line, action)?.err()?)))
                .collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| reasons.with(|reasons| !reasons.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <details class="reasons">
                    <summary>{move || lang.text(Key::OrderClosedActions)}</summary>
                    <dl>
                        {move || {
                            reasons
                                .get()
                                .into_iter()
                                .map(|(name, why)| view! { <div><dt lang="en">{name}</dt><dd>{why}</dd></div> })
                                .collect_view()
                        }}
                    </dl>
                </details>
            }
        })
    }
}
