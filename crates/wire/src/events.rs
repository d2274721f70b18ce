//! Server-sent events: what changed, so that a page asks again for what it shows.

use serde::{Deserialize, Serialize};

/// The data of one event; its id is a growing number, for `Last-Event-ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Event {
    /// An order was made or changed.
    Order { id: String, version: i64 },
    /// Events were missed that are no longer kept: ask again for everything that is shown.
    Missed,
}
