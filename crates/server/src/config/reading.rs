//! What a variable may say, and what is said of one that says something else.

use std::time::Duration;

use super::ConfigError;

pub(super) fn at_most(
    name: &str,
    value: Option<String>,
    otherwise: u32,
    most: u32,
    expected: &'static str,
) -> Result<u32, ConfigError> {
    match value {
        None => Ok(otherwise),
        Some(text) => match text.parse() {
            Ok(number) if number <= most => Ok(number),
            _ => Err(invalid(name, &text, expected)),
        },
    }
}

pub(super) fn flag(name: &str, value: Option<String>) -> Result<bool, ConfigError> {
    match value.as_deref() {
        None | Some("false" | "0" | "no") => Ok(false),
        Some("true" | "1" | "yes") => Ok(true),
        Some(other) => Err(invalid(name, other, "true or false")),
    }
}

pub(super) fn milliseconds(
    name: &str,
    value: Option<String>,
    otherwise: u64,
) -> Result<Duration, ConfigError> {
    match value {
        None => Ok(Duration::from_millis(otherwise)),
        Some(text) => {
            let millis: u32 = text
                .parse()
                .map_err(|_| invalid(name, &text, "a number of milliseconds"))?;
            Ok(Duration::from_millis(u64::from(millis)))
        }
    }
}

/// A time that is not none.
pub(super) fn at_all(name: &str, value: Option<String>, otherwise: u64) -> Result<Duration, ConfigError> {
    let time = milliseconds(name, value, otherwise)?;
    if time.is_zero() {
        return Err(invalid(name, "0", "a time"));
    }
    Ok(time)
}

pub(super) fn invalid(name: &str, value: &str, expected: &'static str) -> ConfigError {
    ConfigError::Invalid {
        name: name.to_owned(),
        value: value.to_owned(),
        expected,
    }
}
