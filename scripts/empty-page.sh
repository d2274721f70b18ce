#!/usr/bin/env bash
# Builds the empty Leptos page that the application is measured against, as scripts/spa.sh builds the application.
#   scripts/empty-page.sh <folder>
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

FOLDER="${1:?say into which folder}"
# JARA_BENCH_PROFILE=dev: to try the measuring itself, in minutes less.
PROFILE="${JARA_BENCH_PROFILE:-release-spa}"
# Sixteen hexadecimal digits in a name let a browser keep the file, as it keeps the application's.
HASH=0000000000000000
PAGE="empty_page-$HASH"
# As in scripts/split.mjs.
FEATURES=(--enable-{bulk-memory,sign-ext,nontrapping-float-to-int,mutable-globals,reference-types,multivalue})

scripts/tools.sh build
wasm_env="$(scripts/toolchain.sh)"
(
  # One NAME=value a line, no blanks in any: split on purpose.
  # shellcheck disable=SC2086,SC2163
  if [ -n "$wasm_env" ]; then export $wasm_env; fi
  export CARGO_TARGET_DIR="$ROOT/target/spa" PATH="$TOOLS/bin:$PATH"
  flags="--cfg erase_components"
  if [ -n "${RUSTC_BOOTSTRAP:-}" ] && [ "$PROFILE" = release-spa ]; then flags+=" -Zlocation-detail=none -Zfmt-debug=shallow"; fi
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"
  cargo build "${LOCKED[@]}" --quiet --target wasm32-unknown-unknown --profile "$PROFILE" --example empty_page
  built="$CARGO_TARGET_DIR/wasm32-unknown-unknown/${PROFILE/#dev/debug}/examples/empty_page.wasm"
  rm -rf "$FOLDER"
  wasm-bindgen --target web --no-typescript --out-dir "$FOLDER" --out-name "$PAGE" "$built"
  wasm-opt -Os --strip-debug --strip-producers "${FEATURES[@]}" "$FOLDER/${PAGE}_bg.wasm" -o "$FOLDER/${PAGE}_bg.wasm"
) || fail "the empty page could not be built" "read the compiler's message above"

cat >"$FOLDER/start-$HASH.js" <<END
import start from "/$PAGE.js";
start({ module_or_path: "/${PAGE}_bg.wasm" });
END
cat >"$FOLDER/index.html" <<END
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Nothing</title>
    <link rel="modulepreload" href="/$PAGE.js" />
    <link rel="preload" href="/${PAGE}_bg.wasm" as="fetch" type="application/wasm" crossorigin />
    <script type="module" src="/start-$HASH.js"></script>
  </head>
  <body></body>
</html>
END
node scripts/compress.mjs "$FOLDER" --write
