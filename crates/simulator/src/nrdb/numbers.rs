//! Free telephone numbers, and who has reserved which until when (NUM-2). Which numbers there are follows from the
//! place, the same way every time.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, ToSpan};

use crate::calendar::Calendar;
use crate::register::making::scatter;

/// NUM-2: a reservation lasts 20 minutes.
const HOLD_MINUTES: i64 = 20;
/// So many are offered at once.
const OFFERED: usize = 10;
/// The fifth of a place's numbers goes to somebody else while it is being reserved, the eighth while it is being
/// confirmed; each once.
const LOST_WHEN_RESERVED: u32 = 4;
const LOST_WHEN_CONFIRMED: u32 = 7;

/// Numbers in a row, somewhere in the country.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    /// The first two digits of the numbers thereabouts.
    area: String,
    /// The last six digits of the first number.
    first: u32,
    count: u16,
}

/// Where the series of one size begin among the six digits: how far apart they are, how many there are in the row of
/// one place, and how far apart the rows of places are. No two sizes share a number.
const SIZES: [(u16, u32, u32, u32, u32); 6] = [
    (1, 600_000, 1, 100, 100),
    (3, 610_000, 10, 10, 100),
    (8, 620_000, 10, 10, 100),
    (10, 630_000, 10, 10, 100),
    (30, 640_000, 100, 10, 1_000),
    (100, 650_000, 100, 10, 1_000),
];
/// Each size has ten thousand numbers in an area.
const OF_A_SIZE: u32 = 10_000;

impl Series {
    /// What a caller names, if there is such a series.
    pub fn named(first: &str, count: u16) -> Option<Self> {
        let digits: String = first.chars().filter(|c| !c.is_whitespace()).collect();
        let (area, rest) = digits.split_at_checked(2)?;
        let series = Self {
            area: area.to_owned(),
            first: Some(rest).filter(|rest| rest.len() == 6)?.parse().ok()?,
            count,
        };
        let (_, begin, step, ..) = size(count)?;
        let beyond = series.first.checked_sub(begin)?;
        (beyond < OF_A_SIZE && beyond.is_multiple_of(step)).then_some(series)
    }

    pub fn first(&self) -> String {
        format!("{}{:06}", self.area, self.first)
    }

    pub fn count(&self) -> u16 {
        self.count
    }

    /// Which of its place's row it is, from 0.
    fn nth(&self) -> Option<u32> {
        let (_, begin, step, _, row) = size(self.count)?;
        Some(self.first.checked_sub(begin)? % row / step)
    }

    /// One of four has been in service since before the demonstration; never those that are lost before one's eyes.
    fn in_service(&self) -> bool {
        let lost = matches!(self.nth(), Some(LOST_WHEN_RESERVED | LOST_WHEN_CONFIRMED));
        !lost && scatter(&[&self.first(), "number"]).is_multiple_of(4)
    }
}

fn size(count: u16) -> Option<(u16, u32, u32, u32, u32)> {
    SIZES.into_iter().find(|(size, ..)| *size == count)
}

/// Every series of this size that belongs to a place.
pub fn row_of(area: &str, place: usize, count: u16) -> Option<Vec<Series>> {
    let (_, begin, step, in_row, row) = size(count)?;
    let rows = usize::try_from(OF_A_SIZE / row).unwrap_or(1);
    let place = u32::try_from(place % rows).unwrap_or_default();
    let series = (0..in_row).map(|nth| Series {
        area: area.to_owned(),
        first: begin + place * row + nth * step,
        count,
    });
    Some(series.collect())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Held,
    Confirmed,
    Cancelled,
}

#[derive(Debug, Clone)]
pub struct Reservation {
    pub id: String,
    pub external_id: String,
    pub series: Series,
    pub status: Status,
    pub expires: Timestamp,
}

/// Why numbers cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    NotFound,
    Taken,
    Expired,
    Cancelled,
    ExternalIdInUse,
}

#[derive(Debug, Default)]
pub struct NumberBank {
    reservations: HashMap<String, Reservation>,
    by_external_id: HashMap<String, String>,
    /// Those that others have got meanwhile.
    lost: HashSet<Series>,
}

impl Reservation {
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.status == Status::Held && now >= self.expires
    }

    fn stands(&self, now: Timestamp) -> bool {
        match self.status {
            Status::Held => !self.is_expired(now),
            Status::Confirmed => true,
            Status::Cancelled => false,
        }
    }
}

