//! What went wrong with a request, in words that say what to do.

use domain::{
    finding::{Param, Params},
    orders::status::LineStatus,
};
use texts::{Key, Language, fill, message, text};

use wire::problem::Problem;

use crate::api::client::ApiError;

/// One or two sentences for the user.
pub fn explain(language: Language, error: &ApiError) -> String {
    match error {
        ApiError::Offline => text(language, Key::ProblemOffline).to_owned(),
        ApiError::Timeout => text(language, Key::ProblemTimeout).to_owned(),
        ApiError::Malformed(_) => text(language, Key::ProblemMalformed).to_owned(),
        // The backend found something wrong with what was sent, and says with which field.
        ApiError::Problem(problem) if problem.status == 422 && !problem.fields.is_empty() => {
            let texts = problem
                .fields
                .iter()
                .map(|finding| message(language, &finding.code, &finding.params));
            texts.collect::<Vec<_>>().join(" ")
        }
        ApiError::Problem(problem) => {
            let seconds = problem.retry_after.map_or(0, i64::from);
            let values = Params::from([
                ("seconds".to_owned(), Param::Number(seconds)),
                ("status".to_owned(), Param::Number(i64::from(problem.status))),
                ("request_id".to_owned(), Param::Text(problem.request_id.clone())),
            ]);
            let known = Key::named(&format!("problem.{}", problem.code)).filter(|_| !problem.code.is_empty());
            if known.is_none()
                && let Some(refused) = refused_by_status(language, problem)
            {
                return refused;
            }
            fill(
                language,
                known.unwrap_or_else(|| by_status(problem.status)),
                &values,
            )
        }
    }
}

/// Why a line does not go where it was to go, in the words of its button (CHG-1, CAN-1).
fn refused_by_status(language: Language, problem: &Problem) -> Option<String> {
    let key = Key::named(&format!("reason.{}", problem.code)).filter(|_| problem.status == 409)?;
    let status = problem.current.as_ref().and_then(|current| current.get("status"));
    let status = status.and_then(|status| LineStatus::from_code(status.as_str()?));
    let shown = status.map_or("", LineStatus::shown_as).to_owned();
    let values = Params::from([("status".to_owned(), Param::Text(shown))]);
    Some(fill(language, key, &values))
}

/// For a code that this version does not know.
fn by_status(status: u16) -> Key {
    match status {
        401 => Key::ProblemSessionRequired,
        403 => Key::ProblemForbidden,
        404 => Key::ProblemNotFound,
        409 => Key::ProblemConflict,
        412 => Key::ProblemChanged,
        413 => Key::ProblemTooLarge,
        429 => Key::ProblemTooMany,
        503 => Key::ProblemAway,
        _ => Key::ProblemUnknown,
    }
}
