#!/usr/bin/env bash
# Builds the product and starts it with demonstration data. On a machine with nothing of it yet this
# takes about a quarter of an hour, once; afterwards seconds.
STEPS=4
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

step "Compiler and tools"
scripts/toolchain.sh >/dev/null
scripts/tools.sh build
say "All there"

step "Browser application"
scripts/spa.sh

step "Server, with the application inside"
cargo build --release "${LOCKED[@]}" -p server || fail "the server could not be built" "read the compiler's message above"

step "Starting; Ctrl-C stops it"
export JARA_DEMONSTRATION="${JARA_DEMONSTRATION:-true}"
export JARA_DATA="${JARA_DATA:-$ROOT/data}"
export JARA_LISTEN="${JARA_LISTEN:-127.0.0.1:8080}"
exec target/release/jara-netbusiness-server
