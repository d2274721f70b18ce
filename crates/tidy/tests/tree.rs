//! The invariants, on the tree as it is.

// Tells clippy that the functions beside the tests are tests too, and may panic.
#![cfg(test)]

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tidy::{
    Problem, Tree, architecture, dependencies, layers, licences, links, messages, modules, routes, rules,
    settings, words,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn tree() -> Tree {
    Tree::read(&root()).expect("the checkout can be read")
}

#[track_caller]
fn holds(problems: &[Problem]) {
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} found:\n  {}", list.len(), list.join("\n  "));
}

/// What cargo knows of the packages that one target needs; others may not even be downloaded.
fn metadata(target: &str) -> Value {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo)
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--filter-platform", target])
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

#[test]
fn each_layer_knows_only_what_it_may() {
    holds(&layers::check(&tree()));
}

#[test]
fn the_rules_depend_on_no_web_no_database_no_waiting_and_no_clock() {
    holds(&dependencies::check(
        &metadata("x86_64-unknown-linux-gnu"),
        "domain",
    ));
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let tree = tree();
    let allowed = licences::allowed(&tree);
    holds(&licences::check(&metadata("x86_64-unknown-linux-gnu"), &allowed));
    holds(&licences::check(&metadata("wasm32-unknown-unknown"), &allowed));
}

#[test]
fn every_module_says_what_it_is_for_and_is_short() {
    holds(&modules::check(&tree()));
}

#[test]
fn every_finding_has_a_text() {
    holds(&messages::check(&tree()));
}

#[test]
fn every_route_is_tried_with_every_role() {
    holds(&routes::check(&tree()));
}

#[test]
fn every_rule_is_written_down_and_tested() {
    holds(&rules::check(&tree()));
}

#[test]
fn the_readme_tells_of_every_setting() {
    holds(&settings::check(&tree()));
}

#[test]
fn every_place_on_the_map_exists() {
    holds(&architecture::check(&tree()));
}

#[test]
fn every_link_in_a_document_leads_somewhere() {
    holds(&links::check(&tree()));
}

#[test]
fn nothing_names_one_machine_or_a_registry() {
    holds(&words::check(&tree()));
}
