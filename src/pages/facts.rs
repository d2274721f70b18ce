//! Facts of a case under a few words, as every case page shows them.

use domain::{finding::Param, money::Ore};
use leptos::prelude::*;
use texts::{Key, money};

use crate::{
    language::{Lang, params, words},
    ui::settled::settled,
};

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// None where the words need no name.
    term: Option<String>,
    text: String,
    /// A quiet second line.
    second: Option<String>,
}

impl Fact {
    pub fn new(term: String, text: String) -> Self {
        Self {
            term: Some(term),
            text,
            second: None,
        }
    }

    pub fn bare(text: String) -> Self {
        Self {
            term: None,
            text,
            second: None,
        }
    }

    pub fn second(mut self, second: Option<String>) -> Self {
        self.second = second;
        self
    }
}

/// Some facts under one word.
#[component]
pub fn Group(title: Signal<String>, facts: Signal<Vec<Fact>>) -> impl IntoView {
    let facts = settled(facts);
    view! {
        <div class="fact-group">
            <h3>{move || title.get()}</h3>
            <dl>
                {move || {
                    facts
                        .get()
                        .into_iter()
                        .map(|fact| {
                            view! {
                                <div>
                                    <dt>{fact.term}</dt>
                                    <dd>
                                        {fact.text}
                                        {fact.second.map(|second| view! { <span class="second">{second}</span> })}
                                    </dd>
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </dl>
        </div>
    }
}

/// "1 250 kr with 25 % VAT"; none while the rate is not known.
pub fn with_vat(lang: Lang, amount: Ore, percent: Option<u8>) -> Option<String> {
    let percent = percent?;
    let with = money(lang.now(), amount.with_vat(percent));
    let percent = Param::Number(i64::from(percent));
    Some(lang.fill(
        Key::OrderWithVat,
        &params([("with", words(with)), ("percent", percent)]),
    ))
}
