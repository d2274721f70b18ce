//! A list as a file to download.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use futures::TryStreamExt as _;
use serde::Deserialize;
use texts::Language;

use crate::{
    app::{
        export::{
            self, Column, Table, Whole, csv,
            xlsx::{self, MOST_ROWS},
        },
        lists::Wanted,
    },
    error::AppError,
    state::AppState,
    store::keyset::List as _,
};

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `nb` or `en`, for the headings
    pub lang: String,
    /// Columns by their names in the list, separated by commas, in this order; all when empty
    pub columns: String,
}

/// The whole of a list, with the columns and in the language that are asked for.
pub fn whole<C: Column>(
    state: AppState,
    wanted: Wanted<C::List>,
    asked: &ExportQuery,
) -> Result<Whole<C>, AppError> {
    Ok(Whole {
        state,
        columns: export::columns(&asked.columns, C::List::scope(&wanted.filters))?,
        wanted,
        language: Language::from_tag(&asked.lang).unwrap_or_default(),
    })
}

/// Sent as it is read; a failure breaks it off.
pub fn csv(file_name: &'static str, table: impl Table) -> Response {
    let rows = csv::file(table).map_err(|error| {
        tracing::error!(?error, "an export broke off");
        std::io::Error::other("the export broke off")
    });
    download("text/csv; charset=utf-8", file_name, Body::from_stream(rows))
}

/// Sent when it is whole; a list that is too long is refused.
pub async fn xlsx(file_name: &'static str, sheet: &str, table: impl Table) -> Result<Response, AppError> {
    let file = xlsx::file(table, sheet, MOST_ROWS).await?;
    Ok(download(workbook::MEDIA_TYPE, file_name, Body::from(file)))
}

fn download(media_type: &'static str, file_name: &'static str, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        ),
    ];
    (headers, body).into_response()
}
