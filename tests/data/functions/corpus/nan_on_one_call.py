# SPDX-License-Identifier: GPL-3.0-or-later
"""NaN, Infinity and -Infinity on some calls, deep inside the result."""

import math


def handler(input, context):
    n = context.env["n"] = context.env.get("n", 0) + 1
    mean = float("nan") if n == 1 else input["cpu_percent-6"] / (n - 1)
    result = {"n": n, "mean": mean, "nested": {"list": [1.5, (2, mean)]}}
    if n == 5:
        result["ratio"] = math.inf
        result["nested"]["low"] = -math.inf
        result["nested"]["kept"] = [None, True, "NaN", 2**63, 0]
    if n == 6:
        result["too large"] = 1e308 * 10
    return result
