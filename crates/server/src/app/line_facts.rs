//! What the backend's own records say of each line of a draft: never what the browser says.

use std::collections::HashMap;

use domain::{
    attachments,
    customer::CompanyFact,
    orders::{Facts, LineDraft, LineFacts, MOST_PROJECT_LINES, Need, OrderDraft},
    organisation_number::OrganisationNumber,
};

use super::{attachments::attachment_id, authorities, holds, registers};
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{self, StoreError},
};

/// Collects the facts for a submission, named as user and key. Another company's records do not exist.
pub async fn load(
    state: &AppState,
    user: &CurrentUser,
    submission: &str,
    draft: &OrderDraft,
) -> Result<Facts, AppError> {
    // More lines than an order may have are refused by their number alone.
    let drafts: Vec<LineDraft> = draft.lines.iter().take(MOST_PROJECT_LINES).cloned().collect();
    let companies = companies(state, &drafts).await?;
    // ISP-4: only a switch goes by one.
    let reference = (Need::named(&draft.need) == Some(Need::Switch)).then(|| draft.switch.authority.clone());
    let (company_id, submission, now) = (user.company_id.clone(), submission.to_owned(), state.clock.now());
    let user_id = user.id.clone();
    let read = state.store.read(move |db| {
        Box::pin(async move {
            let mut lines = Vec::with_capacity(drafts.len());
            for draft in &drafts {
                let number = OrganisationNumber::parse(&draft.end_user.organisation_number).ok();
                let company = number.and_then(|number| companies.get(number.as_str()).cloned());
                let mut facts = LineFacts {
                    company,
                    ..LineFacts::default()
                };
                if let Some(id) = named(&draft.address.register_id) {
                    facts.register_address = store::registers::address(db, id).await?;
                }
                if let Some(id) = named(&draft.access_check.id) {
                    facts.access_check = store::access_checks::find(db, &company_id, id).await?;
                }
                if let Some(id) = named(&draft.appointment.id) {
                    facts.appointment = holds::fact(db, &company_id, id, &submission, now).await?;
                }
                if let Some(id) = named(&draft.numbers.reservation) {
                    facts.reservation = holds::fact(db, &company_id, id, &submission, now).await?;
                }
                if let Some(id) = named(&draft.appointment.search) {
                    facts.slot_search = store::appointments::find_search(db, &company_id, id).await?;
                }
                // More files than a line may have are refused by their number alone.
                for file in draft.attachments.iter().take(attachments::MOST_FILES) {
                    if let Some(id) = attachment_id(&file.id)
                        && let Some(fact) = store::attachments::fact(db, &user_id, &id).await?
                    {
                        facts.attachments.push(fact);
                    }
                }
                lines.push(facts);
            }
            let authority = match reference {
                Some(reference) => authorities::fact(db, &company_id, &reference, now).await?,
                None => None,
            };
            Ok::<_, StoreError>(Facts {
                lines,
                authority,
                ..Facts::default()
            })
        })
    });
    Ok(read.await?)
}

/// What is known of the companies that are ordered for, each asked about once.
async fn companies(state: &AppState, drafts: &[LineDraft]) -> Result<HashMap<String, CompanyFact>, AppError> {
    let mut known = HashMap::new();
    for draft in drafts
        .iter()
        .filter(|draft| draft.end_user.kind.trim() == "company")
    {
        let Ok(number) = OrganisationNumber::parse(&draft.end_user.organisation_number) else {
            continue;
        };
        if !known.contains_key(number.as_str()) {
            let fact = registers::company_for_order(state, &number).await?;
            known.insert(number.as_str().to_owned(), fact);
        }
    }
    Ok(known)
}

fn named(id: &str) -> Option<&str> {
    Some(id.trim()).filter(|id| !id.is_empty())
}
