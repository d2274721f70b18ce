//! Checking a project of fifty lines, as the form does at every key and the backend at Submit: 100 µs at most.
#![cfg(test)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    customer::{CompanyFact, EndUserDraft},
    orders::{AppointmentRef, LineDraft, LineFacts, MOST_PROJECT_LINES, OrderDraft, line_state, parse},
};

#[path = "../tests/rules/world.rs"]
#[expect(
    dead_code,
    reason = "the tests' draft with nothing wrong in it, of which a measurement needs little"
)]
mod world;

use world::{World, errors, good};

/// Fifty end users in fifty houses of five streets, typed in the ways that people type, nothing wrong with any of them.
fn right() -> (OrderDraft, World) {
    let (mut draft, mut world) = good();
    draft.order_type = "project".to_owned();
    draft.requested_date = "07.12.2026".to_owned();
    draft.project_reference = "Borettslaget Solbakken 2026".to_owned();
    draft.customer_order_ref = "PO-2041".to_owned();
    let (line, facts) = (draft.lines.remove(0), world.facts.lines.remove(0));
    for at in 1..=MOST_PROJECT_LINES {
        let (line, facts) = resident(at, line.clone(), facts.clone());
        draft.lines.push(line);
        world.facts.lines.push(facts);
    }
    assert_eq!(errors(&world.parse(&draft)), Vec::<String>::new());
    (draft, world)
}

/// As typed, and as the register has it; a fifth of them differ in what makes no difference (ADR-7).
const STREETS: [(&str, &str); 5] = [
    ("Kirkeveien", "Kirkeveien"),
    ("parkvn.", "Parkveien"),
    ("Bjørnstjerne Bjørnsons gate", "Bjørnstjerne Bjørnsons gate"),
    ("Østre Aker vei", "Østre Aker vei"),
    ("Åsengata", "Åsengata"),
];

/// The line moved to the house of that number, with what the backend knows of it there.
fn resident(at: usize, mut line: LineDraft, mut facts: LineFacts) -> (LineDraft, LineFacts) {
    let (typed, registered) = STREETS[at % STREETS.len()];
    line.appointment = AppointmentRef::default();
    if at.is_multiple_of(4) {
        let name = format!("Verksted {at} AS");
        line.end_user = EndUserDraft {
            kind: "company".to_owned(),
            company_name: name.clone(),
            organisation_number: "310 001 007".to_owned(),
            ..EndUserDraft::default()
        };
        facts.company = Some(CompanyFact::Active { name });
    } else {
        line.end_user.date_of_birth = format!("{:02}.03.19{:02}", at % 28 + 1, at + 30);
    }
    line.contact.phone = format!("912 34 5{at:02}");
    line.address.street = typed.to_owned();
    line.address.house_number = format!("{at} b");
    line.address.register_id = format!("v-{at}");
    line.access_check.id = format!("check-{at}");
    if let Some(address) = &mut facts.register_address {
        address.id = format!("v-{at}");
        address.street = registered.to_owned();
        address.house_number = format!("{at}B");
        address.units = vec!["H0101".to_owned(), "H0102".to_owned(), "H0201".to_owned()];
        line.address.unit = "h0201".to_owned();
    }
    if let Some(check) = &mut facts.access_check {
        check.id = format!("check-{at}");
        check.subject.place = line.address.place_key();
    }
    facts.appointment = None;
    (line, facts)
}

/// The same project with something wrong in every line, some of it in most fields.
fn wrong() -> (OrderDraft, World) {
    let (mut draft, world) = right();
    for (at, line) in draft.lines.iter_mut().enumerate() {
        match at % 5 {
            0 => line.address.postcode = "9999".to_owned(),
            1 => line.contact.phone = "02000".to_owned(),
            2 => line.end_user.date_of_birth = "31.02.1980".to_owned(),
            3 => line.address.street = "Postboks 12".to_owned(),
            _ => *line = LineDraft::default(),
        }
    }
    assert!(errors(&world.parse(&draft)).len() > 2 * MOST_PROJECT_LINES);
    (draft, world)
}

fn project(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("project of 50 lines");
    for (name, (draft, world)) in [("nothing wrong", right()), ("every line wrong", wrong())] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| parse(black_box(&draft), &world.context()));
        });
    }
    let (draft, world) = right();
    group.bench_function("lights and bookings", |bencher| {
        bencher.iter(|| {
            for (at, facts) in world.facts.lines.iter().enumerate() {
                black_box(line_state(black_box(&draft), at, facts, &world.context()));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, project);
criterion_main!(benches);
