#!/usr/bin/env bash
# Installs the pinned tools that are not there yet; quick and silent when all are.
#   scripts/tools.sh system   what the tests need from the operating system: Chromium, PostgreSQL, SQLite's shell
#   scripts/tools.sh build    Trunk, wasm-bindgen, wasm-split, wasm-opt, and the npm packages of the design system
#   scripts/tools.sh test     the npm packages of the end-to-end tests
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

# These tools are run a few times a day and built once: built quickly is better than running fast.
cargo_install() {
  local crate=$1 version=$2
  shift 2
  say "Building $crate $version, once for this machine: some minutes (log: target/logs/$crate.log)"
  env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install "$crate" --version "$version" --root "$TOOLS" "$@" >"$LOGS/$crate.log" 2>&1 || {
    tail -n 20 "$LOGS/$crate.log" >&2
    fail "$crate $version could not be built" "read target/logs/$crate.log; the crate registry must be reachable"
  }
}

# `is_version command expected`: whether the tool in the cache says that it is of this version.
is_version() {
  [ -x "$TOOLS/bin/$1" ] && "$TOOLS/bin/$1" --version 2>/dev/null | grep -qwF "$2"
}

npm_packages() {
  local folder=$1
  [ -f "$folder/package-lock.json" ] || return 0
  command -v npm >/dev/null || fail "there is no npm" "install Node.js 20 or newer"
  # npm writes this file last, so an interrupted installation is done again.
  local seal="$folder/node_modules/.installed"
  local wanted
  wanted="$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)"
  if [ -f "$seal" ] && [ "$(cat "$seal")" = "$wanted" ]; then return; fi
  say "Installing the npm packages in $(basename "$folder")/"
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund >"$LOGS/npm.log" 2>&1) || {
    tail -n 20 "$LOGS/npm.log" >&2
    fail "npm ci in $folder" "read target/logs/npm.log; the npm registry must be reachable"
  }
  echo "$wanted" >"$seal"
}

system() {
  local missing=()
  chromium_path >/dev/null || missing+=(chromium)
  postgres_bin >/dev/null || missing+=(postgresql-15)
  # The end-to-end tests count orders in the database itself.
  command -v sqlite3 >/dev/null || missing+=(sqlite3)
  if [ ${#missing[@]} -gt 0 ]; then
    apt_install "${missing[@]}" ||
      fail "the tests need ${missing[*]}" "as root: apt-get update && apt-get install ${missing[*]} (or set JARA_CHROMIUM and JARA_TEST_POSTGRES_BIN)"
  fi
  chromium_path >/dev/null || fail "Chromium is not to be found" "set JARA_CHROMIUM to its path"
  postgres_bin >/dev/null || fail "PostgreSQL's initdb is not to be found" "set JARA_TEST_POSTGRES_BIN to its folder"
}

build() {
  exec 8>"$TOOLS/.lock"
  flock 8
  is_version trunk "$TRUNK_VERSION" || cargo_install trunk "$TRUNK_VERSION" --locked --no-default-features --features rustls
  local bindgen
  bindgen="$(wasm_bindgen_version)"
  # It says no version of itself; cargo keeps a list of what it has installed.
  grep -qsF "\"wasm_split_cli_support $WASM_SPLIT_VERSION " "$TOOLS/.crates.toml" ||
    cargo_install wasm_split_cli_support "$WASM_SPLIT_VERSION" --locked --features build-binary
  is_version wasm-bindgen "$bindgen" || cargo_install wasm-bindgen-cli "$bindgen"
  if ! is_version wasm-opt "version ${BINARYEN_VERSION%%.*}"; then
    say "Installing wasm-opt (binaryen $BINARYEN_VERSION)"
    npm install --prefix "$TOOLS/binaryen" --no-audit --no-fund "binaryen@$BINARYEN_VERSION" >"$LOGS/binaryen.log" 2>&1 ||
      fail "binaryen could not be installed" "read target/logs/binaryen.log; the npm registry must be reachable"
    mkdir -p "$TOOLS/bin"
    ln -sf "$TOOLS/binaryen/node_modules/.bin/wasm-opt" "$TOOLS/bin/wasm-opt"
  fi
  npm_packages "$ROOT"
  flock -u 8
}

case "${1:-build}" in
  system) system ;;
  build) build ;;
  test) npm_packages "$ROOT/end2end" ;;
  *) fail "unknown part '$1'" "say system, build or test" ;;
esac
