//! The operator's order system: takes orders, moves them on, and tells of it.

mod change;
mod course;
mod delivery;
mod events;
mod http;
mod order;
mod stepping;

use std::collections::HashMap;

pub use delivery::{Delivery, Telling};
pub use http::routes;
pub use order::Order;
pub use stepping::step_all;

/// All orders, by their id and by the caller's own.
#[derive(Default)]
pub struct Orders {
    by_id: HashMap<String, Order>,
    by_external_id: HashMap<String, String>,
}

impl Orders {
    pub fn get(&self, id: &str) -> Option<&Order> {
        self.by_id.get(id)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Order> {
        self.by_id.get_mut(id)
    }

    pub fn by_external_id(&self, external_id: &str) -> Option<&Order> {
        self.by_id.get(self.by_external_id.get(external_id)?)
    }

    pub fn insert(&mut self, order: Order) {
        self.by_external_id
            .insert(order.external_id.clone(), order.id.clone());
        self.by_id.insert(order.id.clone(), order);
    }

    pub fn ids(&self) -> Vec<String> {
        self.by_id.keys().cloned().collect()
    }
}
