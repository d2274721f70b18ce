//! The README's table of environment variables is the one that the code has.

use crate::{Problem, Tree};

const CODE: &str = "crates/server/src/config/variables.rs";
const README: &str = "README.md";

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let (Some(code), Some(readme)) = (tree.file(CODE), tree.file(README)) else {
        return vec![Problem::of(CODE, format!("or {README} is missing"))];
    };
    // In the code each is the first word of a row: `("JARA_LISTEN", "127.0.0.1:8080", "…")`, on one line or several.
    let rows = code
        .text
        .split_once("VARIABLES")
        .and_then(|(_, rest)| rest.split_once("];"));
    let known: Vec<&str> = rows
        .map_or("", |(rows, _)| rows)
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|word| is_name(word))
        .collect();
    let told: Vec<(usize, &str)> = readme
        .lines()
        .filter_map(|(number, line)| Some((number, line.strip_prefix("| `")?.split_once('`')?.0)))
        .filter(|(_, name)| name.starts_with("JARA_") || *name == "DATABASE_URL")
        .collect();
    if known.is_empty() {
        return vec![Problem::of(
            CODE,
            "lists no variables: the list has moved, and this check has lost it",
        )];
    }
    let mut problems = Vec::new();
    for name in &known {
        if !told.iter().any(|(_, other)| other == name) {
            problems.push(Problem::of(
                README,
                format!("does not tell of `{name}`: add a row to its table"),
            ));
        }
    }
    for (number, name) in told {
        if !known.contains(&name) {
            problems.push(Problem::at(
                README,
                number,
                format!("`{name}` is not in {CODE}: nothing reads it"),
            ));
        }
    }
    problems
}

fn is_name(word: &str) -> bool {
    word.contains('_')
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '<' | '>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn problems(readme: &str) -> usize {
        let code = "const VARIABLES: &[_] = &[\n    (\"JARA_LISTEN\", \"127.0.0.1:8080\", \"Where\"),\n    (\n\"DATABASE_URL\",\n \"\", \"Which\"),\n];\n";
        let files = vec![File::new(CODE, code), File::new(README, readme)];
        check(&Tree::of(files)).len()
    }

    #[test]
    fn every_variable_is_told_of_and_none_is_made_up() {
        assert_eq!(problems("| `JARA_LISTEN` | x |\n| `DATABASE_URL` | y |\n"), 0);
        assert_eq!(problems("| `JARA_LISTEN` | x |\n"), 1);
        assert_eq!(
            problems("| `JARA_LISTEN` | x |\n| `DATABASE_URL` | y |\n| `JARA_MAGIC` | z |\n"),
            1
        );
        assert_eq!(check(&Tree::default()).len(), 1);
    }
}
