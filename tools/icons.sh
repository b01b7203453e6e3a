#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev icons
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages librsvg2-bin
exec /usr/bin/python3 tools/icons.py
