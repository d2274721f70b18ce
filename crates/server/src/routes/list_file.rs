//! A list as a file to download.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use futures::TryStreamExt as _;
use serde::Deserialize;

use crate::{
    app::export::{
        Table, csv,
        xlsx::{self, MOST_ROWS},
    },
    error::AppError,
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
