#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev pictures [--docs | NAME...]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

browser_packages+=("${test_packages[@]}" pngquant)
prepare_browsers
exec /usr/bin/python3 tools/pictures.py build/release/bin "$@"
