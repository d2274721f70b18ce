#!/usr/bin/env bash
# Removes what was built. The data in data/ and the tools in the user's cache stay.
source "$(dirname "${BASH_SOURCE[0]}")/prelude.sh"

rm -rf target dist node_modules end2end/node_modules end2end/test-results end2end/playwright-report design-tokens style/theme.css
say "Removed what was built. Kept: data/ (orders and users) and $TOOLS (the pinned tools)."
