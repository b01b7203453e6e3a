#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev translations
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages qt6-l10n-tools
/usr/bin/python3 tools/translations.py
/usr/bin/python3 tools/translations.py --check || say "translate these texts"
