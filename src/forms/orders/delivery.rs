//! Can it be delivered? The light of Kapaks with every outcome (KAP), and what each of them allows.

use domain::{
    access_check::{Alternative, Change, Hit, Light as HitLight, State, WithoutBooking},
    finding::{Finding, Param, codes},
    moment::Moment,
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::registers::NewAccessCheck;

use super::{
    booking::{self, Technician},
    existing_line::{self, ExistingLine},
    fields::TextField,
    parts::Part,
    paths::{self, change_line, id_of, of_line},
    state::{OrderForm, notice},
};
use crate::{
    api::{self, client::ApiError},
    language::{Lang, params, t, words},
    problem,
    ui::{
        button::{Button, ButtonKind},
        choice::{ChoiceGroup, ChoiceLook},
        field::Choice,
        layout::{Fields, Section},
        light::{Light, TrafficLight},
        notice::{Notice, Notices},
    },
};

const CHECK: &str = of_line!("access_check");
const HIT: &str = of_line!("access_check.hit");

/// What the section shows of a check.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    light: Light,
    word: Key,
    why: Key,
    /// Kapaks' own words.
    reason: Option<String>,
    best_speed: Option<String>,
    /// Green at the same place (KAP-3).
    alternatives: Vec<Alternative>,
    /// True for an answer about a line, which holds for a day (KAP-5).
    is_answer: bool,
}

impl Shown {
    fn plain(light: Light, word: Key, why: Key) -> Self {
        Self {
            light,
            word,
            why,
            reason: None,
            best_speed: None,
            alternatives: Vec::new(),
            is_answer: false,
        }
    }

    fn of_hit(light: Light, word: Key, why: Key, hit: &Hit) -> Self {
        Self {
            reason: hit.reason.clone(),
            best_speed: hit.best_speed.clone(),
            alternatives: hit.alternatives.clone(),
            is_answer: true,
            ..Self::plain(light, word, why)
        }
    }
}

fn shown(state: &State<'_>) -> Option<Shown> {
    Some(match state {
        State::NotNeeded => return None,
        State::NotAsked => Shown::plain(
            Light::Off,
            Key::OrderFormCheckNotAsked,
            Key::OrderFormCheckNotAskedWhy,
        ),
        State::Unknown => Shown::plain(
            Light::Off,
            Key::OrderFormCheckAgain,
            Key::OrderFormCheckUnknownWhy,
        ),
        State::Stale(change) => {
            let why = match change {
                Change::Product => Key::OrderFormCheckStaleProduct,
                Change::Speed => Key::OrderFormCheckStaleSpeed,
                Change::Place => Key::OrderFormCheckStalePlace,
                Change::Number => Key::OrderFormCheckStaleNumber,
                Change::TooOld => Key::OrderFormCheckTooOld,
            };
            Shown::plain(Light::Off, Key::OrderFormCheckAgain, why)
        }
        State::PickHit { .. } => {
            Shown::plain(Light::Off, Key::OrderFormCheckPick, Key::OrderFormCheckPickWhy)
        }
        State::MayBook(hit) => Shown::of_hit(
            Light::Green,
            Key::OrderFormCheckGreen,
            Key::OrderFormCheckGreenWhy,
            hit,
        ),
        State::ShouldBook(hit) => Shown::of_hit(
            Light::Yellow,
            Key::OrderFormCheckUncertain,
            Key::OrderFormCheckUncertainWhy,
            hit,
        ),
        State::MaySubmit(WithoutBooking::Fault) => Shown::plain(
            Light::Yellow,
            Key::OrderFormCheckFault,
            Key::OrderFormCheckFaultWhy,
        ),
        State::MaySubmit(WithoutBooking::TimedOutTwice) => Shown::plain(
            Light::Unknown,
            Key::OrderFormCheckTimedOut,
            Key::OrderFormCheckTimedOutTwiceWhy,
        ),
        State::MaySubmit(WithoutBooking::NothingFound) => Shown::plain(
            Light::Unknown,
            Key::OrderFormCheckNothing,
            Key::OrderFormCheckNothingManualWhy,
        ),
        State::TryAgain => Shown::plain(
            Light::Unknown,
            Key::OrderFormCheckTimedOut,
            Key::OrderFormCheckTimedOutWhy,
        ),
        State::NothingFound => Shown::plain(
            Light::Unknown,
            Key::OrderFormCheckNothing,
            Key::OrderFormCheckNothingWhy,
        ),
        State::Refused(hit) => {
            Shown::of_hit(Light::Red, Key::OrderFormCheckRed, Key::OrderFormCheckRedWhy, hit)
        }
    })
}

