//! What is said above a page whose answer is an older one (OFF-2).

use leptos::prelude::*;
use texts::Key;

use super::{fetch::Question, when};
use crate::{
    clock::Clock,
    language::{Lang, params, words},
    problem,
};

/// As of when it holds, and why no newer one could be had. Call it while a component is made.
pub fn of<T: Send + Sync + 'static>(question: Question<T>) -> Signal<Option<String>> {
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    Signal::derive(move || {
        let (error, as_of) = question.trouble()?;
        let as_of = when::said(lang.now(), as_of, clock.roughly_now());
        let why = problem::explain(lang.now(), &error);
        Some(lang.fill(
            Key::EditingStale,
            &params([("when", words(as_of)), ("why", words(why))]),
        ))
    })
}
