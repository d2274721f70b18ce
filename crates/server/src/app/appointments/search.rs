//! What is free, for a check that allows it.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    access_check::{self, State},
    appointment::{Slot, SlotSearch, booking, first_slot_day},
    calendar::is_working_day,
    catalogue::Product,
    date::plus_days,
    finding::{Code, Finding, Path, Severity, codes},
    orders::OrderType,
};
use time::Date;
use wire::registers::NewSlotSearch;

use crate::{
    app::idempotency::{Answer, earlier, once},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::place::PartnerPlace,
    state::AppState,
    store::{self, access_checks::StoredCheck, appointments::StoredSearch},
};

/// Only when nothing is free so many days ahead may an order go without a technician (BOK-1).
const DAYS_AHEAD: i64 = 30;
/// Two slots a day, so this is never reached by a book that keeps to its protocol.
const MOST_SLOTS: usize = 200;

/// Asks the appointment book, and records what it offers.
pub async fn search(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    asked: NewSlotSearch,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let stored = check_that_allows(
        state,
        user,
        (&asked.check, &asked.hit),
        codes::APPOINTMENT_NOT_ALLOWED,
    )
    .await?;
    let product = product_of(state, &stored.check.subject.product)?;
    let place = place_of(&stored, &asked.hit);
    let slots = free(state, product, &place).await?;
    let company_id = user.company_id.clone();
    once(state, user, submission, StatusCode::CREATED, move |db, now| {
        Box::pin(async move {
            let search = SlotSearch {
                id: uuid::Uuid::new_v4().to_string(),
                subject: stored.check.subject.clone(),
                searched_at: now,
                slots,
            };
            let stored = StoredSearch {
                search,
                check: stored.check.id,
                place,
            };
            store::appointments::insert_search(db, &company_id, &stored).await?;
            Ok(stored.search)
        })
    })
    .await
}

/// What the book has free for a visit that is ordered today.
pub async fn free(state: &AppState, product: &Product, place: &PartnerPlace) -> Result<Vec<Slot>, AppError> {
    let first = first_slot_day(product, state.clock.today());
    let last = plus_days(first, DAYS_AHEAD);
    let offered = state
        .ports
        .appointments
        .free(&product.code, place, first, last)
        .await?;
    let mut slots: Vec<Slot> = offered
        .into_iter()
        .filter(|slot| is_slot_day(slot.date, first))
        .collect();
    slots.truncate(MOST_SLOTS);
    Ok(slots)
}

/// BOK-6: whatever the book says, a technician comes on a working day after the product's lead time.
pub fn is_slot_day(day: Date, first: Date) -> bool {
    day >= first && is_working_day(day)
}

pub fn product_of<'a>(state: &'a AppState, code: &str) -> Result<&'a Product, AppError> {
    let product = state.catalogue.product(code);
    product.ok_or_else(|| AppError::Invalid(vec![Finding::new(codes::PRODUCT_UNKNOWN, "check")]))
}

/// Where Kapaks has the hit that was picked, else what the user gave.
pub fn place_of(stored: &StoredCheck, hit: &str) -> PartnerPlace {
    stored.places.get(hit.trim()).unwrap_or(&stored.place).clone()
}

/// The company's own check, if a technician may be booked on it (KAP-3, KAP-4, BOK-1, BOK-2), and with the technician
/// telephone numbers (NUM-1). What is not allowed for no reason of the check's own is said with `otherwise`.
pub async fn check_that_allows(
    state: &AppState,
    user: &CurrentUser,
    (id, hit): (&str, &str),
    otherwise: Code,
) -> Result<StoredCheck, AppError> {
    let id = id.trim();
    let found = {
        let mut db = state.store.connection().await?;
        store::access_checks::find_stored(&mut db, &user.company_id, id).await?
    };
    let Some(stored) = found else {
        return Err(AppError::Invalid(vec![Finding::new(
            codes::CHECK_UNKNOWN,
            "check",
        )]));
    };
    let product = product_of(state, &stored.check.subject.product)?;
    let check = &stored.check;
    let standing: State<'_> = access_check::decide(
        product,
        &check.subject,
        (id, hit),
        Some(check),
        false,
        state.clock.now(),
    );
    if booking(product, OrderType::Standard, &standing).is_open() {
        return Ok(stored);
    }
    let mut findings = Vec::new();
    access_check::check(&standing, product, "", &Path::of("check"), &mut findings);
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() {
        findings.push(Finding::new(otherwise, "check"));
    }
    Err(AppError::Invalid(findings))
}
