//! KAP-2 and KAP-5: what a check is asked for.

use std::collections::BTreeMap;

use crate::{address::AddressDraft, catalogue::Catalogue, phone};

use super::Subject;

/// The attribute that a check depends on.
const SPEED: &str = "speed";

impl Subject {
    /// What Kapaks is to be asked for this product, at this place or for this number. The same order always gives the
    /// same subject, so a changed subject is a changed order.
    pub fn of(
        catalogue: &Catalogue,
        product: &str,
        attributes: &BTreeMap<String, String>,
        address: &AddressDraft,
        number: &str,
    ) -> Self {
        let product = product.trim();
        let has_speed = catalogue
            .product(product)
            .is_some_and(|product| product.attributes.iter().any(|attribute| attribute.code == SPEED));
        let speed = attributes.get(SPEED).filter(|_| has_speed);
        Self {
            product: product.to_owned(),
            speed: speed.map(|speed| speed.trim().to_owned()).unwrap_or_default(),
            place: address.place_key(),
            number: number_key(number),
        }
    }

    /// Whether there is enough to ask: a product, its speed where it has one, and a place or a number.
    pub fn can_be_asked(&self, catalogue: &Catalogue) -> bool {
        let needs_speed = catalogue
            .product(&self.product)
            .is_some_and(|product| product.attributes.iter().any(|attribute| attribute.code == SPEED));
        !self.product.is_empty()
            && (!needs_speed || !self.speed.is_empty())
            && (!self.place.is_empty() || !self.number.is_empty())
    }
}

/// A phone or circuit number as it is compared: without spaces, in capitals, a Norwegian phone number without +47.
pub fn number_key(typed: &str) -> String {
    phone::tidied(typed).to_uppercase()
}
