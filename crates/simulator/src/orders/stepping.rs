//! Moves orders on: by themselves, a step every so often, or when told to.

use std::sync::Arc;

use super::events;
use super::order::Order;
use crate::behaviour::Course;
use crate::world::{World, lock};

/// How much longer a slow order rests between two steps.
const SLOWER: u32 = 5;

/// Starts an order on its way, unless orders move only when told to.
pub fn begin(world: &Arc<World>, id: String, course: Course) {
    let Some(step) = world.config.step else { return };
    let rest = if course == Course::TakesItsTime {
        step * SLOWER
    } else {
        step
    };
    let world = Arc::clone(world);
    tokio::spawn(async move { while world.rest(rest).await && step_one(&world, &id) != Moved::Ended {} });
}

#[derive(Debug, PartialEq, Eq)]
enum Moved {
    Yes,
    /// Waits for the caller or for people.
    Waits,
    /// Final, or forgotten.
    Ended,
}

/// One step of one order. The message is put in line under the same lock, so that messages leave in the order of the changes.
fn step_one(world: &Arc<World>, id: &str) -> Moved {
    let mut orders = lock(&world.orders);
    let Some(order) = orders.get_mut(id) else {
        return Moved::Ended;
    };
    match order.step(&world.calendar) {
        Some(change) => {
            events::tell(world, order, change);
            Moved::Yes
        }
        None if order.state.is_final() => Moved::Ended,
        None => Moved::Waits,
    }
}

/// One step of one order, or of all; says how many moved.
pub fn step_all(world: &Arc<World>, external_id: Option<&str>) -> usize {
    let ids = {
        let orders = lock(&world.orders);
        match external_id {
            Some(external_id) => orders
                .by_external_id(external_id)
                .map(|order: &Order| order.id.clone())
                .into_iter()
                .collect(),
            None => orders.ids(),
        }
    };
    ids.iter().filter(|id| step_one(world, id) == Moved::Yes).count()
}
