//! OFF-5: two versions of a draft as rows, called as on the form, and the draft that the choices make of them.

use domain::{isp_switch::authority_key, orders::Need};
use texts::Key;

use super::{
    paths::{self, of_first},
    ticks,
    version::Words,
    whole_lines,
};
use crate::{
    offline::sync::decide::Body,
    ui::compare::{Choose, Chosen, CompareRow},
};

const CHECK: &str = of_first!("access_check");
const APPOINTMENT: &str = of_first!("appointment");
const NUMBERS: &str = of_first!("numbers");
const EXTRA_WORK: &str = "switch.extra_work";
/// These follow others: nobody types them.
const FOLLOWING: [&str; 6] = [
    of_first!("address.register_id"),
    of_first!("access_check.id"),
    of_first!("access_check.hit"),
    of_first!("appointment.id"),
    of_first!("appointment.search"),
    of_first!("numbers.reservation"),
];

/// Every field that stands in one of the versions, in the order of the form.
pub fn rows(words: Words<'_>, mine: &Body, theirs: &Body, base: Option<&Body>) -> Vec<CompareRow> {
    let row = |key: &str, label: String, said: &dyn Fn(&Body) -> String| CompareRow {
        key: key.to_owned(),
        label,
        mine: said(mine),
        theirs: said(theirs),
        base: base.map(said),
    };
    let mut rows = Vec::new();
    let several = whole_lines::has_several(mine, theirs);
    let is_asked = |path: &&&str| !(FOLLOWING.contains(*path) || several && path.starts_with("lines["));
    for path in paths::ALL.iter().filter(is_asked) {
        rows.push(row(path, words.label(mine, path), &|body| {
            words.value(body, path)
        }));
        if *path == "product" {
            rows.extend(attributes(mine, theirs).map(|path| {
                // What the one product has and the other not is called by its own name.
                let own = if paths::get(&mine.order, &path).is_empty() {
                    theirs
                } else {
                    mine
                };
                row(&path, words.label(own, &path), &|body| words.value(body, &path))
            }));
        }
    }
    if is_switch(mine) || is_switch(theirs) {
        rows.push(row(
            EXTRA_WORK,
            words.lang.text(Key::OrderFormExtraWork),
            &|body| words.extra_work(body),
        ));
        for (key, label, of) in ticks::OF_ORDER {
            rows.push(row(key, words.lang.text(label), &|body| {
                words.tick(body.order.clone(), of)
            }));
        }
    }
    if several {
        let most = mine.order.lines.len().max(theirs.order.lines.len());
        rows.extend((0..most).map(|at| {
            row(
                &whole_lines::key_of(at),
                whole_lines::numbered(words.lang, at),
                &|body| whole_lines::said(words.lang, &body.order, at),
            )
        }));
        rows.retain(|row| !row.mine.is_empty() || !row.theirs.is_empty());
        return rows;
    }
    rows.push(row(CHECK, words.lang.text(Key::OrderFormCheck), &|body| {
        words.check(body)
    }));
    rows.push(row(
        APPOINTMENT,
        words.lang.text(Key::OrderFormAppointment),
        &|body| words.appointment(body),
    ));
    rows.push(row(NUMBERS, words.lang.text(Key::OrderFormNumbers), &|body| {
        words.numbers(body)
    }));
    for (key, label, of) in ticks::OF_LINE {
        rows.push(row(key, words.lang.text(label), &|body| {
            words.tick(paths::line(&body.order), of)
        }));
    }
    rows.retain(|row| !row.mine.is_empty() || !row.theirs.is_empty());
    rows
}

/// The paths of all attributes that either has.
fn attributes(mine: &Body, theirs: &Body) -> impl Iterator<Item = String> {
    let mut codes: Vec<String> = mine.order.attributes.keys().cloned().collect();
    codes.extend(theirs.order.attributes.keys().cloned());
    codes.sort();
    codes.dedup();
    codes.into_iter().map(|code| format!("attributes.{code}"))
}

