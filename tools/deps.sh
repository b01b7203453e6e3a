#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev deps
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages "${run_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
