//! What the order is about: what the customer needs, of what is installed, and for which product.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    access_check::number_key,
    catalogue::{Catalogue, Product},
    changes::ChangeKind,
    orders::{Need, OrderDraft},
    subscriptions::{Found, Subscription},
};
use leptos::prelude::*;

use super::state::OrderForm;
use crate::offline::drafts::KnownSubscription;

/// Kept apart from the lines: fifty of them ask for it, and it changes seldom.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    pub product: Option<Arc<Product>>,
    /// As it is chosen.
    pub code: String,
    pub attributes: BTreeMap<String, String>,
}

impl About {
    /// `before` is what it was about before: a product that is still the same is shared.
    pub fn of(
        draft: &OrderDraft,
        known: Option<&KnownSubscription>,
        catalogue: &Catalogue,
        before: Option<&Self>,
    ) -> Self {
        let product = product_code(draft, known).and_then(|code| {
            let code = code.trim();
            let same = before.and_then(|before| before.product.as_ref());
            let same = same.filter(|product| product.code == code).cloned();
            same.or_else(|| catalogue.product(code).cloned().map(Arc::new))
        });
        Self {
            product,
            code: draft.product.clone(),
            attributes: draft.attributes.clone(),
        }
    }
}

/// What is chosen, and of what is installed, that, unless another is chosen for it.
fn product_code(draft: &OrderDraft, known: Option<&KnownSubscription>) -> Option<String> {
    match (Need::named(&draft.need), change_kind(draft)) {
        (Some(Need::Terminate), _) => Some(installed(draft, known)?.product),
        (Some(Need::Move | Need::Change), kind) if kind != Some(ChangeKind::Access) => {
            Some(installed(draft, known)?.product)
        }
        (Some(Need::New | Need::Switch | Need::Move | Need::Change) | None, _) => Some(draft.product.clone()),
    }
}

fn change_kind(draft: &OrderDraft) -> Option<ChangeKind> {
    match Need::named(&draft.need) {
        Some(Need::Move | Need::Change) => ChangeKind::of(draft),
        Some(Need::New | Need::Switch | Need::Terminate) | None => None,
    }
}

fn installed(draft: &OrderDraft, known: Option<&KnownSubscription>) -> Option<Subscription> {
    if !draft.names_a_subscription() {
        return None;
    }
    match found(draft, known) {
        Found::One(subscription) => Some(subscription.clone()),
        Found::NotAsked | Found::Nothing => None,
    }
}

/// What has been found for a draft: an answer about another number says nothing of this one.
pub fn found<'a>(draft: &OrderDraft, known: Option<&'a KnownSubscription>) -> Found<'a> {
    match known {
        Some(known) if known.number == number_key(&draft.subscription.number) => {
            known.subscription.as_ref().map_or(Found::Nothing, Found::One)
        }
        Some(_) | None => Found::NotAsked,
    }
}

impl OrderForm {
    pub fn need(self) -> Option<Need> {
        self.draft.with(|draft| Need::named(&draft.need))
    }

    /// What of the subscription is changed; none until that is chosen, and where nothing is.
    pub fn change_kind(self) -> Option<ChangeKind> {
        self.draft.with(change_kind)
    }

    /// The subscription that is changed or ended, once it has been found.
    pub fn installed(self) -> Option<Subscription> {
        self.draft
            .with(|draft| self.known.with(|known| installed(draft, known.as_ref())))
    }

    /// The product that the order is about.
    pub fn product(self) -> Option<Arc<Product>> {
        self.about.with(|about| about.product.clone())
    }
}