/// My version, with theirs where it was chosen. What follows typed fields follows them.
pub fn merged(mine: &Body, theirs: &Body, chosen: &Chosen) -> Body {
    let is_theirs = |key: &str| chosen.get(key) == Some(&Choose::Theirs);
    let mut made = mine.clone();
    let several = whole_lines::has_several(mine, theirs);
    let typed = paths::ALL
        .iter()
        .filter(|path| !(several && path.starts_with("lines[")))
        .map(|path| (*path).to_owned());
    for path in typed.chain(attributes(mine, theirs)) {
        if !FOLLOWING.contains(&path.as_str()) && is_theirs(&path) {
            // A choice that the other version does not have is not left behind empty.
            if let Some(code) = path.strip_prefix("attributes.")
                && !theirs.order.attributes.contains_key(code)
            {
                made.order.attributes.remove(code);
                continue;
            }
            if !theirs.order.lines.is_empty() {
                paths::change_line(&mut made.order, 0, |_| ());
            }
            let value = paths::get(&theirs.order, &path).to_owned();
            paths::set(&mut made.order, &path, value);
        }
    }
    let mut whole = theirs.order.clone();
    for (key, _, of) in ticks::OF_ORDER {
        if is_theirs(key) {
            *of(&mut made.order) = *of(&mut whole);
        }
    }
    if is_theirs(EXTRA_WORK) {
        made.order.switch.extra_work = whole.switch.extra_work;
    }
    follow_the_authority(&mut made, mine, theirs);
    if several {
        whole_lines::choose(&mut made, theirs, is_theirs);
        return made;
    }
    let mut other = paths::line(&theirs.order);
    for (key, _, of) in ticks::OF_LINE {
        if is_theirs(key) {
            let value = *of(&mut other);
            paths::change_line(&mut made.order, 0, |line| *of(line) = value);
        }
    }
    if is_theirs(CHECK) {
        paths::change_line(&mut made.order, 0, |line| {
            line.access_check.clone_from(&other.access_check)
        });
        made.facts.access_check.clone_from(&theirs.facts.access_check);
    }
    if is_theirs(APPOINTMENT) {
        paths::change_line(&mut made.order, 0, |line| {
            line.appointment.clone_from(&other.appointment)
        });
        made.facts.appointment.clone_from(&theirs.facts.appointment);
        made.facts.slot_search.clone_from(&theirs.facts.slot_search);
    }
    if is_theirs(NUMBERS) {
        paths::change_line(&mut made.order, 0, |line| {
            line.numbers.reservation.clone_from(&other.numbers.reservation)
        });
        made.facts.reservation.clone_from(&theirs.facts.reservation);
    }
    follow_the_register(&mut made, mine, theirs);
    made
}

fn is_switch(body: &Body) -> bool {
    Need::named(&body.order.need) == Some(Need::Switch)
}

/// ISP-4: what NRDB said is about one reference.
fn follow_the_authority(made: &mut Body, mine: &Body, theirs: &Body) {
    let reference = |body: &Body| authority_key(&body.order.switch.authority);
    let source = [mine, theirs]
        .into_iter()
        .find(|body| reference(body) == reference(made));
    made.facts.authority = source.and_then(|body| body.facts.authority.clone());
}

