#!/usr/bin/env bash
# What every commit must pass, without the slower tests.
STEPS=4
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

step "Formatting"
cargo fmt --all --check || fail "some code is not formatted" "run 'make fmt'"
step "Clippy, over the backend and the browser application"
cargo clippy --workspace --all-targets "${LOCKED[@]}" -- -D warnings || fail "clippy found something" "read its messages above"
step "Invariants of the tree"
cargo test "${LOCKED[@]}" -p tidy || fail "an invariant is broken" "read the messages above; ARCHITECTURE.md says why each exists"
step "Types of the end-to-end tests"
scripts/tools.sh test
npm --prefix end2end run --silent check || fail "the end-to-end tests do not type-check" "read the messages above"
