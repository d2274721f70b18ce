//! Submit: the draft is parsed with our own records, the slot is confirmed, and all is stored in one transaction.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    finding::Severity,
    orders::{self, Context, OrderDraft, ReferenceHabits},
};
use wire::orders::{OrderCreated, ReferenceHabitsView};

use super::{
    order_name,
    store_new::{Made, store_new},
};
use crate::{
    app::{
        appointments,
        idempotency::{self, Answer},
        line_facts,
    },
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::{appointments as stored_appointments, orders as stored, service_orders},
};

/// Submits a draft. The same submission gives the same answer, however often it comes.
pub async fn submit(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    draft: OrderDraft,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = idempotency::earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let refused = match decide(state, user, submission, &draft).await {
        Ok(answer) => return Ok(answer),
        Err(refused) => refused,
    };
    // A repeat that came at the same time may have taken the slot for this very submission: then that answer counts.
    match refused {
        AppError::Invalid(_) | AppError::Conflict { .. } | AppError::Overtaken { .. } => {
            idempotency::earlier(state, user, submission)
                .await?
                .ok_or(refused)
        }
        other => Err(other),
    }
}

async fn decide(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    draft: &OrderDraft,
) -> Result<Answer, AppError> {
    let name = format!("{}:{}", user.id, submission.key);
    let facts = line_facts::load(state, user, &name, draft).await?;
    let habits = habits(state, user).await?;
    let (now, today) = (state.clock.now(), state.clock.today());
    let context = Context {
        today,
        now,
        catalogue: &state.catalogue,
        postcodes: &state.postcodes,
        facts: &facts,
        habits: &habits,
    };
    let outcome = orders::parse(draft, &context);
    let Some(order) = outcome.order else {
        let errors = outcome
            .findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        // Where a held slot has run out, the answer says which are near.
        return Err(appointments::refusal(state, user, draft, errors.collect()).await);
    };
    // The appointment book is asked before the transaction, and may be asked again by a repeat.
    appointments::confirm_for_submit(state, user, &submission.key, draft).await?;
    let slots = facts
        .lines
        .iter()
        .zip(&order.lines)
        .map(|(facts, line)| {
            let slot = facts
                .appointment
                .as_ref()
                .map(|appointment| appointment.slot.clone());
            slot.filter(|_| line.appointment.is_some())
        })
        .collect();
    let made = Made {
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        user_name: user.display_name.clone(),
        at: now,
    };
    let answer = idempotency::once(state, user, submission, StatusCode::CREATED, move |db, _| {
        Box::pin(async move {
            let appointments: Vec<String> = order
                .lines
                .iter()
                .filter_map(|line| line.appointment.clone())
                .collect();
            let lines = u32::try_from(order.lines.len()).unwrap_or(u32::MAX);
            let id = store_new(db, order, slots, &made).await?;
            for line in 1..=lines {
                service_orders::enqueue(db, id, line, "place", "{}", made.at).await?;
            }
            for appointment in appointments {
                if !stored_appointments::give_to_order(db, &appointment, &name, id).await? {
                    // Another submission has it: nothing of this one is stored.
                    return Err(AppError::Conflict {
                        code: "appointment.gone",
                        current: None,
                    });
                }
            }
            Ok(OrderCreated {
                id: order_name(id),
                version: 1,
            })
        })
    })
    .await?;
    state.events.wake();
    state.wake_errands();
    Ok(answer)
}

/// What the partner's last orders had in each reference (REF-2).
pub async fn habits(state: &AppState, user: &CurrentUser) -> Result<ReferenceHabits, AppError> {
    let mut db = state.store.connection().await?;
    let last = stored::last_references(&mut db, &user.company_id).await?;
    Ok(ReferenceHabits {
        project_reference: last.project_reference,
        customer_invoice_ref: last.customer_invoice_ref,
        customer_order_ref: last.customer_order_ref,
    })
}

pub async fn habits_view(state: &AppState, user: &CurrentUser) -> Result<ReferenceHabitsView, AppError> {
    user.require(Permission::Order)?;
    let habits = habits(state, user).await?;
    Ok(ReferenceHabitsView {
        project_reference: habits.project_reference,
        customer_invoice_ref: habits.customer_invoice_ref,
        customer_order_ref: habits.customer_order_ref,
    })
}
