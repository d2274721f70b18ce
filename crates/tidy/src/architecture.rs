//! ARCHITECTURE.md names folders and files; each must be there.

use crate::{Problem, Tree};

pub const DOCUMENT: &str = "ARCHITECTURE.md";

/// Beginnings by which a word in backquotes is known to be a path of this tree.
const ROOTS: [&str; 9] = [
    "src/",
    "crates/",
    "docs/",
    "end2end/",
    "style/",
    "public/",
    "scripts/",
    ".ci/",
    "migrations/",
];

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(document) = tree.file(DOCUMENT) else {
        return vec![Problem::of(
            DOCUMENT,
            "is missing: it is the map that the other checks are about",
        )];
    };
    let mut problems = Vec::new();
    for (number, line) in document.lines() {
        for path in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
        {
            let wanted = path.trim_end_matches('/');
            let is_pattern = wanted.contains(['<', '*', '{', '…']);
            let there = tree.has(wanted);
            if !is_pattern && !there {
                problems.push(Problem::at(
                    DOCUMENT,
                    number,
                    format!("`{path}` is not there: the map or the tree is wrong"),
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn problems(text: &str) -> usize {
        let files = vec![File::new(DOCUMENT, text), File::new("src/app.rs", "")];
        check(&Tree {
            files,
            folders: vec!["crates/domain".to_owned()],
            pictures: Vec::new(),
        })
        .len()
    }

    #[test]
    fn every_path_on_the_map_exists() {
        assert_eq!(
            problems("Rules live in `crates/domain/`, the shell in `src/app.rs`."),
            0
        );
        assert_eq!(problems("Rules live in `crates/rules`."), 1);
        assert_eq!(
            problems("Pages are `src/pages/<module>/`; `cargo run` starts it."),
            0
        );
    }

    #[test]
    fn there_is_a_map() {
        assert_eq!(check(&Tree::default()).len(), 1);
    }
}
