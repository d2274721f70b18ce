//! CAN-4: one order or several are cancelled as a whole: which lines go and for how much, which stay and why, before
//! anything happens.

use std::collections::BTreeMap;

use domain::{finding::Param, money::Ore, orders::status::Action};
use leptos::{prelude::*, task::spawn_local};
use texts::{Key, money, reason};
use wire::orders::{NewLineAction, OrderCancellationView};

use super::{
    told::Told,
    why::{Said, Why, WhyFields},
};
use crate::{
    api::{self, client::ApiError},
    forms::kept::Kept,
    language::{Lang, params, t, words},
    offline::{
        begun::{Keeping, Kind},
        new_id,
    },
    pages::note::Note,
    problem,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        icon::Icon,
        states::SkeletonRows,
        status::Tone,
        toast::{Toast, Toasts},
    },
};

/// What is known of one order.
#[derive(Clone, PartialEq)]
struct Looked {
    id: String,
    found: Result<OrderCancellationView, ApiError>,
    /// Why it was not cancelled when it was tried.
    failed: Option<ApiError>,
}

impl Looked {
    /// How many lines would be cancelled.
    fn goes(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.cancelled.len())
    }
}

/// Why an order was not cancelled, and what is known of it then.
type Failed = (ApiError, Result<OrderCancellationView, ApiError>);

/// An order that moves on faster than this is looked at by the user once more.
const MOST_TRIES: u32 = 4;

fn costs_the_same(before: &OrderCancellationView, now: &OrderCancellationView) -> bool {
    let goes = |view: &OrderCancellationView| {
        let lines = view.cancelled.iter();
        lines.map(|line| (line.line, line.fee)).collect::<Vec<_>>()
    };
    goes(before) == goes(now)
}

/// The dialog's own state. Copy it into any handler.
#[derive(Clone, Copy)]
struct Cancelling {
    lang: Lang,
    /// None while it is looked up.
    looked: RwSignal<Option<Vec<Looked>>>,
    busy: RwSignal<bool>,
    /// The idempotency key of each order, for what is said: the same thing again is the same write.
    keys: StoredValue<(Option<Said>, BTreeMap<String, String>)>,
    /// Grows with each opening: what an earlier one has asked for is not shown in a later one.
    opening: StoredValue<u32>,
}

impl Cancelling {
    fn look(self, ids: Vec<String>) {
        self.opening.update_value(|n| *n += 1);
        let opening = self.opening.get_value();
        self.looked.set(None);
        spawn_local(async move {
            let mut looked = Vec::with_capacity(ids.len());
            for id in ids {
                let found = api::orders::cancellation(&id).await;
                looked.push(Looked {
                    id,
                    found,
                    failed: None,
                });
            }
            if self.opening.try_get_value() == Some(opening) {
                self.looked.try_set(Some(looked));
            }
        });
    }

    fn key(self, said: &Said, id: &str) -> String {
        self.keys
            .try_update_value(|(of, keys)| {
                if of.as_ref() != Some(said) {
                    *of = Some(said.clone());
                    keys.clear();
                }
                keys.entry(id.to_owned()).or_insert_with(new_id).clone()
            })
            .unwrap_or_else(new_id)
    }

    /// Cancels one order after the other; what fails stays with its reason, looked at anew. Which are done, and whether
    /// all are.
    async fn send(self, said: Said) -> (Vec<String>, bool) {
        let mut done = Vec::new();
        let mut left = Vec::new();
        for one in self.looked.get_untracked().unwrap_or_default() {
            let Ok(found) = &one.found else {
                left.push(one);
                continue;
            };
            if found.cancelled.is_empty() {
                left.push(one);
                continue;
            }
            match self.cancel(&one, found.clone(), &said).await {
                Ok(()) => done.push(one.id),
                Err((error, found)) => left.push(Looked {
                    found,
                    failed: Some(error),
                    ..one
                }),
            }
        }
        let all = left.iter().all(|one| one.failed.is_none());
        self.looked.try_set(Some(left));
        (done, all)
    }

