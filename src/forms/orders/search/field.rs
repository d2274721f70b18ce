//! The one field for everything: `kirke 64 oslo`.

use std::time::Duration;

use domain::{
    address::{
        RegisterAddress, po_box,
        search::{Query, StreetHit},
    },
    finding::{Param, Params, codes},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use texts::Key;
use wire::registers::{AddressHits, AddressQuery};

use super::{LookUp, REGISTER_ID, adopt, one_line};
use crate::{
    api::{self, client::ApiError},
    forms::orders::state::OrderForm,
    language::{Lang, params, t, words},
    problem,
    ui::combobox::{ComboOption, ComboState, Combobox},
};

/// The register is asked when nobody has typed for so long.
const PAUSE: Duration = Duration::from_millis(250);
/// One letter finds half the country.
const FEWEST_LETTERS: usize = 2;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
enum Hit {
    House(Box<RegisterAddress>),
    /// Chosen, it narrows the search to its houses.
    Street(StreetHit),
}

impl Hit {
    fn key(&self) -> String {
        match self {
            Self::House(hit) => hit.id.clone(),
            Self::Street(street) => street.as_text(),
        }
    }

    fn option(&self, lang: Lang) -> ComboOption {
        match self {
            Self::House(hit) => ComboOption::new(self.key(), hit.text.clone()).detail(detail(hit)),
            Self::Street(street) => ComboOption::new(self.key(), street.street.clone())
                .detail(street_detail(lang, street))
                .narrowing(),
        }
    }
}

/// The lines for an answer: streets to choose from before houses, of which only the properties without a street are
/// no houses of those streets.
fn lines(found: AddressHits) -> Vec<Hit> {
    let by_street = !found.streets.is_empty();
    let houses = found.hits.into_iter().filter(|hit| !by_street || hit.cadastral);
    let streets = found.streets.into_iter().map(Hit::Street);
    streets
        .chain(houses.map(|hit| Hit::House(Box::new(hit))))
        .collect()
}

/// The field.
#[component]
pub fn AddressSearch(form: OrderForm, look_up: RwSignal<LookUp>) -> impl IntoView {
    let lang = form.lang;
    let text = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Hit>::new());
    let count = RwSignal::new(None::<Count>);
    let state = RwSignal::new(ComboState::Idle);
    let failed = RwSignal::new(None::<ApiError>);
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    // Answers may come in another order than the questions.
    let asked = StoredValue::new(0_u32);

    let ask = move || {
        let q = text.get_untracked().trim().to_owned();
        let number = asked.with_value(|asked| asked.wrapping_add(1));
        asked.set_value(number);
        if q.chars().count() < FEWEST_LETTERS {
            state.set(ComboState::Idle);
            return;
        }
        // ADR-2: what can never be ordered for is not looked for; the list says why it is empty.
        if po_box::is_po_box(&q) {
            hits.set(Vec::new());
            state.set(ComboState::Ready);
            return;
        }
        state.set(ComboState::Loading);
        spawn_local(async move {
            let answer = api::registers::search_addresses(&AddressQuery {
                q,
                ..AddressQuery::default()
            })
            .await;
            if asked.get_value() != number {
                return;
            }
            match answer {
                Ok(found) => {
                    count.set(Count::of(&found));
                    hits.set(lines(found));
                    failed.set(None);
                    state.set(ComboState::Ready);
                }
                Err(error) => {
                    hits.set(Vec::new());
                    state.set(ComboState::Failed(problem::explain(lang.now_untracked(), &error)));
                    failed.set(Some(error));
                }
            }
        });
    };
    let on_input = Callback::new(move |typed: String| {
        text.set(typed);
        if let Some(timer) = pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        pending.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    let on_choose = Callback::new(move |option: ComboOption| {
        let hit = hits.with_untracked(|hits| hits.iter().find(|hit| hit.key() == option.key).cloned());
        match hit {
            Some(Hit::House(hit)) => {
                // ADR-4: a dwelling that was typed with the address is kept where the register knows it there.
                let unit = Query::from_text(&text.get_untracked()).unit().to_owned();
                if hit.units.contains(&unit) {
                    form.change_line(|line| line.address.unit = unit);
                }
                text.set(one_line(&hit));
                state.set(ComboState::Idle);
                look_up.set(LookUp::Idle);
                adopt(form, &hit);
            }
            // The number is typed behind it.
            Some(Hit::Street(street)) => {
                text.set(street.as_text());
                ask();
            }
            None => {}
        }
    });
    let options =
        Signal::derive(move || hits.with(|hits| hits.iter().map(|hit| hit.option(lang)).collect::<Vec<_>>()));
    let empty_text = Signal::derive(move || {
        if text.with(|typed| po_box::is_po_box(typed)) {
            texts::message(lang.now(), codes::STREET_PO_BOX.as_str(), &Params::new())
        } else {
            lang.text(Key::OrderFormAddressNone)
        }
    });
    let count_line =
        Signal::derive(move || count.get().map_or_else(String::new, |count| count.in_words(lang)));
    view! {
        <Combobox
            id=form.id_of(REGISTER_ID)
            label=t(Key::OrderFormAddressSearch)
            hint=t(Key::OrderFormAddressSearchHint)
            text
            on_input
            on_choose
            options
            state
            count_line
            empty_text
            on_retry=Callback::new(move |()| ask())
            notices=form.notices(REGISTER_ID)
        />
    }
}

/// What is said below the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    of: Key,
    shown: usize,
    total: u64,
}

impl Count {
    /// None where nothing was found.
    fn of(found: &AddressHits) -> Option<Self> {
        let (of, shown, total) = if found.streets.is_empty() {
            (Key::OrderFormAddressCount, found.hits.len(), found.total)
        } else {
            (
                Key::OrderFormAddressStreets,
                found.streets.len(),
                found.streets_total,
            )
        };
        (shown > 0).then_some(Self { of, shown, total })
    }

    fn in_words(self, lang: Lang) -> String {
        let number = |n| Param::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let shown = u64::try_from(self.shown).unwrap_or(u64::MAX);
        lang.fill(
            self.of,
            &params([("shown", number(shown)), ("total", number(self.total))]),
        )
    }
}

/// `0266 OSLO · 45 addresses`
fn street_detail(lang: Lang, street: &StreetHit) -> String {
    let place = street.place_line();
    match street.addresses {
        None => place,
        Some(1) => lang.fill(
            Key::OrderFormAddressStreetOne,
            &params([("place", words(&place))]),
        ),
        Some(many) => lang.fill(
            Key::OrderFormAddressStreetOther,
            &params([("place", words(&place)), ("n", Param::Number(i64::from(many)))]),
        ),
    }
}

fn detail(hit: &RegisterAddress) -> String {
    if hit.postcode.is_empty() {
        hit.municipality.clone()
    } else {
        format!("{} {}", hit.postcode, hit.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ADR-7
    #[test]
    fn streets_stand_before_properties_and_instead_of_their_houses() {
        let house = RegisterAddress {
            id: "house".to_owned(),
            ..RegisterAddress::default()
        };
        let farm = RegisterAddress {
            id: "farm".to_owned(),
            cadastral: true,
            ..RegisterAddress::default()
        };
        let street = StreetHit {
            street: "Kirkeveien".to_owned(),
            place: "OSLO".to_owned(),
            municipality: "OSLO".to_owned(),
            ..StreetHit::default()
        };
        let mut found = AddressHits {
            hits: vec![farm, house],
            ..AddressHits::default()
        };
        let keys = |found: &AddressHits| lines(found.clone()).iter().map(Hit::key).collect::<Vec<_>>();
        assert_eq!(keys(&found), ["farm", "house"]);
        found.streets = vec![street];
        assert_eq!(keys(&found), ["Kirkeveien, OSLO ", "farm"]);
    }
}
