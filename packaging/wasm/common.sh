# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How the scripts beside this one tell what they do.

say() { printf '   %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# quietly COMMAND...: its output only where it fails
quietly() {
    local log
    log=$(mktemp)
    "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}

# with_progress COMMAND...: of ninja's lines, one in fifty
with_progress() {
    local log
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" | awk '/^\[[0-9]+\/[0-9]+\]/ { if (n++ % 50 == 0) { print "   " $1; fflush() } }' >&2 ||
        { tail -50 "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}
