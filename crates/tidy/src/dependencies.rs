//! What the rules depend on: they are pure, so nothing that waits, reads, speaks or tells the time.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Problem;

/// What `domain` may name in its Cargo.toml; `utoipa` only describes types and is optional.
const DOMAIN_MAY_NAME: [&str; 4] = ["serde", "serde_json", "time", "utoipa"];

/// What must not even come with those: web, database, asynchrony, chance, and clocks.
const NEVER: [&str; 24] = [
    "async-std",
    "axum",
    "chrono",
    "diesel",
    "futures",
    "futures-core",
    "getrandom",
    "gloo-net",
    "http",
    "hyper",
    "jiff",
    "js-sys",
    "leptos",
    "mio",
    "rand",
    "reqwest",
    "rusqlite",
    "smol",
    "sqlx",
    "sqlx-core",
    "tokio",
    "uuid",
    "wasm-bindgen",
    "web-sys",
];

/// Features of `time` that bring a clock.
const CLOCKS: [&str; 3] = ["std", "local-offset", "wasm-bindgen"];

/// Checks one crate of ours in what `cargo metadata` says.
#[must_use]
pub fn check(metadata: &Value, name: &str) -> Vec<Problem> {
    let Some(package) = array(metadata, "packages")
        .iter()
        .find(|package| text(package, "name") == name)
    else {
        return vec![Problem::of(name, "is not in cargo's metadata")];
    };
    let mut problems = Vec::new();
    for dependency in array(package, "dependencies")
        .iter()
        .filter(|dependency| dependency["kind"].is_null())
    {
        let wanted = text(dependency, "name");
        if !DOMAIN_MAY_NAME.contains(&wanted) {
            let what = format!(
                "depends on `{wanted}`; the rules know only {DOMAIN_MAY_NAME:?}. Take the value as an argument"
            );
            problems.push(Problem::of(format!("crates/{name}/Cargo.toml"), what));
        }
        let clock = array(dependency, "features")
            .iter()
            .filter_map(Value::as_str)
            .find(|feature| CLOCKS.contains(feature));
        if let (true, Some(feature)) = (wanted == "time", clock) {
            problems.push(Problem::of(
                format!("crates/{name}/Cargo.toml"),
                format!("`time` with `{feature}` has a clock (DAT-5)"),
            ));
        }
    }
    for reached in reached(metadata, text(package, "id")) {
        if NEVER.contains(&reached.as_str()) {
            problems.push(Problem::of(
                format!("crates/{name}/Cargo.toml"),
                format!("brings `{reached}` with it"),
            ));
        }
    }
    problems
}

/// The names of all packages that come with one, its tests' own aside.
fn reached(metadata: &Value, start: &str) -> BTreeSet<String> {
    let nodes = metadata
        .get("resolve")
        .map_or(&[][..], |resolve| array(resolve, "nodes"));
    let mut seen = BTreeSet::from([start.to_owned()]);
    let mut waiting = vec![start.to_owned()];
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.iter().find(|node| text(node, "id") == id) else {
            continue;
        };
        for dependency in array(node, "deps") {
            let in_product = array(dependency, "dep_kinds")
                .iter()
                .any(|kind| kind["kind"].is_null());
            let id = text(dependency, "pkg").to_owned();
            if in_product && seen.insert(id.clone()) {
                waiting.push(id);
            }
        }
    }
    let packages = array(metadata, "packages").iter();
    packages
        .filter(|package| seen.contains(text(package, "id")))
        .map(|package| text(package, "name").to_owned())
        .collect()
}

fn array<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata(direct: &Value, reached: &str) -> Value {
        json!({
            "packages": [
                {"id": "d", "name": "domain", "dependencies": [direct]},
                {"id": "s", "name": "serde", "dependencies": []},
                {"id": "x", "name": reached, "dependencies": []},
            ],
            "resolve": {"nodes": [
                {"id": "d", "deps": [{"pkg": "s", "dep_kinds": [{"kind": null}]}]},
                {"id": "s", "deps": [{"pkg": "x", "dep_kinds": [{"kind": null}]}]},
                {"id": "x", "deps": [{"pkg": "d", "dep_kinds": [{"kind": null}]}]},
            ]},
        })
    }

    #[test]
    fn the_rules_may_name_what_is_pure() {
        let serde = json!({"name": "serde", "kind": null, "features": ["std"]});
        assert_eq!(check(&metadata(&serde, "itoa"), "domain"), []);
        assert_eq!(
            check(
                &metadata(&json!({"name": "proptest", "kind": "dev"}), "itoa"),
                "domain"
            ),
            []
        );
    }

    #[test]
    fn the_rules_may_not_name_a_clock_a_web_or_a_database() {
        for bad in [
            json!({"name": "sqlx", "kind": null}),
            json!({"name": "time", "kind": null, "features": ["local-offset"]}),
        ] {
            assert_eq!(check(&metadata(&bad, "itoa"), "domain").len(), 1, "{bad}");
        }
    }

    #[test]
    fn nothing_comes_in_through_another() {
        let serde = json!({"name": "serde", "kind": null});
        assert_eq!(check(&metadata(&serde, "tokio"), "domain").len(), 1);
        assert_eq!(check(&json!({}), "domain").len(), 1);
    }
}
