//! QUO-3: the price of a quote line by the price list, and how it was found; or why it must be found by hand.
//!
//! Amounts are whole øre without VAT. Nothing is rounded but the share that redundancy costs, half an øre upwards.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    catalogue::{
        Catalogue, Name, Product, QuoteNeed,
        price_list::{Band, PriceList, SPEED},
    },
    distance::Metres,
    money::Ore,
    orders::price::{Price, line_price},
    reason::{Reason, codes},
};

/// The zone that both ends of the fastest circuits must lie in.
const BEST_ZONE: u8 = 1;

/// One of the two places that a product joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum End {
    A,
    B,
}

/// What is known of the two places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// None where the register does not know the point of one of them.
    pub distance: Option<Metres>,
    /// The connection zone of A and of B, from 1; none where nobody has said.
    pub zones: [Option<u8>; 2],
}

/// A price by the list, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListPrice {
    pub price: Price,
    pub explanation: Explanation,
}

/// How a price was found, as it is shown beside it: `14,2 km · 2 Mbit/s · sone 1 · prisliste 2026-1`. Kept with the price,
/// because the catalogue goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    pub distance: Metres,
    pub band: Band,
    pub speed: Name,
    /// Of A and of B.
    pub zones: [u8; 2],
    pub redundancy: bool,
    /// Name of the price list.
    pub price_list: Name,
    /// What the price is made of, in this order; those that add nothing are left out. They add up to the price.
    pub parts: Vec<PricePart>,
}

/// One part of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricePart {
    pub what: PartOf,
    pub setup: Ore,
    pub monthly: Ore,
}

/// What a part of a price is for. Its text stands under `quote_price.<this>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PartOf {
    /// The product with its choices, over no distance.
    Product,
    Distance,
    ZoneA,
    ZoneB,
    Redundancy,
}

/// That the price must be found by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Manual {
    pub why: WhyManual,
    /// The rent, where it can be told already. The setup price waits for what is found out (QUO-4).
    pub monthly: Option<Ore>,
}

/// Why no price is found by the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WhyManual {
    /// The list does not have the product, or not at this speed.
    NotListed,
    /// There is no list, or none for today.
    NoPriceList,
    /// The places stand in an attachment (QUO-2).
    InAttachment,
    /// The register knows no point for one of the addresses.
    DistanceUnknown,
    /// Nobody has said which zone the end lies in.
    ZoneUnknown { end: End },
    /// The list has no prices for the zone.
    ZoneNotListed { end: End, zone: u8 },
    /// This speed has a list price only where both ends lie in zone 1.
    NotInZone1 { end: End, zone: u8 },
}

impl PartOf {
    pub const ALL: [Self; 5] = [
        Self::Product,
        Self::Distance,
        Self::ZoneA,
        Self::ZoneB,
        Self::Redundancy,
    ];

    /// As it is written on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Distance => "distance",
            Self::ZoneA => "zone_a",
            Self::ZoneB => "zone_b",
            Self::Redundancy => "redundancy",
        }
    }
}

impl End {
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }
}

impl From<WhyManual> for Reason {
    fn from(why: WhyManual) -> Self {
        match why {
            WhyManual::NotListed => Self::new(codes::MANUAL_NOT_LISTED),
            WhyManual::NoPriceList => Self::new(codes::MANUAL_NO_PRICE_LIST),
            WhyManual::InAttachment => Self::new(codes::MANUAL_IN_ATTACHMENT),
            WhyManual::DistanceUnknown => Self::new(codes::MANUAL_DISTANCE_UNKNOWN),
            WhyManual::ZoneUnknown { end } => Self::new(codes::MANUAL_ZONE_UNKNOWN).with("end", end.letter()),
            WhyManual::ZoneNotListed { end, zone } => Self::new(codes::MANUAL_ZONE_NOT_LISTED)
                .with("end", end.letter())
                .with("zone", i64::from(zone)),
            WhyManual::NotInZone1 { end, zone } => Self::new(codes::MANUAL_NOT_IN_ZONE_1)
                .with("end", end.letter())
                .with("zone", i64::from(zone)),
        }
    }
}

