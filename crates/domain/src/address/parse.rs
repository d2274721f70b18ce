//! ADR-1 to ADR-6: from the typed address to one that a technician finds.

use crate::{
    finding::{Code, Finding, Path, codes},
    postcode::{Category, PostcodeRegister},
    text,
};

use super::{
    Address, AddressDraft, AddressKind, Place, RegisterAddress, evenly_spaced, house_number, po_box, search,
    unit,
};

mod without_street;

/// The address, when nothing is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub address: Option<Address>,
    /// The user has confirmed that the register lacks it: manual handling (ADR-6).
    pub manual_handling: bool,
}

/// Checks an address. `path` is that of the address itself, as `lines[0].address`; `hit` is the register's address
/// that the draft names, when the backend has ever shown it; `sketched` says that a file goes with it, which shows the
/// technician the way as well as a number at the place does (ADR-5).
pub fn parse(
    draft: &AddressDraft,
    path: &Path<'_>,
    postcodes: &PostcodeRegister,
    hit: Option<&RegisterAddress>,
    sketched: bool,
    findings: &mut Vec<Finding>,
) -> Parsed {
    let mut check = Check {
        draft,
        path,
        findings,
        failed: false,
    };
    let kind = check.kind();
    let place = match kind {
        Some(AddressKind::Street) => check.street(postcodes),
        Some(AddressKind::Cadastre) => check.cadastre(),
        Some(AddressKind::Insa) => check.insa(),
        None => None,
    };
    let register = check.register(kind, hit);
    let unit = check.unit(kind, register.hit);
    let existing_number = check.existing_number(kind, sketched);
    let entrance = check.free("entrance", &draft.entrance, 30);
    let floor = check.free("floor", &draft.floor, 30);
    let whole = !check.failed;
    let address = place.filter(|_| whole).map(|place| Address {
        place,
        entrance,
        floor,
        unit,
        register_id: register.hit.map(|hit| hit.id.clone()),
        existing_number,
        large_area: draft.large_area,
    });
    Parsed {
        address,
        manual_handling: register.manual_handling,
    }
}

struct Register<'a> {
    hit: Option<&'a RegisterAddress>,
    manual_handling: bool,
}

struct Check<'a> {
    draft: &'a AddressDraft,
    path: &'a Path<'a>,
    findings: &'a mut Vec<Finding>,
    failed: bool,
}

