#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev reference [--check]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages "${run_packages[@]}"
build release "${programs[@]}"
exec /usr/bin/python3 tools/reference.py "$@" build/release/bin
