//! The price list of what is asked about by a quote (QUO-3): data of the catalogue. The figures that ship are samples.

use core::fmt;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{distance::Metres, money::Ore};

use super::{Catalogue, Name, Product, QuoteNeed};

/// The attribute that a price list goes by.
pub const SPEED: &str = "speed";

/// The longest that an offer may be good for, in days.
const MOST_OFFER_DAYS: u16 = 366;

/// What is added to the price of a product and its choices, by how far it goes and where its ends lie. All amounts are
/// without VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceList {
    /// As it stands beside a price: `prisliste 2026-1`.
    pub name: Name,
    /// The first day on which it is priced by.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub valid_from: Date,
    /// The last; none until it is replaced.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<Date>,
    /// Days that an offer is good for, from 1 to 366 (QUO-9).
    pub offer_days: u16,
    /// Where the bands of distance end, in metres and ascending. The end belongs to its band; the last band, beyond all
    /// of them, has none.
    pub band_ends: Vec<Metres>,
    pub rents: Vec<DistanceRent>,
    pub zones: Vec<ZoneSurcharge>,
    pub redundancy: Redundancy,
}

/// What distance adds to the monthly rent of one product at one speed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DistanceRent {
    /// Product code of the catalogue.
    pub product: String,
    /// Code of a choice of its attribute [`SPEED`].
    pub speed: String,
    /// One amount a band, never less than in the band before.
    pub monthly: Vec<Ore>,
}

/// What each end that lies in a connection zone adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ZoneSurcharge {
    /// From 1, the best connected.
    pub zone: u8,
    pub setup: Ore,
    pub monthly: Ore,
}

/// What a second way costs, which is chosen as an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redundancy {
    pub attribute: String,
    pub choice: String,
    /// Share of the rent for the first way, from 0 to 100 per cent, that comes on top of it. What the choice costs to set
    /// up stands with the choice.
    pub monthly_percent: u8,
}

/// A band of distance: longer than `after`, and no longer than `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Band {
    /// None for the first, which begins at no distance at all.
    pub after: Option<Metres>,
    /// None for the last.
    pub until: Option<Metres>,
}

/// Why a price list is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceListError {
    NameMissing,
    /// It ends before it begins.
    EndsBeforeItBegins,
    OfferDays,
    /// The ends of the bands do not ascend.
    Bands,
    /// A rent of a product or speed that is not priced by the list, that stands twice, or that has not one amount a band,
    /// none below zero and none below the one before.
    Rent {
        product: String,
        speed: String,
    },
    /// A product that is priced by the list at a speed that the list does not have.
    RentMissing {
        product: String,
        speed: String,
    },
    /// A zone below 1, twice, or with a price below zero; or no zone 1.
    Zone(u8),
    /// More than 100 per cent, or a choice that no product has.
    Redundancy,
}

impl fmt::Display for PriceListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameMissing => f.write_str("it lacks a name in one language"),
            Self::EndsBeforeItBegins => f.write_str("it ends before it begins"),
            Self::OfferDays => write!(f, "offers are good for 1 to {MOST_OFFER_DAYS} days"),
            Self::Bands => f.write_str("the ends of its bands do not ascend"),
            Self::Rent { product, speed } => {
                write!(
                    f,
                    "the rent of {product} at {speed} does not fit products and bands"
                )
            }
            Self::RentMissing { product, speed } => write!(f, "it lacks {product} at {speed}"),
            Self::Zone(zone) => write!(
                f,
                "zone {zone} is missing, stands twice or has a price below zero"
            ),
            Self::Redundancy => f.write_str("redundancy is no choice, or costs more than the whole"),
        }
    }
}

impl PriceList {
    /// Whether it is priced by on this day, the first and the last included.
    pub fn is_valid_on(&self, day: Date) -> bool {
        day >= self.valid_from && self.valid_until.is_none_or(|last| day <= last)
    }

    /// The band that a distance falls in.
    pub fn band(&self, distance: Metres) -> Band {
        let at = self.band_at(distance);
        Band {
            after: at
                .checked_sub(1)
                .and_then(|before| self.band_ends.get(before))
                .copied(),
            until: self.band_ends.get(at).copied(),
        }
    }

