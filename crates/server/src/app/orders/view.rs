//! An order as its page shows it.

use domain::{
    access::Access,
    catalogue::Catalogue,
    moment::Moment,
    orders::{
        Ordered,
        cancellation_fee::cancellation_fee,
        deadline,
        status::{Action, Actor, LineStatus, TransitionContext, can, delivery_steps, expected_date},
    },
    reason,
    terminations::RunOn,
};
use time::Date;
use wire::orders::{
    ActionState, ChangeView, HistoryEntry, Milestone, OrderLineView, OrderView, Reason, SwitchView,
};

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
    let at = At::present(state);
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
    let body: OrderBody = orders::find_body(db, order.id).await?.ok_or_else(not_found)?;
    let OrderBody { ordered, slots, .. } = body;
    let lines = orders::lines(db, order.id).await?;
    let history = order_history::of_order(db, order.id).await?;
    let catalogue = catalogue_of(db, present, ordered.catalogue_version()).await?;
    let price = ordered.price(&catalogue);
    let setup_of_a_line = price.setup.shared_by(lines.len());
    let product = catalogue.product(ordered.product());
    let views = lines
        .into_iter()
        .zip(ordered.lines())
        .zip(slots.into_iter().chain(std::iter::repeat(None)))
        .map(|((line, details), slot)| {
            let context = transition_context(&ordered, order.created_at, &line, &catalogue, at);
            let date = line.agreed_date.unwrap_or(ordered.requested_date());
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
                details,
                seen: line.seen,
                status_description: line.status_description,
                comment: line.comment,
                reason: line.reason,
                customer_order_id: line.customer_order_id,
                agreed_date: line.agreed_date,
            }
        })
        .collect();
    let references = ordered.references().into_owned();
    Ok(OrderView {
        id: order_name(order.id),
        version: order.version,
        company: (actor == Actor::Operator).then_some(order.company_name),
        kind: ordered.kind(),
        subscription: ordered.subscription().cloned(),
        change: change_of(&ordered, &catalogue),
        switch: switch_of(&ordered),
        run_on: run_on_of(&ordered),
        order_type: ordered.order_type(),
        product: ordered.product().to_owned(),
        catalogue_version: ordered.catalogue_version().to_owned(),
        attributes: ordered.attributes().clone(),
        requested_date: ordered.requested_date(),
        project_reference: references.project_reference,
        customer_invoice_ref: references.customer_invoice_ref,
        customer_order_ref: references.customer_order_ref,
        setup_price: price.setup,
        monthly_rent: price.monthly,
        manual_handling: ordered.manual_handling(),
        status: order.status,
        turn: order.turn,
        turn_since: order.turn_since,
        created_at: order.created_at,
        created_by: order.created_by,
        warnings: ordered.warnings().to_vec(),
        lines: views,
        history,
    })
}

fn change_of(ordered: &Ordered, catalogue: &Catalogue) -> Option<ChangeView> {
    match ordered {
        Ordered::Change(ordered) => Some(ChangeView {
            what: ordered.change.changed.kind(),
            becomes: ordered.change.changed.applied_to(&ordered.was, catalogue),
        }),
        Ordered::New(_) | Ordered::Switch(_) | Ordered::Termination(_) => None,
    }
}

fn switch_of(ordered: &Ordered) -> Option<SwitchView> {
    match ordered {
        Ordered::Switch(switch) => Some(SwitchView {
            product_from: switch.product_from.clone(),
            access: switch.access,
            losing_operator: switch.losing_operator.clone(),
            number: switch.number.clone(),
            authority: switch.authority.clone(),
            current_owner: switch.current_owner.clone(),
            extra_work: switch.extra_work.clone(),
            afterwards: switch.afterwards.clone(),
        }),
        Ordered::New(_) | Ordered::Change(_) | Ordered::Termination(_) => None,
    }
}

fn run_on_of(ordered: &Ordered) -> Option<RunOn> {
    match ordered {
        Ordered::Termination(ordered) => Some(ordered.termination.run_on),
        Ordered::New(_) | Ordered::Switch(_) | Ordered::Change(_) => None,
    }
}

/// What [`super::actions`] can do. A change of what was sent needs the form: [`super::reopen`] takes it.
pub fn offered(actor: Actor) -> impl Iterator<Item = Action> {
    Action::of(actor)
        .iter()
        .copied()
        .filter(|action| *action != Action::Resubmit)
}

fn actions(status: LineStatus, actor: Actor, context: &TransitionContext) -> Vec<ActionState> {
    Action::of(actor)
        .iter()
        .map(|action| ActionState {
            action: *action,
            closed: can(status, *action, actor, context)
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
    // The history comes newest first. Since its last change the line has begun anew (CHG-1): what it had reached before is
    // still to come.
    let own: Vec<&HistoryEntry> = history
        .iter()
        .filter(|entry| entry.line == Some(line.number))
        .collect();
    let begun = own
        .iter()
        .position(|entry| entry.action == Some(Action::Resubmit))
        .map_or(own.len(), |at| at + 1);
    let reached = |status| {
        // A step that was reached again counts from then.
        let entry = own.iter().take(begun).find(|entry| entry.to == Some(status));
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
