# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports a package of its own that lies beside the module, and imports it again in the call."""

from helpers.windows import Window


def handler(input, context):
    import helpers.windows as again

    window = context.env.setdefault("window", Window(60))
    window.add(input["timestamp"], input["cpu_percent-0"])
    return {
        "avg-util-cpu0-60sec": window.mean(),
        "samples": len(window),
        "one module": isinstance(window, again.Window),
    }
