//! `/api/v1/views`: saved views of lists

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    lists::{NewView, SavedView},
    paths,
    problem::Problem,
};

use crate::{
    app::{idempotency::Answer, views},
    error::AppError,
    http::{body::Submitted, current_user::CurrentUser},
    state::AppState,
};

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_views, create_view))
        .routes(routes!(delete_view))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ViewQuery {
    /// The list whose views are wanted: `orders`
    list: String,
}

/// One's own views of a list, and those that colleagues share.
#[utoipa::path(get, path = paths::VIEWS, tag = "views", params(ViewQuery), responses(
    (status = 200, body = Vec<SavedView>), (status = 401, body = Problem),
))]
async fn list_views(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(query): Query<ViewQuery>,
) -> Result<Json<Vec<SavedView>>, AppError> {
    Ok(Json(views::list(&state, &user, &query.list).await?))
}

/// Save a view.
#[utoipa::path(post, path = paths::VIEWS, tag = "views", request_body = NewView,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 201, body = SavedView), (status = 401, body = Problem), (status = 422, body = Problem),
))]
async fn create_view(
    State(state): State<AppState>,
    user: CurrentUser,
    Submitted { body, submission }: Submitted<NewView>,
) -> Result<Answer, AppError> {
    views::save(&state, &user, &submission, body).await
}

/// Remove one of one's own views.
#[utoipa::path(delete, path = paths::VIEW, tag = "views", params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn delete_view(
    State(state): State<AppState>,
    user: CurrentUser,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    views::remove(&state, &user, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