/// Where the question itself stands.
#[derive(Clone, Debug, Default, PartialEq)]
enum Asking {
    #[default]
    Quiet,
    Waiting,
    Failed(ApiError),
}

#[component]
pub fn Delivery(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let has_product = Memo::new(move |_| form.product().is_some());
    let refused = existing_line::is_refused(form);
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
                        // Nobody books a technician for an order that cannot be made (GRD-1).
                        {move || (!refused.get()).then(|| view! { <Technician form/> })}
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
fn ask(form: OrderForm, asking: RwSignal<Asking>) {
    if asking.get_untracked() == Asking::Waiting {
        return;
    }
    asking.set(Asking::Waiting);
    let draft = form.draft.get_untracked();
    let line = paths::line(&draft);
    let question = NewAccessCheck {
        product: draft.product,
        attributes: draft.attributes,
        address: line.address,
        number: line.access_check.number,
    };
    spawn_local(async move {
        match api::access_checks::ask(&question).await {
            Ok(check) => {
                asking.set(Asking::Quiet);
                // The only hit is the right one; of several, none is preselected (KAP-2).
                let hit = match &check.outcome {
                    domain::access_check::CheckOutcome::Answered { hits } if hits.len() == 1 => {
                        hits.first().map(|hit| hit.id.clone()).unwrap_or_default()
                    }
                    _ => String::new(),
                };
                let id = check.id.clone();
                booking::give_back(form);
                form.forget_refusal(CHECK);
                form.forget_refusal(HIT);
                form.facts.update(|facts| facts.access_check = Some(check));
                form.change(|draft| {
                    change_line(draft, |line| {
                        line.access_check.id = id;
                        line.access_check.hit = hit;
                    });
                });
            }
            Err(error) => asking.set(Asking::Failed(error)),
        }
    });
}

#[component]
fn Check(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let asking = RwSignal::new(Asking::Quiet);
    let state = Memo::new(move |_| form.with_check(shown).flatten());
    let can_ask = Memo::new(move |_| form.subject().can_be_asked(&form.catalogue()));
    let closed = Signal::derive(move || (!can_ask.get()).then(|| lang.text(Key::OrderFormCheckMissing)));
    let busy = Signal::derive(move || asking.get() == Asking::Waiting);
    let light = Signal::derive(move || match asking.get() {
        Asking::Waiting => Light::Asking,
        Asking::Failed(_) => Light::Unknown,
        Asking::Quiet => state.get().map_or(Light::Off, |shown| shown.light),
    });
    let word = Signal::derive(move || match asking.get() {
        Asking::Waiting => lang.text(Key::OrderFormCheckAsking),
        Asking::Failed(_) => lang.text(Key::OrderFormCheckFailed),
        Asking::Quiet => state
            .get()
            .map_or_else(String::new, |shown| lang.text(shown.word)),
    });
    let explanation = Signal::derive(move || match asking.get() {
        Asking::Waiting => lang.text(Key::OrderFormCheckAskingWhy),
        Asking::Failed(error) => problem::explain(lang.now(), &error),
        Asking::Quiet => state.get().map_or_else(String::new, |shown| lang.text(shown.why)),
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
                asking.get().eq(&Asking::Quiet).then(|| state.get()).flatten().map(|shown| {
                    view! { <Details form shown valid_until=valid_until.get()/> }
                })
            }}
        }
    };
    let action = move || {
        view! {
            <Button
                id=id_of(CHECK)
                text=button
                kind=ButtonKind::Secondary
                busy
                closed
                on_press=Callback::new(move |()| ask(form, asking))
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
            id=format!("{}-notices", id_of(CHECK))
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
        let said = |finding: &Finding| {
            finding.path == CHECK
                && !finding.is(codes::EXISTING_LINE_OTHER_OPERATOR)
                && (form.was_pressed() || finding.is(codes::EXISTING_LINE_OWN))
        };
        form.findings()
            .iter()
            .filter(|finding| said(finding))
            .map(|finding| notice(form.lang, finding))
            .collect::<Vec<_>>()
    })
    .into()
}