    /// An order that has moved on meanwhile, and of which the same lines go for the same fees, is what was agreed to.
    async fn cancel(self, one: &Looked, mut found: OrderCancellationView, said: &Said) -> Result<(), Failed> {
        let action = NewLineAction {
            action: Action::Cancel.code().to_owned(),
            reason: said.reason.clone(),
            comment: said.comment.clone(),
        };
        let mut tries = 0;
        loop {
            let key = self.key(said, &one.id);
            let Err(error) = api::orders::act_on_all(&key, &one.id, found.version, &action).await else {
                return Ok(());
            };
            if !matches!(error.status(), Some(409 | 412)) {
                // The same write may be tried again.
                return Err((error, Ok(found)));
            }
            self.keys.try_update_value(|(_, keys)| keys.remove(&one.id));
            tries += 1;
            match api::orders::cancellation(&one.id).await {
                Ok(now) if tries < MOST_TRIES && costs_the_same(&found, &now) => found = now,
                now => return Err((error, now)),
            }
        }
    }

    fn sum<T>(self, of: impl Fn(&Looked) -> T) -> Vec<T> {
        self.looked
            .with(|looked| looked.iter().flatten().map(of).collect())
    }

    fn lines(self) -> usize {
        self.sum(Looked::goes).into_iter().sum()
    }

    fn fees(self) -> Ore {
        let fees = self.sum(|one| one.found.as_ref().map_or(Ore::ZERO, |found| found.fees));
        Ore(fees.into_iter().map(|fee| fee.0).sum())
    }

    fn line_of(self, id: &str, line: u32) -> String {
        let n = Param::Number(i64::from(line));
        self.lang
            .fill(Key::OrdersCancelLine, &params([("id", words(id)), ("n", n)]))
    }

    /// What each line costs, where cancelling costs anything.
    fn costs(self) -> Vec<String> {
        let told = self.sum(|one| {
            let lines = one.found.iter().flat_map(|found| &found.cancelled);
            lines
                .filter(|line| line.fee != Ore::ZERO)
                .map(|line| {
                    let fee = money(self.lang.now(), line.fee);
                    format!("{}: {fee}", self.line_of(&one.id, line.line))
                })
                .collect::<Vec<_>>()
        });
        told.into_iter().flatten().collect()
    }

    /// What stays, and why.
    fn stays(self) -> Vec<String> {
        let now = self.lang.now();
        let told = self.sum(|one| {
            let mut told = Vec::new();
            if let Some(error) = &one.failed {
                let why = match error.status() {
                    Some(412) => self.lang.text(Key::OrderChangedMeanwhile),
                    _ => problem::explain(now, error),
                };
                told.push(format!("{}: {why}", one.id));
            }
            match &one.found {
                Ok(found) => {
                    told.extend(found.stay.iter().map(|line| {
                        let why = reason(now, &line.reason.code, &line.reason.params);
                        format!("{}: {why}", self.line_of(&one.id, line.line))
                    }));
                    if found.cancelled.is_empty() && found.stay.is_empty() {
                        let why = self.lang.text(Key::OrdersCancelNothingLeft);
                        told.push(format!("{}: {why}", one.id));
                    }
                }
                Err(error) => told.push(format!("{}: {}", one.id, problem::explain(now, error))),
            }
            told
        });
        told.into_iter().flatten().collect()
    }
}

