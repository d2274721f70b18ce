//! KAP: asking Kapaks, and keeping what it said.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{
    access::Permission,
    access_check::{AccessCheck, CheckOutcome, ExistingLine, Subject},
    address::RegisterAddress,
    catalogue::{CheckNeed, Product},
    finding::{Finding, codes},
};
use wire::registers::NewAccessCheck;

use super::idempotency::{Answer, earlier, once};
use crate::{
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    ports::{
        Failure, PartnerError,
        kapaks::{Found, Question, SearchedBy},
        number_authority::BroadbandLine,
        place::PartnerPlace,
    },
    state::AppState,
    store::{self, access_checks::StoredCheck},
};

/// How long an answer lasts (KAP-5), and how long time-outs are counted (KAP-4).
const LASTS_SECONDS: i64 = 24 * 3600;

/// Asks Kapaks, and NRDB beside it, and records the answers. That Kapaks is away or does not answer is an answer too.
pub async fn ask(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    asked: NewAccessCheck,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let register = register_address(state, &asked.address.register_id).await?;
    let subject = Subject::of(
        &state.catalogue,
        &asked.product,
        &asked.attributes,
        &asked.address,
        &asked.number,
    );
    refuse_unaskable(state, &asked, &subject)?;
    let place = PartnerPlace::of_draft(&asked.address, register.as_ref());
    let searched_by = searched_by(&subject, &place);
    let question = Question {
        product: subject.product.clone(),
        speed: subject.speed.clone(),
        searched_by: searched_by.clone(),
    };
    // NRDB is asked at the same time; that it is away must not fail the check (GRD-1).
    let (answer, lines) = tokio::join!(
        state.ports.kapaks.check(&question),
        state.ports.numbers.broadband_lines(&searched_by),
    );
    let (lines_known, lines) = match lines {
        Ok(lines) => (true, lines),
        Err(error) => {
            tracing::warn!(%error, "the lines that the customer has already are not known");
            (false, Vec::new())
        }
    };
    let existing_lines = lines
        .into_iter()
        .map(|line| existing_line(line, &user.company_id))
        .collect();
    let (mut outcome, places) = outcome(answer);
    if !subject.number.is_empty() && !subject.place.is_empty() {
        mark_elsewhere(&mut outcome, &places, &place);
    }
    let (company_id, user_id) = (user.company_id.clone(), user.id.clone());
    once(state, user, submission, StatusCode::CREATED, move |db, now| {
        Box::pin(async move {
            let outcome = match outcome {
                CheckOutcome::TimedOut { .. } => {
                    let since = now.plus_seconds(-LASTS_SECONDS);
                    let before = store::access_checks::time_outs(db, &company_id, &subject, since).await?;
                    CheckOutcome::TimedOut {
                        attempt: before.saturating_add(1),
                    }
                }
                other => other,
            };
            let check = AccessCheck {
                id: uuid::Uuid::new_v4().to_string(),
                subject,
                asked_at: now,
                valid_until: now.plus_seconds(LASTS_SECONDS),
                outcome,
                existing_lines,
                lines_known,
            };
            let stored = StoredCheck { check, place, places };
            store::access_checks::insert(db, &company_id, &user_id, &stored).await?;
            Ok(stored.check)
        })
    })
    .await
}

/// A check of one's own company.
pub async fn get(state: &AppState, user: &CurrentUser, id: &str) -> Result<AccessCheck, AppError> {
    user.require(Permission::Order)?;
    let mut db = state.store.connection().await?;
    let found = store::access_checks::find(&mut db, &user.company_id, id).await?;
    found.ok_or(AppError::NotFound("access_check.not_found"))
}

async fn register_address(state: &AppState, id: &str) -> Result<Option<RegisterAddress>, AppError> {
    if id.trim().is_empty() {
        return Ok(None);
    }
    let mut db = state.store.connection().await?;
    Ok(store::registers::address(&mut db, id.trim()).await?)
}

