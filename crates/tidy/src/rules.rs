//! The rules of the business have ids (`ADR-2`). Every id in the code stands in docs/rules.md, and every
//! id there is named by at least one test.

use std::collections::BTreeMap;

use crate::{Problem, Tree};

pub const DOCUMENT: &str = "docs/rules.md";

/// The families of rules; another word with a number behind it (`ISO-8859`) is no rule.
const FAMILIES: [&str; 23] = [
    "ADR", "CUS", "CON", "DAT", "REF", "ORD", "GRD", "KAP", "BOK", "ISP", "TRM", "CHG", "CAN", "QUO", "SRQ",
    "TTK", "STA", "NOT", "AUD", "HOM", "POS", "TRN", "OFF",
];

/// The ids in a text, in their order.
#[must_use]
pub fn ids(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (dash, _) in text.match_indices('-') {
        let (before, after) = (&text[..dash], &text[dash + 1..]);
        let Some(family) = FAMILIES.iter().find(|family| before.ends_with(**family)) else {
            continue;
        };
        let begin = dash - family.len();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let joined = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let starts_inside = text[..begin].chars().next_back().is_some_and(joined);
        let ends_inside = after[digits..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if digits > 0 && !starts_inside && !ends_inside {
            found.push(&text[begin..=dash + digits]);
        }
    }
    found
}

/// The ids that the document defines: each begins a point of a list, in bold.
fn defined(tree: &Tree) -> BTreeMap<&str, usize> {
    let Some(document) = tree.file(DOCUMENT) else {
        return BTreeMap::new();
    };
    document
        .lines()
        .filter_map(|(number, line)| {
            let bold = line.strip_prefix("- **")?.split_once("**")?.0;
            ids(bold).first().map(|id| (*id, number))
        })
        .collect()
}

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let defined = defined(tree);
    let is_code = |path: &str| {
        !path.starts_with("docs/")
            && [".rs", ".ts", ".js", ".mjs", ".sql", ".txt", ".json", ".css"]
                .iter()
                .any(|end| path.ends_with(end))
    };
    // The samples of this very crate are no rules of the business.
    for file in tree
        .files
        .iter()
        .filter(|file| is_code(&file.path) && !file.is_under("crates/tidy"))
    {
        for (number, line) in file.lines() {
            for id in ids(line).into_iter().filter(|id| !defined.contains_key(id)) {
                problems.push(Problem::at(
                    &file.path,
                    number,
                    format!("{id} is not in {DOCUMENT}: write the rule down there"),
                ));
            }
        }
    }
    let tested: Vec<&str> = tree
        .files
        .iter()
        .filter(|file| !file.is_under("crates/tidy"))
        .flat_map(|file| ids(file.test_text()))
        .collect();
    for (id, number) in defined {
        if !tested.contains(&id) {
            problems.push(Problem::at(
                DOCUMENT,
                number,
                format!("no test names {id}: test it, and name it there"),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    #[test]
    fn an_id_is_a_family_and_a_number() {
        assert_eq!(
            ids("ADR-2, KAP-5/BOK-4 (see ORD-12)."),
            ["ADR-2", "KAP-5", "BOK-4", "ORD-12"]
        );
        assert!(ids("ISO-8859-1, RFC-9457, XADR-2, ADR-x, NOT-2nd, ADR-").is_empty());
    }

    fn problems(rules: &str, code: &str, tests: &str) -> usize {
        let files = vec![
            File::new(DOCUMENT, rules),
            File::new("crates/domain/src/address.rs", code),
            File::new("crates/domain/tests/address.rs", tests),
        ];
        check(&Tree::of(files)).len()
    }

    #[test]
    fn code_names_no_rule_that_is_not_written_down() {
        assert_eq!(problems("- **ADR-2** No PO box.", "// ADR-2", "/// ADR-2"), 0);
        assert_eq!(
            problems("- **ADR-2** No PO box.", "// ADR-2 and ADR-3", "/// ADR-2"),
            1
        );
    }

    #[test]
    fn every_rule_is_named_by_a_test() {
        assert_eq!(problems("- **ADR-2** No PO box.", "// ADR-2", "/// nothing"), 1);
        assert_eq!(problems("See ADR-2 elsewhere.", "", ""), 0);
    }
}
