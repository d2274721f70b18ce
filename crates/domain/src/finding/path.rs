//! Where a finding stands, written out only when something is found there.

/// The path of a field, as `lines[0].address.postcode`. It is carried down to every field of every line, and nearly
/// always for nothing: as long as nothing is wrong it is never written out.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    within: Option<&'a Path<'a>>,
    name: &'a str,
    /// Of a list's element.
    at: Option<usize>,
}

impl<'a> Path<'a> {
    pub const fn of(name: &'a str) -> Self {
        Self {
            within: None,
            name,
            at: None,
        }
    }

    /// `lines[3]`
    pub const fn element(name: &'a str, at: usize) -> Self {
        Self {
            within: None,
            name,
            at: Some(at),
        }
    }

    /// A field of what stands here.
    pub const fn field(&'a self, name: &'a str) -> Self {
        Self {
            within: Some(self),
            name,
            at: None,
        }
    }

    /// An element of a list that stands here.
    pub const fn item(&'a self, name: &'a str, at: usize) -> Self {
        Self {
            within: Some(self),
            name,
            at: Some(at),
        }
    }

    fn write_to(&self, text: &mut String) {
        if let Some(within) = self.within {
            within.write_to(text);
            text.push('.');
        }
        text.push_str(self.name);
        if let Some(at) = self.at {
            text.push('[');
            text.push_str(&at.to_string());
            text.push(']');
        }
    }
}

/// Longer than nearly all of them.
const USUAL_LENGTH: usize = 48;

impl From<&Path<'_>> for String {
    fn from(path: &Path<'_>) -> Self {
        let mut text = Self::with_capacity(USUAL_LENGTH);
        path.write_to(&mut text);
        text
    }
}

impl From<Path<'_>> for String {
    fn from(path: Path<'_>) -> Self {
        Self::from(&path)
    }
}

/// `lines[3].contact.phone` → (3, `contact.phone`)
pub fn line_field(path: &str) -> Option<(usize, &str)> {
    let (at, rest) = path.strip_prefix("lines[")?.split_once("].")?;
    Some((at.parse().ok()?, rest))
}
