#!/usr/bin/env bash
# Measures, on this machine: figures of different machines or days are not comparable.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

measured=0
for folder in crates/*/benches; do
  [ -d "$folder" ] || continue
  package="$(basename "$(dirname "$folder")")"
  for bench in "$folder"/*.rs; do
    say "$package: $(basename "$bench" .rs)"
    cargo bench "${LOCKED[@]}" -p "$package" --bench "$(basename "$bench" .rs)"
    measured=$((measured + 1))
  done
done
say "$measured benchmarks run"
