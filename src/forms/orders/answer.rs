//! KAP-3 to KAP-6: what an answer of Kapaks is called, why, and what can be had instead of a red one.

use domain::{
    access_check::{Alternative, Change, Hit, State, WithoutBooking},
    finding::Param,
    moment::Moment,
    orders::Need,
};
use leptos::prelude::*;
use texts::Key;

use super::{paths::of_line, project::focus_soon, state::OrderForm};
use crate::{
    language::{Lang, params, t, words},
    ui::{
        button::{Button, ButtonKind},
        light::Light,
    },
};

/// What the section shows of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub light: Light,
    pub word: Key,
    pub why: Key,
    /// Kapaks' own words.
    pub reason: Option<String>,
    pub best_speed: Option<String>,
    /// Green at the same place (KAP-3).
    pub alternatives: Vec<Alternative>,
    /// True for an answer about a line, which holds for a day (KAP-5).
    pub is_answer: bool,
    /// What stands in the way is not the line.
    pub is_barred: bool,
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
            is_barred: false,
        }
    }

    /// Why, in words: where nobody comes, nobody is told to book (ISP-6).
    pub fn why_for(&self, visited: bool) -> Key {
        match self.why {
            Key::OrderFormCheckGreenWhy | Key::OrderFormCheckUncertainWhy if !visited => {
                Key::OrderFormCheckUnvisitedWhy
            }
            why => why,
        }
    }

    /// The line could carry it, but the order cannot be made so: what stands below says why, and the light does not say that
    /// all is well (GRD-1, ISP-2).
    pub fn barred(self, need: Option<Need>) -> Self {
        match self.light {
            Light::Green | Light::Yellow => Self {
                light: Light::Red,
                word: match need {
                    Some(Need::Switch) => Key::OrderFormCheckNoSwitch,
                    Some(Need::New | Need::Move | Need::Change | Need::Terminate) | None => {
                        Key::OrderFormCheckNoNewOrder
                    }
                },
                why: Key::OrderFormCheckBarredWhy,
                best_speed: None,
                is_barred: true,
                ..self
            },
            Light::Off | Light::Asking | Light::Red | Light::Unknown => self,
        }
    }

    fn of_hit(light: Light, word: Key, why: Key, hit: &Hit) -> Self {
        Self {
            reason: hit.reason.clone(),
            // What the line could do is no news where it cannot be had.
            best_speed: match light {
                Light::Green | Light::Yellow => hit.best_speed.clone(),
                Light::Off | Light::Asking | Light::Red | Light::Unknown => None,
            },
            alternatives: hit.alternatives.clone(),
            is_answer: true,
            ..Self::plain(light, word, why)
        }
    }
}

/// What to show of a state; nothing where the product has no check.
pub fn shown(state: &State<'_>) -> Option<Shown> {
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
        State::Elsewhere(hit) => Shown::of_hit(
            Light::Unknown,
            Key::OrderFormCheckElsewhere,
            Key::OrderFormCheckElsewhereWhy,
            hit,
        ),
        State::Refused(hit) => {
            Shown::of_hit(Light::Red, Key::OrderFormCheckRed, Key::OrderFormCheckRedWhy, hit)
        }
    })
}

/// The figures of the answer, how long it holds, and what is green instead of a red light.
#[component]
pub fn Details(
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
    let red = shown.light == Light::Red && !shown.is_barred;
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
    // The button that was pressed has gone, and the new product is to be checked.
    focus_soon(form.id_of(of_line!("access_check")));
}
