//! Every route of the API stands in the authorisation test: a route that nobody thought about is a hole.

use serde_json::Value;

use crate::{Problem, Tree};

/// Generated from the code and checked in; a test of the server compares it with the routes it has.
pub const OPENAPI: &str = "docs/api/openapi.json";

/// Where the table of routes, roles and companies is tested; one file or a folder of that name.
const TEST: &str = "crates/server/tests/api/authorisation";
const PATHS: &str = "crates/wire/src/paths.rs";
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(openapi) = tree.file(OPENAPI) else {
        return vec![Problem::of(
            OPENAPI,
            "is missing: generate it, so that the routes are known",
        )];
    };
    let document: Value = match serde_json::from_str(&openapi.text) {
        Ok(document) => document,
        Err(error) => return vec![Problem::of(OPENAPI, format!("is no JSON: {error}"))],
    };
    let Some(paths) = document.get("paths").and_then(Value::as_object) else {
        return vec![Problem::of(OPENAPI, "describes no paths")];
    };
    let tested: Vec<&str> = tree
        .files
        .iter()
        .filter(|file| {
            file.path
                .strip_prefix(TEST)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
        .flat_map(|file| file.text.lines())
        .collect();
    let mut problems = Vec::new();
    for (path, operations) in paths {
        let constant = constant_of(tree, path);
        for method in METHODS.iter().filter(|method| operations.get(**method).is_some()) {
            let stands = tested
                .iter()
                .any(|line| names(line, method, path, constant.as_deref()));
            if !stands {
                let route = format!("{} {path}", method.to_uppercase());
                problems.push(Problem::of(
                    OPENAPI,
                    format!("{route} is not in {TEST}.rs: say who may use it, and try who may not"),
                ));
            }
        }
    }
    problems
}

/// Whether one line of the test names both the method and the path, as text or by its constant.
fn names(line: &str, method: &str, path: &str, constant: Option<&str>) -> bool {
    let words = || line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let has_method = words().any(|word| word.eq_ignore_ascii_case(method));
    let has_path = line.split(['"', ' ']).any(|part| part == path)
        || constant.is_some_and(|constant| words().any(|word| word == constant));
    has_method && has_path
}

/// `ORDERS` for `/api/v1/orders`.
fn constant_of(tree: &Tree, path: &str) -> Option<String> {
    let ending = format!("\"{path}\";");
    let line = tree
        .file(PATHS)?
        .text
        .lines()
        .find(|line| line.ends_with(&ending))?;
    let name = line.strip_prefix("pub const ")?.split_once(':')?.0;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn problems(test: &str) -> usize {
        let openapi =
            r#"{"paths": {"/api/v1/orders": {"get": {}, "post": {}}, "/api/v1/orders/{id}": {"get": {}}}}"#;
        let paths = "pub const ORDERS: &str = \"/api/v1/orders\";\npub const ORDER: &str = \"/api/v1/orders/{id}\";\n";
        let files = vec![
            File::new(OPENAPI, openapi),
            File::new(PATHS, paths),
            File::new("crates/server/tests/api/authorisation.rs", test),
        ];
        check(&Tree::of(files)).len()
    }

    #[test]
    fn every_route_and_method_stands_in_the_authorisation_test() {
        let all = "(Method::GET, paths::ORDERS),\n(Method::POST, paths::ORDERS),\n(Method::GET, \"/api/v1/orders/{id}\"),";
        assert_eq!(problems(all), 0);
        assert_eq!(
            problems("\"GET /api/v1/orders\"\n\"POST /api/v1/orders\"\n\"GET /api/v1/orders/{id}\""),
            0
        );
    }

    #[test]
    fn a_route_that_nobody_thought_about_is_found() {
        assert_eq!(
            problems("(Method::GET, paths::ORDERS),\n(Method::GET, paths::ORDER),"),
            1
        );
        assert_eq!(problems(""), 3);
        assert_eq!(check(&Tree::default()).len(), 1);
    }
}
