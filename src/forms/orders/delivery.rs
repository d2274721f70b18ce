//! Can it be delivered? Asks Kapaks (KAP) and shows what it answers and what that allows.

use domain::{
    access_check::{CheckOutcome, State},
    finding::{Finding, codes},
    orders::{Need, OrderDraft},
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::registers::NewAccessCheck;

use super::{
    answer::{Details, shown},
    booking,
    existing_line::{self, ExistingLine},
    extra_work::ExtraWork,
    fields::TextField,
    hits::{HIT, Hits},
    parts::Part,
    paths::of_line,
    reserving::Numbers,
    slots::Technician,
    state::{OrderForm, notice},
    waiting,
    ways_out::{NothingToTakeOver, is_no_switch},
};
use crate::{
    api::{self, client::ApiError},
    language::t,
    offline::connection::Connection,
    problem,
    ui::{
        button::{Button, ButtonKind},
        layout::{Fields, Section},
        light::{Light, TrafficLight},
        notice::{Notice, Notices},
    },
};

const CHECK: &str = of_line!("access_check");

/// Where the question itself stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Asking {
    #[default]
    Quiet,
    Waiting,
    Failed(ApiError),
}

#[component]
pub fn Delivery(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let has_product = Memo::new(move |_| form.product().is_some());
    let rival = existing_line::is_refused(form);
    let refused = Memo::new(move |_| rival.get() || is_no_switch(form));
    let needed = Memo::new(move |_| {
        form.with_check(|state| *state != State::NotNeeded)
            .unwrap_or(true)
    });
    view! {
        <Section
            id=Part::Delivery.id()
            question=t(Part::Delivery.question())
            help=t(Part::Delivery.help())
            second="Kapaks"
            state=Signal::derive(move || form.section(Part::Delivery))
        >
            {move || {
                if !has_product.get() {
                    view! { <p class="muted">{move || lang.text(Key::OrderFormCheckProductFirst)}</p> }.into_any()
                } else if needed.get() {
                    view! {
                        <Check form/>
                        <ExistingLine form/>
                        <NothingToTakeOver form/>
                        // Nobody books a technician for an order that cannot be made (GRD-1, ISP-2).
                        {move || (!refused.get()).then(|| view! { <Technician form/><Numbers form/> })}
                        <ExtraWork form/>
                    }
                        .into_any()
                } else {
                    view! {
                        <p class="muted">{move || lang.text(Key::OrderFormCheckNotNeeded)}</p>
                        <Technician form/>
                    }
                        .into_any()
                }
            }}
        </Section>
    }
}

/// Asks Kapaks for what is typed now.
fn ask(form: OrderForm) {
    if form.lines.asking(form.which).get_untracked() != Asking::Waiting {
        spawn_local(ask_and_take(form));
    }
}

/// Asks Kapaks about the line of this form, and takes over the answer.
pub async fn ask_and_take(form: OrderForm) {
    let asking = form.lines.asking(form.which);
    asking.set(Asking::Waiting);
    let line = form.line_untracked();
    let question = form.draft.with_untracked(|draft| NewAccessCheck {
        product: draft.product.clone(),
        attributes: draft.attributes.clone(),
        address: line.address,
        number: line.access_check.number,
    });
    match api::access_checks::ask(&question).await {
        Ok(check) => {
            booking::let_go(form).await;
            asking.set(Asking::Quiet);
            // The only hit is the right one; of several, none is preselected (KAP-2).
            let hit = match &check.outcome {
                CheckOutcome::Answered { hits } if hits.len() == 1 => {
                    hits.first().map(|hit| hit.id.clone()).unwrap_or_default()
                }
                _ => String::new(),
            };
            let id = check.id.clone();
            form.forget_refusal(CHECK);
            form.forget_refusal(HIT);
            form.facts.update(|facts| facts.access_check = Some(check));
            form.change_line(|line| {
                line.access_check.id = id;
                line.access_check.hit = hit;
            });
            // NRDB says with it what is there, so that nobody types it; a switch that was sent has it all (CHG-1).
            let sent = form.draft.with_untracked(OrderDraft::is_reopened);
            if !sent && form.draft.with_untracked(|draft| Need::named(&draft.need)) == Some(Need::Switch) {
                existing_line::learn(form);
            }
        }
        Err(error) => asking.set(Asking::Failed(error)),
    }
}

