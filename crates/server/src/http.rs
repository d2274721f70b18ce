//! What stands around every handler: the envelope of a request, security, who asks, and what is submitted.

pub mod api_document;
pub mod assets;
pub mod bearer;
pub mod body;
pub mod current_user;
pub mod envelope;
pub mod health;
pub mod metrics;
pub mod router;
pub mod security;
pub mod serving;
pub mod version;
