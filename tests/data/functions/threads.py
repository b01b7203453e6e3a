# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a thread that never ends and that Python would wait for."""

import threading
import time


def forever():
    while True:
        time.sleep(0.01)


threading.Thread(target=forever).start()


def handler(input, context):
    return {"threads": threading.active_count()}
