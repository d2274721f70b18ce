//! Light, dark, or as the system has it; the choice is kept in this browser. `public/scheme.js` applies it before the first paint.

use leptos::logging::warn;
use leptos::prelude::*;

/// Where `public/scheme.js` looks too.
const KEY: &str = "color-scheme";

/// The choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Scheme {
    /// As it stands in `data-color-scheme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Anything unknown is as the system has it.
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// What was chosen earlier in this browser.
    pub fn kept() -> Self {
        window()
            .local_storage()
            .ok()
            .flatten()
            .and_then(|storage| storage.get_item(KEY).ok().flatten())
            .map_or(Self::Auto, |name| Self::from_name(&name))
    }

    /// Applies it to the page and keeps it.
    pub fn apply(self) {
        if let Some(root) = document().document_element()
            && let Err(refused) = root.set_attribute("data-color-scheme", self.name())
        {
            warn!("the colour scheme could not be set: {refused:?}");
        }
        // Without storage (a private window) the choice holds until the page is left.
        if let Ok(Some(storage)) = window().local_storage()
            && let Err(refused) = storage.set_item(KEY, self.name())
        {
            warn!("the colour scheme could not be kept: {refused:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scheme;

    #[test]
    fn a_kept_scheme_is_read_back_and_nonsense_follows_the_system() {
        for scheme in [Scheme::Auto, Scheme::Light, Scheme::Dark] {
            assert_eq!(Scheme::from_name(scheme.name()), scheme);
        }
        assert_eq!(Scheme::from_name("pink"), Scheme::Auto);
    }
}
