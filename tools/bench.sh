#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench [NAME]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ "${1:-}" = web ]; then
    prepare_browsers
    exec node tests/e2e/browser/bench.js
fi
install_packages "${run_packages[@]}" "${test_packages[@]}"
build release "bench_${1:-redis}"
exec "build/release/tests/bench_${1:-redis}"
