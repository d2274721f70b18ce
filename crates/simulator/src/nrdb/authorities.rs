//! Letters of authority: the current subscriber's consent to a switch of operator.

use serde_json::{Value, json};

use super::lines::{Line, Lines};
use crate::behaviour;
use crate::calendar::Calendar;
use crate::register::Register;
use jiff::ToSpan;

/// An ordering partner as the operator's systems know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner {
    pub id: &'static str,
    pub organisation_number: &'static str,
    pub name: &'static str,
}

/// The partner whose users the demonstration logs in as.
pub const PARTNER: Partner = Partner {
    id: "nordavind",
    organisation_number: "310005002",
    name: "Nordavind Bredbånd AS",
};
/// Another partner, whose authorities are not for the first one.
pub const OTHER_PARTNER: Partner = Partner {
    id: "sorlys",
    organisation_number: "310005118",
    name: "Sørlys Telekom AS",
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Valid,
    Expired,
    Used,
    Withdrawn,
}

struct Authority {
    reference: &'static str,
    standing: Standing,
    given_to: Partner,
    /// `None`: by the line's owner, as it should be.
    given_by: Option<&'static str>,
    /// The house in the demonstration street whose broadband it is about.
    house: u32,
}

const fn good(reference: &'static str, house: u32) -> Authority {
    Authority {
        reference,
        standing: Standing::Valid,
        given_to: PARTNER,
        given_by: None,
        house,
    }
}

/// Every other reference is unknown.
const AUTHORITIES: [Authority; 11] = [
    good("FM-1001", 17),
    Authority {
        standing: Standing::Expired,
        ..good("FM-1002", 17)
    },
    Authority {
        given_to: OTHER_PARTNER,
        ..good("FM-1003", 17)
    },
    Authority {
        given_by: Some("Tormod Annenmann"),
        ..good("FM-1004", 17)
    },
    Authority {
        standing: Standing::Used,
        ..good("FM-1005", 17)
    },
    Authority {
        standing: Standing::Withdrawn,
        ..good("FM-1006", 17)
    },
    good("FM-1018", 18),
    good("FM-1025", 25),
    good("FM-1026", 26),
    good("FM-1032", 32),
    Authority {
        given_to: OTHER_PARTNER,
        ..good("FM-1031", 31)
    },
];

pub fn read(reference: &str, register: &Register, lines: &Lines, calendar: &Calendar) -> Option<Value> {
    let authority = AUTHORITIES
        .iter()
        .find(|authority| authority.reference.eq_ignore_ascii_case(reference.trim()))?;
    let broadband = broadband_at(authority.house, register, lines)?;
    let today = calendar.today();
    let (given, expires) = match authority.standing {
        Standing::Expired => (-120, -30),
        Standing::Valid | Standing::Used | Standing::Withdrawn => (-2, 90),
    };
    let day = |days: i64| today.checked_add(days.days()).unwrap_or(today).to_string();
    let mut line = json!({
        "id": broadband.id(),
        "ownerName": broadband.owner,
        "operator": broadband.operator,
        "kind": broadband.kind,
        "circuitNumber": broadband.circuit,
    });
    if let (Some(phone), Some(fields)) = (&broadband.phone, line.as_object_mut()) {
        fields.insert("phoneNumber".to_owned(), json!(phone));
    }
    Some(json!({
        "reference": authority.reference,
        "status": match authority.standing {
            Standing::Valid => "valid",
            Standing::Expired => "expired",
            Standing::Used => "used",
            Standing::Withdrawn => "withdrawn",
        },
        "givenOn": day(given),
        "expiresOn": day(expires),
        "givenTo": {
            "organisationNumber": authority.given_to.organisation_number,
            "name": authority.given_to.name,
        },
        "givenBy": { "name": authority.given_by.unwrap_or(&broadband.owner) },
        "line": line,
    }))
}

/// The line that a switch would take over: the last at the house, after its telephone.
fn broadband_at<'a>(house: u32, register: &Register, lines: &'a Lines) -> Option<&'a Line> {
    let place = register.places.iter().position(|place| {
        place.case().house == house && place.street == behaviour::STREET && place.letter.is_empty()
    })?;
    lines.at(place).last()
}
