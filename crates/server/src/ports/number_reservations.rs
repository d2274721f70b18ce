//! The number authority's other half: which telephone numbers are free, and reserving them (NUM-2).

use std::sync::Arc;

use async_trait::async_trait;
use domain::{moment::Moment, numbers::Series};
use serde::Deserialize;
use serde_json::json;

use super::{
    client::{Answer, Client, Request},
    failure::{Failure, PartnerError},
    place::PartnerPlace,
};

/// Numbers that NRDB keeps for us, or has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// NRDB's own id.
    pub id: String,
    /// None once it is confirmed.
    pub held_until: Option<Moment>,
}

#[async_trait]
pub trait NumberReservations: Send + Sync + std::fmt::Debug {
    /// Free series of `count` numbers at a place, in order of number.
    async fn free(&self, place: &PartnerPlace, count: u16) -> Result<Vec<Series>, PartnerError>;

    /// Reserves a series. The same `external_id` again gives the same reservation. None: somebody else has it, or it is
    /// not to be had at this place.
    async fn reserve(
        &self,
        external_id: &str,
        series: &Series,
        place: &PartnerPlace,
    ) -> Result<Option<Reserved>, PartnerError>;

    /// Confirms a reservation. Repeating it does no harm. False: it has run out, or somebody else has the numbers.
    async fn confirm(&self, id: &str) -> Result<bool, PartnerError>;

    /// Gives numbers back. Repeating it does no harm, nor does giving back what NRDB has forgotten.
    async fn release(&self, id: &str) -> Result<(), PartnerError>;
}

#[derive(Debug)]
pub struct HttpNumberReservations {
    client: Arc<Client>,
}

impl HttpNumberReservations {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }
}

#[async_trait]
impl NumberReservations for HttpNumberReservations {
    async fn free(&self, place: &PartnerPlace, count: u16) -> Result<Vec<Series>, PartnerError> {
        let body = json!({ "count": count, "relatedPlace": place });
        let request = Request::post("free_numbers", &["freeNumbers"], &body).safe();
        self.client.ask(request, |answer| read_free(answer, count)).await
    }

    async fn reserve(
        &self,
        external_id: &str,
        series: &Series,
        place: &PartnerPlace,
    ) -> Result<Option<Reserved>, PartnerError> {
        let body = json!({
            "externalId": external_id, "first": series.first, "count": series.count, "relatedPlace": place,
        });
        let request = Request::post("reserve", &["reservations"], &body).safe();
        self.client.ask(request, read_reserved).await
    }

    async fn confirm(&self, id: &str) -> Result<bool, PartnerError> {
        let path = ["reservations", id];
        let request = Request::patch("confirm_number", &path, &json!({ "status": "confirmed" })).safe();
        let confirmed = self.client.ask(request, read_reserved).await?;
        Ok(confirmed.is_some())
    }

    async fn release(&self, id: &str) -> Result<(), PartnerError> {
        let path = ["reservations", id];
        let request = Request::patch("release_number", &path, &json!({ "status": "cancelled" })).safe();
        self.client
            .ask(request, |answer| match answer.status {
                // 404 and 409: there is nothing left to give back.
                200 | 204 | 404 | 409 => Ok(()),
                _ => Err(answer.unexpected()),
            })
            .await
    }
}

#[derive(Deserialize)]
struct Found {
    series: Vec<Series>,
}

/// Numbers that are none, or more or fewer than were asked for, are no answer that could be gone by.
fn read_free(answer: &Answer, count: u16) -> Result<Vec<Series>, Failure> {
    if answer.status != 200 {
        return Err(answer.unexpected());
    }
    let found = answer.json::<Found>()?.series;
    let as_asked = |series: &Series| {
        let digits = series.first.bytes().all(|byte| byte.is_ascii_digit());
        digits && series.first.len() == 8 && series.count == count
    };
    if found.iter().all(as_asked) {
        Ok(found)
    } else {
        Err(Failure::Malformed)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reservation {
    id: String,
    hold_expires: Option<Moment>,
}

fn read_reserved(answer: &Answer) -> Result<Option<Reserved>, Failure> {
    match answer.status {
        200 | 201 => {
            let reservation: Reservation = answer.json()?;
            Ok(Some(Reserved {
                id: reservation.id,
                held_until: reservation.hold_expires,
            }))
        }
        // What NRDB has forgotten is for the user no different from what somebody else has.
        404 | 409 => Ok(None),
        _ => Err(answer.unexpected()),
    }
}
