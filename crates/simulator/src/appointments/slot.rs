//! A slot: a working day's morning or afternoon in one area (BOK-6).

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::calendar::{self, Calendar};
use crate::register::making::scatter;

/// Areas are municipalities; their technicians share the work.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    pub area: String,
    pub date: Date,
    pub window: Window,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Window {
    Morning,
    Afternoon,
}

impl Window {
    pub const ALL: [Window; 2] = [Window::Morning, Window::Afternoon];

    fn hours(self) -> (i8, i8) {
        match self {
            Window::Morning => (8, 12),
            Window::Afternoon => (12, 16),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Window::Morning => "08",
            Window::Afternoon => "12",
        }
    }
}

impl Slot {
    /// `0301-2026-12-03-08`
    pub fn id(&self) -> String {
        format!("{}-{}-{}", self.area, self.date, self.window.code())
    }

    /// A slot's id read back; `None` for anything that was never offered.
    pub fn from_id(id: &str) -> Option<Self> {
        let (area, rest) = id.split_once('-')?;
        let (date, code) = rest.rsplit_once('-')?;
        let window = Window::ALL.into_iter().find(|window| window.code() == code)?;
        let date: Date = date.parse().ok()?;
        let slot = Self {
            area: area.to_owned(),
            date,
            window,
        };
        (slot.id() == id && calendar::is_working_day(date)).then_some(slot)
    }

    pub fn begins(&self, calendar: &Calendar) -> Timestamp {
        calendar.at(self.date, self.window.hours().0).timestamp()
    }

    pub fn valid_for(&self, calendar: &Calendar) -> Value {
        let (from, to) = self.window.hours();
        json!({
            "startDateTime": calendar::rfc3339(&calendar.at(self.date, from)),
            "endDateTime": calendar::rfc3339(&calendar.at(self.date, to)),
        })
    }

    pub fn view(&self, calendar: &Calendar) -> Value {
        json!({ "id": self.id(), "validFor": self.valid_for(calendar) })
    }

    /// How many visits fit in. About one slot of seven is full from the start, as in a real book.
    pub fn capacity(&self, fixed: Option<u32>) -> u32 {
        fixed.unwrap_or_else(|| {
            let hash = scatter(&[&self.id()]);
            if hash.is_multiple_of(7) {
                0
            } else {
                4 + (hash >> 8) % 5
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// BOK-6
    #[test]
    fn a_slots_id_is_read_back_and_nothing_else_is() {
        let slot = Slot {
            area: "0301".into(),
            date: date(2026, 12, 3),
            window: Window::Afternoon,
        };
        assert_eq!(slot.id(), "0301-2026-12-03-12");
        assert_eq!(Slot::from_id("0301-2026-12-03-12"), Some(slot));
        for wrong in [
            "",
            "0301",
            "0301-2026-12-03",
            "0301-2026-12-03-16",
            "0301-2026-12-05-08",
            "0301-2026-12-25-08",
            "0301-2026-13-01-08",
        ] {
            assert_eq!(Slot::from_id(wrong), None, "{wrong}");
        }
    }
}
