# SPDX-License-Identifier: GPL-3.0-or-later
"""Defaults for parameters that the runtime does not give, a mutable one among them."""


def handler(input, context=None, window=60, period=5, seen=[]):  # noqa: B006
    seen.append(input["cpu_percent-0"])
    keep = window // period
    recent = seen[-keep:]
    return {
        "avg-util-cpu0-60sec": sum(recent) / len(recent),
        "context_given": context is not None,
        "calls": len(seen),
    }
