//! An order as its page shows it.

use domain::{
    access::Access,
    catalogue::Catalogue,
    moment::Moment,
    orders::{
        cancellation_fee::cancellation_fee,
        deadline,
        status::{Action, Actor, LineStatus, TransitionContext, can, delivery_steps, expected_date},
    },
    reason,
};
use time::Date;
use wire::orders::{ActionState, HistoryEntry, Milestone, OrderLineView, OrderView, Reason};

use super::{
    catalogue_of,
    change::{At, transition_context},
    not_found, order_id, order_name,
};
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    state::AppState,
    store::{
        Connection, order_history,
        orders::{self, OrderBody, StoredLine, StoredOrder},
    },
};

/// An order that the user may see; any other does not exist.
pub async fn show(state: &AppState, user: &CurrentUser, name: &str) -> Result<OrderView, AppError> {
    let scope = user.order_scope()?;
    let id = order_id(name).ok_or_else(not_found)?;
    let (present, actor) = (state.catalogue.clone(), actor_of(user));
    let at = At {
        now: state.clock.now(),
        today: state.clock.today(),
    };
    state
        .store
        .read(move |db| {
            Box::pin(async move {
                let order = orders::find(db, &scope, id).await?.ok_or_else(not_found)?;
                read(db, order, &present, actor, at).await
            })
        })
        .await
}

pub fn actor_of(user: &CurrentUser) -> Actor {
    match user.access {
        Access::Partner { .. } => Actor::Partner,
        Access::Operator { .. } => Actor::Operator,
    }
}

async fn read(
    db: &mut Connection,
    order: StoredOrder,
    present: &Catalogue,
    actor: Actor,
    at: At,
) -> Result<OrderView, AppError> {
    let OrderBody { order: made, slots } = orders::find_body(db, order.id).await?.ok_or_else(not_found)?;
    let lines = orders::lines(db, order.id).await?;
    let history = order_history::of_order(db, order.id).await?;
    let catalogue = catalogue_of(db, present, &made.catalogue_version).await?;
    let setup_of_a_line = domain::money::Ore(made.setup_price.0 / i64::from(order.lines.max(1)));
    let product = catalogue.product(&made.product);
    let views = lines
        .into_iter()
        .zip(&made.lines)
        .zip(slots.into_iter().chain(std::iter::repeat(None)))
        .map(|((line, details), slot)| {
            let context = transition_context(&made, order.created_at, &line, &catalogue, at);
            let date = line.agreed_date.unwrap_or(made.requested_date);
            OrderLineView {
                number: line.number,
                status: line.status,
                turn: line.status.turn(),
                since: line.since,
                change_deadline: product.map(|product| deadline::change_deadline(product, date)),
                cancellation_fee: cancellation_fee(line.status, setup_of_a_line, &catalogue.cancellation).now,
                actions: actions(line.status, actor, &context),
                timeline: timeline(&line, &context, &history, order.created_at, date),
                appointment: slot,
                details: details.clone(),
                status_description: line.status_description,
                comment: line.comment,
                reason: line.reason,
                customer_order_id: line.customer_order_id,
                agreed_date: line.agreed_date,
            }
        })
        .collect();
    Ok(OrderView {
        id: order_name(order.id),
        version: order.version,
        company: (actor == Actor::Operator).then_some(order.company_name),
        order_type: made.order_type,
        product: made.product,
        catalogue_version: made.catalogue_version,
        attributes: made.attributes,
        requested_date: made.requested_date,
        project_reference: made.project_reference,
        customer_invoice_ref: made.customer_invoice_ref,
        customer_order_ref: made.customer_order_ref,
        setup_price: made.setup_price,
        monthly_rent: made.monthly_rent,
        manual_handling: made.manual_handling,
        status: order.status,
        turn: order.turn,
        turn_since: order.turn_since,
        created_at: order.created_at,
        created_by: order.created_by,
        warnings: made.warnings,
        lines: views,
        history,
    })
}

/// What [`super::actions`] can do. A change of what was sent needs the form, and is not an action by itself.
pub fn offered(actor: Actor) -> impl Iterator<Item = Action> {
    Action::of(actor)
        .iter()
        .copied()
        .filter(|action| *action != Action::Resubmit)
}

fn actions(status: LineStatus, actor: Actor, context: &TransitionContext) -> Vec<ActionState> {
    offered(actor)
        .map(|action| ActionState {
            action,
            closed: can(status, action, actor, context)
                .err()
                .map(|refusal| wire_reason(refusal.into())),
        })
        .collect()
}

pub fn wire_reason(reason: reason::Reason) -> Reason {
    Reason {
        code: reason.code.to_owned(),
        params: reason.params,
    }
}

fn timeline(
    line: &StoredLine,
    context: &TransitionContext,
    history: &[HistoryEntry],
    created_at: Moment,
    date: Date,
) -> Vec<Milestone> {
    let reached = |status| {
        // The history comes newest first: a step that was reached again counts from then.
        let entry = history
            .iter()
            .find(|entry| entry.line == Some(line.number) && entry.to == Some(status));
        entry.map(|entry| entry.at)
    };
    delivery_steps(context)
        .iter()
        .map(|status| {
            let done_at = reached(*status).or((*status == LineStatus::InProgress).then_some(created_at));
            let expected = if done_at.is_none() && !line.status.is_final() {
                expected_date(*status, date)
            } else {
                None
            };
            Milestone {
                status: *status,
                done_at,
                expected,
                current: *status == line.status,
            }
        })
        .collect()
}