/// OFF-4: without a connection the question waits, and is asked by itself when the connection is back. It costs nothing
/// and holds nothing, so nobody needs to press again.
fn waits(form: OrderForm, asking: RwSignal<Asking>) -> Memo<bool> {
    let offline = waiting::offline();
    let due = Memo::new(move |_| waiting::check_is_due(form));
    let owed = RwSignal::new(false);
    Connection::on_return(move || owed.set(true));
    Effect::new(move |_| {
        // The address may first wait for its own register: then this runs again.
        if owed.get() && due.get() && !offline.get() && asking.get() != Asking::Waiting {
            owed.set(false);
            untrack(|| ask(form));
        }
    });
    Memo::new(move |_| {
        let failed = matches!(asking.get(), Asking::Failed(error) if error.retryable());
        offline.get() && (due.get() || failed)
    })
}

#[component]
fn Check(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let asking = form.lines.asking(form.which);
    let rival = existing_line::is_refused(form);
    let state = Memo::new(move |_| {
        let shown = form.with_check(shown).flatten()?;
        let barred = rival.get() || is_no_switch(form);
        Some(if barred { shown.barred(form.need()) } else { shown })
    });
    let can_ask = Memo::new(move |_| form.subject().can_be_asked(&form.catalogue()));
    let closed = Signal::derive(move || (!can_ask.get()).then(|| lang.text(Key::OrderFormCheckMissing)));
    let busy = Signal::derive(move || asking.get() == Asking::Waiting);
    let waits = waits(form, asking);
    let light = Signal::derive(move || match asking.get() {
        Asking::Waiting => Light::Asking,
        _ if waits.get() => Light::Off,
        Asking::Failed(_) => Light::Unknown,
        Asking::Quiet => state.get().map_or(Light::Off, |shown| shown.light),
    });
    let word = Signal::derive(move || match asking.get() {
        Asking::Waiting => lang.text(Key::OrderFormCheckAsking),
        _ if waits.get() => lang.text(Key::OrderFormCheckWaits),
        Asking::Failed(_) => lang.text(Key::OrderFormCheckFailed),
        Asking::Quiet => state
            .get()
            .map_or_else(String::new, |shown| lang.text(shown.word)),
    });
    let visited = Memo::new(move |_| form.is_visited());
    let explanation = Signal::derive(move || match asking.get() {
        Asking::Waiting => lang.text(Key::OrderFormCheckAskingWhy),
        _ if waits.get() => lang.text(Key::OrderFormCheckWaitsWhy),
        Asking::Failed(error) => problem::explain(lang.now(), &error),
        Asking::Quiet => state
            .get()
            .map_or_else(String::new, |shown| lang.text(shown.why_for(visited.get()))),
    });
    let button = Signal::derive(move || {
        let asked = !form.get(of_line!("access_check.id")).is_empty();
        lang.text(if asked {
            Key::OrderFormCheckButtonAgain
        } else {
            Key::OrderFormCheckButton
        })
    });
    let valid_until = Memo::new(move |_| {
        let counts = state.get().is_some_and(|shown| shown.is_answer);
        form.facts.with(|facts| {
            facts
                .access_check
                .as_ref()
                .filter(|_| counts)
                .map(|check| check.valid_until)
        })
    });
    let details = move || {
        view! {
            {move || {
                (asking.get() == Asking::Quiet && !waits.get()).then(|| state.get()).flatten().map(|shown| {
                    view! { <Details form shown valid_until=valid_until.get()/> }
                })
            }}
        }
    };
    let action = move || {
        view! {
            <Button
                id=form.id_of(CHECK)
                text=button
                kind=ButtonKind::Secondary
                busy
                closed
                on_press=Callback::new(move |()| ask(form))
            />
        }
    };
    view! {
        <Fields>
            <TextField
                form
                path=of_line!("access_check.number")
                hint=Key::OrderFormCheckNumberHint
                optional=true
                input_mode="tel"
                columns=12
            />
        </Fields>
        <TrafficLight light word explanation details action/>
        <Notices
            id=format!("{}-notices", form.id_of(CHECK))
            notices=beyond_the_light(form)
            on_suggest=Callback::new(|_: String| ())
        />
        <Hits form/>
    }
}

/// What the rules say beyond the light itself. The partner's own line is told at once; what only repeats the light
/// waits for Submit. Another operator's line has a place of its own.
fn beyond_the_light(form: OrderForm) -> Signal<Vec<Notice>> {
    Memo::new(move |_| {
        let check = form.path(CHECK);
        let said = |finding: &&Finding| {
            finding.path == check
                && !finding.is(codes::EXISTING_LINE_OTHER_OPERATOR)
                && !finding.is(codes::EXISTING_LINE_TERMINATED)
                && (form.was_pressed() || finding.is(codes::EXISTING_LINE_OWN))
        };
        form.with_found(|found| {
            let said = found.at(&check).filter(said);
            said.map(|finding| notice(form.lang, finding)).collect::<Vec<_>>()
        })
    })
    .into()
}
