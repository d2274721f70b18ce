//! Files of the user's that have not been uploaded, sealed in this browser, in pieces (OFF-1).

use std::{cell::RefCell, collections::BTreeMap};

use leptos::logging::warn;
use serde::{Deserialize, Serialize};

use crate::offline::{
    database::{self, FILE_PIECES},
    store::{self, FILES, StoreError},
    vault,
};

/// So much is sealed, kept and sent at a time.
pub const PIECE: usize = 256 << 10;

/// A file that is to be uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: String,
    pub user: String,
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// By the browser's clock: who was added first goes first.
    pub kept_at: i64,
    /// The backend would not have it, for this reason; it is not sent again.
    #[serde(default)]
    pub refused: Option<String>,
}

thread_local! {
    /// Contents that the browser would not keep: they are sent as long as the page lives.
    static REMEMBERED: RefCell<BTreeMap<String, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

fn piece_id(id: &str, number: usize) -> String {
    format!("{id}/{number}")
}

fn pieces(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or_default().div_ceil(PIECE)
}

/// Keeps a file. The contents come first, so that what is known to be kept is whole.
pub async fn keep(kept: &Kept, content: Vec<u8>) -> Result<(), StoreError> {
    vault::settled().await;
    let written = async {
        for (number, piece) in content.chunks(PIECE).enumerate() {
            let record = vault::seal(FILE_PIECES, &piece_id(&kept.id, number), piece).await?;
            database::put(FILE_PIECES, &record).await?;
        }
        Ok::<_, StoreError>(())
    };
    if let Err(error) = written.await {
        if error.is_locked() {
            return Err(error);
        }
        warn!("a file is only remembered: {}", error.0);
        REMEMBERED.with_borrow_mut(|all| all.insert(kept.id.clone(), content));
    }
    // The store itself remembers and says what it cannot write.
    if let Err(error) = store::put(FILES, &kept.id, kept).await {
        warn!("a file's record is only remembered: {}", error.0);
    }
    Ok(())
}

/// Those of this user, the one that was added first first.
pub async fn all(user: &str) -> Result<Vec<Kept>, StoreError> {
    let mut all: Vec<Kept> = store::all(FILES).await?;
    all.retain(|kept| kept.user == user);
    all.sort_by_key(|kept| kept.kept_at);
    Ok(all)
}

/// The bytes from here to the end of the piece that they lie in; none when they are not here.
pub async fn bytes_from(id: &str, offset: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    let (number, within) = (offset / PIECE, offset % PIECE);
    let remembered = REMEMBERED.with_borrow(|all| {
        let content = all.get(id)?;
        content.chunks(PIECE).nth(number).map(<[u8]>::to_vec)
    });
    let piece = match remembered {
        Some(piece) => Some(piece),
        None => {
            let record = database::get(FILE_PIECES, &piece_id(id, number)).await?;
            vault::must_be_open()?;
            vault::unseal(FILE_PIECES, &record).await
        }
    };
    Ok(piece.map(|mut piece| piece.split_off(within.min(piece.len()))))
}

/// It is uploaded, or not wanted any more. The record goes first, so that nobody looks for pieces that are gone.
pub async fn forget(kept: &Kept) -> Result<(), StoreError> {
    store::delete(FILES, &kept.id).await?;
    if REMEMBERED.with_borrow_mut(|all| all.remove(&kept.id)).is_some() {
        return Ok(());
    }
    for number in 0..pieces(kept.bytes) {
        database::delete(FILE_PIECES, &piece_id(&kept.id, number)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ORD-9
    #[test]
    fn a_file_is_cut_into_pieces_and_the_last_may_be_short() {
        let piece = u64::try_from(PIECE).unwrap_or_default();
        assert_eq!([1, piece, piece + 1, 40 * piece].map(pieces), [1, 1, 2, 40]);
    }
}
