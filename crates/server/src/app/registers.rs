//! The registers: addresses are shown and remembered, because an order can only name what was shown (ADR-6); companies
//! likewise (CUS-2).

use domain::{
    access::{Access, Permission},
    address::po_box,
    customer::CompanyFact,
    finding::{Finding, codes},
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
/// A company that was sound yesterday is asked about again before it is ordered for.
const RECORD_LASTS_SECONDS: i64 = 24 * 3600;

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
    // ADR-2: it could never be ordered for, so it is no use to look for it.
    for (path, is_box) in [
        ("q", po_box::is_po_box(&query.q)),
        ("street", po_box::is_in(&query.street, &query.house_number)),
    ] {
        if is_box {
            return Err(AppError::Invalid(vec![Finding::new(codes::STREET_PO_BOX, path)]));
        }
    }
    let found = state.ports.addresses.search(query).await?;
    let (now, shown) = (state.clock.now(), found.hits.clone());
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::registers::keep_addresses(db, &shown, now)
                    .await
                    .map_err(AppError::from)
            })
        })
        .await?;
    Ok(found)
}

/// What the register says of a company. When the register is away that is the answer, because it must not hinder a
/// right order.
pub async fn get_company(state: &AppState, user: &CurrentUser, typed: &str) -> Result<CompanyView, AppError> {
    may_look_up(user)?;
    let number = OrganisationNumber::parse(typed)
        .map_err(|wrong| AppError::Invalid(vec![Finding::new(wrong.code(), "organisation_number")]))?;
    let fact = ask_company(state, &number)
        .await?
        .unwrap_or(CompanyFact::RegisterAway);
    Ok(CompanyView {
        organisation_number: number.as_str().to_owned(),
        fact,
    })
}

/// What the backend's own records say of a company for an order (CUS-2): asked for anew when they are older than a
/// day, and taken as they are when the register is away.
pub async fn company_for_order(
    state: &AppState,
    number: &OrganisationNumber,
) -> Result<CompanyFact, AppError> {
    let recorded = {
        let mut db = state.store.connection().await?;
        store::registers::company(&mut db, number.as_str()).await?
    };
    let not_before = state.clock.now().plus_seconds(-RECORD_LASTS_SECONDS);
    match recorded {
        Some((fact, at)) if at >= not_before => Ok(fact),
        older => {
            let asked = ask_company(state, number).await?;
            Ok(asked
                .or(older.map(|(fact, _)| fact))
                .unwrap_or(CompanyFact::RegisterAway))
        }
    }
}

/// Asks the register and records its answer; none when it is away.
async fn ask_company(state: &AppState, number: &OrganisationNumber) -> Result<Option<CompanyFact>, AppError> {
    let fact = match state.ports.companies.company(number.as_str()).await {
        Ok(fact) => fact,
        Err(error) => {
            tracing::warn!(%error, "nothing can be said of a company");
            return Ok(None);
        }
    };
    let (now, number, recorded) = (state.clock.now(), number.as_str().to_owned(), fact.clone());
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                store::registers::keep_company(db, &number, &recorded, now).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(Some(fact))
}

/// The registers are there for those who order, and for the operator's users who handle orders.
fn may_look_up(user: &CurrentUser) -> Result<(), AppError> {
    match user.access {
        Access::Partner { .. } => user.require(Permission::Order),
        Access::Operator { .. } => user.require(Permission::HandleOrders),
    }
}
