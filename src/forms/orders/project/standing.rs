//! How a line stands: what it is known by, what Kapaks says of it in a word, and how much is wrong with it.

use domain::{finding::codes, orders::LineDraft};
use leptos::prelude::*;
use texts::Key;

use crate::{
    forms::orders::{answer, delivery::Asking, per_line::Seen, state::OrderForm, tally::Errors},
    ui::{icon::Icon, light::Light, status::Tone},
};

/// What a person knows the line by.
pub fn name_of(line: &LineDraft) -> String {
    let user = &line.end_user;
    let name = if user.kind == domain::sheet::COMPANY {
        user.company_name.clone()
    } else {
        format!("{} {}", user.first_name.trim(), user.last_name.trim())
    };
    name.trim().to_owned()
}

/// The address in one line, as far as it is typed.
pub fn place_of(line: &LineDraft) -> String {
    let address = &line.address;
    if address.no_street_address {
        return [
            address.farm_number.trim(),
            address.title_number.trim(),
            address.municipality.trim(),
            address.insa.trim(),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    }
    let street = [
        address.street.trim(),
        address.house_number.trim(),
        address.unit.trim(),
    ]
    .join(" ");
    let town = [address.postcode.trim(), address.place.trim()].join(" ");
    [street.trim(), town.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A line among many, as far as a row of it goes by that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineNow {
    pub at: usize,
    pub line: LineDraft,
    pub errors: Errors,
    /// Another operator has a line there (KAP-3).
    barred: bool,
}

impl LineNow {
    /// None when it is as it was.
    pub fn of(seen: &Seen<'_>, before: Option<&Self>) -> Option<Self> {
        let Seen { at, line, .. } = *seen;
        let errors = seen.tally.of_line(at);
        let barred = seen
            .found
            .of_line(at)
            .any(|finding| finding.is(codes::EXISTING_LINE_OTHER_OPERATOR));
        let same = before.is_some_and(|before| {
            (before.at, before.errors, before.barred) == (at, errors, barred) && before.line == *line
        });
        (!same).then(|| Self {
            at,
            line: line.clone(),
            errors,
            barred,
        })
    }
}

impl AsRef<Self> for LineNow {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What Kapaks says of a line, in a word (KAP-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lamp {
    pub light: Light,
    pub word: Key,
}

impl Lamp {
    /// Of a line as it is now; none where the product has no check. Call it while its row is made.
    pub fn of<T: AsRef<LineNow> + Send + Sync + 'static>(
        form: OrderForm,
        now: RwSignal<T>,
    ) -> Memo<Option<Self>> {
        // Apart, because each is asked at another time.
        let shown = Memo::new(move |_| {
            let shown = now.with(|now| form.with_check_of(&now.as_ref().line, answer::shown));
            shown.flatten()
        });
        let asking = form.lines.asking(form.which);
        Memo::new(move |_| {
            let mut shown = shown.get()?;
            if now.with(|now| now.as_ref().barred) {
                shown = shown.barred(None);
            }
            let (light, word) = match asking.get() {
                Asking::Waiting => (Light::Asking, Key::OrderFormCheckAsking),
                Asking::Failed(_) => (Light::Unknown, Key::OrderFormCheckFailed),
                Asking::Quiet => (shown.light, short(shown.word)),
            };
            Some(Self { light, word })
        })
    }

    /// The question had no answer, and can be asked again.
    pub fn failed(self) -> bool {
        matches!(self.word, Key::OrderFormCheckFailed | Key::OrderFormCheckTimedOut)
    }

    pub fn tone(self) -> Tone {
        match self.light {
            Light::Green => Tone::Success,
            Light::Yellow => Tone::Warning,
            Light::Red => Tone::Danger,
            Light::Asking | Light::Unknown => Tone::Info,
            Light::Off => Tone::Neutral,
        }
    }

    pub fn icon(self) -> Icon {
        match self.light {
            Light::Green => Icon::Check,
            Light::Yellow => Icon::Warning,
            Light::Red => Icon::Stop,
            Light::Unknown => Icon::Help,
            Light::Asking => Icon::Clock,
            Light::Off => Icon::Circle,
        }
    }
}

/// Fifty of them stand below each other: the word alone.
fn short(word: Key) -> Key {
    match word {
        Key::OrderFormCheckGreen => Key::OrderFormProjectGreen,
        Key::OrderFormCheckUncertain | Key::OrderFormCheckFault => Key::OrderFormProjectYellow,
        Key::OrderFormCheckRed | Key::OrderFormCheckNoNewOrder => Key::OrderFormProjectRed,
        Key::OrderFormCheckNotAsked => Key::OrderFormProjectNotAsked,
        other => other,
    }
}
