//! ADR-7 and ADR-6: finding the address in the register, by one search field or by what is typed in the fields.

use domain::{
    address::{AddressDraft, AddressKind, RegisterAddress, po_box},
    orders::LineDraft,
};
use leptos::{prelude::*, task::spawn_local};
use wire::registers::AddressQuery;

use super::{paths::of_line, state::OrderForm};
use crate::api::{self, client::ApiError};

pub mod field;

pub const REGISTER_ID: &str = of_line!("address.register_id");

/// Takes over a hit: what the register knows is filled in, what it does not know stays.
pub fn adopt(form: OrderForm, hit: &RegisterAddress) {
    form.facts
        .update(|facts| facts.register_address = Some(hit.clone()));
    form.change_line(|line| fill_in(line, hit));
    form.leave(REGISTER_ID);
}

fn fill_in(line: &mut LineDraft, hit: &RegisterAddress) {
    let unit = match hit.units.as_slice() {
        [] => line.address.unit.clone(),
        [only] => only.clone(),
        several => several
            .iter()
            .find(|unit| **unit == line.address.unit)
            .cloned()
            .unwrap_or_default(),
    };
    let typed = &mut line.address;
    typed.register_id.clone_from(&hit.id);
    typed.not_in_register = false;
    typed.unit = unit;
    typed.no_street_address = hit.cadastral;
    if hit.cadastral {
        typed.kind = "cadastre".to_owned();
        typed.farm_number.clone_from(&hit.farm_number);
        typed.title_number.clone_from(&hit.title_number);
        typed.lease_number.clone_from(&hit.lease_number);
        typed.section_number.clone_from(&hit.section_number);
        typed.municipality.clone_from(&hit.municipality);
    } else {
        typed.kind = "street".to_owned();
        typed.street.clone_from(&hit.street);
        typed.house_number.clone_from(&hit.house_number);
        typed.postcode.clone_from(&hit.postcode);
        typed.place.clone_from(&hit.place);
    }
}

/// Another address is typed: what the register said was about the old one.
pub fn forget(form: OrderForm) {
    let address = form.line_untracked().address;
    if !address.register_id.is_empty() || address.not_in_register {
        form.change_line(|line| {
            line.address.register_id.clear();
            line.address.not_in_register = false;
        });
        form.facts.update(|facts| facts.register_address = None);
    }
}

/// Where the look-up of the typed fields stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LookUp {
    #[default]
    Idle,
    Asking,
    /// The register has several that fit what is typed.
    Several(Vec<RegisterAddress>),
    Nothing,
    Failed(ApiError),
}

/// What to ask for what is typed; none while too little is typed to mean one address.
fn question(address: &AddressDraft) -> Option<AddressQuery> {
    let filled = |texts: &[&String]| texts.iter().all(|text| !text.trim().is_empty());
    match address.kind()? {
        AddressKind::Street => {
            // ADR-2: the register is not asked for a box; the field says what is wrong with it.
            let is_box = po_box::is_in(&address.street, &address.house_number);
            let is_whole = filled(&[&address.street, &address.house_number, &address.postcode]);
            (is_whole && !is_box).then(|| AddressQuery {
                street: address.street.trim().to_owned(),
                house_number: address.house_number.trim().to_owned(),
                postcode: address.postcode_and_place().0,
                ..AddressQuery::default()
            })
        }
        AddressKind::Cadastre => {
            filled(&[&address.farm_number, &address.title_number, &address.municipality]).then(|| {
                AddressQuery {
                    farm_number: address.farm_number.trim().to_owned(),
                    title_number: address.title_number.trim().to_owned(),
                    municipality: address.municipality.trim().to_owned(),
                    ..AddressQuery::default()
                }
            })
        }
        AddressKind::Insa => None,
    }
}

/// An address is typed in full that the register has not been asked about, and nobody has said that it is not there.
pub fn is_due(form: OrderForm) -> bool {
    form.with_line(|LineDraft { address, .. }| {
        address.register_id.is_empty() && !address.not_in_register && question(address).is_some()
    })
}

/// Looks up what is typed in the fields; the one that fits is taken over by itself.
pub fn look_up(form: OrderForm) {
    spawn_local(look_up_and_adopt(form));
}

/// The same, to wait for.
pub async fn look_up_and_adopt(form: OrderForm) {
    let state = form.lines.look_up(form.which);
    let address = form.line_untracked().address;
    if !address.register_id.is_empty() || address.not_in_register {
        return;
    }
    let Some(question) = question(&address) else {
        state.set(LookUp::Idle);
        return;
    };
    state.set(LookUp::Asking);
    let answer = api::registers::search_addresses(&question).await;
    let now = form.line_untracked().address;
    // What was typed or chosen meanwhile is another question.
    if !now.register_id.is_empty() || now.place_key() != address.place_key() {
        return;
    }
    state.set(match answer {
        Ok(found) => {
            let mut exact: Vec<_> = found.hits.into_iter().filter(|hit| address.is_at(hit)).collect();
            match exact.len() {
                0 => LookUp::Nothing,
                1 => {
                    if let Some(hit) = exact.pop() {
                        adopt(form, &hit);
                    }
                    LookUp::Idle
                }
                _ => LookUp::Several(exact),
            }
        }
        Err(error) => LookUp::Failed(error),
    });
}

/// `Kirkeveien 64B, 0364 OSLO`
pub fn one_line(hit: &RegisterAddress) -> String {
    if hit.postcode.is_empty() {
        hit.text.clone()
    } else {
        format!("{}, {} {}", hit.text, hit.postcode, hit.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit() -> RegisterAddress {
        RegisterAddress {
            id: "r1".to_owned(),
            text: "Kirkeveien 64B".to_owned(),
            street: "Kirkeveien".to_owned(),
            house_number: "64B".to_owned(),
            postcode: "0364".to_owned(),
            place: "OSLO".to_owned(),
            units: vec!["H0201".to_owned(), "H0302".to_owned()],
            ..RegisterAddress::default()
        }
    }

    /// ADR-6
    #[test]
    fn a_hit_fills_in_what_the_register_knows_and_asks_for_the_unit() {
        let mut line = LineDraft::default();
        line.address.not_in_register = true;
        line.address.unit = "X".to_owned();
        fill_in(&mut line, &hit());
        assert_eq!(
            (line.address.street.as_str(), line.address.house_number.as_str()),
            ("Kirkeveien", "64B")
        );
        assert_eq!(line.address.register_id, "r1");
        assert!(!line.address.not_in_register);
        assert_eq!(line.address.unit, "", "a unit that is not here is not kept");
    }

    /// ADR-4
    #[test]
    fn the_only_unit_is_chosen_by_itself_and_a_right_one_is_kept() {
        let mut line = LineDraft::default();
        fill_in(
            &mut line,
            &RegisterAddress {
                units: vec!["H0101".to_owned()],
                ..hit()
            },
        );
        assert_eq!(line.address.unit, "H0101");
        line.address.unit = "H0302".to_owned();
        fill_in(&mut line, &hit());
        assert_eq!(line.address.unit, "H0302");
    }

    /// ADR-7
    #[test]
    fn what_is_typed_in_another_way_is_still_the_same_address() {
        let typed = AddressDraft {
            street: "kirkevn.".to_owned(),
            house_number: "64 b".to_owned(),
            postcode: "0364".to_owned(),
            ..AddressDraft::default()
        };
        assert!(typed.is_at(&hit()));
        let another = AddressDraft {
            house_number: "64".to_owned(),
            ..typed
        };
        assert!(!another.is_at(&hit()));
    }
}
