#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev run [OPTIONS]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Succeeds if a source file of the web dashboard is newer than the last build.
web_is_old() {
    [ ! -f $web/index.html ] ||
        [ -n "$(find app common resources packaging/wasm CMakeLists.txt cmake -newer $web/index.html -type f -print -quit)" ]
}

# Builds the web dashboard while process $1 runs.
build_beside() {
    local builder
    trap '' HUP INT
    set -m # gives the build its own process group
    tools/wasm.sh >build/wasm.log 2>&1 &
    builder=$!
    set +m
    while kill -0 "$builder" && kill -0 "$1"; do sleep 1; done 2>/dev/null
    kill -0 "$builder" 2>/dev/null || return 0
    if [ "$(id -u)" = 0 ]; then kill -- -"$builder"; else sudo -n kill -- -"$builder"; fi
}

# Starts the programs at once; pulseboard-local serves the web dashboard as soon as it is built.
run_web() {
    mkdir -p $web
    if ! web_is_old; then
        say "browsers get the web dashboard"
    elif (install_packages "${wasm_packages[@]}" && as_root true); then
        say "building the web dashboard meanwhile, see build/wasm.log; until it is ready, browsers get a status page"
        build_beside $$ &
    else
        say "browsers get a status page; to build the whole dashboard, run as root or with sudo: ./dev wasm"
    fi
    say "open http://localhost:53004/ in a browser; from another machine: ssh -L 53004:localhost:53004 $(hostname)"
    exec build/release/bin/pulseboard-local --web --web-files $web "$@"
}

form=web arguments=() previous=''
[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || form=desktop
for argument in "$@"; do
    case $argument in
        --terminal | --desktop | --web) form=${argument#--} ;;
        -*) arguments+=("$argument") ;;
        *.py | *.zip)
            [ "$previous" = --function ] || die "$argument: to run your own function, give --function $argument"
            arguments+=("$argument")
            ;;
        *) arguments+=("$argument") ;;
    esac
    previous=$argument
done
install_packages "${run_packages[@]}"
build release "${programs[@]}"
case $form in
    desktop) exec build/release/bin/pulseboard --this-machine "${arguments[@]}" ;;
    terminal) exec build/release/bin/pulseboard-local "${arguments[@]}" ;;
    web) run_web "${arguments[@]}" ;;
esac
