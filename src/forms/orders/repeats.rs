//! ORD-5: another live order for the same product, place and end user is shown before Submit, and the user is asked. The
//! backend is asked as soon as these three are known; without a connection it asks when the order arrives.

use std::time::Duration;

use domain::finding::{Finding, Param, codes};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use super::{paths::of_line, state::OrderForm};
use crate::{
    api,
    language::{params, t, words},
    routes,
    ui::{
        choice::Checkbox,
        icon::{Glyph, Icon},
    },
};

const BESIDE: &str = of_line!("beside");
/// Whoever still types is not asked about every letter.
const SETTLED: Duration = Duration::from_millis(500);

/// What a repeat is recognised by, as it is typed; none while one of the three is missing.
fn subject(form: OrderForm) -> Option<String> {
    let (end_user, address) = form.with_line(|line| (line.end_user.clone(), line.address.clone()));
    form.draft.with(|draft| {
        let whom = format!(
            "{}{}",
            end_user.date_of_birth.trim(),
            end_user.organisation_number.trim()
        );
        let place = format!("{}{}{}", address.street, address.farm_number, address.insa);
        let known = !whom.is_empty() && !place.trim().is_empty() && !draft.product.trim().is_empty();
        known.then(|| format!("{}|{}|{end_user:?}|{address:?}", draft.need, draft.product))
    })
}

/// Asks whenever what is typed has come to rest.
fn keep_asking(form: OrderForm) {
    let subject = Memo::new(move |_| subject(form));
    Effect::new(move |before: Option<Option<String>>| {
        let asked = subject.get();
        if form.facts.with_untracked(|facts| !facts.repeats.is_empty()) {
            form.facts.update(|facts| facts.repeats.clear());
        }
        if before.is_some_and(|before| before != asked) {
            forget_wishes(form);
        }
        if asked.is_none() {
            return asked;
        }
        let then = asked.clone();
        set_timeout(
            move || {
                // Another letter, or the form has gone.
                if subject.try_get_untracked().as_ref() != Some(&asked) {
                    return;
                }
                spawn_local(async move {
                    let Some(draft) = form.draft.try_get_untracked() else {
                        return;
                    };
                    // Without an answer the backend asks when the order arrives.
                    let Ok(lines) = api::orders::repeats(&draft).await else {
                        return;
                    };
                    if subject.try_get_untracked().as_ref() != Some(&asked) {
                        return;
                    }
                    // Where the line stands now; one that has gone repeats nothing.
                    let number = form
                        .lines
                        .at_untracked(form.which)
                        .and_then(|at| u32::try_from(at + 1).ok());
                    let repeats = lines
                        .into_iter()
                        .find(|line| Some(line.line) == number)
                        .map(|line| line.orders)
                        .unwrap_or_default();
                    if form.facts.with_untracked(|facts| facts.repeats != repeats) {
                        form.facts.update(|facts| facts.repeats = repeats);
                    }
                });
            },
            SETTLED,
        );
        then
    });
}

/// One more was wanted of something else.
fn forget_wishes(form: OrderForm) {
    if !form.line_untracked().beside.is_empty() {
        form.change_line(|line| line.beside.clear());
    }
    form.forget_refusal(BESIDE);
}

/// The order that a finding is about.
fn order_of(finding: &Finding, path: &str) -> Option<String> {
    let about = finding.path == path
        && (finding.is(codes::LINE_REPEATS_ORDER) || finding.is(codes::LINE_REPEATS_ORDER_SEEN));
    match finding.params.get("order") {
        Some(Param::Text(order)) if about => Some(order.clone()),
        _ => None,
    }
}

#[component]
pub fn Repeats(form: OrderForm) -> impl IntoView {
    keep_asking(form);
    let orders = Memo::new(move |_| {
        let path = form.path(BESIDE);
        let mut orders: Vec<_> = form.with_found(|found| {
            found
                .at(&path)
                .filter_map(|finding| order_of(finding, &path))
                .collect()
        });
        // What was said yes to stays in sight, also where only the backend knew of it.
        for seen in form.with_line(|line| line.beside.clone()) {
            if !orders.contains(&seen) {
                orders.push(seen);
            }
        }
        orders
    });
    view! {
        <div role="status" class="stack">
            <For
                each=move || orders.get().into_iter().enumerate()
                key=|(at, order)| (*at, order.clone())
                children=move |(at, order)| view! { <Repeated form at order/> }
            />
        </div>
    }
}

#[component]
fn Repeated(form: OrderForm, at: usize, order: String) -> impl IntoView {
    let lang = form.lang;
    let href = routes::order(&order);
    let order = StoredValue::new(order);
    let named = move |key: Key| {
        Signal::derive(move || lang.fill(key, &params([("order", words(order.get_value()))])))
    };
    let checked = Signal::derive(move || {
        form.with_line(|line| order.with_value(|order| line.beside.iter().any(|seen| seen == order)))
    });
    let on_change = Callback::new(move |now: bool| {
        let order = order.get_value();
        form.change_line(|line| {
            line.beside.retain(|seen| *seen != order);
            if now {
                line.beside.push(order.clone());
            }
        });
        form.forget_refusal(BESIDE);
        form.leave(BESIDE);
    });
    // Links of the error summary lead to the first.
    let id = if at == 0 {
        form.id_of(BESIDE)
    } else {
        format!("{}-{at}", form.id_of(BESIDE))
    };
    let notices = if at == 0 {
        form.notices(BESIDE)
    } else {
        Signal::derive(Vec::new)
    };
    let text = named(Key::OrderFormRepeats);
    let open = named(Key::OrderFormRepeatsOpen);
    view! {
        <div class="notice" data-color="warning">
            <Glyph icon=Icon::Warning/>
            <div class="stack">
                <p>
                    <b>{t(Key::OrderFormRepeatsTitle)}</b>
                </p>
                <p>
                    {move || text.get()}" "
                    // The form stands: whoever looks at the other order comes back to it.
                    <a class="ds-link" href=href target="_blank">{move || open.get()}</a>
                </p>
                <Checkbox id label=named(Key::OrderFormRepeatsBeside) checked on_change notices/>
            </div>
        </div>
    }
}
