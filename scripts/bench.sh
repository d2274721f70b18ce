#!/usr/bin/env bash
# Measures, on this machine: figures of different machines or days are not comparable.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

cargo bench --workspace "${LOCKED[@]}" --benches "$@"