/// What Kapaks could not be asked with names the field that is missing.
fn refuse_unaskable(state: &AppState, asked: &NewAccessCheck, subject: &Subject) -> Result<(), AppError> {
    let mut findings = Vec::new();
    match state.catalogue.product(&subject.product) {
        None if subject.product.is_empty() => findings.push(Finding::new(codes::PRODUCT_MISSING, "product")),
        None => findings.push(Finding::new(codes::PRODUCT_UNKNOWN, "product")),
        Some(product) => refuse_product(product, subject, &mut findings),
    }
    if subject.place.is_empty() && subject.number.is_empty() {
        findings.push(Finding::new(codes::STREET_MISSING, "address.street"));
    }
    let too_long = |text: &String| text.chars().count() > 200;
    let address = &asked.address;
    let texts = [
        &asked.number,
        &subject.speed,
        &address.street,
        &address.house_number,
        &address.entrance,
        &address.floor,
        &address.unit,
        &address.postcode,
        &address.place,
        &address.municipality,
        &address.insa,
    ];
    if texts.into_iter().any(too_long) {
        findings.push(Finding::new(codes::TEXT_TOO_LONG, "address"));
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(findings))
    }
}

fn refuse_product(product: &Product, subject: &Subject, findings: &mut Vec<Finding>) {
    if product.check == CheckNeed::None || !product.orderable {
        findings.push(Finding::new(codes::PRODUCT_NOT_ORDERABLE, "product").with("product", &product.name));
    }
    let speed = product
        .attributes
        .iter()
        .find(|attribute| attribute.code == "speed");
    if let Some(speed) = speed.filter(|_| subject.speed.is_empty()) {
        let finding = Finding::new(codes::ATTRIBUTE_MISSING, "attributes.speed");
        findings.push(finding.with("attribute", &speed.name));
    }
}

/// KAP-2: a number goes before the address, because it names one line.
fn searched_by(subject: &Subject, place: &PartnerPlace) -> SearchedBy {
    match subject.number.as_str() {
        "" => SearchedBy::Place(Box::new(place.clone())),
        number => SearchedBy::number(number.to_owned()),
    }
}

/// KAP-5: a number may belong to a line that is somewhere else than what is ordered.
fn mark_elsewhere(outcome: &mut CheckOutcome, places: &BTreeMap<String, PartnerPlace>, asked: &PartnerPlace) {
    if let CheckOutcome::Answered { hits } = outcome {
        for hit in hits {
            hit.elsewhere = places.get(&hit.id).is_some_and(|place| !place.may_be(asked));
        }
    }
}

/// NRDB knows the partners under the names that their companies have here.
pub(super) fn existing_line(line: BroadbandLine, company_id: &str) -> ExistingLine {
    ExistingLine {
        own: line.operator_id == company_id,
        operator: line.operator_name,
        product: line.product,
        number: line.number,
    }
}

/// Kapaks' answer as the rules know it, and where it has each hit. The count of time-outs is filled in later.
fn outcome(answer: Result<Vec<Found>, PartnerError>) -> (CheckOutcome, BTreeMap<String, PartnerPlace>) {
    match answer {
        Ok(found) if found.is_empty() => (CheckOutcome::NothingFound, BTreeMap::new()),
        Ok(found) => {
            let places = found
                .iter()
                .filter_map(|found| Some((found.hit.id.clone(), found.place.clone()?)))
                .collect();
            (
                CheckOutcome::Answered {
                    hits: found.into_iter().map(|found| found.hit).collect(),
                },
                places,
            )
        }
        Err(error) => {
            let outcome = match &error.failure {
                Failure::TimedOut => CheckOutcome::TimedOut { attempt: 1 },
                Failure::Away | Failure::Suspended { .. } | Failure::Malformed => CheckOutcome::SystemFault,
                Failure::Refused { .. } => {
                    tracing::error!(%error, "Kapaks refused a question that it should have understood");
                    CheckOutcome::SystemFault
                }
            };
            (outcome, BTreeMap::new())
        }
    }
}
