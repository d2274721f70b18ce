//! The appointment book: TM Forum's TMF646 Appointment (BOK).

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    appointment::{Slot, Window},
    moment::Moment,
    oslo,
};
use serde::Deserialize;
use serde_json::{Value, json};
use time::Date;

use super::{
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
    place::PartnerPlace,
};

/// A slot that the book keeps for us, or has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The book's own id.
    pub id: String,
    pub slot: Slot,
    /// None once it is confirmed.
    pub held_until: Option<Moment>,
}

/// What became of a slot that somebody wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taking {
    Taken(Booked),
    /// Somebody else has it, or the hold has run out; these are the nearest that are free, at most three (BOK-4).
    Gone {
        nearest: Vec<Slot>,
    },
}

#[async_trait]
pub trait AppointmentBook: Send + Sync + std::fmt::Debug {
    /// Free slots from one date to another, both included, in order of time.
    async fn free(
        &self,
        product: &str,
        place: &PartnerPlace,
        from: Date,
        until: Date,
    ) -> Result<Vec<Slot>, PartnerError>;

    /// Holds a slot. The same `external_id` again gives the same hold.
    async fn hold(
        &self,
        external_id: &str,
        product: &str,
        slot: &str,
        place: &PartnerPlace,
    ) -> Result<Taking, PartnerError>;

    /// Confirms a hold. Repeating it does no harm.
    async fn confirm(&self, id: &str) -> Result<Taking, PartnerError>;

    /// Gives a slot back. Repeating it does no harm, nor does giving back what the book has forgotten.
    async fn release(&self, id: &str) -> Result<(), PartnerError>;
}

#[derive(Debug)]
pub struct HttpAppointmentBook {
    client: Arc<Client>,
}

impl HttpAppointmentBook {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[async_trait]
impl AppointmentBook for HttpAppointmentBook {
    async fn free(
        &self,
        product: &str,
        place: &PartnerPlace,
        from: Date,
        until: Date,
    ) -> Result<Vec<Slot>, PartnerError> {
        let day_after = until.next_day().unwrap_or(until);
        let body = json!({
            "category": product,
            "relatedPlace": related(place),
            "requestedTimeSlot": [{ "validFor": {
                "startDateTime": oslo::midnight(from),
                "endDateTime": oslo::midnight(day_after),
            } }],
        });
        self.client
            .ask(
                Request::post("search", &["searchTimeSlot"], &body).safe(),
                read_slots,
            )
            .await
    }

    async fn hold(
        &self,
        external_id: &str,
        product: &str,
        slot: &str,
        place: &PartnerPlace,
    ) -> Result<Taking, PartnerError> {
        let body = json!({
            "externalId": external_id,
            "category": product,
            "timeSlot": { "id": slot },
            "relatedPlace": related(place),
        });
        self.client
            .ask(Request::post("hold", &["appointment"], &body).safe(), read_taking)
            .await
    }

    async fn confirm(&self, id: &str) -> Result<Taking, PartnerError> {
        let path = ["appointment", id];
        let request = Request::patch("confirm", &path, &json!({ "status": "confirmed" })).safe();
        self.client.ask(request, read_taking).await
    }

    async fn release(&self, id: &str) -> Result<(), PartnerError> {
        let path = ["appointment", id];
        let request = Request::patch("release", &path, &json!({ "status": "cancelled" })).safe();
        self.client
            .ask(request, |answer| match answer.status {
                // 404 and 409: there is nothing left to give back.
                200 | 204 | 404 | 409 => Ok(()),
                _ => Err(answer.unexpected()),
            })
            .await
    }
}

fn related(place: &PartnerPlace) -> Value {
    let mut place = json!(place);
    place["role"] = json!("installationPlace");
    place
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(default)]
    available_time_slot: Vec<TimeSlot>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TimeSlot {
    id: String,
    valid_for: Period,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Period {
    start_date_time: Moment,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Appointment {
    id: String,
    time_slot: SlotName,
    valid_for: Period,
    hold_expires: Option<Moment>,
}

#[derive(Deserialize)]
struct SlotName {
    id: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Refusal {
    nearest_time_slot: Vec<TimeSlot>,
}

fn read_slots(answer: &Answer) -> Result<Vec<Slot>, Failure> {
    match answer.status {
        200 | 201 => answer
            .json::<Found>()?
            .available_time_slot
            .into_iter()
            .map(slot)
            .collect(),
        _ => Err(answer.unexpected()),
    }
}

fn read_taking(answer: &Answer) -> Result<Taking, Failure> {
    match answer.status {
        200 | 201 => {
            let appointment: Appointment = answer.json()?;
            let slot = slot(TimeSlot {
                id: appointment.time_slot.id,
                valid_for: appointment.valid_for,
            })?;
            Ok(Taking::Taken(Booked {
                id: appointment.id,
                slot,
                held_until: appointment.hold_expires,
            }))
        }
        // The book has forgotten it: for the user that is no different from a slot that is gone.
        404 => Ok(Taking::Gone { nearest: Vec::new() }),
        409 => {
            let refusal: Refusal = answer.json().unwrap_or_default();
            let nearest = refusal
                .nearest_time_slot
                .into_iter()
                .take(3)
                .map(slot)
                .collect::<Result<_, _>>()?;
            Ok(Taking::Gone { nearest })
        }
        _ => Err(answer.unexpected()),
    }
}

/// BOK-6: the windows begin at 08 and at 12 by the wall in Oslo. Whatever else the book may have is not ours.
fn slot(slot: TimeSlot) -> Result<Slot, Failure> {
    let begins = oslo::local(slot.valid_for.start_date_time);
    let window = match begins.hour() {
        8 => Window::Morning,
        12 => Window::Afternoon,
        _ => return Err(Failure::Malformed),
    };
    Ok(Slot {
        id: slot.id,
        date: begins.date(),
        window,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn read_one(start: &str) -> Result<Slot, Failure> {
        slot(serde_json::from_value(json!({ "id": "s", "validFor": { "startDateTime": start } })).unwrap())
    }

    /// BOK-6, DAT-5: the same slot however its offset is written, in winter and in summer.
    #[test]
    fn a_slot_is_read_by_the_wall_in_oslo() {
        let morning = Slot {
            id: "s".into(),
            date: date!(2026 - 12 - 03),
            window: Window::Morning,
        };
        assert_eq!(read_one("2026-12-03T08:00:00+01:00"), Ok(morning.clone()));
        assert_eq!(read_one("2026-12-03T07:00:00Z"), Ok(morning));
        let afternoon = Slot {
            id: "s".into(),
            date: date!(2027 - 06 - 01),
            window: Window::Afternoon,
        };
        assert_eq!(read_one("2027-06-01T10:00:00Z"), Ok(afternoon));
    }

    #[test]
    fn a_slot_at_another_time_of_day_is_malformed() {
        assert_eq!(read_one("2026-12-03T09:00:00+01:00"), Err(Failure::Malformed));
    }
}
