//! Submit: the draft is parsed with our own records, the slot is confirmed, and all is stored in one transaction.

use axum::http::StatusCode;
use domain::{
    access::Permission,
    appointment::Appointment,
    numbers::{NumberReservation, OrderedNumbers},
    orders::{Context, Facts, Need, OrderDraft, OrderedLine, ReferenceHabits, errors, judge},
    subscriptions::{Found, Subscription},
};
use wire::orders::{OrderCreated, ReferenceHabitsView};

use super::{
    change::At,
    order_name, repeats,
    store_new::{Made, store_new},
};
use crate::{
    app::{
        appointments, attachments, drafts,
        idempotency::{self, Answer},
        line_facts, numbers,
        subscriptions::under_number,
    },
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::{Connection, holds, orders as stored, service_orders},
};

/// Submits a draft. The same submission gives the same answer, however often it comes.
pub async fn submit(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    made_of: Option<String>,
    draft: OrderDraft,
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = idempotency::earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let refused = match decide(state, user, submission, made_of, &draft).await {
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
    made_of: Option<String>,
    draft: &OrderDraft,
) -> Result<Answer, AppError> {
    if let Some(made_of) = &made_of {
        // Before a slot is confirmed for nothing; the transaction looks again.
        drafts::refuse_ordered(&mut state.store.connection().await?, &user.id, made_of).await?;
    }
    let name = format!("{}:{}", user.id, submission.key);
    let mut facts = facts(state, user, &name, draft).await?;
    repeats::fill(state, user, draft, &mut facts).await?;
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
    let installed = installed(state, user, draft).await?;
    let verdict = judge(
        draft,
        &installed.as_ref().map_or(Found::Nothing, Found::One),
        &context,
    );
    let Some(ordered) = verdict.valid else {
        if let Some(made_of) = &made_of {
            // What it repeats may be the very order that was made of this draft meanwhile.
            drafts::refuse_ordered(&mut state.store.connection().await?, &user.id, made_of).await?;
        }
        // Where a held slot has run out, the answer says which are near.
        return Err(appointments::refusal(state, user, draft, errors(verdict.findings)).await);
    };
    let lines = ordered.lines();
    confirm(state, user, submission, &lines).await?;
    let slots = facts
        .lines
        .iter()
        .zip(&lines)
        .map(|(facts, line)| {
            let slot = facts
                .appointment
                .as_ref()
                .map(|appointment| appointment.slot.clone());
            slot.filter(|_| line.appointment.is_some())
        })
        .collect();
    let identities = ordered.identities();
    let beside: Vec<Vec<String>> = draft.lines.iter().map(|line| line.beside.clone()).collect();
    let catalogue = state.catalogue.clone();
    let made = Made {
        company_id: user.company_id.clone(),
        user_id: user.id.clone(),
        user_name: user.display_name.clone(),
        at: now,
    };
    let answer = idempotency::once(state, user, submission, StatusCode::CREATED, move |db, _| {
        Box::pin(async move {
            let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            let taken = match &made_of {
                Some(draft) => drafts::take_for_order(db, &made.user_id, draft).await?,
                None => false,
            };
            let repeated = repeats::unseen(db, &made.company_id, &identities, &beside).await?;
            let id = store_new(db, ordered, slots, &made).await?;
            if let Some(draft) = &made_of {
                drafts::ordered(db, (&made.user_id, &made.company_id), (draft, taken), id, made.at).await?;
            }
            give_to_order(db, &made.user_id, &name, id, &lines).await?;
            // ORD-5: what repeats an order that came in at the same time is sent to nobody.
            let is_repeated = |line: &u32| repeated.iter().any(|(number, _)| number == line);
            for line in (1..=count).filter(|line| !is_repeated(line)) {
                service_orders::enqueue(db, id, line, "place", "{}", made.at).await?;
            }
            let at = At { now: made.at, today };
            let version = repeats::mark(db, &catalogue, at, id, &repeated).await?;
            Ok(OrderCreated {
                id: order_name(id),
                version,
            })
        })
    })
    .await?;
    state.events.wake();
    state.wake_errands();
    Ok(answer)
}

/// What our records say of a draft, for a submission.
pub(super) async fn facts(
    state: &AppState,
    user: &CurrentUser,
    name: &str,
    draft: &OrderDraft,
) -> Result<Facts, AppError> {
    match Need::named(&draft.need) {
        // What is ended is looked up in our own records alone: no partner system can hinder it.
        Some(Need::Terminate) => Ok(Facts::default()),
        Some(Need::New | Need::Switch | Need::Move | Need::Change) | None => {
            line_facts::load(state, user, name, draft).await
        }
    }
}

/// What stands under the number of what is changed or ended (TRM-1).
pub(super) async fn installed(
    state: &AppState,
    user: &CurrentUser,
    draft: &OrderDraft,
) -> Result<Option<Subscription>, AppError> {
    if !draft.names_a_subscription() {
        return Ok(None);
    }
    let mut db = state.store.connection().await?;
    Ok(under_number(&mut db, &user.company_id, &draft.subscription.number).await?)
}

/// Confirms slots and numbers where they are held, before the transaction; a repeat may ask again.
pub(super) async fn confirm(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    lines: &[OrderedLine],
) -> Result<(), AppError> {
    let name = format!("{}:{}", user.id, submission.key);
    appointments::confirm_for_submit(state, user, &submission.key, lines).await?;
    if let Err(refused) = numbers::confirm_for_submit(state, user, &name, lines).await {
        // The slot is not lost to the next submission because the numbers are (NUM-2).
        appointments::take_back(state, &name, lines).await?;
        return Err(refused);
    }
    Ok(())
}

/// Gives what was confirmed for a submission, and the files that it names, to its order; an error when another submission
/// has any of it: nothing of this one is stored then.
pub(super) async fn give_to_order(
    db: &mut Connection,
    user_id: &str,
    submission: &str,
    order_id: i64,
    lines: &[OrderedLine],
) -> Result<(), AppError> {
    let gone = |code| AppError::Conflict { code, current: None };
    for line in lines {
        if let Some(id) = &line.appointment
            && !holds::give_to_order::<Appointment>(db, id, submission, order_id).await?
        {
            return Err(gone("appointment.gone"));
        }
        if let Some(id) = line.numbers.as_ref().and_then(OrderedNumbers::reservation)
            && !holds::give_to_order::<NumberReservation>(db, id, submission, order_id).await?
        {
            return Err(gone("numbers.gone"));
        }
        attachments::give_to(db, user_id, &line.attachments, &format!("order:{order_id}")).await?;
    }
    Ok(())
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
