#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test [SUITE] [PRESET]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# totals PRESET: prints the totals of the last run
totals() {
    awk -v preset="$1" '
        /^Totals: / { passed += $2; failed += $4; skipped += $6 }
        /^Ran [0-9]+ tests? in / { ran = $2 }
        /^OK$/ { passed += ran }
        /^FAILED \(/ { failed += ran }
        END { printf "%s: %d passed, %d failed, %d skipped\n", preset, passed, failed, skipped }
    ' "build/$1/Testing/Temporary/LastTest.log"
}

# faults PRESET: prints one line for each fault that the last run tested
faults() {
    sed -nE '/::(init|cleanup)TestCase\(/d; s/^PASS   : Test(.*)Faults::/ok      \1: /p; s/^PASS   : Test(RedisProxies|State|StoredState)::/ok      \1: /p;
        s/^FAIL!  : Test/FAILED  /p' "build/$1/Testing/Temporary/LastTest.log"
}

# run_tests PRESET [SUITE]
run_tests() {
    local result=0
    build "$1" || return
    say "testing $1${2:+: $2}"
    ctest --preset "$1" ${2:+-L "^$2\$"} || result=$?
    [ "${2:-}" != faults ] || faults "$1"
    totals "$1"
    return $result
}

suite='' presets=(release) result=0
for argument in "$@"; do
    case $argument in
        unit | integration | faults | gui | gateway | browser | manifests | cluster | deployment) suite=$argument ;;
        dev | release | asan-ubsan | tsan) presets=("$argument") ;;
        all) presets=(release asan-ubsan tsan) suite=all ;;
        *) die "no suite or preset '$argument'; see ./dev help" ;;
    esac
done
case $suite in
    browser) exec tools/test-browser.sh ;;
    manifests | cluster | deployment) exec tools/test-deployment.sh "$suite" ;;
    all)
        tools/test-browser.sh || result=1
        tools/test-deployment.sh deployment || result=1
        suite=''
        ;;
esac
install_packages "${run_packages[@]}" "${test_packages[@]}"
for preset in "${presets[@]}"; do
    run_tests "$preset" "$suite" || result=1
done
exit $result
