#!/usr/bin/env bash
# Builds the browser application into dist/, compresses it and reports what a first visit loads.
# Nothing is done when none of its inputs has changed since the last time.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

STAMP="$ROOT/target/spa/inputs.sha256"

# The content of everything that the application is made of; what the build itself writes is left out.
inputs() {
  { find Cargo.toml Cargo.lock Trunk.toml index.html package-lock.json \
    src style public crates/domain crates/wire crates/texts crates/workbook \
    scripts/spa.sh scripts/compress.mjs scripts/precache.mjs scripts/split.mjs scripts/toolchain.sh scripts/prelude.sh \
    -type f ! -path 'style/theme.css' ! -path 'style/*inter*' ! -path '*/tests/*' -print0 2>/dev/null || true; } |
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
    # A view with its type erased is compiled once and not once for each place: an eighth less to load. The relocations are
    # what the program is cut into parts by.
    flags="--cfg erase_components -Clink-arg=--emit-relocs"
    # No places of panics, and of what is printed for us only the outermost: where the compiler takes unstable options.
    if [ -n "${RUSTC_BOOTSTRAP:-}" ]; then flags+=" -Zlocation-detail=none -Zfmt-debug=shallow"; fi
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"
    # The service worker's list is made below, when the parts stand in the place of what Trunk knows of.
    export PRECACHE=off
    # Trunk must use the pinned tools and never fetch its own, so it runs offline, and the crates are fetched before.
    cargo fetch "${LOCKED[@]}" --target wasm32-unknown-unknown --quiet &&
      RUST_BACKTRACE=0 trunk build --release --cargo-profile release-spa --features split --offline --skip-version-check &&
      node scripts/split.mjs "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release-spa/jara-netbusiness.wasm" dist "$CARGO_TARGET_DIR/parts"
  ) || fail "the browser application could not be built" "read the compiler's message above; 'make lint' checks the same code faster"

  node scripts/precache.mjs dist
  node scripts/compress.mjs dist --write --report
  mkdir -p "$(dirname "$STAMP")"
  # Had something been saved while it was built, the next run must build again.
  if [ "$(inputs)" = "$before" ]; then echo "$before" >"$STAMP"; fi
}

main
