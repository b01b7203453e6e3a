#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev fuzz [SECONDS]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/pulseboard/fuzz
install_packages "${run_packages[@]}" "${test_packages[@]}" clang
build fuzz fuzz_http fuzz_feed
for name in http feed; do
    corpus=$cache/$name
    mkdir -p "$corpus"
    say "fuzzing $name for ${1:-60} s; findings go to $corpus"
    "build/fuzz/tests/fuzz_$name" -max_total_time="${1:-60}" -max_len=20000 -timeout=10 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="$corpus-" "$corpus" "tests/fuzz/seeds/$name"
done