    /// What the distance adds to the monthly rent; none where the list does not have the product at that speed.
    pub fn distance_rent(&self, product: &str, speed: &str, distance: Metres) -> Option<Ore> {
        let rent = self
            .rents
            .iter()
            .find(|rent| rent.product == product && rent.speed == speed)?;
        rent.monthly.get(self.band_at(distance)).copied()
    }

    /// What an end in this zone adds; none where the list does not have the zone.
    pub fn zone(&self, zone: u8) -> Option<&ZoneSurcharge> {
        self.zones.iter().find(|surcharge| surcharge.zone == zone)
    }

    fn band_at(&self, distance: Metres) -> usize {
        self.band_ends.partition_point(|end| *end < distance)
    }

    pub(super) fn validate(&self, catalogue: &Catalogue) -> Result<(), PriceListError> {
        if self.name.nb.trim().is_empty() || self.name.en.trim().is_empty() {
            return Err(PriceListError::NameMissing);
        }
        if self.valid_until.is_some_and(|last| last < self.valid_from) {
            return Err(PriceListError::EndsBeforeItBegins);
        }
        if !(1..=MOST_OFFER_DAYS).contains(&self.offer_days) {
            return Err(PriceListError::OfferDays);
        }
        if !self.band_ends.is_sorted_by(|one, next| one < next) {
            return Err(PriceListError::Bands);
        }
        self.validate_rents(catalogue)?;
        self.validate_zones()?;
        let choice = |product: &Product| {
            let attribute = product.attribute(&self.redundancy.attribute);
            attribute.is_some_and(|attribute| attribute.choice(&self.redundancy.choice).is_some())
        };
        if self.redundancy.monthly_percent > 100 || !catalogue.products.iter().any(choice) {
            return Err(PriceListError::Redundancy);
        }
        Ok(())
    }

    fn validate_rents(&self, catalogue: &Catalogue) -> Result<(), PriceListError> {
        let mut missing: BTreeSet<(&str, &str)> = catalogue
            .products
            .iter()
            .filter(|product| is_priced_by_list(product))
            .flat_map(speeds)
            .collect();
        for rent in &self.rents {
            let fits = missing.remove(&(rent.product.as_str(), rent.speed.as_str()))
                && rent.monthly.len() == self.band_ends.len() + 1
                && rent.monthly.iter().all(|amount| *amount >= Ore::ZERO)
                && rent.monthly.is_sorted();
            if !fits {
                return Err(PriceListError::Rent {
                    product: rent.product.clone(),
                    speed: rent.speed.clone(),
                });
            }
        }
        match missing.first() {
            Some((product, speed)) => Err(PriceListError::RentMissing {
                product: (*product).to_owned(),
                speed: (*speed).to_owned(),
            }),
            None => Ok(()),
        }
    }

    fn validate_zones(&self) -> Result<(), PriceListError> {
        let mut zones = BTreeSet::new();
        for surcharge in &self.zones {
            let below_zero = surcharge.setup < Ore::ZERO || surcharge.monthly < Ore::ZERO;
            if surcharge.zone == 0 || below_zero || !zones.insert(surcharge.zone) {
                return Err(PriceListError::Zone(surcharge.zone));
            }
        }
        if zones.contains(&1) {
            Ok(())
        } else {
            Err(PriceListError::Zone(1))
        }
    }
}

fn is_priced_by_list(product: &Product) -> bool {
    match product.quote {
        QuoteNeed::PriceList | QuoteNeed::PriceListInZone1 => true,
        QuoteNeed::No | QuoteNeed::Manual => false,
    }
}

/// Each speed of a product, with its code.
fn speeds(product: &Product) -> impl Iterator<Item = (&str, &str)> {
    let choices = product.attribute(SPEED).map(|speed| speed.choices.as_slice());
    choices
        .unwrap_or_default()
        .iter()
        .map(|choice| (product.code.as_str(), choice.code.as_str()))
}
