#!/usr/bin/env bash
# Serves the application with reload on http://127.0.0.1:8081, the backend behind it on 8080. A saved
# file of the browser application reloads the page; a saved file of the backend restarts the backend.
STEPS=2
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

export JARA_DEMONSTRATION="${JARA_DEMONSTRATION:-true}"
export JARA_DATA="${JARA_DATA:-$ROOT/data}"
export JARA_LISTEN="${JARA_LISTEN:-127.0.0.1:8080}"
SEEN="$ROOT/target/logs/backend.seen"
BACKEND=

stop_backend() {
  if [ -n "$BACKEND" ]; then
    kill "$BACKEND" 2>/dev/null || true
    wait "$BACKEND" 2>/dev/null || true
  fi
  BACKEND=
}

start_backend() {
  touch "$SEEN"
  if cargo build -p server; then
    target/debug/jara-netbusiness-server &
    BACKEND=$!
  else
    say "The backend does not compile; it is tried again when a file is saved"
  fi
}

# Asking the file system once a second is cheap here, and needs no further tool.
changed() {
  [ -n "$(find crates Cargo.lock -newer "$SEEN" -type f ! -path '*/target/*' -print -quit)" ]
}

step "Compiler and tools"
scripts/tools.sh build
wasm_env="$(scripts/toolchain.sh)"

step "Application on http://127.0.0.1:8081, backend on http://$JARA_LISTEN; Ctrl-C stops both"
TRUNK=
stop_both() {
  stop_backend
  if [ -n "$TRUNK" ]; then kill "$TRUNK" 2>/dev/null || true; fi
}
trap stop_both EXIT
trap 'exit 130' INT TERM
start_backend
(
  # One NAME=value a line, no blanks in any: split on purpose.
  # shellcheck disable=SC2086,SC2163
  if [ -n "$wasm_env" ]; then export $wasm_env; fi
  export CARGO_TARGET_DIR="$ROOT/target/spa" PATH="$TOOLS/bin:$PATH"
  # Debug builds of views compile and load about three times faster with their types erased.
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components"
  # Trunk must use the pinned tools and never fetch its own, so it runs offline, and the crates are fetched before.
  cargo fetch --target wasm32-unknown-unknown --quiet
  # No service worker: a reload shows what was built last.
  export PRECACHE=off
  exec trunk serve --offline --skip-version-check --dist target/spa/dev-dist --address 127.0.0.1 --port 8081 \
    --proxy-backend "http://$JARA_LISTEN/api" --proxy-no-system-proxy
) &
TRUNK=$!
while kill -0 "$TRUNK" 2>/dev/null; do
  sleep 1
  if changed; then
    stop_backend
    start_backend
  fi
done
