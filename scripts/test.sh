#!/usr/bin/env bash
# Installs what the tests need, runs every suite even when one fails, and ends with the sum.
STEPS=7
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

REPORT=()
FAILURES=()
PASSED=0
FAILED=0
SKIPPED=0

# A hanging suite must not eat the whole time of a run that nobody watches. At a terminal Ctrl-C must
# reach the suite, which it does not through `timeout`.
limited() {
  if [ "${CI:-}" = true ]; then timeout --kill-after=30 "$@"; else "${@:2}"; fi
}

# `add name passed failed skipped seconds`.
add() {
  PASSED=$((PASSED + $2))
  FAILED=$((FAILED + $3))
  SKIPPED=$((SKIPPED + $4))
  REPORT+=("$(printf '%-44s %6d %6d %7d %5ds' "$@")")
}

# `suite name kind command…`: runs the command, keeps its output, and counts and explains from it by its kind.
suite() {
  local name=$1 count="count_$2" explain="explain_$2" began=$SECONDS status=0 passed=0 failed=0 skipped=0
  local log="$LOGS/suite-$STEP.log"
  shift 2
  "$@" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
  read -r passed failed skipped < <("$count" "$log" "$status")
  # What did not compile, crashed or was killed has no failed test to show, and has failed all the same.
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  # Nor is a suite that ran no test a suite that passed.
  if [ $((passed + failed)) = 0 ]; then failed=1; fi
  if [ "$failed" != 0 ]; then
    say "$name: FAILED (log: ${log#"$ROOT"/})"
    # What is said once more at the end: who reads the last lines of a long log alone must see what to look for.
    FAILURES+=("$name" "$("$explain" "$log" | head -c 12000)")
  fi
  add "$name" "$passed" "$failed" "$skipped" $((SECONDS - began))
}

# A check without tests of its own counts as one.
count_check() { if [ "$2" = 0 ]; then echo 1 0 0; else echo 0 1 0; fi; }

explain_check() { tail -n 40 "$1"; }

count_cargo() {
  awk '/^test result: / { p += $4; f += $6; s += $8 } END { print p + 0, f + 0, s + 0 }' "$1"
}

# Each failed test's own words stand under its name, and what did not compile at the end.
explain_cargo() {
  if ! awk '/^---- .* stdout ----$/ { on = 1; n = 0 } /^failures:$/ { on = 0 } on && n++ < 15 { print substr($0, 1, 400); found = 1 } END { exit !found }' "$1"; then
    tail -n 40 "$1" | cut -c 1-400
  fi
}

explain_playwright() {
  node scripts/failed-journeys.mjs "$PLAYWRIGHT_JSON_OUTPUT_NAME" || tail -n 40 "$1"
}

count_playwright() {
  node -e '
    const { readFileSync } = require("node:fs");
    let stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    try { stats = JSON.parse(readFileSync(process.argv[1], "utf8")).stats; } catch { /* it did not get as far */ }
    console.log(stats.expected, stats.unexpected + stats.flaky, stats.skipped);
  ' "$PLAYWRIGHT_JSON_OUTPUT_NAME"
}

end_to_end() {
  (cd end2end && limited 3300 npx --no-install playwright test --reporter=list,json)
}

# What the build beside the other steps has said, and how it ended.
application_built() {
  cat "$LOGS/application.log"
  return "$APPLICATION_STATUS"
}

step "What the tests need (the browser application is built beside the first steps)"
scripts/toolchain.sh >/dev/null
nice -n 10 bash -c 'scripts/tools.sh build && exec scripts/spa.sh' >"$LOGS/application.log" 2>&1 &
APPLICATION_BUILD=$!
trap 'kill "$APPLICATION_BUILD" 2>/dev/null || true' EXIT
scripts/tools.sh system
scripts/tools.sh test
JARA_TEST_POSTGRES_BIN="$(postgres_bin)"
JARA_CHROMIUM="$(chromium_path)"
JARA_SERVER_BIN="$ROOT/target/debug/jara-netbusiness-server"
PLAYWRIGHT_JSON_OUTPUT_NAME="$LOGS/playwright.json"
export JARA_TEST_POSTGRES_BIN JARA_CHROMIUM JARA_SERVER_BIN PLAYWRIGHT_JSON_OUTPUT_NAME
rm -f "$PLAYWRIGHT_JSON_OUTPUT_NAME"

step "Formatting"
suite "Formatting" check cargo fmt --all --check

step "Clippy over the backend and the browser application"
suite "Clippy" check cargo clippy --workspace --all-targets "${LOCKED[@]}" -- -D warnings

step "Types of the end-to-end tests"
suite "Types of the end-to-end tests" check npm --prefix end2end run --silent check

step "Rust tests: domain, texts, server on both engines, simulator, and the tree itself"
suite "Rust tests" cargo limited 2400 cargo test --workspace "${LOCKED[@]}" --no-fail-fast

step "Browser application, as users get it (begun at the start)"
APPLICATION_STATUS=0
wait "$APPLICATION_BUILD" || APPLICATION_STATUS=$?
suite "Browser application builds" check application_built

# The server is the one that the Rust tests were built with: cargo builds it along with them.
step "End-to-end tests, in Chromium against the real server"
suite "End-to-end tests" playwright end_to_end

if [ "${#FAILURES[@]}" != 0 ]; then printf '\n%s:\n%s\n' "${FAILURES[@]}"; fi
printf '\n%-44s %6s %6s %7s %6s\n' "suite" "passed" "failed" "skipped" "time"
printf '%s\n' "${REPORT[@]}"
printf '\nAfter %s:\n' "$(elapsed)"
if [ "$SKIPPED" = 0 ]; then
  echo "$PASSED passed, $FAILED failed"
else
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
fi
[ "$FAILED" = 0 ]
