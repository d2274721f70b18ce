//! Bytes of the key's own cipher, made beforehand for what must be sealed without a moment's wait (`last_words.rs`).

use super::{key, subtle};
use crate::offline::store::StoreError;

/// A number for a new pad, never used before.
pub fn number() -> Result<Vec<u8>, StoreError> {
    Ok(subtle::random::<{ subtle::IV_BYTES }>()?.to_vec())
}

/// The pad of this number: the same each time, for whoever holds the key.
pub async fn make(number: &[u8], length: usize) -> Result<Vec<u8>, StoreError> {
    Ok(subtle::stream(&key()?.handle, number, length).await?)
}
