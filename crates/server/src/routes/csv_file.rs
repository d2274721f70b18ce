//! A list as a file to download.

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use futures::{Stream, TryStreamExt as _};
use serde::Deserialize;

use crate::error::AppError;

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
pub fn download(
    file_name: &'static str,
    rows: impl Stream<Item = Result<String, AppError>> + Send + 'static,
) -> Response {
    let rows = rows.map_err(|error| {
        tracing::error!(?error, "an export broke off");
        std::io::Error::other("the export broke off")
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        ),
    ];
    (headers, Body::from_stream(rows)).into_response()
}
