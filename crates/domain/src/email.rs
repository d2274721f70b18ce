//! NOT-3: e-mail addresses that we write to.

use crate::finding::{Code, codes};

/// An address in its plain form, `name@company.example`. It holds nothing that could end a line of a mail's head or begin
/// another one, so whoever has one may write it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

/// What a mail server must take (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 64;
/// With the angle brackets around it an address takes 256 (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;
/// Of one part of a host's name (RFC 1035).
const LONGEST_LABEL: usize = 63;

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        let address = typed.trim();
        if address.is_empty() {
            return Err(EmailError::Missing);
        }
        if address.chars().filter(|c| *c == '@').count() > 1 {
            return Err(EmailError::Several);
        }
        let (local, host) = address.split_once('@').ok_or(EmailError::NoAt)?;
        if !address
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"@.!#$%&'*+-/=?^_`{|}~".contains(&byte))
        {
            return Err(EmailError::Characters);
        }
        if address.len() > LONGEST || local.len() > LONGEST_LOCAL {
            return Err(EmailError::TooLong);
        }
        if local.split('.').any(str::is_empty) {
            return Err(EmailError::Local);
        }
        if !is_host(host) {
            return Err(EmailError::Host);
        }
        // The host is the same however it is cased; what stands before the @ is its owner's.
        Ok(Self(format!("{local}@{}", host.to_ascii_lowercase())))
    }
}

/// Two parts at least, and the last one no number: an address within one machine or of a bare machine reaches nobody.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(is_label)
        && last.len() >= 2
        && last.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Why an address cannot be written to; each has a text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EmailError {
    Missing,
    /// Two addresses in one field.
    Several,
    NoAt,
    /// A space, a comma, a letter that an address cannot have, or the end of a line.
    Characters,
    TooLong,
    /// What stands before the @.
    Local,
    /// What stands after it.
    Host,
}

impl EmailError {
    pub fn code(self) -> Code {
        match self {
            Self::Missing => codes::EMAIL_MISSING,
            Self::Several => codes::EMAIL_SEVERAL,
            Self::NoAt => codes::EMAIL_NO_AT,
            Self::Characters => codes::EMAIL_CHARACTERS,
            Self::TooLong => codes::EMAIL_TOO_LONG,
            Self::Local => codes::EMAIL_LOCAL,
            Self::Host => codes::EMAIL_HOST,
        }
    }
}

/// The address that was probably meant, to be offered with one click: out of `Name <address>` as mail programs copy it,
/// without spaces, and with a point where a comma was hit.
pub fn suggestion(typed: &str) -> Option<String> {
    if EmailAddress::parse(typed).is_ok() {
        return None;
    }
    let inside = match typed.split_once('<') {
        Some((_, rest)) => rest.split_once('>').map_or(rest, |(inside, _)| inside),
        None => typed,
    };
    let candidate: String = inside
        .trim()
        .trim_start_matches("mailto:")
        .trim_end_matches(['.', ',', ';'])
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    EmailAddress::parse(&candidate).ok().map(|address| address.0)
}
