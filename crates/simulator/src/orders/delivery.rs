//! Brings messages to their subscribers: in order for each order, again and again until they are taken, or wrongly on purpose.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::Deserialize;
use tokio::sync::mpsc;

use crate::world::{World, lock};

/// How messages are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Telling {
    #[default]
    Normal,
    Silent,
    /// Each message three times.
    Repeated,
    /// In pairs, the later one first.
    OutOfOrder,
    /// A cut-off copy before each message.
    Malformed,
    /// Each message twice, and in pairs the later one first.
    Confused,
}

/// Who wants to hear.
pub struct Hub {
    pub id: String,
    pub callback: reqwest::Url,
    pub token: Option<String>,
}

/// Everything on its way.
#[derive(Default)]
pub struct Delivery {
    pub telling: Telling,
    pub hubs: Vec<Hub>,
    /// One line of messages for each subscription and order.
    pub queues: HashMap<(String, String), Queue>,
}

pub struct Queue {
    messages: mpsc::UnboundedSender<Message>,
    /// The earlier message of a pair, kept until the later one has gone.
    kept: Option<String>,
}

#[derive(Debug, Clone)]
struct Message {
    body: String,
    /// Sent cut off, and once only.
    broken: bool,
}

/// Puts a message in line for every subscriber. `rests`: nothing follows soon, so nothing is kept back.
pub fn send(world: &Arc<World>, order: &str, body: String, own_manner: Option<Telling>, rests: bool) {
    let mut delivery = lock(&world.delivery);
    let telling = own_manner.unwrap_or(delivery.telling);
    if telling == Telling::Silent {
        return;
    }
    let hubs: Vec<String> = delivery.hubs.iter().map(|hub| hub.id.clone()).collect();
    for hub in hubs {
        let key = (hub.clone(), order.to_owned());
        let queue = delivery.queues.entry(key).or_insert_with(|| begin(world, hub));
        queue.put(body.clone(), telling, rests);
    }
}

/// No more messages will come of this order: its lines end when they are empty.
pub fn end(world: &World, order: &str) {
    lock(&world.delivery).queues.retain(|(_, of), _| of != order);
}

impl Queue {
    fn put(&mut self, body: String, telling: Telling, rests: bool) {
        let pairs = matches!(telling, Telling::OutOfOrder | Telling::Confused);
        match self.kept.take() {
            None if pairs && !rests => {
                self.kept = Some(body);
            }
            None => self.pass_on(body, telling),
            Some(earlier) if pairs => {
                self.pass_on(body, telling);
                self.pass_on(earlier, telling);
            }
            Some(earlier) => {
                self.pass_on(earlier, telling);
                self.pass_on(body, telling);
            }
        }
    }

    fn pass_on(&self, body: String, telling: Telling) {
        let times = match telling {
            Telling::Repeated => 3,
            Telling::Confused => 2,
            Telling::Normal | Telling::Silent | Telling::OutOfOrder | Telling::Malformed => 1,
        };
        let broken = Message {
            body: body.clone(),
            broken: true,
        };
        let whole = std::iter::repeat_n(Message { body, broken: false }, times);
        let messages = (telling == Telling::Malformed)
            .then_some(broken)
            .into_iter()
            .chain(whole);
        for message in messages {
            // The other end is gone only when the simulator stops.
            let _stopping = self.messages.send(message);
        }
    }
}

/// A line of messages and the task that brings them, one after the other.
fn begin(world: &Arc<World>, hub: String) -> Queue {
    let (messages, mut waiting) = mpsc::unbounded_channel::<Message>();
    let world = Arc::clone(world);
    tokio::spawn(async move {
        loop {
            let message = tokio::select! {
                message = waiting.recv() => message,
                () = world.stopped() => None,
            };
            let Some(message) = message else { return };
            if !bring(&world, &hub, &message).await {
                return;
            }
        }
    });
    Queue { messages, kept: None }
}

/// Sends until it is taken; `false` when there is nobody left to send to.
async fn bring(world: &World, hub: &str, message: &Message) -> bool {
    let mut rest = world.config.retry_first;
    loop {
        let target = lock(&world.delivery)
            .hubs
            .iter()
            .find(|known| known.id == hub)
            .map(|known| (known.callback.clone(), known.token.clone()));
        let Some((callback, token)) = target else {
            return false;
        };
        let body = if message.broken {
            cut(&message.body)
        } else {
            message.body.clone()
        };
        let mut request = world
            .client
            .post(callback)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let status = request.send().await.map(|response| response.status());
        let taken = status.is_ok_and(|status| status.is_success() || status == StatusCode::GONE);
        if taken || message.broken {
            return true;
        }
        if !world.rest(rest).await {
            return false;
        }
        rest = (rest * 2).min(world.config.retry_at_most);
    }
}

/// The first half, on a whole character.
fn cut(body: &str) -> String {
    body.chars().take(body.chars().count() / 2).collect()
}
