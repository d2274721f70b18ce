# Sourced by every script: where things are, which versions are pinned, and how progress is shown.
# shellcheck shell=bash disable=SC2034

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

# The tools outlive the checkout: a fresh clone must not build them again.
TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/jara-netbusiness/tools"
LOGS="$ROOT/target/logs"
mkdir -p "$TOOLS" "$LOGS"

TRUNK_VERSION=0.21.14
WASM_SPLIT_VERSION=0.2.4
BINARYEN_VERSION=132.0.0

# A developer who adds a dependency changes the lock file; the continuous integration takes it as it is.
LOCKED=()
if [ "${CI:-}" = true ]; then LOCKED=(--locked); fi

# The command line tool and the library must be of one version, and the lock file knows which.
wasm_bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' "$ROOT/Cargo.lock"
}

STARTED=$SECONDS
STEP=0
STEPS=${STEPS:-0}

elapsed() {
  local seconds=$((SECONDS - STARTED))
  printf '%02d:%02d' $((seconds / 60)) $((seconds % 60))
}

# `step "What happens now"`: a line with the number of the step and the time since the start.
step() {
  STEP=$((STEP + 1))
  printf '\n\033[1m[%d/%d %s] %s\033[0m\n' "$STEP" "$STEPS" "$(elapsed)" "$1"
}

say() { printf '  %s\n' "$1"; }

# `fail "What went wrong" "What to do about it"`.
fail() {
  printf '\n\033[1;31mFailed: %s\033[0m\n' "$1" >&2
  if [ -n "${2:-}" ]; then printf '  What to do: %s\n' "$2" >&2; fi
  exit 1
}

# Installing Debian's packages takes root; sudo is used only where it asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo "$@"
  else
    return 1
  fi
}

# `apt_install package…`: one at a time on this machine, waiting for another's lock.
apt_install() {
  command -v apt-get >/dev/null || return 1
  (
    flock 9
    local log="$LOGS/apt.log"
    say "Installing $* (log: ${log#"$ROOT"/})"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends "$@" >>"$log" 2>&1
  ) 9>"$TOOLS/.apt.lock"
}

chromium_path() {
  local candidate
  for candidate in "${JARA_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate"; then return; fi
  done
  return 1
}

# The folder of PostgreSQL's server programs, which Debian keeps off the PATH.
postgres_bin() {
  local candidate
  for candidate in "${JARA_TEST_POSTGRES_BIN:-}" /usr/lib/postgresql/*/bin; do
    if [ -n "$candidate" ] && [ -x "$candidate/initdb" ]; then
      echo "$candidate"
      return
    fi
  done
  candidate="$(command -v initdb)" && dirname "$candidate"
}
