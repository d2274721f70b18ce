//! The address register and the company register.

use wire::{
    paths,
    registers::{AddressHits, AddressQuery, CarrierAnswer, CarrierQuestion, CompanyView},
};

use super::client::{ApiError, Call, path};

pub async fn search_addresses(query: &AddressQuery) -> Result<AddressHits, ApiError> {
    Call::get(paths::ADDRESSES)
        .query(&[
            ("q", &query.q),
            ("street", &query.street),
            ("house_number", &query.house_number),
            ("postcode", &query.postcode),
            ("place", &query.place),
            ("farm_number", &query.farm_number),
            ("title_number", &query.title_number),
            ("municipality", &query.municipality),
        ])
        .patient()
        .send()
        .await
}

pub async fn company(organisation_number: &str) -> Result<CompanyView, ApiError> {
    Call::get(&path(paths::COMPANY, "organisation_number", organisation_number))
        .patient()
        .send()
        .await
}

/// Whose line a carrier line number is, and where (ORD-6).
pub async fn carrier_line(number: &str) -> Result<CarrierAnswer, ApiError> {
    let question = CarrierQuestion {
        number: number.to_owned(),
    };
    Call::post(paths::CARRIER_LINES)
        .patient()
        .send_body(&question)
        .await
}
