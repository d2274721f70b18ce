#!/usr/bin/env bash
# Finds or installs what compiles Rust for the browser, and prints the environment that the browser
# build needs, one NAME=value a line (nothing where rustup has the target). Native builds must not
# get these variables: they would use another compiler.
#
# Three ways, the first that works:
#   1. the compiler has a standard library for wasm32-unknown-unknown already;
#   2. Debian's rustc-web with its library source, from which cargo builds the standard library,
#      when it is installed already;
#   3. rustup adds the target; or, where it cannot, Debian's packages are installed for way 2.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

TARGET=wasm32-unknown-unknown
DEBIAN_RUSTC=/usr/bin/rustc
DEBIAN_SOURCE=/usr/lib/rustlib/src/rust/library/Cargo.toml
OLDEST_RUSTC=1.95

has_target() {
  compgen -G "$(rustc --print target-libdir --target "$TARGET" 2>/dev/null)/libstd-*.rlib" >/dev/null
}

# A compiler that is too old would fail in the middle of a dependency, with a message that says nothing.
has_debian() {
  [ -x "$DEBIAN_RUSTC" ] && [ -f "$DEBIAN_SOURCE" ] || return 1
  local version
  version="$("$DEBIAN_RUSTC" --version | cut -d' ' -f2)"
  [ "$(printf '%s\n' "$OLDEST_RUSTC" "$version" | sort -V | head -n1)" = "$OLDEST_RUSTC" ]
}

linker() {
  local sysroot candidate
  sysroot="$(rustc --print sysroot)"
  for candidate in "$sysroot"/lib/rustlib/*/bin/rust-lld /usr/bin/wasm-ld /usr/bin/wasm-ld-[0-9]*; do
    if [ -x "$candidate" ]; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

print_debian() {
  local lld
  lld="$(linker)" || fail "there is no linker for WebAssembly" "install Debian's lld (apt-get install lld)"
  echo "RUSTC=$DEBIAN_RUSTC"
  # Building the standard library is an unstable feature of cargo; the code of the product uses none.
  echo "RUSTC_BOOTSTRAP=1"
  echo "CARGO_UNSTABLE_BUILD_STD=std,panic_abort"
  echo "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$lld"
  # A standard library that is built here can do without the words of panics; src/broken.rs says why none are needed.
  echo "CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT=true"
  echo "CARGO_PROFILE_RELEASE_SPA_PANIC=immediate-abort"
}

main() {
  if ! command -v cargo >/dev/null || ! command -v rustc >/dev/null; then
    fail "there is no Rust compiler" "install Rust $OLDEST_RUSTC or newer by rustup, as the Rust project's site says"
  fi

  if has_target; then return; fi
  if has_debian; then
    print_debian
    return
  fi

  say "Adding the target $TARGET" >&2
  if command -v rustup >/dev/null && timeout 90 rustup target add "$TARGET" >"$LOGS/rustup.log" 2>&1 && has_target; then
    return
  fi
  say "rustup cannot add it here (log: target/logs/rustup.log); trying Debian's compiler" >&2
  if apt_install rustc-web cargo-web rust-web-src >&2 && has_debian; then
    print_debian
    return
  fi
  fail "nothing here can compile for the browser ($TARGET)" \
    "run 'rustup target add $TARGET', or as root 'apt-get install rustc-web cargo-web rust-web-src' on Debian, and try again"
}

main
