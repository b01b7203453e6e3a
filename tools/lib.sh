# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared functions of the scripts of `./dev`. A script sources this file first: it sets the shell options and changes to
# the root of the checkout.
# shellcheck disable=SC2034 # The lists are used by the scripts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The packages of Debian 12 and 13 to build and run, to test, and to check the sources.
run_packages=(build-essential cmake ninja-build pkg-config ccache
    qt6-base-dev qt6-charts-dev qt6-svg-dev qt6-websockets-dev qt6-l10n-tools qt6-translations-l10n qtkeychain-qt6-dev
    libsecret-1-0 libboost-dev libssl-dev qt6-wayland libxkbcommon-dev libhiredis-dev libarchive-dev nlohmann-json3-dev
    pybind11-dev python3-dev redis-server openssh-client fontconfig fonts-dejavu-core)
# In Debian 13, qt6-base-dev contains it.
grep -qs '^VERSION_ID="12"' /etc/os-release && run_packages+=(libqt6opengl6-dev)
test_packages=(appstream chromium dbus-daemon desktop-file-utils gnome-keyring nginx-light nutcracker openssh-server openssl
    python3-numpy python3-pandas python3-pip python3-psutil python3-redis python3-websockets)
browser_packages=(chromium firefox-esr nginx-light redis-server)
bench_packages=(faketime strace)
wasm_packages=(debootstrap debian-archive-keyring util-linux)
lint_packages=(git clang clang-format clang-tidy codespell reuse shellcheck)

programs=(pulseboard pulseboard-local pulseboard-runtime pulseboard-collector pulseboard-gateway)
web=build/wasm/web

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# keep_services_off PACKAGE...: keeps the services of packages from starting when these are installed. The tests start
# their own servers; Debian's services would listen on all networks. They stay off until `systemctl unmask UNIT`. Without
# systemd, as in a container, an installation starts every service that /usr/sbin/policy-rc.d does not forbid.
keep_services_off() {
    local units=() package
    for package in "$@"; do
        case $package in
            openssh-server) units+=(ssh.service ssh.socket) ;;
            nginx-light) [ -e /usr/sbin/nginx ] || units+=(nginx.service) ;;
        esac
    done
    [ ${#units[@]} -gt 0 ] || return 0
    if [ -d /run/systemd/system ]; then
        as_root systemctl mask "${units[@]}"
    elif [ ! -e /usr/sbin/policy-rc.d ]; then
        as_root install -m 755 /dev/stdin /usr/sbin/policy-rc.d <<'SH'
#!/bin/sh
case $1 in ssh | nginx) exit 101 ;; esac
SH
    fi
}

# install_packages NAME...: installs the packages that are missing
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "${PULSEBOARD_NO_INSTALL:-}" != 1 ] ||
        die "packages are missing, and PULSEBOARD_NO_INSTALL=1 forbids installing them; as root: apt-get install --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || die "needs Debian's apt-get to install: ${missing[*]}"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || die "as root (or with sudo): apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    keep_services_off "${missing[@]}"
    as_root apt-get update -qq
    # Configuration files that were changed on this machine are kept; otherwise dpkg would ask.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "${missing[@]}" >&2
}

# configure PRESET: if that has not been done yet, and always in CI, where warnings are errors
configure() {
    local werror=OFF
    [ -z "${CI:-}" ] || werror=ON
    [ ! -f "build/$1/build.ninja" ] || [ "$werror" = ON ] || return 0
    say "configuring $1"
    cmake --preset "$1" -DPULSEBOARD_WERROR="$werror" >&2
}

# build PRESET [TARGET...]
build() {
    local preset=${1:-release} targets=("${@:2}")
    [[ $preset != clang && $preset != asan-ubsan ]] || install_packages clang
    configure "$preset" || return
    say "building $preset"
    cmake --build --preset "$preset" --target "${targets[@]:-all}" >&2
}

# install_for_node [PACKAGE...]: installs the packages, node and npm if they are missing, and the tests' modules
install_for_node() {
    local packages=("$@")
    command -v node >/dev/null || packages+=(nodejs)
    command -v npm >/dev/null || packages+=(npm)
    install_packages "${packages[@]}"
    [ tests/node_modules/.package-lock.json -nt tests/package-lock.json ] ||
        npm ci --prefix tests --omit=optional --no-audit --no-fund --loglevel=error >&2
}

# Prepares tests and benchmarks of the web dashboard.
prepare_browsers() {
    install_for_node "${run_packages[@]}" "${browser_packages[@]}" "${wasm_packages[@]}"
    build release "${programs[@]}"
    tools/wasm.sh
}

# run_node_tests SUITE FILE...: runs one file after the other, because some measure times
run_node_tests() {
    local suite=$1 log result=0 file
    shift
    log=$(mktemp)
    for file in "$@"; do
        node --test --test-reporter=spec "$file" 2>&1 | tee -a "$log" || result=1
    done
    awk -v suite="$suite" '/^ℹ pass / { passed += $3 } /^ℹ (fail|cancelled) / { failed += $3 } /^ℹ skipped / { skipped += $3 }
         END { printf "%s: %d passed, %d failed, %d skipped\n", suite, passed, failed, skipped; exit passed == 0 }' "$log" || result=1
    rm -f "$log"
    return $result
}
