#!/usr/bin/env bash
# Builds the browser application into dist/, compresses it and reports what a first visit loads.
# Nothing is done when none of its inputs has changed since the last time.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

STAMP="$ROOT/target/spa/inputs.sha256"

# The content of everything that the application is made of; what the build itself writes is left out.
inputs() {
  { find Cargo.toml Cargo.lock Trunk.toml index.html package-lock.json \
    src style public crates/domain crates/wire crates/texts \
    scripts/spa.sh scripts/compress.mjs scripts/prelude.sh \
    -type f ! -path 'style/theme.css' ! -path '*/tests/*' -print0 2>/dev/null || true; } |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

main() {
  local before wasm_env
  before="$(inputs)"
  if [ -f dist/index.html ] && [ "$(cat "$STAMP" 2>/dev/null)" = "$before" ]; then
    say "The browser application is up to date"
    node scripts/compress.mjs dist --report
    return
  fi

  scripts/tools.sh build
  wasm_env="$(scripts/toolchain.sh)"
  say "Building the browser application: some minutes the first time, about one later"
  (
    # One NAME=value a line, no blanks in any: split on purpose.
    # shellcheck disable=SC2086,SC2163
    if [ -n "$wasm_env" ]; then export $wasm_env; fi
    export CARGO_TARGET_DIR="$ROOT/target/spa" PATH="$TOOLS/bin:$PATH"
    # A view with its type erased is compiled once and not once for each place: an eighth less to load.
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components"
    # Trunk must use the pinned tools and never fetch its own, so it runs offline, and the crates are fetched before.
    cargo fetch "${LOCKED[@]}" --target wasm32-unknown-unknown --quiet &&
      RUST_BACKTRACE=0 trunk build --release --cargo-profile release-spa --offline --skip-version-check
  ) || fail "the browser application could not be built" "read the compiler's message above; 'make lint' checks the same code faster"

  node scripts/compress.mjs dist --write --report
  mkdir -p "$(dirname "$STAMP")"
  # Had something been saved while it was built, the next run must build again.
  if [ "$(inputs)" = "$before" ]; then echo "$before" >"$STAMP"; fi
}

main
