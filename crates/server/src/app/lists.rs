//! What the address of every list says: sort, how many rows, and where the page before ended.

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use wire::lists::Page;

use crate::{
    error::AppError,
    state::AppState,
    store::{
        keyset::{self, COUNTED_AT_MOST, List, Listed, Position, Sort, SortColumn},
        orders::Scope,
    },
};

pub const LARGEST_PAGE: u32 = 200;
const USUAL_PAGE: u32 = 50;

/// A page that is asked for, understood.
#[derive(Clone, Debug)]
pub struct Paging<By> {
    pub sort: Sort<By>,
    pub limit: u32,
    pub after: Option<Position>,
}

/// A list that is asked for, understood.
#[derive(Debug)]
pub struct Wanted<L: List> {
    pub filters: L::Filters,
    pub paging: Paging<L::SortBy>,
}

/// The page that is wanted, each row as `view` shows it to who sees so much.
pub async fn page<L: List, View>(
    state: &AppState,
    wanted: Wanted<L>,
    view: impl Fn(L::Item, &Scope) -> View,
) -> Result<Page<View>, AppError> {
    let Wanted { filters, paging } = wanted;
    let scope = L::scope(&filters).clone();
    let asked = paging.clone();
    let reading = state.store.read(move |db| {
        Box::pin(async move {
            let after = asked.after.as_ref();
            // One more than is shown tells whether there is a page after it.
            let rows = keyset::page::<L>(db, &filters, (asked.sort, after, asked.limit + 1)).await?;
            let found = keyset::count::<L>(db, &filters).await?;
            Ok::<_, AppError>((rows, found))
        })
    });
    let (rows, found) = reading.await?;
    paging.page(rows, found, |item| view(item, &scope))
}

/// A cursor holds for the sort that it was made with.
#[derive(Serialize, Deserialize)]
struct Cursor {
    sort: String,
    position: Position,
}

impl<By: SortColumn> Paging<By> {
    /// `usual` is the sort of a list that names none.
    pub fn understand(
        sort: &str,
        usual: Sort<By>,
        limit: Option<u32>,
        after: &str,
    ) -> Result<Self, AppError> {
        let sort = understand_sort(sort, usual).ok_or_else(|| unknown("sort"))?;
        Ok(Self {
            sort,
            limit: limit.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE),
            after: understand_cursor(after, sort).ok_or_else(|| unknown("after"))?,
        })
    }

    /// The page, of rows of which one more was asked for than it has room for, and of how many match in all.
    pub fn page<T, View>(
        &self,
        mut rows: Vec<Listed<T>>,
        found: u32,
        view: impl Fn(T) -> View,
    ) -> Result<Page<View>, AppError> {
        let fits = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > fits;
        rows.truncate(fits);
        let next = match rows.last().filter(|_| more) {
            Some(Listed { position, .. }) => Some(cursor(self.sort, position.clone())?),
            None => None,
        };
        Ok(Page {
            items: rows.into_iter().map(|row| view(row.item)).collect(),
            next,
            total: u64::from(found.min(COUNTED_AT_MOST)),
            total_is_estimate: found > COUNTED_AT_MOST,
        })
    }
}

/// A filter, sort or page that there is not.
pub fn unknown(field: &str) -> AppError {
    AppError::field(field, "list.filter_unknown")
}

/// Several names with commas between.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn understand_sort<By: SortColumn>(text: &str, usual: Sort<By>) -> Option<Sort<By>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(usual);
    }
    let (name, descending) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let by = By::ALL.iter().copied().find(|by| by.name() == name)?;
    Some(Sort { by, descending })
}

fn sort_name<By: SortColumn>(sort: Sort<By>) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.by.name())
}

/// The outer option says whether it could be understood, the inner whether there is one.
fn understand_cursor<By: SortColumn>(text: &str, sort: Sort<By>) -> Option<Option<Position>> {
    if text.is_empty() {
        return Some(None);
    }
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .ok()?;
    let cursor: Cursor = serde_json::from_slice(&bytes).ok()?;
    (cursor.sort == sort_name(sort)).then_some(Some(cursor.position))
}

fn cursor<By: SortColumn>(sort: Sort<By>, position: Position) -> Result<String, AppError> {
    let json = serde_json::to_vec(&Cursor {
        sort: sort_name(sort),
        position,
    })
    .map_err(AppError::internal)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json))
}