impl NumberBank {
    /// Free series of this size at a place, which its index in the register tells from others. None: there is no such size.
    pub fn free(&self, now: Timestamp, area: &str, place: usize, count: u16) -> Option<Vec<Series>> {
        let mut series = row_of(area, place, count)?;
        series.retain(|series| self.is_free(series, now));
        series.truncate(OFFERED);
        Some(series)
    }

    fn is_free(&self, series: &Series, now: Timestamp) -> bool {
        let reserved = |reservation: &Reservation| reservation.series == *series && reservation.stands(now);
        !series.in_service() && !self.lost.contains(series) && !self.reservations.values().any(reserved)
    }

    /// Reserves a series; `Ok(false)` when this very reservation stands already.
    pub fn reserve(
        &mut self,
        calendar: &Calendar,
        (id, external_id): (String, String),
        series: Series,
    ) -> Result<(Reservation, bool), Refusal> {
        let now = calendar.now();
        let known = self.by_external_id.get(&external_id);
        if let Some(known) = known.and_then(|id| self.reservations.get(id))
            && known.stands(now)
        {
            return if known.series == series {
                Ok((known.clone(), false))
            } else {
                Err(Refusal::ExternalIdInUse)
            };
        }
        if series.nth() == Some(LOST_WHEN_RESERVED) {
            self.lost.insert(series.clone());
        }
        if !self.is_free(&series, now) {
            return Err(Refusal::Taken);
        }
        let reservation = Reservation {
            id,
            external_id,
            series,
            status: Status::Held,
            expires: now.checked_add(HOLD_MINUTES.minutes()).unwrap_or(now),
        };
        self.by_external_id
            .insert(reservation.external_id.clone(), reservation.id.clone());
        self.reservations
            .insert(reservation.id.clone(), reservation.clone());
        Ok((reservation, true))
    }

    /// Confirms a reservation; repeated, it changes nothing.
    pub fn confirm(&mut self, calendar: &Calendar, id: &str) -> Result<Reservation, Refusal> {
        let now = calendar.now();
        let reservation = self.reservations.get_mut(id).ok_or(Refusal::NotFound)?;
        match reservation.status {
            Status::Confirmed => return Ok(reservation.clone()),
            Status::Cancelled => return Err(Refusal::Cancelled),
            Status::Held => {}
        }
        if reservation.is_expired(now) {
            return Err(Refusal::Expired);
        }
        if reservation.series.nth() == Some(LOST_WHEN_CONFIRMED) {
            reservation.status = Status::Cancelled;
            self.lost.insert(reservation.series.clone());
            return Err(Refusal::Taken);
        }
        reservation.status = Status::Confirmed;
        Ok(reservation.clone())
    }

    /// Gives a reservation back, confirmed or not; repeated, it changes nothing.
    pub fn cancel(&mut self, id: &str) -> Result<Reservation, Refusal> {
        let reservation = self.reservations.get_mut(id).ok_or(Refusal::NotFound)?;
        reservation.status = Status::Cancelled;
        Ok(reservation.clone())
    }

    pub fn get(&self, id: &str) -> Option<&Reservation> {
        self.reservations.get(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_known_by_its_first_number_and_its_size() {
        let known = |first: &str, count| Series::named(first, count).is_some();
        assert!(known("22 60 01 07", 1));
        assert!(known("22610010", 3));
        assert!(!known("22610011", 3), "series of three begin at round numbers");
        assert!(!known("22600107", 3), "that number is no series");
        assert!(!known("22700008", 1), "that one is in the portfolio");
        assert!(!known("2260010", 1));
        assert!(!known("22600100", 2), "there is no such size");
        assert!(!known("", 1));
    }

    #[test]
    fn a_place_has_numbers_of_its_own_and_some_of_them_are_taken() {
        let bank = NumberBank::default();
        let free = |place, count| bank.free(Timestamp::UNIX_EPOCH, "22", place, count).unwrap();
        for (count, ..) in SIZES {
            let offered = free(5, count);
            assert!(!offered.is_empty() && offered.len() <= OFFERED, "{count}");
            for series in &offered {
                assert!(Series::named(&series.first(), count).is_some(), "{series:?}");
            }
            assert_eq!(offered, free(5, count), "the same every time");
            assert_ne!(offered, free(6, count), "{count}");
        }
        assert!(free(5, 8).len() < 10, "some are in service");
        assert_eq!(bank.free(Timestamp::UNIX_EPOCH, "22", 5, 2), None);
    }
}
