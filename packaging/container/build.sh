#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the images with buildah or podman; `./dev images` runs it after the web dashboard has been built.
#
#   build.sh build           build them all as localhost/pulseboard-NAME:VERSION
#   build.sh save FOLDER     write them into FOLDER as OCI archives
#   build.sh push REGISTRY   push them to REGISTRY/pulseboard-NAME, with the tags VERSION and VERSION-REVISION
#
# Environment: STORAGE_DRIVER as containers-storage reads it; REGISTRY_TLS=no for a registry without TLS
set -euo pipefail
shopt -s inherit_errexit
umask 022                     # the files in an image are readable for all users
PATH=$PATH:/usr/sbin:/sbin    # debootstrap
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/common.sh
. "$here/../common.sh"

checkout=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pulseboard/images/ccache
names=(runtime runtime-slim dashboard collector redis)
version=$(sed -n 's/^set(PULSEBOARD_VERSION \(.*\))$/\1/p' "$checkout/CMakeLists.txt")

for tool in buildah podman none; do command -v "$tool" >/dev/null && break; done
[ "$tool" != none ] || die "needs buildah or podman: apt-get install buildah"
# If overlays do not work (for example in a container), files are copied.
if [ -z "${STORAGE_DRIVER:-}" ] && ! "$tool" info >/dev/null 2>&1; then export STORAGE_DRIVER=vfs; fi

work=$(mktemp -d)
trap 'as_root rm -rf --one-file-system "$work"' EXIT

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

image() { echo "localhost/pulseboard-$1:$version"; }
exists() { [ -n "$("$tool" images -q "$1" 2>/dev/null)" ]; }

# build_image ARGUMENT...: builds in a chroot, which needs neither a runtime nor namespaces, with our limits
build_image() {
    "$tool" build --isolation chroot --network host --ulimit "nofile=$(ulimit -Hn)" \
        --layers --pull=false "$@"
}

# Creates the equivalent of debian:trixie-slim with debootstrap.
bootstrap() {
    command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"
    local folder=$work/debian
    as_root mkdir -p "$folder/root/etc/dpkg/dpkg.cfg.d"
    {
        printf 'path-exclude=%s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/info/*' '/usr/share/locale/*' '/usr/share/lintian/*'
        echo 'path-include=/usr/share/doc/*/copyright'
    } | as_root tee "$folder/root/etc/dpkg/dpkg.cfg.d/slim" >/dev/null
    quietly as_root unshare --mount --propagation private debootstrap --variant=minbase trixie "$folder/root"
    as_root chroot "$folder/root" sh -ec '
        sed "s#debian/\{0,1\} trixie #debian-security trixie-security #" /etc/apt/sources.list >>/etc/apt/sources.list.d/security.list
        sed "s# trixie # trixie-updates #" /etc/apt/sources.list >/etc/apt/sources.list.d/updates.list
        printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d
        chmod +x /usr/sbin/policy-rc.d
        find /usr/share/doc -type f ! -name copyright -delete
        rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /usr/share/man/* /usr/share/info/* /usr/share/locale/* /usr/share/lintian'
    mkdir "$work/context"
    as_root tar -C "$folder/root" --numeric-owner -cf - . >"$work/context/root.tar"
    printf 'FROM scratch\nADD root.tar /\nCMD ["bash"]\n' >"$work/context/Containerfile"
    quietly build_image -t "$1" -f "$work/context/Containerfile" "$work/context"
}

# The base of all images, with the month in its name, so that each month brings Debian's updates.
base() {
    local name
    name=localhost/pulseboard-debian:trixie-$(date +%Y-%m)
    if exists "$name"; then
        :
    elif timeout 120 "$tool" pull -q debian:trixie-slim >/dev/null 2>&1; then
        "$tool" tag debian:trixie-slim "$name"
    else
        say "debian:trixie-slim cannot be pulled; making it by debootstrap"
        bootstrap "$name"
    fi
    echo "$name"
}

revision() {
    git -C "$checkout" describe --always --dirty --exclude '*' --abbrev=12 2>/dev/null || echo unknown
}

build() {
    local base name revision created
    [ -f "$checkout/build/wasm/web/index.html" ] || die "there is no web dashboard in build/wasm/web; ./dev wasm builds it"
    base=$(base)
    revision=$(revision)
    created=$(git -C "$checkout" log -1 --format=%cI 2>/dev/null || date -Is)
    mkdir -p "$cache"
    for name in "${names[@]}"; do
        say "building $(image "$name")"
        build_image --volume "$cache:/ccache" --build-arg BASE="$base" --build-arg MONTH="$(date +%Y-%m)" \
            --build-arg VERSION="$version" --build-arg REVISION="$revision" \
            --build-context "page=$checkout/build/wasm" --target "$name" --tag "$(image "$name")" \
            --label "org.opencontainers.image.version=$version" --label "org.opencontainers.image.revision=$revision" \
            --label "org.opencontainers.image.created=$created" \
            --file "$here/Containerfile" "$checkout" >"$work/log" 2>&1 || { tail -n 60 "$work/log" >&2; die "$name was not built"; }
    done
    "$tool" images | awk -v version="$version" '
        $1 ~ "^localhost/pulseboard-" && $2 == version { printf "   %-36s %8s %s\n", $1, $(NF - 1), $NF }' >&2
}

must_exist() {
    local name
    for name in "${names[@]}"; do exists "$(image "$name")" || die "there is no $(image "$name") yet; ./dev images builds it"; done
}

save() {
    local name
    must_exist
    mkdir -p "$1"
    for name in "${names[@]}"; do
        say "writing $1/pulseboard-$name.tar"
        rm -f "$1/pulseboard-$name.tar"
        quietly "$tool" push "$(image "$name")" "oci-archive:$1/pulseboard-$name.tar:$(image "$name")"
    done
}

# A second tag has the revision: nodes do not pull a tag that they already have, so an update needs a new one.
push() {
    local name tag revision tls=true
    must_exist
    revision=$("$tool" inspect --type image "$(image runtime)" | sed -n 's/.*"org.opencontainers.image.revision": "\(.*\)".*/\1/p' | head -n 1)
    [ "${REGISTRY_TLS:-yes}" != no ] || tls=false
    for name in "${names[@]}"; do
        for tag in "$version" "$version-$revision"; do
            say "pushing $1/pulseboard-$name:$tag"
            quietly "$tool" push --tls-verify="$tls" "$(image "$name")" "$1/pulseboard-$name:$tag"
        done
    done
}

case ${1:-} in
    build) build ;;
    save) save "${2:?FOLDER}" ;;
    push) push "${2:?REGISTRY}" ;;
    *) die "give 'build', 'save FOLDER' or 'push REGISTRY'" ;;
esac
