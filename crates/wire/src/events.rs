//! Server-sent events: what changed, so that a page asks again for what it shows.

use serde::{Deserialize, Serialize};

/// The data of one event; its id is a growing number, for `Last-Event-ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Event {
    /// An order was made or changed.
    Order { id: String, version: i64 },
    /// The server's copy of one of the user's own drafts was saved, or is gone when there is no version.
    Draft {
        id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<i64>,
    },
    /// Events were missed that are no longer kept: ask again for everything that is shown.
    Missed,
}
