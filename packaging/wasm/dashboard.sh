#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the web dashboard in a Debian 13 that kit.sh has prepared.
#
#   dashboard.sh KIT SOURCE BUILD   KIT: the output of `kit.sh qt`; SOURCE: the checkout; BUILD: a folder to build in; the
#                                   page is written to BUILD/web
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/common.sh
. "$here/../common.sh"

kit=${1:?KIT} source=${2:?SOURCE} build=${3:?BUILD}
charts=$(sed -n 's/^charts //p' "$kit/kit.txt")
export EMSDK=$kit/emsdk CCACHE_COMPILERTYPE=clang
if ! cmp -s "$kit/kit.txt" "$build/kit.txt"; then # another kit, or none so far
    say "configuring the dashboard; its charts are drawn by: $charts"
    mkdir -p "$build"
    find "$build" -mindepth 1 -maxdepth 1 ! -name web -exec rm -rf {} + # the served page stays until the new one is ready
    quietly "$kit/bin/qt-cmake" -G Ninja -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=MinSizeRel -DQT_HOST_PATH=/usr \
        -DQT_SKIP_AUTO_PLUGIN_INCLUSION=OFF -DPULSEBOARD_CHARTS="$charts" -DPULSEBOARD_FONTS="$kit/fonts"
    cp "$kit/kit.txt" "$build/kit.txt"
fi
with_progress cmake --build "$build"
