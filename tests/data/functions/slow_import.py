# SPDX-License-Identifier: GPL-3.0-or-later
"""Its import takes longer than any timeout."""

import time

print("importing")
time.sleep(60)


def handler(input, context):
    return {"imported": True}
