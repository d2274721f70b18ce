//! Every dependency is under a licence that deny.toml allows.

use serde_json::Value;

use crate::{Problem, Tree};

pub const LIST: &str = "deny.toml";

/// The licences in deny.toml's `allow = [ … ]`.
#[must_use]
pub fn allowed(tree: &Tree) -> Vec<&str> {
    let Some(list) = tree.file(LIST) else {
        return Vec::new();
    };
    let Some(inside) = list
        .text
        .split_once("allow = [")
        .and_then(|(_, rest)| rest.split_once(']'))
    else {
        return Vec::new();
    };
    inside.0.split('"').skip(1).step_by(2).collect()
}

/// Checks the packages of `cargo metadata`. Our own need no licence of others.
#[must_use]
pub fn check(metadata: &Value, allowed: &[&str]) -> Vec<Problem> {
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if packages.is_empty() {
        return vec![Problem::of("cargo metadata", "names no packages")];
    }
    let text = |package: &Value, field: &str| {
        package
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    packages
        .iter()
        .filter(|package| package.get("source").is_some_and(|source| !source.is_null()))
        .filter(|package| !permits(&text(package, "license"), allowed))
        .map(|package| {
            let (name, version, licence) = (text(package, "name"), text(package, "version"), text(package, "license"));
            let what = format!("`{licence}` is not allowed by {LIST}: use another crate, or decide that it may be, and say so there");
            Problem::of(format!("{name} {version}"), what)
        })
        .collect()
}

/// Whether an SPDX expression can be met with the allowed licences. `AND` binds closer than `OR`.
#[must_use]
pub fn permits(expression: &str, allowed: &[&str]) -> bool {
    // `/` is how older crates write OR.
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let met = any_of(&mut rest, allowed);
    met && rest.is_empty()
}

fn any_of(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut met = all_of(rest, allowed);
    while rest.first() == Some(&"OR") {
        *rest = &rest[1..];
        met |= all_of(rest, allowed);
    }
    met
}

fn all_of(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut met = one(rest, allowed);
    while rest.first() == Some(&"AND") {
        *rest = &rest[1..];
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let Some((first, after)) = rest.split_first() else {
        return false;
    };
    *rest = after;
    if *first == "(" {
        let met = any_of(rest, allowed);
        let closed = rest.first() == Some(&")");
        *rest = rest.get(1..).unwrap_or_default();
        return met && closed;
    }
    if rest.first() == Some(&"WITH") {
        let whole = rest.get(1).map(|exception| format!("{first} WITH {exception}"));
        *rest = rest.get(2..).unwrap_or_default();
        return whole.is_some_and(|whole| allowed.contains(&whole.as_str()));
    }
    allowed.contains(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;
    use serde_json::json;

    const ALLOWED: [&str; 4] = [
        "MIT",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "Unicode-3.0",
    ];

    #[test]
    fn one_allowed_licence_of_several_is_enough() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(permits(good, &ALLOWED), "{good}");
        }
    }

    #[test]
    fn a_licence_that_is_not_allowed_is_found() {
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR Apache-2.0) AND OpenSSL",
            "MIT WITH Odd-exception",
            "(MIT",
        ] {
            assert!(!permits(bad, &ALLOWED), "{bad}");
        }
        let metadata = json!({"packages": [
            {"name": "ours", "version": "0.1.0", "source": null, "license": null},
            {"name": "good", "version": "1.0.0", "source": "registry", "license": "MIT"},
            {"name": "bad", "version": "1.0.0", "source": "registry", "license": "AGPL-3.0"},
            {"name": "silent", "version": "1.0.0", "source": "registry", "license": null},
        ]});
        assert_eq!(check(&metadata, &ALLOWED).len(), 2);
        assert_eq!(check(&json!({}), &ALLOWED).len(), 1);
    }

    #[test]
    fn the_list_is_read_from_deny_toml() {
        let files = vec![File::new(
            LIST,
            "[licenses]\nallow = [\n  \"MIT\",\n  \"ISC\",\n]\n",
        )];
        assert_eq!(allowed(&Tree::of(files)), ["MIT", "ISC"]);
        assert!(allowed(&Tree::default()).is_empty());
    }
}
