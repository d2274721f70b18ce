//! How much is wrong where, counted once for every change: the sections, the lines and what stands at the side read it.

use domain::finding::{Finding, Severity};

use leptos::prelude::*;

use super::{
    found::{Found, Left},
    lines::{LineKey, Lines},
    parts::Part,
    paths,
    state::OrderForm,
};

/// What of that which is wrong is said: what was left, or everything once Submit was pressed.
pub struct Saying<'a> {
    pub pressed: bool,
    pub left: &'a Left,
    pub keys: &'a [LineKey],
}

impl Saying<'_> {
    pub fn says(&self, path: &str) -> bool {
        self.pressed
            || match paths::line_field(path) {
                Some((at, field)) => self.left.holds(self.keys.get(at).copied(), field),
                None => self.left.holds(None, path),
            }
    }
}

/// Errors, and those of them that are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    pub all: usize,
    pub said: usize,
}

impl Errors {
    fn count(&mut self, is_said: bool) {
        self.all += 1;
        self.said += usize::from(is_said);
    }
}

/// The errors of a line, or of what is not of one line, section by section.
type OfParts = [Errors; Part::ALL.len()];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    order: OfParts,
    lines: Vec<OfParts>,
}

/// Submit, the fields that were left, and the lines, for [`Saying`].
type Heard = (RwSignal<bool>, RwSignal<Left>, Lines);

impl Tally {
    /// Counts anew whenever something else is found, or said.
    pub fn follow(found: Memo<Found>, heard: Heard) -> Memo<Self> {
        Memo::new(move |_| with_saying(heard, |saying| found.with(|found| Self::of(found, saying))))
    }

    pub fn of(found: &Found, saying: &Saying<'_>) -> Self {
        let mut tally = Self::default();
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        for finding in found.all.iter().filter(is_error) {
            let parts = match paths::line_field(&finding.path) {
                None => &mut tally.order,
                Some((at, _)) if at >= saying.keys.len() => continue,
                Some((at, _)) => {
                    if tally.lines.len() <= at {
                        tally.lines.resize(at + 1, OfParts::default());
                    }
                    let Some(parts) = tally.lines.get_mut(at) else {
                        continue;
                    };
                    parts
                }
            };
            if let Some(errors) = parts.get_mut(Part::of(&finding.path) as usize) {
                errors.count(saying.says(&finding.path));
            }
        }
        tally
    }

    /// Of a section, as it stands for a line.
    pub fn of_part(&self, part: Part, line: Option<usize>) -> Errors {
        let of = |parts: &OfParts| parts.get(part as usize).copied().unwrap_or_default();
        let own = line.and_then(|at| self.lines.get(at));
        [Some(&self.order), own]
            .into_iter()
            .flatten()
            .map(of)
            .fold(Errors::default(), Errors::and)
    }

    /// Of a line alone.
    pub fn of_line(&self, at: usize) -> Errors {
        let parts = self.lines.get(at).into_iter().flatten().copied();
        parts.fold(Errors::default(), Errors::and)
    }
}

impl Errors {
    fn and(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            said: self.said + other.said,
        }
    }
}

impl OrderForm {
    /// How much is wrong with a section, as it stands for the line that this part is about, and how much of that is said.
    pub fn errors_in(self, part: Part) -> Errors {
        let at = self.lines.at(self.which);
        self.tally.with(|tally| tally.of_part(part, at))
    }

    /// How much is wrong with each line.
    pub fn errors_of_lines(self) -> Vec<Errors> {
        let count = self.lines.keys().len();
        self.tally
            .with(|tally| (0..count).map(|at| tally.of_line(at)).collect())
    }

    /// Whether what is wrong at a path of the draft is said yet.
    pub fn is_said(self, path: &str) -> bool {
        self.with_saying(|saying| saying.says(path))
    }

    /// The same, for many of them.
    pub fn with_saying<T>(self, read: impl FnOnce(&Saying<'_>) -> T) -> T {
        with_saying((self.pressed, self.left, self.lines), read)
    }
}

fn with_saying<T>((pressed, left, lines): Heard, read: impl FnOnce(&Saying<'_>) -> T) -> T {
    let pressed = pressed.get();
    left.with(|left| lines.with_keys(|keys| read(&Saying { pressed, left, keys })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::finding::codes;

    #[test]
    fn errors_are_counted_for_their_line_and_their_section_and_said_when_left() {
        let missing = |path: &str| Finding::new(codes::FIRST_NAME_MISSING, path);
        let found = Found::of(
            false,
            vec![
                missing("requested_date"),
                missing("lines[0].end_user.first_name"),
                missing("lines[1].end_user.first_name"),
                missing("lines[1].end_user.last_name"),
                missing("lines[7].end_user.last_name"),
            ],
            &[],
        );
        let keys = LineKey::some(2);
        let mut left = Left::default();
        left.add(keys.get(1).copied(), "end_user.last_name");
        let saying = |pressed| Saying {
            pressed,
            left: &left,
            keys: &keys,
        };
        let tally = Tally::of(&found, &saying(false));
        assert_eq!(tally.of_line(0), Errors { all: 1, said: 0 });
        assert_eq!(tally.of_line(1), Errors { all: 2, said: 1 });
        assert_eq!(tally.of_line(7), Errors::default());
        assert_eq!(tally.of_part(Part::Who, Some(1)), Errors { all: 2, said: 1 });
        assert_eq!(tally.of_part(Part::When, Some(1)), Errors { all: 1, said: 0 });
        assert_eq!(tally.of_part(Part::Where, Some(1)), Errors::default());
        let tally = Tally::of(&found, &saying(true));
        assert_eq!(tally.of_line(1), Errors { all: 2, said: 2 });
    }
}
