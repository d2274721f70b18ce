//! What orders do to the portfolio: a line that is carried out begins, changes or ends a subscription in its own
//! transaction, and one that comes to nothing lets it go.

use domain::{
    access_check::number_key,
    catalogue::{AccessKind, Catalogue, Family},
    finding::{Finding, codes},
    orders::{Ordered, OrderedLine, price::line_price, status::LineStatus},
    subscriptions::{Effect, Subscription, effect},
};
use time::Date;

use super::{installed, subscription_id};
use crate::{
    app::{order_system::line_number, orders::order_name},
    error::AppError,
    store::{
        Connection, StoreError,
        orders::{Scope, StoredOrder},
        subscriptions::{self, find_by_number},
    },
};

/// An order has been stored that changes or ends a subscription: from now on it is pending, and no other order may
/// take it (TRM-4). Of two that come at the same time, one is refused here.
pub async fn begun(db: &mut Connection, ordered: &Ordered, order_id: i64) -> Result<(), AppError> {
    let Some(id) = subscription_of(ordered) else {
        return Ok(());
    };
    if !subscriptions::take_for_order(db, id, order_id, ordered.kind()).await? {
        return Err(taken(db, id).await?);
    }
    subscriptions::link(db, id, order_id, 1).await?;
    Ok(())
}

/// What the rules would have said, had they seen what has happened since.
async fn taken(db: &mut Connection, id: i64) -> Result<AppError, StoreError> {
    let live = subscriptions::find(db, &Scope::AllPartners, id)
        .await?
        .and_then(|stored| stored.live);
    let finding = |code| Finding::new(code, "subscription.number");
    Ok(AppError::Invalid(vec![match live {
        Some((order, _)) => finding(codes::SUBSCRIPTION_LIVE_ORDER).with("order", order_name(order).as_str()),
        None => finding(codes::SUBSCRIPTION_TERMINATED),
    }]))
}

/// A line of the order has come from one status to another.
pub async fn moved(
    db: &mut Connection,
    (ordered, catalogue): (&Ordered, &Catalogue),
    (order, line): (&StoredOrder, u32),
    (from, to): (LineStatus, LineStatus),
    today: Date,
) -> Result<(), StoreError> {
    let kind = ordered.kind();
    match (effect(kind, from), effect(kind, to)) {
        (None, Some(effect)) => carry_out(db, (ordered, catalogue), (order, line), effect, today).await,
        // It was carried out when it was Finished; Closed says so once more.
        (Some(_), _) => Ok(()),
        (None, None) if to.is_final() => match subscription_of(ordered) {
            Some(id) => subscriptions::let_go(db, id, order.id).await,
            None => Ok(()),
        },
        (None, None) => Ok(()),
    }
}

fn subscription_of(ordered: &Ordered) -> Option<i64> {
    ordered
        .subscription()
        .and_then(|subscription| subscription_id(&subscription.id))
}

async fn carry_out(
    db: &mut Connection,
    (ordered, catalogue): (&Ordered, &Catalogue),
    (order, line): (&StoredOrder, u32),
    effect: Effect,
    today: Date,
) -> Result<(), StoreError> {
    match (effect, ordered) {
        (Effect::Begins, _) => begin(db, (ordered, catalogue), (order, line), today).await,
        (Effect::Changes, Ordered::Change(change)) => {
            let Some(id) = subscription_id(&change.was.id) else {
                return Ok(());
            };
            let becomes = change.change.changed.applied_to(&change.was, catalogue);
            let place = (id, order.company_id.as_str());
            subscriptions::become_changed(db, place, order.id, &installed(&becomes)).await
        }
        (Effect::Ends, Ordered::Termination(termination)) => {
            let Some(id) = subscription_id(&termination.was.id) else {
                return Ok(());
            };
            // TRM-3
            let last_day = termination.termination.run_on.last_day;
            subscriptions::end(db, id, order.id, last_day).await
        }
        (Effect::Changes | Effect::Ends, _) => {
            tracing::error!(order = order.id, "an order has an effect of another kind");
            Ok(())
        }
    }
}

/// What was delivered is installed from today on.
async fn begin(
    db: &mut Connection,
    (ordered, catalogue): (&Ordered, &Catalogue),
    (order, line): (&StoredOrder, u32),
    today: Date,
) -> Result<(), StoreError> {
    let at = usize::try_from(line).unwrap_or_default().checked_sub(1);
    let Some(delivered) = at.and_then(|at| ordered.lines().into_iter().nth(at)) else {
        return Ok(());
    };
    if subscriptions::made_by(db, order.id, line).await?.is_some() {
        return Ok(());
    }
    let product = catalogue.product(ordered.product());
    let subscription = Subscription {
        id: String::new(),
        number: number(db, (ordered, catalogue), &delivered, (order, line)).await?,
        product: ordered.product().to_owned(),
        attributes: ordered.attributes().clone(),
        end_user: delivered.end_user,
        address: delivered.address,
        contact: delivered.contact,
        monthly_rent: product
            .map(|product| line_price(product, ordered.attributes()).monthly)
            .unwrap_or_default(),
        since: today,
        terminated: false,
        live_order: None,
    };
    let id = subscriptions::insert(db, &order.company_id, &installed(&subscription), None).await?;
    subscriptions::link(db, id, order.id, line).await
}

/// What carries telephony is known by its phone number, everything else by its circuit number; so is what would bear
/// the same number as another subscription, as telephony and the broadband on its line do.
async fn number(
    db: &mut Connection,
    (ordered, catalogue): (&Ordered, &Catalogue),
    delivered: &OrderedLine,
    (order, line): (&StoredOrder, u32),
) -> Result<String, StoreError> {
    let circuit = format!("JX{}{line:02}", order.id);
    let by_phone = catalogue.product(ordered.product()).is_some_and(|product| {
        product.access == Some(AccessKind::Shared) || matches!(product.family, Family::Pstn | Family::Isdn)
    });
    if !by_phone {
        return Ok(circuit);
    }
    let typed = ["ported_number", "reserved_number"]
        .iter()
        .find_map(|attribute| ordered.attributes().get(*attribute).cloned());
    let known = match typed {
        Some(number) => Some(number),
        None => line_number(db, &order.company_id, delivered).await?,
    };
    let Some(phone) = known
        .map(|number| number_key(&number))
        .filter(|it| !it.is_empty())
    else {
        return Ok(circuit);
    };
    let taken = find_by_number(db, &order.company_id, &phone).await?;
    Ok(if taken.is_some_and(|other| other.ended.is_none()) {
        circuit
    } else {
        phone
    })
}
