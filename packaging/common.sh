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
    local log line result=0
    log=$(mktemp)
    { "$@" 2>&1 || echo $? >"$log.failed"; } | tee "$log" | while IFS= read -r line; do # awk would wait for more
        if [[ $line =~ ^\[([0-9]+)/[0-9]+\] ]] && ((BASH_REMATCH[1] % 50 == 1)); then say "${line%%]*}]"; fi
    done
    [ ! -f "$log.failed" ] || { result=1; tail -50 "$log" >&2; }
    rm -f "$log" "$log.failed"
    return $result
}
