//! Money, exact.

use core::{
    iter::Sum,
    ops::{Add, AddAssign},
};

use serde::{Deserialize, Serialize};

/// An amount in Norwegian øre, without VAT unless said otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ore(pub i64);

impl Ore {
    pub const ZERO: Self = Self(0);

    pub fn kroner(kroner: i64) -> Self {
        Self(kroner.saturating_mul(100))
    }

    #[must_use]
    pub fn times(self, count: usize) -> Self {
        Self(self.0.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// The share of each of so many, rounded towards zero; the whole where there is none to share it with.
    #[must_use]
    pub fn shared_by(self, count: usize) -> Self {
        Self(self.0 / i64::try_from(count.max(1)).unwrap_or(i64::MAX))
    }

    /// So many per cent of it, half an øre rounded away from zero.
    #[must_use]
    pub fn percent(self, percent: u8) -> Self {
        let hundredths = i128::from(self.0) * i128::from(percent);
        let rounded = (hundredths.abs() + 50) / 100 * hundredths.signum();
        Self(i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The VAT that comes on top of it.
    #[must_use]
    pub fn vat(self, vat_percent: u8) -> Self {
        self.percent(vat_percent)
    }

    #[must_use]
    pub fn with_vat(self, vat_percent: u8) -> Self {
        self + self.vat(vat_percent)
    }
}

/// Sums stop at the largest amount instead of overflowing.
impl Add for Ore {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Ore {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Ore {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}
