//! ORD-6: whose line a carrier line number is, and where: what the form offers to fill in.

use domain::{
    access::Permission, access_check::ExistingLine, address::house_number, finding::Finding, orders::carrier,
};
use wire::registers::{AddressQuery, CarrierAnswer, CarrierLine, CarrierQuestion};

use super::{access_checks::existing_line, registers};
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    ports::{kapaks::SearchedBy, number_authority::TelephoneLine, place::PartnerPlace},
    state::AppState,
};

/// Asks NRDB about the number, and the address register about the place. That the register does not know the place, or is
/// away, hinders nobody: then the address is typed.
pub async fn ask(
    state: &AppState,
    user: &CurrentUser,
    question: &CarrierQuestion,
) -> Result<CarrierAnswer, AppError> {
    user.require(Permission::Order)?;
    let number = carrier::number(&question.number)
        .map_err(|code| AppError::Invalid(vec![Finding::new(code, "number")]))?;
    let line = match state.ports.numbers.telephone_line(&number).await? {
        None => None,
        Some(TelephoneLine { owner, place }) => Some(CarrierLine {
            owner,
            address: registered(state, user, &place).await,
            broadband: broadband(state, user, &number).await,
            place: in_one_line(&place),
        }),
    };
    Ok(CarrierAnswer { number, line })
}

/// The one address of the register that is just this place.
async fn registered(
    state: &AppState,
    user: &CurrentUser,
    place: &PartnerPlace,
) -> Option<domain::address::RegisterAddress> {
    let number = format!("{}{}", place.street_nr, place.street_nr_suffix);
    if place.street_name.is_empty() || number.is_empty() {
        return None;
    }
    let query = AddressQuery {
        street: place.street_name.clone(),
        house_number: number.clone(),
        postcode: place.postcode.clone(),
        ..AddressQuery::default()
    };
    let found = match registers::search_addresses(state, user, &query).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(?error, "the place of a carrier line is not looked up");
            return None;
        }
    };
    let same = |text: &str| house_number::tidied(text) == house_number::tidied(&number);
    let mut exact = found.hits.into_iter().filter(|hit| {
        !hit.cadastral
            && hit.street == place.street_name
            && hit.postcode == place.postcode
            && same(&hit.house_number)
    });
    let only = exact.next()?;
    exact.next().is_none().then_some(only)
}

/// What the line carries already: the offer is no less true without it, and Kapaks asks again.
async fn broadband(state: &AppState, user: &CurrentUser, number: &str) -> Option<ExistingLine> {
    let asked = SearchedBy::PhoneNumber(number.to_owned());
    match state.ports.numbers.broadband_lines(&asked).await {
        Ok(lines) => lines
            .into_iter()
            .find(|line| line.number.as_deref() == Some(number))
            .map(|line| existing_line(line, &user.company_id)),
        Err(error) => {
            tracing::warn!(%error, "what a carrier line carries is not known");
            None
        }
    }
}

/// `Prøveveien 17, 0665 OSLO`
fn in_one_line(place: &PartnerPlace) -> String {
    let street = format!(
        "{} {}{}",
        place.street_name, place.street_nr, place.street_nr_suffix
    );
    let town = format!("{} {}", place.postcode, place.city);
    [street.trim(), town.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_in_one_line() {
        let place = PartnerPlace {
            street_name: "Prøveveien".into(),
            street_nr: "1".into(),
            street_nr_suffix: "B".into(),
            postcode: "0665".into(),
            city: "OSLO".into(),
            ..PartnerPlace::default()
        };
        assert_eq!(in_one_line(&place), "Prøveveien 1B, 0665 OSLO");
        assert_eq!(in_one_line(&PartnerPlace::default()), "");
    }
}
