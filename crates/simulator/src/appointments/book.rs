//! Who has which slot, until when (BOK-4).

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, ToSpan};

use super::slot::{Slot, Window};
use crate::behaviour::Case;
use crate::calendar::{self, Calendar};

/// BOK-4: a hold lasts 20 minutes.
const HOLD_MINUTES: i64 = 20;
/// A caller who asks for more gets no more.
const SEARCHED_DAYS: usize = 400;
const NEAREST: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Held,
    Confirmed,
    Cancelled,
}

#[derive(Debug, Clone)]
pub struct Appointment {
    pub id: String,
    pub external_id: String,
    pub category: String,
    pub slot: Slot,
    pub status: Status,
    pub created: Timestamp,
    pub updated: Timestamp,
    pub hold_expires: Timestamp,
    /// Whose house it is, for what happens at the confirmation.
    pub case: Case,
}

/// Why something cannot be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    NotFound,
    SlotGone,
    HoldExpired,
    Cancelled,
    ExternalIdInUse,
}

#[derive(Debug, Default)]
pub struct Book {
    appointments: HashMap<String, Appointment>,
    by_external_id: HashMap<String, String>,
    by_slot: HashMap<Slot, Vec<String>>,
    /// Slots that others have filled up outside of this book.
    filled: HashSet<Slot>,
}

impl Appointment {
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.status == Status::Held && now >= self.hold_expires
    }

    fn takes_room(&self, now: Timestamp) -> bool {
        match self.status {
            Status::Held => !self.is_expired(now),
            Status::Confirmed => true,
            Status::Cancelled => false,
        }
    }
}

/// What a new hold is made of.
pub struct Wish {
    pub id: String,
    pub external_id: String,
    pub category: String,
    pub slot: Slot,
    pub case: Case,
}

impl Book {
    /// The slots with room that begin in the given time and not before now.
    pub fn free(
        &self,
        calendar: &Calendar,
        area: &str,
        from: Timestamp,
        to: Timestamp,
        fixed_capacity: Option<u32>,
    ) -> Vec<Slot> {
        let now = calendar.now();
        let first = calendar.date_of(from.max(now));
        std::iter::successors(Some(first), |date| date.tomorrow().ok())
            .take(SEARCHED_DAYS)
            .filter(|date| calendar::is_working_day(*date))
            .flat_map(|date| {
                Window::ALL.map(|window| Slot {
                    area: area.to_owned(),
                    date,
                    window,
                })
            })
            .skip_while(|slot| slot.begins(calendar) < from.max(now))
            .take_while(|slot| slot.begins(calendar) < to)
            .filter(|slot| self.has_room(slot, now, fixed_capacity))
            .collect()
    }

    /// The nearest three with room, not before the one that is gone: the caller's lead time is not known here (BOK-4).
    pub fn nearest(&self, calendar: &Calendar, gone: &Slot, fixed_capacity: Option<u32>) -> Vec<Slot> {
        let from = gone.begins(calendar);
        // Three months are always enough to find three, unless the area is closed.
        let to = from.checked_add((24 * 90).hours()).unwrap_or(Timestamp::MAX);
        let mut free = self.free(calendar, &gone.area, from, to, fixed_capacity);
        free.truncate(NEAREST);
        free
    }

    fn has_room(&self, slot: &Slot, now: Timestamp, fixed_capacity: Option<u32>) -> bool {
        if self.filled.contains(slot) {
            return false;
        }
        let taken = self.by_slot.get(slot).into_iter().flatten();
        let taken = taken.filter(|id| {
            self.appointments
                .get(*id)
                .is_some_and(|appointment| appointment.takes_room(now))
        });
        taken.count() < usize::try_from(slot.capacity(fixed_capacity)).unwrap_or(usize::MAX)
    }

    /// Holds a slot; `Ok(false)` when this very hold stands already.
    pub fn hold(
        &mut self,
        calendar: &Calendar,
        wish: Wish,
        fixed_capacity: Option<u32>,
    ) -> Result<(Appointment, bool), Refusal> {
        let now = calendar.now();
        if let Some(known) = self
            .by_external_id
            .get(&wish.external_id)
            .and_then(|id| self.appointments.get(id))
            && known.takes_room(now)
        {
            return if known.slot == wish.slot {
                Ok((known.clone(), false))
            } else {
                Err(Refusal::ExternalIdInUse)
            };
        }
        if wish.slot.begins(calendar) <= now || !self.has_room(&wish.slot, now, fixed_capacity) {
            return Err(Refusal::SlotGone);
        }
        let appointment = Appointment {
            id: wish.id,
            external_id: wish.external_id,
            category: wish.category,
            slot: wish.slot,
            status: Status::Held,
            created: now,
            updated: now,
            hold_expires: now.checked_add(HOLD_MINUTES.minutes()).unwrap_or(now),
            case: wish.case,
        };
        self.by_slot
            .entry(appointment.slot.clone())
            .or_default()
            .push(appointment.id.clone());
        if !appointment.external_id.is_empty() {
            self.by_external_id
                .insert(appointment.external_id.clone(), appointment.id.clone());
        }
        self.appointments
            .insert(appointment.id.clone(), appointment.clone());
        Ok((appointment, true))
    }

    /// Confirms a hold; repeated, it changes nothing. `taken` says that somebody else was quicker.
    pub fn confirm(
        &mut self,
        calendar: &Calendar,
        id: &str,
        taken: impl FnOnce(&Case) -> bool,
    ) -> Result<Appointment, Refusal> {
        let now = calendar.now();
        let appointment = self.appointments.get_mut(id).ok_or(Refusal::NotFound)?;
        match appointment.status {
            Status::Confirmed => return Ok(appointment.clone()),
            Status::Cancelled => return Err(Refusal::Cancelled),
            Status::Held => {}
        }
        if appointment.is_expired(now) {
            return Err(Refusal::HoldExpired);
        }
        appointment.updated = now;
        if taken(&appointment.case) {
            appointment.status = Status::Cancelled;
            self.filled.insert(appointment.slot.clone());
            return Err(Refusal::SlotGone);
        }
        appointment.status = Status::Confirmed;
        Ok(appointment.clone())
    }

    /// Releases a hold or cancels a visit; repeated, it changes nothing.
    pub fn cancel(&mut self, calendar: &Calendar, id: &str) -> Result<Appointment, Refusal> {
        let appointment = self.appointments.get_mut(id).ok_or(Refusal::NotFound)?;
        if appointment.status != Status::Cancelled {
            appointment.status = Status::Cancelled;
            appointment.updated = calendar.now();
        }
        Ok(appointment.clone())
    }

    pub fn get(&self, id: &str) -> Option<&Appointment> {
        self.appointments.get(id)
    }
}