/// The price by the list that holds on this day, with everything that was chosen; or why it is found by hand. What is
/// missing of the choices is said by `parse`: here it costs nothing.
pub fn by_price_list(
    catalogue: &Catalogue,
    product: &Product,
    attributes: &BTreeMap<String, String>,
    ends: &Ends,
    today: Date,
) -> Result<ListPrice, Manual> {
    let by_hand = |why| Manual { why, monthly: None };
    let in_best_zone_only = match product.quote {
        QuoteNeed::No | QuoteNeed::Manual => return Err(by_hand(WhyManual::NotListed)),
        QuoteNeed::PriceList => false,
        QuoteNeed::PriceListInZone1 => true,
    };
    let list = catalogue
        .price_list
        .as_ref()
        .filter(|list| list.is_valid_on(today))
        .ok_or(by_hand(WhyManual::NoPriceList))?;
    let distance = ends.distance.ok_or(by_hand(WhyManual::DistanceUnknown))?;
    let zones = known_zones(ends).map_err(by_hand)?;
    let found = found(list, product, attributes, distance, zones).map_err(by_hand)?;
    let elsewhere = [End::A, End::B]
        .into_iter()
        .zip(zones)
        .find(|(_, zone)| in_best_zone_only && *zone != BEST_ZONE);
    match elsewhere {
        Some((end, zone)) => Err(Manual {
            why: WhyManual::NotInZone1 { end, zone },
            monthly: Some(found.price.monthly),
        }),
        None => Ok(found),
    }
}

fn known_zones(ends: &Ends) -> Result<[u8; 2], WhyManual> {
    let [a, b] = ends.zones;
    Ok([
        a.ok_or(WhyManual::ZoneUnknown { end: End::A })?,
        b.ok_or(WhyManual::ZoneUnknown { end: End::B })?,
    ])
}

fn found(
    list: &PriceList,
    product: &Product,
    attributes: &BTreeMap<String, String>,
    distance: Metres,
    zones: [u8; 2],
) -> Result<ListPrice, WhyManual> {
    let chosen = |attribute: &str| {
        let code = attributes.get(attribute)?.trim();
        product.attribute(attribute)?.choice(code)
    };
    let speed = chosen(SPEED).ok_or(WhyManual::NotListed)?;
    let distance_rent = list
        .distance_rent(&product.code, &speed.code, distance)
        .ok_or(WhyManual::NotListed)?;
    let part = |what, setup, monthly| PricePart { what, setup, monthly };

    // One way first; what redundancy adds is a share of that.
    let mut one_way = attributes.clone();
    one_way.remove(&list.redundancy.attribute);
    let base = line_price(product, &one_way);
    let mut parts = vec![
        part(PartOf::Product, base.setup, base.monthly),
        part(PartOf::Distance, Ore::ZERO, distance_rent),
    ];
    let ends = [(End::A, PartOf::ZoneA), (End::B, PartOf::ZoneB)];
    for ((end, what), zone) in ends.into_iter().zip(zones) {
        let surcharge = list.zone(zone).ok_or(WhyManual::ZoneNotListed { end, zone })?;
        parts.push(part(what, surcharge.setup, surcharge.monthly));
    }
    let second_way =
        chosen(&list.redundancy.attribute).filter(|choice| choice.code == list.redundancy.choice);
    if let Some(choice) = second_way {
        let share = sum(&parts).monthly.percent(list.redundancy.monthly_percent);
        parts.push(part(PartOf::Redundancy, choice.setup, choice.monthly + share));
    }
    parts.retain(|part| part.setup != Ore::ZERO || part.monthly != Ore::ZERO);
    Ok(ListPrice {
        price: sum(&parts),
        explanation: Explanation {
            distance,
            band: list.band(distance),
            speed: speed.name.clone(),
            zones,
            redundancy: second_way.is_some(),
            price_list: list.name.clone(),
            parts,
        },
    })
}

fn sum(parts: &[PricePart]) -> Price {
    let price = |part: &PricePart| Price {
        setup: part.setup,
        monthly: part.monthly,
    };
    parts.iter().map(price).sum()
}
