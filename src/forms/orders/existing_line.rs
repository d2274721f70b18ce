//! GRD-1: the customer has broadband from another operator already. A new order is refused, and the switch is one press
//! away with everything that is typed. Where no switch leads to what is ordered, the customer may end that line instead
//! (ISP-1).

use domain::{
    access_check::{self, ExistingLine as Line},
    finding::codes,
    isp_switch,
    orders::Need,
};
use leptos::prelude::*;
use texts::Key;

use super::{paths::id_of, state::OrderForm, ways_out::go_over};
use crate::{
    language::{params, t, words},
    pages::place,
    routes,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        choice::Checkbox,
        icon::{Glyph, Icon},
    },
};

const TERMINATED: &str = "switch.terminated";

/// Whether the order is refused because of another operator's line.
pub fn is_refused(form: OrderForm) -> Memo<bool> {
    Memo::new(move |_| form.line_has(|finding| finding.is(codes::EXISTING_LINE_OTHER_OPERATOR)))
}

/// The other operator's line, as far as the check has found one.
fn rival(form: OrderForm) -> Option<Line> {
    let product = form.product()?;
    let catalogue = form.catalogue();
    form.with_check(|state| {
        form.facts.with(|facts| {
            let recorded = facts.access_check.as_ref()?;
            let line = access_check::rival_line(&product, &catalogue, recorded, state)?;
            (!line.own).then(|| line.clone())
        })
    })
    .flatten()
}

/// Takes over into the switch what is known of the other operator's line (ISP-2, ISP-3).
pub fn learn(form: OrderForm) {
    if let Some(line) = untrack(move || rival(form)) {
        let catalogue = form.catalogue();
        form.change(|draft| draft.switch.learn(&line, &catalogue));
    }
}

#[component]
pub fn ExistingLine(form: OrderForm) -> impl IntoView {
    let is_said = Memo::new(move |_| {
        form.line_has(|finding| {
            finding.is(codes::EXISTING_LINE_OTHER_OPERATOR) || finding.is(codes::EXISTING_LINE_TERMINATED)
        })
    });
    let rival = Memo::new(move |_| rival(form).filter(|_| is_said.get()));
    move || rival.get().map(|line| view! { <Rival form line/> })
}

#[component]
fn Rival(form: OrderForm, line: Line) -> impl IntoView {
    let lang = form.lang;
    let line = StoredValue::new(line);
    let text = Signal::derive(move || {
        line.with_value(|line| {
            let number = line
                .number
                .as_deref()
                .map_or_else(|| "–".to_owned(), place::phone);
            lang.fill(
                Key::OrderFormRivalText,
                &params([
                    ("operator", words(line.operator.as_str())),
                    ("product", words(form.reference.product_name(lang, &line.product))),
                    ("number", words(number)),
                ]),
            )
        })
    });
    let can_be_switched = Memo::new(move |_| {
        let (product, catalogue) = (form.product(), form.catalogue());
        form.draft.with(|draft| {
            product.is_none_or(|product| {
                line.with_value(|line| isp_switch::can_be_switched(&draft.switch, line, &product, &catalogue))
            })
        })
    });
    let switch = Callback::new(move |()| {
        learn(form);
        go_over(form, Need::Switch);
    });
    let terminated = Memo::new(move |_| form.draft.with(|draft| draft.switch.terminated));
    let on_terminated = Callback::new(move |now: bool| {
        form.change(|draft| draft.switch.terminated = now);
    });
    // What the customer ends there holds the order back no more.
    let settled = Memo::new(move |_| terminated.get() && !can_be_switched.get());
    let ends = Signal::derive(move || {
        let operator = line.with_value(|line| words(line.operator.as_str()));
        lang.fill(Key::OrderFormRivalTerminated, &params([("operator", operator)]))
    });
    let todo = move || {
        lang.text(if can_be_switched.get() {
            Key::OrderFormRivalTodo
        } else {
            Key::OrderFormRivalTodoOther
        })
    };
    view! {
        <div
            class="notice"
            data-color=move || if settled.get() { "warning" } else { "danger" }
            id="existing-line"
        >
            {move || {
                if settled.get() {
                    view! { <Glyph icon=Icon::Warning/> }
                } else {
                    view! { <Glyph icon=Icon::Error/> }
                }
            }}
            <div class="stack">
                <div role="status">
                    <p>
                        <b>{t(Key::OrderFormRivalTitle)}</b>
                    </p>
                    <p>{move || text.get()}</p>
                    <p>{todo}</p>
                </div>
                {move || {
                    (!can_be_switched.get())
                        .then(|| {
                            view! {
                                <Checkbox
                                    id=id_of(TERMINATED)
                                    label=ends
                                    hint=t(Key::OrderFormRivalTerminatedHint)
                                    checked=terminated
                                    on_change=on_terminated
                                />
                            }
                        })
                }}
                <div class="row">
                    <Button text=t(Key::OrderFormRivalSwitch) kind=ButtonKind::Secondary on_press=switch/>
                    <LinkButton text=t(Key::OrderFormRivalKeep) href=routes::DRAFTS kind=ButtonKind::Tertiary/>
                </div>
            </div>
        </div>
    }
}
