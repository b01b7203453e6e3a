#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev build [PRESET] [TARGET...]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build "$@"