/// The figures of the answer, how long it holds, and what is green instead of a red light.
#[component]
fn Details(
    form: OrderForm,
    shown: Shown,
    #[prop(optional_no_strip)] valid_until: Option<Moment>,
) -> impl IntoView {
    let lang = form.lang;
    let facts = Signal::derive(move || {
        let best = shown.best_speed.as_ref().map(|speed| {
            lang.fill(
                Key::OrderFormCheckBestSpeed,
                &params([("speed", words(speed.as_str()))]),
            )
        });
        let reason = shown.reason.as_ref().map(|reason| {
            lang.fill(
                Key::OrderFormCheckReason,
                &params([("reason", words(reason.as_str()))]),
            )
        });
        let until = valid_until.map(|until| {
            lang.fill(
                Key::OrderFormCheckValidUntil,
                &params([("until", Param::Moment(until))]),
            )
        });
        best.into_iter().chain(reason).chain(until).collect::<Vec<_>>()
    });
    let alternatives = shown.alternatives;
    let red = shown.light == Light::Red;
    let none = red && alternatives.is_empty();
    view! {
        {move || facts.get().into_iter().map(|fact| view! { <p class="small">{fact}</p> }).collect_view()}
        {(red && !alternatives.is_empty())
            .then(|| {
                view! {
                    <p>
                        <b>{t(Key::OrderFormCheckAlternatives)}</b>
                    </p>
                    <div class="row">
                        {alternatives
                            .into_iter()
                            .map(|alternative| {
                                let text = {
                                    let alternative = alternative.clone();
                                    Signal::derive(move || alternative_name(form, lang, &alternative))
                                };
                                let on_press = Callback::new(move |()| take(form, &alternative));
                                view! { <Button text kind=ButtonKind::Secondary small=true on_press/> }
                            })
                            .collect_view()}
                    </div>
                }
            })}
        {none.then(|| view! { <p class="small">{t(Key::OrderFormCheckNoAlternatives)}</p> })}
    }
}

/// `Jara ADSL shared access, 2048/512 kbit/s`
fn alternative_name(form: OrderForm, lang: Lang, alternative: &Alternative) -> String {
    let catalogue = form.catalogue();
    let Some(product) = catalogue.product(&alternative.product) else {
        return alternative.product.clone();
    };
    let mut parts = vec![lang.name(&product.name)];
    for (code, chosen) in &alternative.attributes {
        let choice = product
            .attribute(code)
            .and_then(|attribute| attribute.choice(chosen));
        parts.push(choice.map_or_else(|| chosen.clone(), |choice| lang.name(&choice.name)));
    }
    parts.join(", ")
}

/// Orders the alternative instead. What else was chosen stays where the other product has it too.
fn take(form: OrderForm, alternative: &Alternative) {
    form.change(|draft| {
        draft.product.clone_from(&alternative.product);
        draft.attributes.extend(alternative.attributes.clone());
    });
    form.leave("product");
}

/// Several lines or places: the user picks the right one (KAP-2).
#[component]
fn Hits(form: OrderForm) -> impl IntoView {
    let lang = form.lang;
    let hits = Memo::new(move |_| {
        // Not those of an answer to another question.
        let holds =
            form.with_check(|state| !matches!(state, State::Stale(_) | State::NotAsked | State::Unknown));
        form.facts.with(
            |facts| match facts.access_check.as_ref().map(|check| &check.outcome) {
                Some(domain::access_check::CheckOutcome::Answered { hits })
                    if hits.len() > 1 && holds == Some(true) =>
                {
                    hits.clone()
                }
                _ => Vec::new(),
            },
        )
    });
    let several = Memo::new(move |_| !hits.with(Vec::is_empty));
    let choices = Signal::derive(move || {
        hits.with(|hits| {
            hits.iter()
                .map(|hit| {
                    let light = match hit.light {
                        HitLight::Green => Key::OrderFormCheckGreen,
                        HitLight::YellowFault => Key::OrderFormCheckFault,
                        HitLight::YellowUncertain => Key::OrderFormCheckUncertain,
                        HitLight::Red => Key::OrderFormCheckRed,
                    };
                    let line = hit
                        .line_number
                        .as_ref()
                        .map(|number| format!("{number} · "))
                        .unwrap_or_default();
                    Choice::new(hit.id.as_str(), hit.description.as_str())
                        .help(format!("{line}{}", lang.text(light)))
                })
                .collect::<Vec<_>>()
        })
    });
    let on_choose = Callback::new(move |id: String| {
        booking::give_back(form);
        form.choose(HIT, id);
    });
    move || {
        several.get().then(|| {
            view! {
                <ChoiceGroup
                    id=id_of(HIT)
                    label=t(Key::OrderFormCheckHit)
                    value=form.field(HIT)
                    on_choose
                    choices
                    look=ChoiceLook::List
                    notices=form.notices(HIT)
                />
            }
        })
    }
}
