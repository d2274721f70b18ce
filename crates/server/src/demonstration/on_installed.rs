//! Orders on what is installed: a termination or another speed, judged by the same rules as every other.

use std::sync::Arc;

use domain::{
    calendar::working_days_after,
    catalogue::Catalogue,
    date,
    moment::Moment,
    orders::{Context, Facts, Need, OrderDraft, ReferenceHabits, judge},
    postcode::PostcodeRegister,
    subscriptions::{Found, Subscription, SubscriptionRef},
};
use time::Date;

use super::{
    life::{self, Fate},
    users,
};
use crate::{
    app::orders::store_new::{Made, store_new},
    error::AppError,
    state::AppState,
    store::Connection,
};

/// What is ordered on a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Termination,
    Speed,
}

/// So long ago they were sent: in work, and not done.
const SENT_SECONDS_AGO: i64 = 540;
/// From the day they are sent to the wanted one, in working days.
const AHEAD: u16 = 6;

/// What judging an order takes.
#[derive(Clone, Debug)]
pub struct World {
    catalogue: Arc<Catalogue>,
    postcodes: Arc<PostcodeRegister>,
    now: Moment,
    today: Date,
}

impl World {
    pub fn of(state: &AppState) -> Self {
        Self {
            catalogue: state.catalogue.clone(),
            postcodes: state.postcodes.clone(),
            now: state.clock.now(),
            today: state.clock.today(),
        }
    }
}

/// Orders it, and lets the order live until now.
pub async fn order(
    db: &mut Connection,
    world: &World,
    wanted: Wanted,
    company_id: &str,
    installed: &Subscription,
) -> Result<(), AppError> {
    let context = Context {
        today: world.today,
        now: world.now,
        catalogue: &world.catalogue,
        postcodes: &world.postcodes,
        facts: &Facts::default(),
        habits: &ReferenceHabits::default(),
    };
    let Some(draft) = draft(world, wanted, installed) else {
        return Ok(());
    };
    let verdict = judge(&draft, &Found::One(installed), &context);
    let ordered = match verdict.valid {
        Some(ordered) => ordered,
        None => {
            let codes: Vec<_> = verdict
                .findings
                .iter()
                .map(|finding| finding.code.as_str())
                .collect();
            tracing::debug!(?codes, "an invented order does not follow the rules");
            return Ok(());
        }
    };
    let orderer = users::orderers()
        .into_iter()
        .find(|user| user.company == company_id);
    let Some(user) = orderer else { return Ok(()) };
    let made = Made {
        company_id: user.company.to_owned(),
        user_id: user.user_name.to_owned(),
        user_name: user.display_name.to_owned(),
        at: world.now.plus_seconds(-SENT_SECONDS_AGO),
    };
    let id = store_new(db, ordered, Vec::new(), &made).await?;
    life::live(db, &world.catalogue, id, &made, Fate::AllIsWell, world.now).await
}

/// None where there is no other speed.
fn draft(world: &World, wanted: Wanted, installed: &Subscription) -> Option<OrderDraft> {
    let day = working_days_after(world.today, AHEAD);
    let mut draft = OrderDraft {
        requested_date: date::format(day),
        customer_order_ref: format!("PO-{}", installed.number),
        subscription: SubscriptionRef {
            number: installed.number.clone(),
            confirmed: true,
        },
        ..OrderDraft::default()
    };
    match wanted {
        Wanted::Termination => draft.need = Need::Terminate.as_str().to_owned(),
        Wanted::Speed => {
            draft.need = Need::Change.as_str().to_owned();
            draft.change.what = "speed".to_owned();
            draft.attributes = installed.attributes.clone();
            let attribute = world.catalogue.product(&installed.product)?.attribute("speed")?;
            let has = installed.attributes.get("speed");
            let other = attribute
                .choices
                .iter()
                .find(|choice| Some(&choice.code) != has)?;
            draft.attributes.insert("speed".to_owned(), other.code.clone());
        }
    }
    Some(draft)
}
