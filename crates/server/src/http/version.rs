//! Versions on the wire: a case's version is its `ETag`, and what a change was based on comes as `If-Match`.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::error::AppError;

/// What a write says it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// `If-None-Match: *`: nothing; it is to be made.
    Absent,
    /// `If-Match: "3"`
    Version(i64),
}

pub fn entity_tag(version: i64) -> Result<HeaderValue, AppError> {
    HeaderValue::from_str(&format!("\"{version}\"")).map_err(AppError::internal)
}

/// The version of `If-Match`, which must be there.
pub fn seen_version(headers: &HeaderMap) -> Result<i64, AppError> {
    optional_version(headers)?.ok_or(AppError::PreconditionRequired)
}

/// The version of `If-Match`, when it is there.
pub fn optional_version(headers: &HeaderMap) -> Result<Option<i64>, AppError> {
    let Some(tag) = text(headers, &header::IF_MATCH)? else {
        return Ok(None);
    };
    // `*` would match whatever is there, which is overwriting unseen.
    let digits = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    match digits.parse() {
        Ok(version) if version > 0 => Ok(Some(version)),
        _ => Err(AppError::Malformed("version.malformed")),
    }
}

/// Exactly one of `If-None-Match: *` and `If-Match`.
pub fn precondition(headers: &HeaderMap) -> Result<Precondition, AppError> {
    match (text(headers, &header::IF_NONE_MATCH)?, optional_version(headers)?) {
        (None, Some(version)) => Ok(Precondition::Version(version)),
        (Some("*"), None) => Ok(Precondition::Absent),
        (Some(_), _) => Err(AppError::Malformed("version.malformed")),
        (None, None) => Err(AppError::PreconditionRequired),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h str>, AppError> {
    headers
        .get(name)
        .map(|value| value.to_str().map(str::trim))
        .transpose()
        .map_err(|_| AppError::Malformed("version.malformed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(HeaderName, &'static str)]) -> Result<Precondition, AppError> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        precondition(&headers.collect())
    }

    #[test]
    fn a_write_says_what_it_has_seen_or_that_there_is_nothing() {
        assert_eq!(
            read(&[(header::IF_MATCH, "\"3\"")]).unwrap(),
            Precondition::Version(3)
        );
        assert_eq!(
            read(&[(header::IF_MATCH, "W/\"3\"")]).unwrap(),
            Precondition::Version(3)
        );
        assert_eq!(
            read(&[(header::IF_NONE_MATCH, "*")]).unwrap(),
            Precondition::Absent
        );
        assert!(matches!(read(&[]), Err(AppError::PreconditionRequired)));
    }

    /// OFF-5
    #[test]
    fn nothing_is_overwritten_unseen() {
        for wrong in [
            "*",
            "\"*\"",
            "0",
            "-1",
            "\"\"",
            "\"1\", \"2\"",
            "9223372036854775808",
        ] {
            let read = read(&[(header::IF_MATCH, wrong)]);
            assert!(matches!(read, Err(AppError::Malformed(_))), "{wrong}");
        }
        for both in [
            [(header::IF_NONE_MATCH, "*"), (header::IF_MATCH, "\"1\"")],
            [(header::IF_NONE_MATCH, "\"1\""), (header::IF_MATCH, "\"1\"")],
        ] {
            assert!(matches!(read(&both), Err(AppError::Malformed(_))));
        }
    }
}
