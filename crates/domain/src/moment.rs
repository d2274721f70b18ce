//! A moment in time, as the backend's one clock tells it.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// Milliseconds since 1970-01-01T00:00:00Z. RFC 3339 in UTC on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
pub struct Moment(i64);

impl Moment {
    /// The earliest and latest moments that RFC 3339 can write: the years 0001 and 9999.
    const RANGE: core::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

    /// Milliseconds outside the years 0001 to 9999 become the nearest moment inside them.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(*Self::RANGE.start(), *Self::RANGE.end()))
    }

    pub fn millis(self) -> i64 {
        self.0
    }

    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `self` until `later`, negative when it has passed.
    pub fn seconds_until(self, later: Self) -> i64 {
        (later.0 - self.0).div_euclid(1000)
    }

    pub fn utc(self) -> OffsetDateTime {
        // The range is kept by the constructor, so the fallback is never reached.
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at = OffsetDateTime::parse(&text, &Rfc3339)
            .map_err(de::Error::custom)?
            .to_offset(UtcOffset::UTC);
        i64::try_from(at.unix_timestamp_nanos() / 1_000_000)
            .map(Self::from_millis)
            .map_err(de::Error::custom)
    }
}
