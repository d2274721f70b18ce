//! How a file of code looks from outside: it says what it is for, has a name that means something, and
//! is short enough to be read.

use crate::{Problem, Tree};

/// About what a person holds in the head; beyond it a file is split along its meaning.
const LONGEST: usize = 400;

/// Names that attract whatever has no place.
const DRAWERS: [&str; 5] = ["utils", "util", "common", "helpers", "misc"];

/// Files that may be longer, each with its reason: `path: reason` per line.
pub const LONG_FILES: &str = "crates/tidy/long-files.txt";

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let listed = long_files(tree);
    for file in tree.rust_files() {
        let first = file.text.lines().next().unwrap_or_default();
        if first
            .strip_prefix("//!")
            .is_none_or(|says| says.trim().is_empty())
        {
            problems.push(Problem::at(
                &file.path,
                1,
                "does not begin with a `//!` line that says what the module is for",
            ));
        }
    }
    let code = [".rs", ".ts", ".js", ".mjs", ".css", ".sh", ".sql"];
    for file in tree
        .files
        .iter()
        .filter(|file| code.iter().any(|ending| file.path.ends_with(ending)))
    {
        let lines = file.text.lines().count();
        let excused = listed
            .iter()
            .any(|(path, reason)| *path == file.path && !reason.is_empty());
        if lines > LONGEST && !excused {
            problems.push(Problem::of(
                &file.path,
                format!("{lines} lines: split it along its meaning, or say in {LONG_FILES} why not (limit {LONGEST})"),
            ));
        }
        let mut parts = file.path.split(['/', '.']);
        if let Some(name) = parts.find(|part| DRAWERS.contains(part)) {
            problems.push(Problem::of(
                &file.path,
                format!("`{name}` says nothing: name it after what it is about"),
            ));
        }
    }
    for (path, reason) in listed {
        let needed = tree
            .file(path)
            .is_some_and(|file| file.text.lines().count() > LONGEST);
        if !needed {
            problems.push(Problem::of(
                LONG_FILES,
                format!("{path} is not that long (any more): take it off the list"),
            ));
        } else if reason.is_empty() {
            problems.push(Problem::of(LONG_FILES, format!("{path} has no reason")));
        }
    }
    problems
}

fn long_files(tree: &Tree) -> Vec<(&str, &str)> {
    let lines = tree
        .file(LONG_FILES)
        .map_or("", |file| file.text.as_str())
        .lines();
    lines
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(':').unwrap_or((line, "")))
        .map(|(path, reason)| (path.trim(), reason.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn tree(files: &[(&str, &str)]) -> Tree {
        Tree::of(files.iter().map(|(path, text)| File::new(path, text)).collect())
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert_eq!(check(&tree(&[("src/app.rs", "use leptos::*;")])).len(), 1);
        assert_eq!(check(&tree(&[("src/app.rs", "//! \n")])).len(), 1);
        assert_eq!(check(&tree(&[("src/app.rs", "//! The shell.\n")])).len(), 0);
    }

    #[test]
    fn a_long_file_needs_a_reason() {
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        assert_eq!(check(&tree(&[("src/a.rs", &long)])).len(), 1);
        assert_eq!(
            check(&tree(&[
                ("src/a.rs", &long),
                (LONG_FILES, "src/a.rs: a table that is read as one")
            ]))
            .len(),
            0
        );
        assert_eq!(
            check(&tree(&[("src/a.rs", &long), (LONG_FILES, "src/a.rs:")])).len(),
            2
        );
        assert_eq!(
            check(&tree(&[
                ("src/a.rs", "//! Short."),
                (LONG_FILES, "src/a.rs: was long once")
            ]))
            .len(),
            1
        );
    }

    #[test]
    fn there_is_no_drawer_for_what_has_no_place() {
        assert_eq!(
            check(&tree(&[("crates/server/src/utils.rs", "//! Things.")])).len(),
            1
        );
        assert_eq!(check(&tree(&[("end2end/helpers/login.ts", "")])).len(), 1);
        assert_eq!(
            check(&tree(&[("src/ui/utilisation.rs", "//! A gauge.")])).len(),
            0
        );
    }
}
