//! Lists as files.

use super::client::{ApiError, Call};

/// The file that the backend makes at this address. Some thousand rows take it a moment.
pub async fn file(address: &str) -> Result<Vec<u8>, ApiError> {
    Call::get(address).patient().receive_bytes().await
}
