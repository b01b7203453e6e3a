#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test browser
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

prepare_browsers
say "testing in browsers; pictures go to build/browser-pictures"
run_node_tests browser tests/e2e/browser/*.test.js
