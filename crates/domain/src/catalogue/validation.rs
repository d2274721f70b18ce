//! A catalogue is data that an administrator may edit: what contradicts itself is refused as a whole.

use core::fmt;
use std::collections::BTreeSet;

use crate::money::Ore;

use super::{Attribute, Catalogue, CheckNeed, Product, price_list::PriceListError};

/// Why a catalogue is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    Unreadable(String),
    NoVersion,
    PercentOver100,
    ProductWithoutCode,
    ProductTwice(String),
    NameMissing {
        product: String,
    },
    NegativePrice {
        product: String,
    },
    /// Booking needs a light that allows it.
    BookingWithoutCheck {
        product: String,
    },
    BookingWithoutVisit {
        product: String,
    },
    AttributeTwice {
        product: String,
        attribute: String,
    },
    /// An attribute to choose needs choices; one that is typed has none.
    ChoicesWrong {
        product: String,
        attribute: String,
    },
    ChoiceTwice {
        product: String,
        attribute: String,
        choice: String,
    },
    /// It depends on an attribute or choice that the product does not have.
    DependsOnNothing {
        product: String,
        attribute: String,
    },
    PriceList(PriceListError),
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "the catalogue cannot be read: {error}"),
            Self::NoVersion => f.write_str("the catalogue has no version"),
            Self::PercentOver100 => f.write_str("a rate of the catalogue is over 100 per cent"),
            Self::ProductWithoutCode => f.write_str("a product has no code"),
            Self::ProductTwice(product) => write!(f, "product {product} stands twice"),
            Self::NameMissing { product } => write!(f, "product {product} lacks a name in one language"),
            Self::NegativePrice { product } => write!(f, "product {product} has a price below zero"),
            Self::BookingWithoutCheck { product } => {
                write!(
                    f,
                    "product {product} is booked, but no check can allow the booking"
                )
            }
            Self::BookingWithoutVisit { product } => {
                write!(f, "product {product} is booked, but needs no visit")
            }
            Self::AttributeTwice { product, attribute } => {
                write!(f, "{product}: attribute {attribute} stands twice")
            }
            Self::ChoicesWrong { product, attribute } => {
                write!(
                    f,
                    "{product}: attribute {attribute} has no choices, or is typed and has some"
                )
            }
            Self::ChoiceTwice {
                product,
                attribute,
                choice,
            } => {
                write!(
                    f,
                    "{product}: choice {choice} of attribute {attribute} stands twice"
                )
            }
            Self::DependsOnNothing { product, attribute } => {
                write!(
                    f,
                    "{product}: attribute {attribute} depends on a choice that is not there"
                )
            }
            Self::PriceList(error) => write!(f, "the price list: {error}"),
        }
    }
}

impl core::error::Error for CatalogueError {}

impl Catalogue {
    /// Refuses a catalogue that contradicts itself.
    pub fn validate(&self) -> Result<(), CatalogueError> {
        if self.version.trim().is_empty() {
            return Err(CatalogueError::NoVersion);
        }
        let fees = &self.cancellation;
        let rates = [
            self.vat_percent,
            fees.until_registered,
            fees.in_ordered_and_design,
            fees.in_ready_and_field_service,
            fees.from_test,
        ];
        if rates.iter().any(|rate| *rate > 100) {
            return Err(CatalogueError::PercentOver100);
        }
        let mut codes = BTreeSet::new();
        for product in &self.products {
            if product.code.trim().is_empty() {
                return Err(CatalogueError::ProductWithoutCode);
            }
            if !codes.insert(&product.code) {
                return Err(CatalogueError::ProductTwice(product.code.clone()));
            }
            product.validate()?;
        }
        match &self.price_list {
            Some(list) => list.validate(self).map_err(CatalogueError::PriceList),
            None => Ok(()),
        }
    }
}

impl Product {
    fn validate(&self) -> Result<(), CatalogueError> {
        let product = self.code.clone();
        let choices = || self.attributes.iter().flat_map(|attribute| &attribute.choices);
        let mut names = [&self.name]
            .into_iter()
            .chain(self.attributes.iter().map(|attribute| &attribute.name))
            .chain(choices().map(|choice| &choice.name));
        if names.any(|name| name.nb.trim().is_empty() || name.en.trim().is_empty()) {
            return Err(CatalogueError::NameMissing { product });
        }
        let mut prices = [self.setup, self.monthly]
            .into_iter()
            .chain(choices().flat_map(|choice| [choice.setup, choice.monthly]));
        if prices.any(|price| price < Ore::ZERO) {
            return Err(CatalogueError::NegativePrice { product });
        }
        if self.booking && self.check == CheckNeed::None {
            return Err(CatalogueError::BookingWithoutCheck { product });
        }
        if self.booking && !self.visit {
            return Err(CatalogueError::BookingWithoutVisit { product });
        }
        let mut codes = BTreeSet::new();
        for attribute in &self.attributes {
            if !codes.insert(&attribute.code) {
                return Err(CatalogueError::AttributeTwice {
                    product,
                    attribute: attribute.code.clone(),
                });
            }
            self.validate_attribute(attribute)?;
        }
        Ok(())
    }

    fn validate_attribute(&self, attribute: &Attribute) -> Result<(), CatalogueError> {
        let product = self.code.clone();
        let code = attribute.code.clone();
        if attribute.typed != attribute.choices.is_empty() {
            return Err(CatalogueError::ChoicesWrong {
                product,
                attribute: code,
            });
        }
        let mut choices = BTreeSet::new();
        if let Some(twice) = attribute
            .choices
            .iter()
            .find(|choice| !choices.insert(&choice.code))
        {
            return Err(CatalogueError::ChoiceTwice {
                product,
                attribute: code,
                choice: twice.code.clone(),
            });
        }
        if let Some((other, choice)) = &attribute.only_when {
            let there = self
                .attribute(other)
                .is_some_and(|other| other.choice(choice).is_some());
            if !there {
                return Err(CatalogueError::DependsOnNothing {
                    product,
                    attribute: code,
                });
            }
        }
        Ok(())
    }
}
