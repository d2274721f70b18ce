//! Brønnøysund's company register, with invented companies.
//!
//! Their numbers are valid by the check digit but begin with 31, where no real company's does.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::world::World;

/// How a company stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Sound,
    Bankrupt,
    WindingUp,
    ForcedWindingUp,
    /// 410, as most deleted ones.
    Deleted,
    /// 200 with the date, as some.
    DeletedButShown,
}

struct Company {
    number: &'static str,
    name: &'static str,
    standing: Standing,
    street: &'static str,
    postcode: &'static str,
    city: &'static str,
    municipality: &'static str,
}

const fn company(
    number: &'static str,
    name: &'static str,
    standing: Standing,
    street: &'static str,
    postcode: &'static str,
    city: &'static str,
    municipality: &'static str,
) -> Company {
    Company {
        number,
        name,
        standing,
        street,
        postcode,
        city,
        municipality,
    }
}

const COMPANIES: [Company; 14] = [
    company(
        "310001007",
        "FJELLBEKK REGNSKAP AS",
        Standing::Sound,
        "Kirkeveien 12A",
        "0266",
        "OSLO",
        "0301",
    ),
    company(
        "310001104",
        "HAVNEKROKEN FISK AS",
        Standing::Sound,
        "Kirkegata 3",
        "5015",
        "BERGEN",
        "4601",
    ),
    company(
        "310001201",
        "TINDEN TØMRERFORRETNING AS",
        Standing::Sound,
        "Kirkeveien 5",
        "7013",
        "TRONDHEIM",
        "5001",
    ),
    company(
        "310001309",
        "BLÅLYNG BAKERI AS",
        Standing::Sound,
        "Kirkeveien 22",
        "4005",
        "STAVANGER",
        "1103",
    ),
    company(
        "310001406",
        "NORDSTJERNEN TANNKLINIKK AS",
        Standing::Sound,
        "Kirkegata 8",
        "9012",
        "TROMSØ",
        "5501",
    ),
    company(
        "310001503",
        "ØVRE LI GÅRDSDRIFT AS",
        Standing::Sound,
        "Kirkeveien 2",
        "2340",
        "LØTEN",
        "3412",
    ),
    company(
        "310001600",
        "STILLE FJORD HOTELL AS",
        Standing::Sound,
        "Kirkeveien 30",
        "6002",
        "ÅLESUND",
        "1508",
    ),
    company(
        "310002003",
        "KNEKT AKSE TRANSPORT AS",
        Standing::Bankrupt,
        "Kirkegata 17",
        "3024",
        "DRAMMEN",
        "3301",
    ),
    company(
        "310003018",
        "SISTE SALG MØBLER AS",
        Standing::WindingUp,
        "Kirkeveien 9",
        "4611",
        "KRISTIANSAND S",
        "4204",
    ),
    company(
        "310003107",
        "UTEN REVISOR AS",
        Standing::ForcedWindingUp,
        "Kirkeveien 14",
        "8006",
        "BODØ",
        "1804",
    ),
    company(
        "310004006",
        "FORDUMS BOKHANDEL AS",
        Standing::Deleted,
        "Kirkegata 1",
        "2615",
        "LILLEHAMMER",
        "3405",
    ),
    company(
        "310004103",
        "GÅRSDAGENS NYTT AS",
        Standing::DeletedButShown,
        "Kirkegata 2",
        "2615",
        "LILLEHAMMER",
        "3405",
    ),
    company(
        "310005002",
        "NORDAVIND BREDBÅND AS",
        Standing::Sound,
        "Kirkeveien 36A",
        "0266",
        "OSLO",
        "0301",
    ),
    company(
        "310005118",
        "SØRLYS TELEKOM AS",
        Standing::Sound,
        "Kirkeveien 33",
        "4611",
        "KRISTIANSAND S",
        "4204",
    ),
];

const DELETED_ON: &str = "2024-03-11";

pub fn routes() -> Router<Arc<World>> {
    Router::new().route("/enhetsregisteret/api/enheter/{number}", get(read))
}

async fn read(State(_world): State<Arc<World>>, Path(number): Path<String>) -> Response {
    if number.len() != 9 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let Some(company) = COMPANIES.iter().find(|company| company.number == number) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if company.standing == Standing::Deleted {
        let body = json!({ "organisasjonsnummer": company.number, "slettedato": DELETED_ON });
        return (StatusCode::GONE, Json(body)).into_response();
    }
    let mut body = json!({
        "organisasjonsnummer": company.number,
        "navn": company.name,
        "organisasjonsform": { "kode": "AS", "beskrivelse": "Aksjeselskap" },
        "konkurs": company.standing == Standing::Bankrupt,
        "underAvvikling": company.standing == Standing::WindingUp,
        "underTvangsavviklingEllerTvangsopplosning": company.standing == Standing::ForcedWindingUp,
        "forretningsadresse": {
            "adresse": [company.street],
            "postnummer": company.postcode,
            "poststed": company.city,
            "kommunenummer": company.municipality,
            "kommune": company.city,
            "land": "Norge",
            "landkode": "NO",
        },
    });
    if let (Standing::DeletedButShown, Some(fields)) = (company.standing, body.as_object_mut()) {
        fields.insert("slettedato".to_owned(), json!(DELETED_ON));
    }
    Json(body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CUS-2: modulus 11 with the weights 3 2 7 6 5 4 3 2; a remainder of 1 has no check digit.
    fn check_digit_is_right(number: &str) -> bool {
        let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .zip([3, 2, 7, 6, 5, 4, 3, 2])
            .map(|(digit, weight)| digit * weight)
            .sum();
        let check = match sum % 11 {
            0 => 0,
            1 => return false,
            rest => 11 - rest,
        };
        digits.len() == 9 && digits[8] == check
    }

    /// CUS-2
    #[test]
    fn every_company_has_a_valid_number_of_its_own() {
        for (index, company) in COMPANIES.iter().enumerate() {
            assert!(
                check_digit_is_right(company.number),
                "{} {}",
                company.number,
                company.name
            );
            assert!(
                company.number.starts_with("31"),
                "{} could be a real company's",
                company.number
            );
            assert!(
                COMPANIES[..index]
                    .iter()
                    .all(|other| other.number != company.number),
                "{} twice",
                company.number
            );
        }
    }

    /// CUS-2
    #[test]
    fn there_is_a_company_for_every_standing() {
        for standing in [
            Standing::Sound,
            Standing::Bankrupt,
            Standing::WindingUp,
            Standing::ForcedWindingUp,
            Standing::Deleted,
            Standing::DeletedButShown,
        ] {
            assert!(
                COMPANIES.iter().any(|company| company.standing == standing),
                "{standing:?}"
            );
        }
    }
}
