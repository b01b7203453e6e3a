#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The dashboard as a web page on any Debian or Ubuntu: makes a Debian 13 in a folder of its own, and in it the kit and
# the page. As root; `./dev wasm` calls it.
#
#   build.sh CACHE OWNER   CACHE: where root and kit are kept, each under a key of all that it is made of;
#                          OWNER: who gets what is built in the checkout, as UID:GID
#
# The page is build/wasm/web in the checkout then.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/common.sh
. "$here/../common.sh"

export LC_ALL=C.UTF-8
cache=${1:?CACHE} owner=${2:?OWNER}
checkout=$(cd "$here/../.." && pwd)
[ "$(id -u)" = 0 ] || die "has to be root, to make a Debian 13 in a folder"
command -v debootstrap >/dev/null || die "needs debootstrap: apt-get install debootstrap"

# key FILE...: of their contents and the architecture
key() { { dpkg --print-architecture && cat "$@"; } | sha256sum | cut -c 1-16; }

root=$cache/root-$(key "$here"/{build.sh,kit.sh,../common.sh})
kit=$cache/kit-$(key "$here"/{build.sh,kit.sh,../common.sh,features.cmake,characters.txt,*.patch})

# inside ROOT KIT USER COMMAND...: in the Debian 13 in ROOT, with the kit at /kit and the checkout at /pulseboard, in a
# mount namespace of its own, so that nothing stays behind
inside() {
    mkdir -p "$1/kit" "$1/pulseboard" "$1/ccache" "$cache/ccache"
    chown "$owner" "$cache/ccache"
    # shellcheck disable=SC2016
    unshare --mount --propagation private bash -c '
        mount --bind "$2" "$1/kit" && mount --bind "$3" "$1/pulseboard" && mount --bind "$4" "$1/ccache" &&
            mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit
        root=$1 user=$5
        shift 5
        proxies=()
        for name in http_proxy https_proxy no_proxy; do
            [ -z "${!name:-}" ] || proxies+=("$name=${!name}")
        done
        exec chroot --userspec="$user" "$root" /usr/bin/env -i "${proxies[@]}" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            LC_ALL=C.UTF-8 HOME=/tmp CCACHE_DIR=/ccache "$@"
    ' bash "$1" "$2" "$checkout" "$cache/ccache" "${@:3}"
}

mkdir -p "$cache"
exec 9>"$cache/lock"
flock --nonblock 9 || { say "waiting for another build in $cache"; flock 9; }

if [ ! -d "$root" ]; then
    say "making a Debian 13 in $root"
    rm -rf --one-file-system "$root.new"
    quietly unshare --mount --propagation private debootstrap --variant=minbase trixie "$root.new"
    inside "$root.new" "$cache" 0:0 /pulseboard/packaging/wasm/kit.sh packages
    mv "$root.new" "$root"
fi
if [ ! -d "$kit" ]; then
    say "building Qt for WebAssembly in $kit"
    rm -rf --one-file-system "$kit.new"
    mkdir -p "$kit.new"
    inside "$root" "$kit.new" 0:0 /pulseboard/packaging/wasm/kit.sh qt /kit
    echo "key ${kit##*-}" >>"$kit.new/kit.txt"
    mv "$kit.new" "$kit"
fi
sed 's/^/   /' "$kit/kit.txt" >&2
mkdir -p "$checkout/build"
chown "$owner" "$checkout/build"
inside "$root" "$kit" "$owner" /pulseboard/packaging/wasm/dashboard.sh /kit /pulseboard /pulseboard/build/wasm
