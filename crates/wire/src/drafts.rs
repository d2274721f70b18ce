//! The server's copy of drafts: it follows its user to another browser. The contents belong to the form alone; the
//! backend keeps them unread.

use domain::moment::Moment;
use serde::{Deserialize, Serialize};

/// A draft as it is kept for its user and for nobody else. Its version is the `ETag`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftView {
    /// The UUID that the browser gave it.
    pub id: String,
    /// `order`
    pub kind: String,
    pub version: i64,
    pub updated_at: Moment,
    /// Browser and system that saved it last, as it named itself.
    pub device: String,
    /// What is typed: a JSON object.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: serde_json::Value,
}

/// One's own drafts, the one changed last first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Drafts {
    pub items: Vec<DraftView>,
}

/// What is put under a draft's id.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftToSave {
    /// One to 40 small letters and `_`.
    pub kind: String,
    /// A JSON object of at most 256 KiB.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: serde_json::Value,
}

/// The answer to a saved draft. It repeats nothing of what is typed, for answers are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftSaved {
    pub id: String,
    pub version: i64,
    pub updated_at: Moment,
}

/// `current` of the 409 `draft.ordered`: the order that was made of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftOrdered {
    /// `1-20418`
    pub order: String,
}

/// What is typed stays out of every log.
impl std::fmt::Debug for DraftView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftView")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("version", &self.version)
            .field("updated_at", &self.updated_at)
            .finish_non_exhaustive()
    }
}

/// What is typed stays out of every log.
impl std::fmt::Debug for DraftToSave {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftToSave")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
