//! What an order costs: setup and monthly rent, with what the choices add (ORD-2).

use std::{collections::BTreeMap, iter::Sum};

use serde::{Deserialize, Serialize};

use crate::{catalogue::Product, money::Ore};

/// Without VAT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Price {
    pub setup: Ore,
    pub monthly: Ore,
}

/// The price of one line. Choices that the product does not have, and attributes that are not asked for, cost nothing.
pub fn line_price(product: &Product, attributes: &BTreeMap<String, String>) -> Price {
    let chosen = product
        .attributes_asked(attributes)
        .filter_map(|attribute| attribute.choice(attributes.get(&attribute.code)?.trim()));
    let base = Price {
        setup: product.setup,
        monthly: product.monthly,
    };
    chosen.fold(base, |price, choice| Price {
        setup: price.setup + choice.setup,
        monthly: price.monthly + choice.monthly,
    })
}

/// Sums stop at the largest amount instead of overflowing.
impl Sum for Price {
    fn sum<I: Iterator<Item = Self>>(prices: I) -> Self {
        prices.fold(Self::default(), |sum, price| Self {
            setup: sum.setup + price.setup,
            monthly: sum.monthly + price.monthly,
        })
    }
}

impl Price {
    /// The VAT on top of both amounts, each rounded by itself as it stands on the invoice: half an øre away from zero.
    #[must_use]
    pub fn vat(self, vat_percent: u8) -> Self {
        Self {
            setup: self.setup.vat(vat_percent),
            monthly: self.monthly.vat(vat_percent),
        }
    }

    /// For so many lines, all of the same product.
    #[must_use]
    pub fn times(self, lines: usize) -> Self {
        Self {
            setup: self.setup.times(lines),
            monthly: self.monthly.times(lines),
        }
    }
}
