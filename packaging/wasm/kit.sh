#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Qt for WebAssembly from Debian 13's own packages. Runs as root inside a Debian 13: a container stage, or the root that
# build.sh makes on other hosts.
#
#   kit.sh packages      install what the kit and the dashboard are built with
#   kit.sh qt PREFIX     build Qt into PREFIX (an absolute path), and write what came of it into PREFIX/kit.txt
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/common.sh
. "$here/../common.sh"

# Of exactly one version: Qt's sources, and its tools on the host (moc, rcc, uic, lrelease).
packages=(emscripten qt6-base-dev qt6-base-dev-tools qt6-l10n-tools cmake ninja-build ccache dpkg-dev patch nlohmann-json3-dev
    python3-brotli python3-fonttools fonts-inter)

packages() {
    grep -qs '^VERSION_CODENAME=trixie' /etc/os-release || die "needs Debian 13 (trixie), which this is not"
    local lists=/etc/apt/sources.list.d/sources-too.list
    if [ -f /etc/apt/sources.list ] && ! [ -f "$lists" ]; then
        sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$lists"
    elif [ -f /etc/apt/sources.list.d/debian.sources ]; then # of container images
        sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources
    fi
    say "installing ${packages[*]}"
    quietly apt-get update
    DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends "${packages[@]}"
}

# fetch PACKAGE: its source as it came from upstream, unpacked in the current folder; false: the mirror has none
fetch() {
    local log
    if ! log=$(apt-get source --download-only --tar-only -qq "$1" 2>&1); then
        grep -qE ' 404 |Unable to find a source package' <<<"$log" && return 1
        die "the source of $1 cannot be fetched: $log"
    fi
    mkdir "$1"
    tar -xf "$1"_*.orig.tar.* -C "$1" --strip-components=1
}

# What emscripten's scripts in Qt look for.
make_emsdk() {
    mkdir -p "$1/upstream"
    ln -sfn /usr/share/emscripten "$1/upstream/emscripten"
    printf "EMSCRIPTEN_ROOT = '/upstream/emscripten'\n" >"$1/.emscripten"
}

# subset FONT OUTPUT: of a font, what the dashboard can show
subset() {
    quietly python3 -m fontTools.subset "$1" --unicodes-file="$here/characters.txt" --name-IDs='*' --no-hinting --desubroutinize \
        --layout-features='kern,mark,mkmk,ccmp,locl' --output-file="$2"
}

# Our own font, and those that Qt brings along, for texts in equally wide letters and signs that ours has not.
fonts() {
    local font
    mkdir -p "$1/fonts"
    for font in Regular SemiBold; do
        subset "/usr/share/fonts/opentype/inter/Inter-$font.otf" "$1/fonts/Inter-$font.otf"
    done
    for font in qt6-base/src/3rdparty/wasm/*.ttf; do
        subset "$font" "$font.subset"
        mv "$font.subset" "$font"
    done
}

# What else the dashboard is built with: headers alone, from where no header of the host's is found.
json() {
    mkdir -p "$1/include" "$1/share/cmake"
    cp -r /usr/include/nlohmann "$1/include"
    cp -r /usr/share/cmake/nlohmann_json "$1/share/cmake"
}

qt() {
    local prefix=$1 work=/var/tmp/pulseboard-kit charts=painted for_charts=()
    rm -rf "$work" # of a build that was interrupted
    mkdir "$work"
    cd "$work"
    say "fetching Qt's sources"
    fetch qt6-base || die "this mirror has no source of qt6-base"
    if fetch qt6-charts; then
        charts=qtcharts
        for_charts=(-DFEATURE_graphicsview=ON -DFEATURE_graphicseffect=ON -DFEATURE_rubberband=ON)
    else
        say "this mirror has no source of qt6-charts: charts are drawn by our own painter, which looks the same"
    fi
    for change in "$here"/*.patch; do
        quietly patch -d qt6-base -p1 -i "$change"
    done
    fonts "$prefix"
    json "$prefix"
    make_emsdk "$prefix/emsdk"
    export EMSDK=$prefix/emsdk

    say "configuring Qt"
    quietly cmake -G Ninja -S qt6-base -B base "${for_charts[@]}" -C "$here/features.cmake" \
        -DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake \
        -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)/cmake" \
        -DCMAKE_INSTALL_PREFIX="$prefix"
    with_progress cmake --build base
    quietly cmake --install base

    if [ "$charts" = qtcharts ]; then
        say "building Qt Charts"
        quietly "$prefix/bin/qt-cmake" -G Ninja -S qt6-charts -B charts -DQT_HOST_PATH=/usr
        with_progress cmake --build charts
        quietly cmake --install charts
    fi
    printf 'qt %s\nemscripten %s\ncharts %s\n' "$(dpkg-query -W -f '${Version}' qt6-base-dev)" \
        "$(dpkg-query -W -f '${Version}' emscripten)" "$charts" >"$prefix/kit.txt"
    cd /
    rm -rf "$work"
}

case ${1:-} in
    packages) packages ;;
    qt) qt "${2:?PREFIX}" ;;
    *) die "give 'packages' or 'qt PREFIX'" ;;
esac
