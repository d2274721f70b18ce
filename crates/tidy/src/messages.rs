//! Every finding and every reason of the rules has a text that a person can act on, in every language.
//!
//! That each language has every key is refused at compile time by the texts crate; here it is checked
//! that the rules' codes are among the keys at all.

use crate::{File, Problem, Tree};

const LANGUAGES: [&str; 2] = ["crates/texts/texts/nb.txt", "crates/texts/texts/en.txt"];

/// Where the rules list their codes, as `NAME = … "the.code";`, and what the keys of the texts begin with.
const LISTS: [(&str, &str); 2] = [
    ("crates/domain/src/finding/codes.rs", "error."),
    ("crates/domain/src/reason.rs", "reason."),
];

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (list, prefix) in LISTS {
        let listed = tree.file(list).map(codes).unwrap_or_default();
        if listed.is_empty() {
            problems.push(Problem::of(
                list,
                "lists no codes: the list has moved, and this check has lost it",
            ));
        }
        for (number, code) in listed {
            let beginning = format!("{prefix}{code} = ");
            for language in LANGUAGES {
                let has_text = tree
                    .file(language)
                    .is_some_and(|texts| texts.text.lines().any(|line| line.starts_with(&beginning)));
                if !has_text {
                    problems.push(Problem::at(
                        list,
                        number,
                        format!("`{prefix}{code}` has no text in {language}"),
                    ));
                }
            }
        }
    }
    problems
}

/// The codes of a list, with their lines.
fn codes(file: &File) -> Vec<(usize, &str)> {
    file.lines()
        .filter_map(|(number, line)| {
            let (name, rest) = line.trim().split_once(" = ")?;
            let is_name = !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            let code = rest.strip_suffix("\";")?.rsplit('"').next()?;
            is_name.then_some((number, code))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(nb: &str, en: &str) -> usize {
        let files = vec![
            File::new(
                LISTS[0].0,
                "codes! {\n    POSTCODE_UNKNOWN = Error \"ADR-3\" \"postcode.unknown\";\n}\n",
            ),
            File::new(LISTS[1].0, "reasons! {\n    DAY_WEEKEND = \"day.weekend\";\n}\n"),
            File::new(LANGUAGES[0], nb),
            File::new(LANGUAGES[1], en),
        ];
        check(&Tree::of(files)).len()
    }

    #[test]
    fn every_code_has_a_text_in_every_language() {
        let whole = "error.postcode.unknown = Unknown\nreason.day.weekend = Closed\n";
        assert_eq!(problems(whole, whole), 0);
        assert_eq!(problems(whole, "reason.day.weekend = Closed\n"), 1);
        assert_eq!(problems("error.postcode.unknown_place = Unknown\n", whole), 2);
    }

    #[test]
    fn a_list_that_has_moved_is_noticed() {
        assert_eq!(check(&Tree::default()).len(), 2);
    }
}