impl Check<'_> {
    fn finding(&self, field: &str, code: Code) -> Finding {
        Finding::new(code, self.path.field(field))
    }

    fn add(&mut self, finding: Finding) {
        self.failed |= finding.severity == crate::finding::Severity::Error;
        self.findings.push(finding);
    }

    fn wrong(&mut self, field: &str, code: Code) {
        let finding = self.finding(field, code);
        self.add(finding);
    }

    /// A field that may say anything, within reason.
    fn free(&mut self, field: &str, typed: &str, most: usize) -> Option<String> {
        let tidied = evenly_spaced(typed);
        let path = self.path.field(field);
        if let Some(finding) = text::fault(&tidied, &path, most) {
            self.add(finding.under("ADR-4"));
            return None;
        }
        (!tidied.is_empty()).then_some(tidied)
    }

    fn kind(&mut self) -> Option<AddressKind> {
        let kind = self.draft.kind();
        match kind {
            None => self.wrong("kind", codes::ADDRESS_KIND_UNKNOWN),
            Some(AddressKind::Street) if self.draft.no_street_address => {
                self.wrong("kind", codes::ADDRESS_KIND_CHOOSE);
                return None;
            }
            Some(AddressKind::Cadastre | AddressKind::Insa) if !self.draft.no_street_address => {
                self.wrong("no_street_address", codes::ADDRESS_KIND_CLOSED);
            }
            Some(_) => {}
        }
        kind
    }

    fn street(&mut self, postcodes: &PostcodeRegister) -> Option<Place> {
        let street = self.free("street", &self.draft.street, 100);
        let number = house_number::tidied(&self.draft.house_number);
        let mut street_is_right = false;
        match &street {
            None if self.draft.street.trim().is_empty() => self.wrong("street", codes::STREET_MISSING),
            None => {}
            Some(street) if po_box::is_in(street, &number) => {
                self.wrong("street", codes::STREET_PO_BOX);
            }
            Some(street) if !street.chars().any(char::is_alphabetic) => {
                self.wrong("street", codes::STREET_MISSING);
            }
            Some(_) => street_is_right = true,
        }
        if number.is_empty() {
            match street
                .as_deref()
                .filter(|_| street_is_right)
                .and_then(house_number::split_off)
            {
                Some((street, number)) => {
                    let finding = self
                        .finding("house_number", codes::HOUSE_NUMBER_IN_STREET)
                        .with("street", street)
                        .with("number", number.clone())
                        .suggesting(number);
                    self.add(finding);
                }
                // A PO box has no house number to ask for.
                None if street_is_right || street.is_none() => {
                    self.wrong("house_number", codes::HOUSE_NUMBER_MISSING);
                }
                None => {}
            }
        } else if !house_number::is_valid(&number) {
            self.wrong("house_number", codes::HOUSE_NUMBER_INVALID);
        }
        let (postcode, place) = self.postcode(postcodes);
        Some(Place::Street {
            street: street?,
            house_number: number,
            postcode,
            place: place?,
        })
    }

    fn postcode(&mut self, postcodes: &PostcodeRegister) -> (String, Option<String>) {
        let (postcode, typed_place) = self.draft.postcode_and_place();
        if postcode.is_empty() {
            self.wrong("postcode", codes::POSTCODE_MISSING);
        } else if postcode.chars().count() != 4 || !postcode.chars().all(|c| c.is_ascii_digit()) {
            self.wrong("postcode", codes::POSTCODE_FORMAT);
        } else if let Some(right) = postcodes.place_of(&postcode) {
            match postcodes.category_of(&postcode) {
                Some(Category::PoBoxes) => self.wrong("postcode", codes::POSTCODE_PO_BOX),
                Some(Category::Service) => self.wrong("postcode", codes::POSTCODE_SERVICE),
                Some(Category::Streets) | None => {}
            }
            if typed_place.is_empty() {
                let finding = self
                    .finding("place", codes::PLACE_MISSING)
                    .with("place", right)
                    .suggesting(right);
                self.add(finding);
            } else if !search::matches(&typed_place, right) {
                let finding = self
                    .finding("place", codes::PLACE_MISMATCH)
                    .with("postcode", postcode.clone())
                    .with("place", right)
                    .suggesting(right);
                self.add(finding);
            }
            return (postcode, Some(right.to_owned()));
        } else {
            let finding = self
                .finding("postcode", codes::POSTCODE_UNKNOWN)
                .with("postcode", postcode.clone());
            self.add(finding);
        }
        if typed_place.is_empty() {
            self.wrong("place", codes::PLACE_MISSING);
        }
        (postcode, None)
    }

    /// ADR-6. An INSA signature is the operator's own name of the place, so no register is asked for it.
    fn register<'h>(&mut self, kind: Option<AddressKind>, hit: Option<&'h RegisterAddress>) -> Register<'h> {
        let nothing = Register {
            hit: None,
            manual_handling: false,
        };
        if kind == Some(AddressKind::Insa) || kind.is_none() {
            return nothing;
        }
        let id = self.draft.register_id.trim();
        if id.is_empty() {
            if self.draft.not_in_register {
                self.wrong("not_in_register", codes::NOT_IN_REGISTER);
                return Register {
                    hit: None,
                    manual_handling: true,
                };
            }
            self.wrong("register_id", codes::REGISTER_CHOICE_MISSING);
            return nothing;
        }
        let Some(hit) = hit.filter(|hit| hit.id == id) else {
            self.wrong("register_id", codes::REGISTER_CHOICE_UNKNOWN);
            return nothing;
        };
        if !self.draft.is_at(hit) {
            let finding = self
                .finding("register_id", codes::REGISTER_CHOICE_DIFFERS)
                .with("address", hit.text.clone());
            self.add(finding);
        }
        Register {
            hit: Some(hit),
            manual_handling: false,
        }
    }

    /// ADR-4
    fn unit(&mut self, kind: Option<AddressKind>, hit: Option<&RegisterAddress>) -> Option<String> {
        let typed = self
            .free("unit", &self.draft.unit, 30)
            .map(|typed| unit::tidied(&typed));
        let units = hit.map_or(&[][..], |hit| &hit.units);
        match (units, typed) {
            ([], None) => {
                let nothing_said =
                    self.draft.entrance.trim().is_empty() && self.draft.floor.trim().is_empty();
                if kind == Some(AddressKind::Street) && nothing_said {
                    self.wrong("unit", codes::UNIT_ASKED_FOR);
                }
                None
            }
            ([], typed) => typed,
            ([only], None) => Some(only.clone()),
            (several, None) => {
                let count = i64::try_from(several.len()).unwrap_or(i64::MAX);
                let finding = self.finding("unit", codes::UNIT_MISSING).with("count", count);
                self.add(finding);
                None
            }
            (units, Some(typed)) => {
                if !units.contains(&typed) {
                    let mut finding = self
                        .finding("unit", codes::UNIT_NOT_HERE)
                        .with("unit", typed.clone());
                    if let [only] = units {
                        finding = finding.suggesting(only.clone());
                    }
                    self.add(finding);
                }
                Some(typed)
            }
        }
    }

    /// ADR-5
    fn existing_number(&mut self, kind: Option<AddressKind>, sketched: bool) -> Option<String> {
        let typed = self.free("existing_number", &self.draft.existing_number, 30);
        match &typed {
            Some(number) if !number.chars().any(|c| c.is_ascii_digit()) => {
                self.wrong("existing_number", codes::EXISTING_NUMBER_INVALID);
            }
            Some(_) => {}
            None if sketched => {}
            None if self.draft.large_area => self.wrong("existing_number", codes::EXISTING_NUMBER_REQUIRED),
            None if kind == Some(AddressKind::Cadastre) => {
                self.wrong("existing_number", codes::EXISTING_NUMBER_MISSING);
            }
            None => {}
        }
        typed
    }
}
