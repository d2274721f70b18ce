//! How far it is between two addresses, as the price list counts it (QUO-3).

use serde::{Deserialize, Serialize};

use crate::address::RegisterAddress;

/// The mean radius of the earth in metres: (2a + b) / 3 of the ellipsoid GRS 80, to the nearest metre.
const MEAN_RADIUS: f64 = 6_371_009.0;

/// A distance in whole metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Metres(pub u32);

/// A point on the ground, in decimal degrees of ETRS89 (EPSG:4258), which is what the address register answers in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    latitude: f64,
    longitude: f64,
}

impl Point {
    /// Latitude from −90 to 90 and longitude from −180 to 180 degrees, both ends included; none outside of that, or where
    /// one is no number.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let inside = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        inside.then_some(Self { latitude, longitude })
    }

    /// Where an address of the register lies. An address that the register has no point for is recorded at zero degrees
    /// of both, in the sea off Africa: none.
    pub fn of(address: &RegisterAddress) -> Option<Self> {
        let nowhere = address.latitude == 0.0 && address.longitude == 0.0;
        Self::new(address.latitude, address.longitude).filter(|_| !nowhere)
    }

    /// The straight line over the ground to another point, rounded to the nearest metre: the great circle on a sphere of
    /// the earth's mean radius, by the haversine formula, which loses nothing where the two are close. On the real, flatter
    /// earth it is up to half a per cent more or less; the price list means this figure. From 0 to 20 015 115 m.
    pub fn distance_to(self, other: Self) -> Metres {
        let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin();
        let across = half_sine(self.latitude, other.latitude);
        let along = half_sine(self.longitude, other.longitude);
        let narrowing = self.latitude.to_radians().cos() * other.latitude.to_radians().cos();
        // Of two points on opposite sides of the earth, rounding may make it a little more than one.
        let haversine = (across * across + narrowing * along * along).clamp(0.0, 1.0);
        let metres = 2.0 * MEAN_RADIUS * haversine.sqrt().asin();
        // Half of the way around the earth is well inside.
        Metres(metres.round() as u32)
    }
}
