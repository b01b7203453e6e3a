#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench [NAME] [ARGUMENTS]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

name=${1:-redis}
if [ "$name" = web ]; then
    prepare_browsers
    exec node tests/e2e/browser/bench.js
fi
install_packages "${run_packages[@]}" "${test_packages[@]}" "${bench_packages[@]}"
if [ "$name" = endurance ]; then
    build release pulseboard-runtime
    exec /usr/bin/python3 tests/bench/endurance.py build/release/bin "${@:2}"
fi
build release "bench_$name"
exec "build/release/tests/bench_$name"
