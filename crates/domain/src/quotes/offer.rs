//! QUO-9: an offer, how long it is good for, and what is ordered by it.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    catalogue::{Catalogue, Product},
    date::plus_days,
    moment::Moment,
    money::Ore,
    orders::price::Price,
    oslo,
};

use super::price::{Explanation, ListPrice};

/// How long an offer is good for where no price list says otherwise, in days (QUO-9).
pub const USUAL_OFFER_DAYS: u16 = 30;

/// The longest delivery that is quoted, in working days: two years of them.
pub const LONGEST_DELIVERY: u16 = 520;

/// What a Completed line is offered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Without VAT.
    pub price: Price,
    /// The rate when it was given, in per cent; what it comes to is said by [`Price::vat`].
    pub vat_percent: u8,
    /// Working days from the order to the earliest date (DAT-1).
    pub delivery_days: u16,
    pub source: Source,
    /// The day in Oslo on which it was given.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub given_on: Date,
    /// The last day in Oslo on which it can be ordered by.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub valid_until: Date,
}

/// How the price of an offer was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Source {
    PriceList { explanation: Box<Explanation> },
    ByHand,
}

/// Why something is no offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferError {
    /// One of the two amounts is below zero.
    PriceBelowZero,
    /// More than [`LONGEST_DELIVERY`] working days.
    DeliveryTooLong,
}

impl Offer {
    /// By the price list: the delivery time is the product's lead time.
    pub fn by_list(found: ListPrice, product: &Product, catalogue: &Catalogue, today: Date) -> Self {
        Self {
            price: found.price,
            vat_percent: catalogue.vat_percent,
            delivery_days: product.lead_days,
            source: Source::PriceList {
                explanation: Box::new(found.explanation),
            },
            given_on: today,
            valid_until: last_day(catalogue, today),
        }
    }

    /// As the operator has worked it out: setup and rent without VAT, and the delivery time in working days.
    ///
    /// # Errors
    /// When an amount is below zero, or the delivery takes longer than [`LONGEST_DELIVERY`].
    pub fn by_hand(
        price: Price,
        delivery_days: u16,
        catalogue: &Catalogue,
        today: Date,
    ) -> Result<Self, OfferError> {
        if price.setup < Ore::ZERO || price.monthly < Ore::ZERO {
            return Err(OfferError::PriceBelowZero);
        }
        if delivery_days > LONGEST_DELIVERY {
            return Err(OfferError::DeliveryTooLong);
        }
        Ok(Self {
            price,
            vat_percent: catalogue.vat_percent,
            delivery_days,
            source: Source::ByHand,
            given_on: today,
            valid_until: last_day(catalogue, today),
        })
    }

    /// The first moment at which it is no longer good: midnight in Oslo after its last day.
    pub fn expires_at(&self) -> Moment {
        oslo::midnight(plus_days(self.valid_until, 1))
    }

    /// Whether its last day is over.
    pub fn has_expired(&self, now: Moment) -> bool {
        now >= self.expires_at()
    }

    /// Days that it is good for yet, this one included; 0 once it has expired.
    pub fn days_left(&self, today: Date) -> i64 {
        let days = i64::from(self.valid_until.to_julian_day()) - i64::from(today.to_julian_day()) + 1;
        days.max(0)
    }
}

/// An offer of today is good until this day.
fn last_day(catalogue: &Catalogue, today: Date) -> Date {
    let days = catalogue
        .price_list
        .as_ref()
        .map_or(USUAL_OFFER_DAYS, |list| list.offer_days);
    plus_days(today, i64::from(days))
}
