#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev images [save FOLDER | push REGISTRY]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

image_packages=(buildah debootstrap debian-archive-keyring util-linux)
# For rootless storage: without it, each layer is a copy of all layers below it.
[ "$(id -u)" = 0 ] || image_packages+=(uidmap fuse-overlayfs)

if [ $# = 0 ]; then
    command -v buildah >/dev/null || command -v podman >/dev/null || install_packages "${image_packages[@]}"
    tools/wasm.sh
    say "building the images; the first time takes about ten minutes"
    packaging/container/build.sh build
    say "next: ./dev images push REGISTRY, or ./dev images save FOLDER; then docs/how-to/run-the-runtime.md"
else
    packaging/container/build.sh "$@"
fi
