//! A list as a file for spreadsheets: exactly what is filtered, all of it. Its rows are the same in every kind of file, and are
//! read a batch at a time.

pub mod csv;
pub mod xlsx;

use async_stream::try_stream;
use async_trait::async_trait;
use domain::money::Ore;
use futures::Stream;
use texts::{Key, Language};
use time::Date;

use crate::{
    app::lists::{self, LARGEST_PAGE, Wanted},
    error::AppError,
    state::AppState,
    store::{
        keyset::{self, List, Listed, Position},
        orders::Scope,
    },
};

/// A column of a list's file, under the name that the list's address has for it.
pub trait Column: Copy + PartialEq + Send + Sync + 'static {
    type List: List;
    /// A row as the list shows it.
    type Shown;

    const ALL: &'static [Self];
    /// Told to the operator alone: a partner has one company only.
    const OF_THE_OPERATOR: Self;

    fn name(self) -> &'static str;

    fn title(self) -> Key;

    fn shown(item: <Self::List as List>::Item, scope: &Scope) -> Self::Shown;

    fn cell(self, shown: &Self::Shown, state: &AppState, language: Language) -> Cell;
}

/// What stands in a cell. Each kind of file has its own way to write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Written by people, or a name of ours: never a number, and never run.
    Text(String),
    Day(Date),
    Whole(i64),
    Money(Ore),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn text_or_nothing(text: Option<String>) -> Self {
        Self::Text(text.unwrap_or_default())
    }

    pub fn day_or_nothing(day: Option<Date>) -> Self {
        day.map_or_else(|| Self::text(""), Self::Day)
    }

    /// The name of a product; its code when there is no such product any more.
    pub fn product(state: &AppState, code: &str, language: Language) -> Self {
        Self::text(match (state.catalogue.product(code), language) {
            (Some(product), Language::Norwegian) => product.name.nb.as_str(),
            (Some(product), Language::English) => product.name.en.as_str(),
            (None, _) => code,
        })
    }
}

/// A list as it is asked for.
#[async_trait]
pub trait Table: Send + Sync + 'static {
    type Row: Send;

    fn titles(&self) -> Vec<String>;

    /// How many rows there are, counted up to one more than [`crate::store::keyset::COUNTED_AT_MOST`].
    async fn count(&self) -> Result<u32, AppError>;

    /// Some of the rows after a position; none after the last.
    async fn batch(&self, after: Option<Position>) -> Result<Vec<Listed<Self::Row>>, AppError>;

    fn cells(&self, row: Self::Row) -> Vec<Cell>;
}

/// All that a list's filters leave, from the first page on.
pub struct Whole<C: Column> {
    pub state: AppState,
    pub wanted: Wanted<C::List>,
    pub columns: Vec<C>,
    pub language: Language,
}

impl<C: Column> Whole<C> {
    fn scope(&self) -> &Scope {
        C::List::scope(&self.wanted.filters)
    }
}

#[async_trait]
impl<C: Column> Table for Whole<C> {
    type Row = <C::List as List>::Item;

    fn titles(&self) -> Vec<String> {
        let title = |column: &C| texts::text(self.language, column.title()).to_owned();
        self.columns.iter().map(title).collect()
    }

    async fn count(&self) -> Result<u32, AppError> {
        let filters = self.wanted.filters.clone();
        let counting = self.state.store.read(move |db| {
            Box::pin(async move { Ok::<_, AppError>(keyset::count::<C::List>(db, &filters).await?) })
        });
        counting.await
    }

    async fn batch(&self, after: Option<Position>) -> Result<Vec<Listed<Self::Row>>, AppError> {
        let (filters, sort) = (self.wanted.filters.clone(), self.wanted.paging.sort);
        let reading = self.state.store.read(move |db| {
            Box::pin(async move {
                let page = keyset::page::<C::List>(db, &filters, (sort, after.as_ref(), LARGEST_PAGE));
                Ok::<_, AppError>(page.await?)
            })
        });
        reading.await
    }

    fn cells(&self, item: Self::Row) -> Vec<Cell> {
        let shown = C::shown(item, self.scope());
        let columns = self.columns.iter();
        columns
            .map(|column| column.cell(&shown, &self.state, self.language))
            .collect()
    }
}

/// All rows, in the order of the list.
fn batches(table: impl Table) -> impl Stream<Item = Result<Vec<Vec<Cell>>, AppError>> + Send {
    try_stream! {
        let mut after = None;
        loop {
            let rows = table.batch(after).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.position.clone());
            let rows: Vec<_> = rows.into_iter().map(|row| table.cells(row.item)).collect();
            yield rows;
        }
    }
}

/// The columns that are asked for, in that order; all of them when none is.
pub fn columns<C: Column>(asked: &str, scope: &Scope) -> Result<Vec<C>, AppError> {
    let visible = |column: &C| *column != C::OF_THE_OPERATOR || scope.names_companies();
    let names: Vec<&str> = lists::names(asked).collect();
    if names.is_empty() {
        return Ok(C::ALL.iter().copied().filter(visible).collect());
    }
    let named = |name: &&str| C::ALL.iter().copied().find(|column| column.name() == *name);
    let found = names.iter().map(named).collect::<Option<Vec<_>>>();
    let found = found.ok_or_else(|| lists::unknown("columns"))?;
    Ok(found.into_iter().filter(visible).collect())
}

#[cfg(test)]
mod invented {
    //! A list that is made up as it is read.

    use super::*;

    /// So many rows, whatever it says of their number.
    pub struct Invented {
        pub said: u32,
        pub rows: i64,
    }

    const BATCH: i64 = 3;

    #[async_trait]
    impl Table for Invented {
        type Row = i64;

        fn titles(&self) -> Vec<String> {
            vec!["Nummer".to_owned(), "Navn".to_owned()]
        }

        async fn count(&self) -> Result<u32, AppError> {
            Ok(self.said)
        }

        async fn batch(&self, after: Option<Position>) -> Result<Vec<Listed<i64>>, AppError> {
            let from = after.map_or(0, |after| after.id + 1);
            let listed = |id| Listed {
                item: id,
                position: Position {
                    value: String::new(),
                    id,
                },
            };
            Ok((from..self.rows.min(from + BATCH)).map(listed).collect())
        }

        fn cells(&self, row: i64) -> Vec<Cell> {
            vec![Cell::Whole(row), Cell::text("=1+1")]
        }
    }
}
