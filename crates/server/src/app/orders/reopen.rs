//! CHG-1: a sent order is opened with what was sent, and Submit sends the change. Leaving the form changes nothing, so
//! nothing is written until then. For a line that is Incomplete the change is its Customer Update.

mod stands;
mod writing;

use axum::http::StatusCode;
use domain::{
    access::Permission,
    appointment::{Slot, Window},
    attachments::{AttachmentFact, Standing},
    date,
    finding::line_field,
    numbers::OrderedNumbers,
    orders::{
        Context, Facts, OrderDraft, Ordered, OrderedLine, errors, judge,
        reopen::{APPOINTMENT, FieldChange, Sent, changed_lines, changes},
    },
    subscriptions::Found,
};
use wire::orders::{SentLine, SentOrder};

use stands::{Stands, find};
use writing::{Changing, write};

use super::{change::At, not_found, order_id, order_name, reopened::in_words, repeats, submit};
use crate::{
    app::{
        appointments, drafts,
        idempotency::{self, Answer},
    },
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::order_content::OrderBody,
};

async fn read(state: &AppState, user: &CurrentUser, name: &str) -> Result<Stands, AppError> {
    // What was sent is the partner's to change; the operator sets status, reason and comment (access.md).
    user.require(Permission::Order)?;
    let (scope, id) = (user.order_scope()?, order_id(name).ok_or_else(not_found)?);
    let present = state.catalogue.clone();
    state
        .store
        .read(move |db| Box::pin(async move { find(db, &scope, id, &present, false).await }))
        .await
}

/// What was sent, with what is known of it.
pub async fn show(state: &AppState, user: &CurrentUser, name: &str) -> Result<SentOrder, AppError> {
    let stands = read(state, user, name).await?;
    view(state, user, &stands).await
}

async fn view(state: &AppState, user: &CurrentUser, stands: &Stands) -> Result<SentOrder, AppError> {
    let sent = stands.sent();
    let ordered = &stands.body.ordered;
    let facts = submit::facts(state, user, "", &sent.draft).await?;
    let known = facts
        .lines
        .into_iter()
        .zip(ordered.lines())
        .map(|(facts, line)| SentLine {
            register_address: facts.register_address,
            company: facts.company,
            access_check: facts.access_check,
            appointment: facts.appointment,
            reservation: facts.reservation,
            attachments: line.attachments,
        });
    Ok(SentOrder {
        id: order_name(stands.order.id),
        revision: stands.body.revision,
        lines: known.collect(),
        subscription: ordered.subscription().cloned(),
        sent,
    })
}

/// Sends the change of the revision that the user has seen. The same submission gives the same answer, however often it
/// comes.
pub async fn submit(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    name: &str,
    seen_revision: i64,
    (made_of, draft): (Option<String>, OrderDraft),
) -> Result<Answer, AppError> {
    user.require(Permission::Order)?;
    if let Some(answer) = idempotency::earlier(state, user, submission).await? {
        return Ok(answer);
    }
    let done = decide(state, user, submission, name, seen_revision, (made_of, draft)).await;
    let answer = match done {
        // What was sent as it is now, so that both can stand side by side (OFF-5).
        Err(AppError::Changed { .. }) => return Err(AppError::changed(&show(state, user, name).await?)),
        Err(refused @ (AppError::Invalid(_) | AppError::Conflict { .. } | AppError::Overtaken { .. })) => {
            // A repeat that came at the same time may have done it: then that answer counts.
            let earlier = idempotency::earlier(state, user, submission).await?;
            earlier.ok_or(refused)?
        }
        done => done?,
    };
    state.events.wake();
    state.wake_errands();
    Ok(answer)
}

