//! What the tree never says: where someone's machine keeps its files, and which registry it asks.
//!
//! A lock file or a script with an address in it works for one machine only; a path of one machine in a
//! document helps nobody else.

use crate::{Problem, Tree};

/// Put together from parts, so that this file does not say them itself.
fn forbidden() -> [(String, &'static str); 8] {
    let path = "is a path of one machine; say it relative to the tree, the home folder or a variable";
    let registry = "is the address of a package registry; every machine asks the one it is configured for";
    [
        (["/ro", "ot/"].concat(), path),
        (["/ho", "me/"].concat(), path),
        (["/wo", "rk/"].concat(), path),
        (["/Us", "ers/"].concat(), path),
        (["registry.np", "mjs.org"].concat(), registry),
        (["static.cra", "tes.io"].concat(), registry),
        (["index.cra", "tes.io"].concat(), registry),
        (["deb.deb", "ian.org"].concat(), registry),
    ]
}

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let forbidden = forbidden();
    let mut problems = Vec::new();
    for file in &tree.files {
        for (number, line) in file.lines() {
            for (word, why) in &forbidden {
                let found = line.match_indices(word.as_str()).any(|(at, _)| {
                    // `homework/` and `network/` end like a machine's path and are none.
                    !line[..at]
                        .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '}'))
                });
                if found {
                    problems.push(Problem::at(&file.path, number, format!("`{word}` {why}")));
                }
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
        check(&Tree::of(vec![File::new("README.md", text)])).len()
    }

    #[test]
    fn no_path_of_one_machine_is_said() {
        assert_eq!(problems(&["see /ho", "me/kari/jara"].concat()), 1);
        assert_eq!(problems("see ${HOME}/.cache and src/network/"), 0);
    }

    #[test]
    fn no_registry_is_addressed() {
        assert_eq!(
            problems(&["\"resolved\": \"https://registry.np", "mjs.org/x\""].concat()),
            1
        );
    }
}