/// ADR-6: an address is the register's only as it was chosen there, whole.
fn follow_the_register(made: &mut Body, mine: &Body, theirs: &Body) {
    let typed = |body: &Body| {
        let mut address = paths::line(&body.order).address;
        address.register_id.clear();
        address
    };
    let address = typed(made);
    let source = [mine, theirs].into_iter().find(|body| typed(body) == address);
    let id = source.map_or_else(String::new, |body| paths::line(&body.order).address.register_id);
    if !made.order.lines.is_empty() {
        paths::change_line(&mut made.order, 0, |line| line.address.register_id = id);
    }
    made.facts.register_address = source.and_then(|body| body.facts.register_address.clone());
    let number = |body: &Body| paths::line(&body.order).end_user.organisation_number;
    let source = [mine, theirs]
        .into_iter()
        .find(|body| number(body) == number(made));
    made.facts.company = source.and_then(|body| body.facts.company.clone());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offline::drafts::KeptFacts;
    use domain::orders::LineDraft;

    fn body(street: &str, register: &str, name: &str) -> Body {
        let mut line = LineDraft::default();
        line.address.street = street.to_owned();
        line.address.register_id = register.to_owned();
        line.end_user.first_name = name.to_owned();
        let mut body = Body::default();
        body.order.lines.push(line);
        body
    }

    fn choose(keys: &[&str]) -> Chosen {
        keys.iter()
            .map(|key| ((*key).to_owned(), Choose::Theirs))
            .collect()
    }

    /// OFF-5
    #[test]
    fn each_field_is_the_one_that_was_chosen() {
        let (mut mine, mut theirs) = (
            body("Kirkeveien", "r1", "Solveig"),
            body("Storgata", "r2", "Aslak"),
        );
        mine.order.attributes.insert("speed".to_owned(), "a".to_owned());
        theirs.order.lines[0].confirmations.door_marked = true;
        let made = merged(
            &mine,
            &theirs,
            &choose(&[
                "lines[0].end_user.first_name",
                "lines[0].confirmations.door_marked",
                "attributes.speed",
            ]),
        );
        assert_eq!(made.order.lines[0].end_user.first_name, "Aslak");
        assert_eq!(made.order.lines[0].address.street, "Kirkeveien");
        assert_eq!(made.order.lines[0].address.register_id, "r1");
        assert!(made.order.lines[0].confirmations.door_marked);
        assert!(made.order.attributes.is_empty());
        assert_eq!(merged(&mine, &theirs, &Chosen::new()), mine);
    }

    /// OFF-5, ORD-1: of several lines each is chosen whole, with what is known of it.
    #[test]
    fn of_a_project_each_line_is_the_one_that_was_chosen() {
        let (mut mine, mut theirs) = (
            body("Kirkeveien", "r1", "Solveig"),
            body("Storgata", "r2", "Aslak"),
        );
        theirs.order.lines.push(LineDraft::default());
        theirs.order.lines[1].end_user.first_name = "Kari".to_owned();
        theirs.facts.later_lines.push(KeptFacts {
            company: Some(domain::customer::CompanyFact::Unknown),
            ..KeptFacts::default()
        });
        let kept = merged(&mine, &theirs, &Chosen::new());
        assert_eq!(kept.order.lines, mine.order.lines);
        let made = merged(&mine, &theirs, &choose(&["lines[1]"]));
        let names: Vec<_> = made
            .order
            .lines
            .iter()
            .map(|line| line.end_user.first_name.as_str())
            .collect();
        assert_eq!(names, ["Solveig", "Kari"]);
        assert_eq!(made.facts.later_lines, theirs.facts.later_lines);
        // A line that the other version does not have goes when that is chosen.
        core::mem::swap(&mut mine, &mut theirs);
        assert_eq!(
            merged(&mine, &theirs, &choose(&["lines[1]"])).order.lines.len(),
            1
        );
    }

    /// ISP-4, BOK-5, OFF-5
    #[test]
    fn of_a_switch_the_authority_is_chosen_with_what_nrdb_said_of_it() {
        let switch = |reference: &str, other: bool, work: &str| {
            let mut made = body("Kirkeveien", "r1", "Solveig");
            made.order.need = "switch".to_owned();
            made.order.switch.authority = reference.to_owned();
            made.order.switch.new_end_user = other;
            made.order.switch.extra_work = vec![work.to_owned()];
            made.facts.authority = Some(domain::isp_switch::AuthorityRecord {
                reference: reference.to_owned(),
                answer: domain::isp_switch::AuthorityAnswer::Unknown,
            });
            made
        };
        let (mine, theirs) = (switch("FM-1", false, "socket"), switch("FM-2", true, "modem"));
        assert_eq!(merged(&mine, &theirs, &Chosen::new()), mine);
        let made = merged(
            &mine,
            &theirs,
            &choose(&["switch.authority", "switch.new_end_user", EXTRA_WORK]),
        );
        assert_eq!(made.order.switch, theirs.order.switch);
        assert_eq!(made.facts.authority, theirs.facts.authority);
    }

    /// ADR-6, OFF-5
    #[test]
    fn an_address_put_together_of_two_is_no_address_of_the_register() {
        let mut mine = body("Kirkeveien", "r1", "");
        mine.order.lines[0].address.postcode = "0368".to_owned();
        let theirs = body("Storgata", "r2", "");
        let both = merged(&mine, &theirs, &choose(&["lines[0].address.street"]));
        assert_eq!(both.order.lines[0].address.register_id, "");
        let whole = merged(
            &mine,
            &theirs,
            &choose(&["lines[0].address.street", "lines[0].address.postcode"]),
        );
        assert_eq!(whole.order.lines[0].address.register_id, "r2");
    }
}
