//! The names of products and of their choices, as the catalogue has them in both languages.

use std::{collections::BTreeMap, sync::Arc};

use domain::catalogue::{CancellationFees, Catalogue};

use crate::{language::Lang, reference::Reference};

/// The catalogue of the moment; while it is awaited, codes stand for names.
#[derive(Clone, Copy)]
pub struct Products(Reference);

impl Products {
    /// Call it while a page is made.
    pub fn of_context() -> Self {
        Self(Reference::of_context())
    }

    fn catalogue(self) -> Option<Arc<Catalogue>> {
        self.0.catalogue().and_then(Result::ok)
    }

    pub fn name(self, lang: Lang, code: &str) -> String {
        self.0.product_name(lang, code)
    }

    /// Code and name of each, in the catalogue's order.
    pub fn all(self, lang: Lang) -> Vec<(String, String)> {
        self.catalogue().map_or_else(Vec::new, |catalogue| {
            catalogue
                .products
                .iter()
                .map(|product| (product.code.clone(), lang.name(&product.name)))
                .collect()
        })
    }

    /// Name and value of each attribute that was chosen.
    pub fn attributes(
        self,
        lang: Lang,
        code: &str,
        chosen: &BTreeMap<String, String>,
    ) -> Vec<(String, String)> {
        let catalogue = self.catalogue();
        let asked = catalogue
            .as_deref()
            .and_then(|catalogue| catalogue.product(code))
            .map_or(&[][..], |product| product.attributes.as_slice());
        let known = asked.iter().filter_map(|attribute| {
            let value = chosen.get(&attribute.code)?;
            let choice = attribute.choices.iter().find(|choice| choice.code == *value);
            Some((
                lang.name(&attribute.name),
                choice.map_or_else(|| value.clone(), |choice| lang.name(&choice.name)),
            ))
        });
        // What this version of the catalogue no longer knows is shown as it was chosen.
        let unknown = chosen
            .iter()
            .filter(|(name, _)| !asked.iter().any(|attribute| attribute.code == **name))
            .map(|(name, value)| (name.clone(), value.clone()));
        known.chain(unknown).collect()
    }

    /// The names of work past the interface (BOK-5).
    pub fn extra_work(self, lang: Lang, codes: &[String]) -> Vec<String> {
        let catalogue = self.catalogue();
        let name = |code: &String| {
            let work = catalogue
                .as_deref()
                .and_then(|catalogue| catalogue.extra_work(code));
            work.map_or_else(|| code.clone(), |work| lang.name(&work.name))
        };
        codes.iter().map(name).collect()
    }

    /// How long a subscription runs on after its termination (TRM-3).
    pub fn notice_days(self, code: &str) -> Option<u16> {
        self.catalogue()?.product(code).map(|product| product.notice_days)
    }

    pub fn vat_percent(self) -> Option<u8> {
        self.catalogue().map(|catalogue| catalogue.vat_percent)
    }

    /// What a cancellation costs, by the catalogue of the moment.
    pub fn cancellation(self) -> Option<CancellationFees> {
        self.catalogue().map(|catalogue| catalogue.cancellation.clone())
    }
}
