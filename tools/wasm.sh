#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev wasm
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/pulseboard/wasm
install_packages "${wasm_packages[@]}"
say "building the web dashboard"
mkdir -p "$cache"
as_root packaging/wasm/build.sh "$cache" "$(id -u):$(id -g)"
say "it is in $web"