#[component]
pub fn CancelOrders(
    /// The orders that it is about when it is opened.
    #[prop(into)]
    ids: Signal<Vec<String>>,
    open: RwSignal<bool>,
    /// Hears which orders were cancelled.
    done: Callback<Vec<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let toasts = Toasts::of_context();
    let why = Why::of(Action::Cancel);
    let cancelling = Cancelling {
        lang,
        looked: RwSignal::new(None),
        busy: RwSignal::new(false),
        keys: StoredValue::new((None, BTreeMap::new())),
        opening: StoredValue::new(0),
    };
    let kept = Keeping::of(Kind::CancelOrders, move || {
        why.typed().map(|said| (ids.with(|ids| ids.join(", ")), said))
    });
    Effect::new(move |_| {
        if open.get() {
            why.begin(Said::default());
            kept.begin(ids.with_untracked(|ids| ids.join(",")), move |begun| {
                if let Some(said) = begun.read() {
                    why.begin(said);
                }
            });
            cancelling.look(ids.get_untracked());
        }
    });
    let title = Signal::derive(move || {
        ids.with(|ids| match ids.as_slice() {
            [one] => lang.fill(Key::OrdersCancelOne, &params([("id", words(one.as_str()))])),
            several => lang.count(Key::OrdersCancelOne, Key::OrdersCancelSeveral, several.len()),
        })
    });
    let nothing = Signal::derive(move || {
        let known = cancelling.looked.with(Option::is_some);
        (!known || cancelling.lines() == 0).then(|| {
            lang.text(if known {
                Key::OrdersCancelNothing
            } else {
                Key::OrdersCancelLooking
            })
        })
    });
    let confirm = Callback::new(move |()| {
        let Some(said) = why.said() else { return };
        cancelling.busy.set(true);
        let sent = kept.sending();
        spawn_local(async move {
            let (cancelled, all) = cancelling.send(said).await;
            // The page may have gone meanwhile; the writes have been done all the same.
            cancelling.busy.try_set(false);
            if !cancelled.is_empty() {
                let text = untrack(|| {
                    lang.count(
                        Key::OrdersCancelledOne,
                        Key::OrdersCancelledSeveral,
                        cancelled.len(),
                    )
                });
                toasts.show(Toast::new(Tone::Success, text));
            }
            if all {
                sent.arrived();
                open.try_set(false);
            }
            done.try_run(cancelled);
        });
    });
    let keep = Callback::new(move |()| {
        kept.save();
        open.set(false);
    });
    let actions = move || {
        view! {
            <Button text=t(Key::OrdersCancelKeep) kind=ButtonKind::Secondary on_press=keep/>
            <Button
                text=Signal::derive(move || {
                    lang.count(Key::OrdersCancelConfirmOne, Key::OrdersCancelConfirmSeveral, cancelling.lines())
                })
                kind=ButtonKind::Danger
                busy=cancelling.busy
                closed=nothing
                on_press=confirm
            />
        }
    };
    let fees = move || {
        let fees = cancelling.fees();
        if cancelling.lines() == 0 {
            lang.text(Key::OrdersCancelNothing)
        } else if fees == Ore::ZERO {
            lang.text(Key::OrderCancelFree)
        } else {
            let fee = words(money(lang.now(), fees));
            lang.fill(Key::OrdersCancelCosts, &params([("fee", fee)]))
        }
    };
    let failed = Signal::derive(move || {
        let failed = cancelling.sum(|one| one.failed.is_some());
        failed
            .contains(&true)
            .then(|| lang.text(Key::OrdersCancelSomeFailed))
    });
    let ready = Memo::new(move |_| cancelling.looked.with(Option::is_some));
    view! {
        <Dialog open on_close=keep title actions>
            <Note text=failed icon=Icon::Error color="danger"/>
            <div aria-live="polite">
                {move || match ready.get() {
                    false => view! { <SkeletonRows rows=3/> }.into_any(),
                    true => view! {
                        <p><b>{fees}</b></p>
                        <Told heading=Key::OrdersCancelFees items=Signal::derive(move || cancelling.costs())/>
                        <Told heading=Key::OrdersCancelStay items=Signal::derive(move || cancelling.stays())/>
                    }
                    .into_any(),
                }}
            </div>
            <WhyFields why/>
            <Kept keeping=kept/>
            <p class="small muted">{t(Key::OrdersCancelStays)}</p>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use domain::orders::status::LineStatus;
    use wire::orders::LineCancellation;

    use super::*;

    /// CAN-2: whoever agreed to a fee agreed to no other.
    #[test]
    fn a_fee_that_has_risen_is_asked_about_again() {
        let view = |version, status, fee| OrderCancellationView {
            version,
            cancelled: vec![LineCancellation {
                line: 1,
                status,
                fee: Ore::kroner(fee),
            }],
            stay: Vec::new(),
            fees: Ore::kroner(fee),
        };
        let seen = view(3, LineStatus::InProgress, 0);
        assert!(costs_the_same(&seen, &view(4, LineStatus::Committed, 0)));
        assert!(!costs_the_same(&seen, &view(5, LineStatus::Ordered, 500)));
        let gone = OrderCancellationView {
            cancelled: Vec::new(),
            ..seen.clone()
        };
        assert!(!costs_the_same(&seen, &gone));
    }
}
