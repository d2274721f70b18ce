//! The language of the moment. It changes at any time without anything typed being lost, because every text is a
//! signal and no field is made anew.

use domain::finding::{Param, Params};
use leptos::prelude::*;
use texts::{Key, Language};

/// Where the choice is kept in this browser.
const KEPT_AS: &str = "language";

#[derive(Clone, Copy)]
pub struct Lang(RwSignal<Language>);

impl Lang {
    /// Begins with the language chosen earlier in this browser, else with Norwegian, and keeps the `lang`
    /// attribute of the page true.
    pub fn provide() -> Self {
        let lang = Self(RwSignal::new(kept().unwrap_or_default()));
        Effect::new(move |_| {
            let tag = lang.now().tag();
            if let Some(root) = document().document_element()
                && let Err(refused) = root.set_attribute("lang", tag)
            {
                leptos::logging::warn!("the language of the page could not be set: {refused:?}");
            }
        });
        provide_context(lang);
        lang
    }

    /// The application's language. Call it while a component is made, not in a handler.
    pub fn of_context() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self(RwSignal::new(Language::default())))
    }

    pub fn now(self) -> Language {
        self.0.get()
    }

    pub fn now_untracked(self) -> Language {
        self.0.get_untracked()
    }

    pub fn choose(self, language: Language) {
        self.0.set(language);
        // Without storage (a private window) the choice holds until the page is left.
        if let Ok(Some(storage)) = window().local_storage()
            && let Err(refused) = storage.set_item(KEPT_AS, language.tag())
        {
            leptos::logging::warn!("the language could not be kept: {refused:?}");
        }
    }

    pub fn text(self, key: Key) -> String {
        texts::text(self.now(), key).to_owned()
    }

    pub fn fill(self, key: Key, params: &Params) -> String {
        texts::fill(self.now(), key, params)
    }

    pub fn count(self, one: Key, other: Key, n: usize) -> String {
        texts::count(self.now(), one, other, i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// The right one of two names that stand in data.
    pub fn name(self, name: &domain::catalogue::Name) -> String {
        match self.now() {
            Language::Norwegian => name.nb.clone(),
            Language::English => name.en.clone(),
        }
    }
}

fn kept() -> Option<Language> {
    let storage = window().local_storage().ok().flatten()?;
    Language::from_tag(&storage.get_item(KEPT_AS).ok().flatten()?)
}

/// A text as a signal. Call it while a component is made.
pub fn t(key: Key) -> Signal<String> {
    let lang = Lang::of_context();
    Signal::derive(move || lang.text(key))
}

/// Values to fill into a text.
pub fn params<const N: usize>(pairs: [(&str, Param); N]) -> Params {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// A text value to fill in.
pub fn words(text: impl Into<String>) -> Param {
    Param::Text(text.into())
}
