//! Saved views of lists.

use axum::http::StatusCode;
use domain::access::Permission;
use wire::lists::{NewView, SavedView};

use crate::{
    app::idempotency::{self, Answer},
    error::AppError,
    http::{body::Submission, current_user::CurrentUser},
    state::AppState,
    store::saved_views::{self, MOST_PER_USER, ViewToStore},
};

/// The lists that have views.
const LISTS: [&str; 1] = ["orders"];
const LONGEST_NAME: usize = 60;
const LONGEST_QUERY: usize = 2000;

pub async fn list(state: &AppState, user: &CurrentUser, list: &str) -> Result<Vec<SavedView>, AppError> {
    user.require(Permission::Follow)?;
    let mut db = state.store.connection().await?;
    Ok(saved_views::visible(&mut db, &user.company_id, &user.id, list).await?)
}

pub async fn save(
    state: &AppState,
    user: &CurrentUser,
    submission: &Submission,
    new: NewView,
) -> Result<Answer, AppError> {
    user.require(Permission::Follow)?;
    let name = new.name.trim();
    if !LISTS.contains(&new.list.as_str()) {
        return Err(AppError::field("list", "view.list_unknown"));
    }
    if name.is_empty() {
        return Err(AppError::field("name", "view.name_missing"));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(AppError::field("name", "view.name_too_long"));
    }
    if new.query.len() > LONGEST_QUERY || new.query.chars().any(char::is_control) {
        return Err(AppError::field("query", "view.query_too_long"));
    }
    let view = ViewToStore {
        id: uuid::Uuid::now_v7().to_string(),
        user_id: user.id.clone(),
        company_id: user.company_id.clone(),
        list: new.list,
        name: name.to_owned(),
        query: new.query,
        shared: new.shared,
    };
    idempotency::once(state, user, submission, StatusCode::CREATED, move |db, now| {
        Box::pin(async move {
            if saved_views::count_of_user(db, &view.user_id).await? >= MOST_PER_USER {
                return Err(AppError::field("name", "view.too_many"));
            }
            saved_views::insert(db, &view, now).await?;
            Ok(SavedView {
                id: view.id,
                list: view.list,
                name: view.name,
                query: view.query,
                shared: view.shared,
                own: true,
            })
        })
    })
    .await
}

/// Removes one of one's own; a colleague's shared view is the colleague's to remove.
pub async fn remove(state: &AppState, user: &CurrentUser, id: String) -> Result<(), AppError> {
    user.require(Permission::Follow)?;
    let user_id = user.id.clone();
    let removed = state
        .store
        .write(move |db| Box::pin(async move { saved_views::delete(db, &user_id, &id).await }))
        .await?;
    if removed {
        Ok(())
    } else {
        Err(AppError::NotFound("view.not_found"))
    }
}
