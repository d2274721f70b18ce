//! The registers: addresses are shown and remembered, because an order can only name what was shown (ADR-6); companies
//! likewise (CUS-2).

use domain::{
    access::{Access, Permission},
    customer::CompanyFact,
    organisation_number::OrganisationNumber,
};
use wire::registers::{AddressHits, AddressQuery, CompanyView};

use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{self, StoreError},
};

/// What may be typed into a field of the search: more is no address.
const LONGEST: usize = 200;

pub async fn search_addresses(
    state: &AppState,
    user: &CurrentUser,
    query: &AddressQuery,
) -> Result<AddressHits, AppError> {
    may_look_up(user)?;
    let fields = [
        ("q", &query.q),
        ("street", &query.street),
        ("house_number", &query.house_number),
        ("postcode", &query.postcode),
        ("place", &query.place),
        ("farm_number", &query.farm_number),
        ("title_number", &query.title_number),
        ("municipality", &query.municipality),
    ];
    for (path, value) in fields {
        if value.chars().count() > LONGEST {
            return Err(AppError::field(path, "text.too_long"));
        }
    }
    let found = state.ports.addresses.search(query).await?;
    let (now, shown) = (state.clock.now(), found.hits.clone());
    state
        .store
        .write(move |db| {
            Box::pin(async move { store::registers::keep_addresses(db, &shown, now).await.map_err(AppError::from) })
        })
        .await?;
    Ok(found)
}

/// What the register says of a company. When the register is away that is the answer, because it must not hinder a
/// right order.
pub async fn get_company(state: &AppState, user: &CurrentUser, typed: &str) -> Result<CompanyView, AppError> {
    may_look_up(user)?;
    let number = OrganisationNumber::parse(typed).map_err(|wrong| {
        AppError::Invalid(vec![domain::finding::Finding::new(wrong.code(), "organisation_number")])
    })?;
    let organisation_number = number.as_str().to_owned();
    let fact = match state.ports.companies.company(&organisation_number).await {
        Ok(fact) => fact,
        Err(error) => {
            tracing::warn!(%error, "nothing can be said of a company");
            return Ok(CompanyView { organisation_number, fact: CompanyFact::RegisterAway });
        }
    };
    let (now, number, recorded) = (state.clock.now(), organisation_number.clone(), fact.clone());
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::registers::keep_company(db, &number, &recorded, now).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(CompanyView { organisation_number, fact })
}

/// The registers are there for those who order, and for the operator's users who handle orders.
fn may_look_up(user: &CurrentUser) -> Result<(), AppError> {
    match user.access {
        Access::Partner { .. } => user.require(Permission::Order),
        Access::Operator { .. } => user.require(Permission::HandleOrders),
    }
}
