//! How a line stands: what it is known by, what Kapaks says of it in a word, and how much is wrong with it.

use domain::{
    finding::{Severity, codes},
    orders::LineDraft,
};
use leptos::prelude::*;
use texts::Key;

use crate::{
    forms::orders::{answer, delivery::Asking, state::OrderForm},
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

/// How many errors a line has, said or not, and how many of them are said.
pub fn errors_of(form: OrderForm) -> (usize, usize) {
    let Some(at) = form.lines.at(form.which) else {
        return (0, 0);
    };
    form.with_found(|found| {
        let mut counted = (0, 0);
        for finding in found
            .of_line(at)
            .filter(|finding| finding.severity == Severity::Error)
        {
            counted.0 += 1;
            counted.1 += usize::from(form.is_said(&finding.path));
        }
        counted
    })
}

/// What Kapaks says of a line, in a word (KAP-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lamp {
    pub light: Light,
    pub word: Key,
}

impl Lamp {
    /// Of a line as it is typed; none where the product has no check.
    pub fn of(form: OrderForm, line: &LineDraft) -> Option<Self> {
        let mut shown = form.with_check_of(line, answer::shown).flatten()?;
        if form.line_has(|finding| finding.is(codes::EXISTING_LINE_OTHER_OPERATOR)) {
            shown = shown.barred(None);
        }
        let (light, word) = match form.lines.asking(form.which).get() {
            Asking::Waiting => (Light::Asking, Key::OrderFormCheckAsking),
            Asking::Failed(_) => (Light::Unknown, Key::OrderFormCheckFailed),
            Asking::Quiet => (shown.light, short(shown.word)),
        };
        Some(Self { light, word })
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