async fn decide(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    name: &str,
    seen_revision: i64,
    (made_of, mut draft): (Option<String>, OrderDraft),
) -> Result<Answer, AppError> {
    if let Some(made_of) = &made_of {
        drafts::refuse_ordered(&mut state.store.connection().await?, &user.id, made_of).await?;
    }
    let stands = read(state, user, name).await?;
    let sent = stands.sent();
    if stands.body.revision != seen_revision {
        return Err(AppError::Changed {
            current: serde_json::Value::Null,
        });
    }
    // Which order it is says the address, and nothing else.
    draft.reopened.order = order_name(stands.order.id);
    draft.reopened.revision = seen_revision;
    let at = At::present(state);
    // Before anything is asked: what may not be changed at all is not judged field by field.
    if stands.lines.iter().all(|line| stands.is_closed(line, at)) {
        stands.refuse_closed(&(0..stands.lines.len()).collect::<Vec<_>>(), at)?;
    }
    let key = format!("{}:{}", user.id, submission.key);
    let mut facts = submit::facts(state, user, &key, &draft).await?;
    repeats::fill(state, user, &draft, &mut facts).await?;
    facts.sent = Some(sent.clone());
    own_files(&mut facts, &stands.body.ordered);
    let (order, changes) = judged(state, user, (&draft, &sent), &stands, &facts, at).await?;
    let mut to_confirm: Vec<OrderedLine> = order.lines();
    let changed = changed_lines(&changes, to_confirm.len());
    stands.refuse_closed(&changed, at)?;

    let mut slots = Vec::new();
    for (nth, line) in to_confirm.iter_mut().enumerate() {
        let known = facts.lines.get(nth).and_then(|facts| facts.appointment.as_ref());
        let booked = known.filter(|_| line.appointment.is_some());
        slots.push(booked.map(|appointment| appointment.slot.clone()));
        // What the order has already is confirmed.
        line.appointment = line.appointment.take().filter(|id| !sent.has_slot(nth, id));
        let has = |numbers: &OrderedNumbers| {
            let own = numbers.reservation().map(|id| sent.has_numbers(nth, id));
            own == Some(true)
        };
        line.numbers = line.numbers.take().filter(|numbers| !has(numbers));
        line.attachments.retain(|file| !sent.has_file(nth, &file.id));
    }
    submit::confirm(state, user, submission, &to_confirm).await?;
    let beside: Vec<Vec<String>> = draft.lines.iter().map(|line| line.beside.clone()).collect();
    let changing = Changing {
        scope: user.order_scope()?,
        user_id: user.id.clone(),
        user_name: user.display_name.clone(),
        order_id: stands.order.id,
        seen_revision,
        order,
        slots,
        new: to_confirm,
        beside,
        made_of,
        submission: key,
        changes: with_slots(changes, &stands.body, &facts),
        changed,
        at,
    };
    let present = state.catalogue.clone();
    idempotency::once(state, user, submission, StatusCode::OK, move |db, _| {
        Box::pin(async move { write(db, &present, changing).await })
    })
    .await
}

/// The files that the order has already are its own, whoever has sent them (ORD-9).
fn own_files(facts: &mut Facts, ordered: &Ordered) {
    for (facts, line) in facts.lines.iter_mut().zip(ordered.lines()) {
        for attachment in &line.attachments {
            facts
                .attachments
                .retain(|known| known.attachment.id != attachment.id);
            facts.attachments.push(AttachmentFact {
                attachment: attachment.clone(),
                standing: Standing::Ready,
            });
        }
    }
}

/// The valid order, by the catalogue that it was made with, and what is another in it.
async fn judged(
    state: &AppState,
    user: &CurrentUser,
    (draft, sent): (&OrderDraft, &Sent),
    stands: &Stands,
    facts: &Facts,
    at: At,
) -> Result<(Ordered, Vec<FieldChange>), AppError> {
    let habits = submit::habits(state, user).await?;
    let context = Context {
        today: at.today,
        now: at.now,
        catalogue: &stands.catalogue,
        postcodes: &state.postcodes,
        facts,
        habits: &habits,
    };
    let installed = submit::installed(state, user, draft).await?;
    let found = installed.as_ref().map_or(Found::Nothing, Found::One);
    let verdict = judge(draft, &found, &context);
    let Some(ordered) = verdict.valid else {
        return Err(appointments::refusal(state, user, draft, errors(verdict.findings)).await);
    };
    let changes = changes(&sent.draft, &ordered.as_sent());
    let changes = in_words(changes, &stands.body.ordered, &ordered);
    Ok((ordered, changes))
}

/// A slot in words that need no language: `07.12.2026 08–12`.
pub(super) fn slot_in_words(slot: &Slot) -> String {
    let hours = match slot.window {
        Window::Morning => "08–12",
        Window::Afternoon => "12–16",
    };
    format!("{} {hours}", date::format(slot.date))
}

/// The history names times, not the ids of slots.
fn with_slots(mut changes: Vec<FieldChange>, before: &OrderBody, facts: &Facts) -> Vec<FieldChange> {
    for change in &mut changes {
        let Some((at, APPOINTMENT)) = line_field(&change.path) else {
            continue;
        };
        let was = before.slots.get(at).and_then(Option::as_ref);
        let now = facts.lines.get(at).and_then(|facts| facts.appointment.as_ref());
        change.from = was.map(slot_in_words).unwrap_or_default();
        if !change.to.is_empty() {
            change.to = now.map(|it| slot_in_words(&it.slot)).unwrap_or_default();
        }
    }
    changes
}
