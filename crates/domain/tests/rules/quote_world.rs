//! A quote with nothing wrong in it and the world around it, to be spoilt one thing at a time.

use std::collections::BTreeMap;

use domain::{
    address::{AddressDraft, RegisterAddress},
    attachments::{Attachment, AttachmentFact, AttachmentRef, Kind, Standing},
    catalogue::Catalogue,
    finding::{Severity, Verdict},
    postcode::{PostcodeRegister, SHIPPED},
    quotes::{NewQuote, QuoteContext, QuoteDraft, QuoteLineDraft, QuoteLineFacts, parse},
};

use crate::world::{fills_in_its_text, of, register_address};

pub struct QuoteWorld {
    pub catalogue: Catalogue,
    pub postcodes: PostcodeRegister,
    pub facts: Vec<QuoteLineFacts>,
}

impl QuoteWorld {
    pub fn context(&self) -> QuoteContext<'_> {
        QuoteContext {
            catalogue: &self.catalogue,
            postcodes: &self.postcodes,
            facts: &self.facts,
        }
    }

    pub fn parse(&self, draft: &QuoteDraft) -> Verdict<NewQuote> {
        let verdict = parse(draft, &self.context());
        let error = verdict
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert_eq!(verdict.valid.is_none(), error, "{:?}", verdict.findings);
        for finding in &verdict.findings {
            assert!(fills_in_its_text(finding), "{finding:?}");
        }
        verdict
    }

    pub fn quote(&self, draft: &QuoteDraft) -> NewQuote {
        let verdict = self.parse(draft);
        verdict.valid.unwrap_or_else(|| panic!("{:?}", verdict.findings))
    }
}

/// Everything that was said, errors and warnings and hints alike.
pub fn said<T>(verdict: &Verdict<T>) -> Vec<String> {
    [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .flat_map(|severity| of(&verdict.findings, severity))
        .collect()
}

/// Where the register has A: Kirkeveien 64B.
pub fn hit_a() -> RegisterAddress {
    RegisterAddress {
        latitude: 59.9283,
        longitude: 10.7122,
        ..register_address()
    }
}

/// Where the register has B, 6 314 m from A.
pub fn hit_b() -> RegisterAddress {
    RegisterAddress {
        id: "v-0301-10200-7".to_owned(),
        text: "Bryggeveien 7".to_owned(),
        street: "Bryggeveien".to_owned(),
        house_number: "7".to_owned(),
        postcode: "0665".to_owned(),
        place: "OSLO".to_owned(),
        latitude: 59.9147,
        longitude: 10.8222,
        ..RegisterAddress::default()
    }
}

pub fn address(hit: &RegisterAddress) -> AddressDraft {
    AddressDraft {
        register_id: hit.id.clone(),
        street: hit.street.clone(),
        house_number: hit.house_number.clone(),
        floor: "1".to_owned(),
        postcode: hit.postcode.clone(),
        place: hit.place.clone(),
        ..AddressDraft::default()
    }
}

pub fn chosen(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(attribute, choice)| ((*attribute).to_owned(), (*choice).to_owned()))
        .collect()
}

/// 2 Mbit/s between two known streets.
pub fn circuit() -> QuoteLineDraft {
    QuoteLineDraft {
        product: "LL_2M".to_owned(),
        attributes: chosen(&[("speed", "2M"), ("interface", "g703"), ("redundancy", "no")]),
        address_a: address(&hit_a()),
        address_b: address(&hit_b()),
        ..QuoteLineDraft::default()
    }
}

/// Room for two racks, with its form.
pub fn co_location() -> QuoteLineDraft {
    QuoteLineDraft {
        product: "TELELOSJI".to_owned(),
        attributes: chosen(&[("room", "cage"), ("racks", "2"), ("power", "dc_48")]),
        attachment_flag: true,
        attachments: vec![file("form")],
        ..QuoteLineDraft::default()
    }
}

pub fn file(id: &str) -> AttachmentRef {
    AttachmentRef {
        id: id.to_owned(),
        name: format!("{id}.pdf"),
    }
}

/// These lines, and a world that knows both addresses and the files `map` and `form`.
pub fn quote(lines: Vec<QuoteLineDraft>) -> (QuoteDraft, QuoteWorld) {
    let known = |id: &str| AttachmentFact {
        attachment: Attachment {
            id: id.to_owned(),
            name: format!("{id}.pdf"),
            kind: Kind::Pdf,
            bytes: 1000,
        },
        standing: Standing::Ready,
    };
    let facts = QuoteLineFacts {
        address_a: Some(hit_a()),
        address_b: Some(hit_b()),
        attachments: vec![known("map"), known("form")],
    };
    let world = QuoteWorld {
        catalogue: Catalogue::default_catalogue().unwrap(),
        postcodes: PostcodeRegister::parse(SHIPPED).unwrap(),
        facts: vec![facts; lines.len()],
    };
    let draft = QuoteDraft {
        lines,
        ..QuoteDraft::default()
    };
    (draft, world)
}
