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

# In the browser, as users have it: release builds of both sides.
scripts/tools.sh system
scripts/tools.sh test
scripts/spa.sh
say "server, for the browser's measurements"
cargo build --release "${LOCKED[@]}" -p server
scripts/empty-page.sh "$ROOT/target/spa/empty-page"
(
  JARA_CHROMIUM="$(chromium_path)"
  export JARA_CHROMIUM
  export JARA_SERVER_BIN="$ROOT/target/release/jara-netbusiness-server" JARA_EMPTY_PAGE="$ROOT/target/spa/empty-page"
  cd end2end && npx --no-install playwright test --config bench.config.ts
)
measured=$((measured + 1))
say "$measured benchmarks run"
