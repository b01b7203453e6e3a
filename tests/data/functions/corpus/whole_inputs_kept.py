# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps whole measurements, not copies, and works on the columns at the end."""

import copy
from collections import deque


def handler(input, context):
    if "inputs" not in context.env:
        context.env["inputs"] = deque([], 5)
    context.env["inputs"].append(input)
    context.env["copy"] = copy.deepcopy(context.env["inputs"])
    inputs = list(context.env["copy"])
    numeric = [k for k, v in input.items() if isinstance(v, (int, float)) and not isinstance(v, bool)]
    return {
        "averages": {k: sum(m[k] for m in inputs) / len(inputs) for k in numeric},
        "timestamps": [m["timestamp"] for m in inputs],
        "equal": context.env["copy"] == context.env["inputs"],
        "isinstance": isinstance(input, dict),
        "keys": len(input),
    }
