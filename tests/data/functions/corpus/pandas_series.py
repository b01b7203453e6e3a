# SPDX-License-Identifier: GPL-3.0-or-later
"""pandas' Series for means; its rolling mean is NaN until the window is full."""

import pandas as pd


def handler(input, context):
    readings = context.env.setdefault("readings", {})
    result = {}
    for i in range(4):
        readings.setdefault(i, []).append(input[f"cpu_percent-{i}"])
        series = pd.Series(readings[i], dtype=float)
        result[f"avg-util-cpu{i}-60sec"] = series.tail(12).mean()
        result[f"rolling-cpu{i}"] = series.rolling(12).mean().iloc[-1]  # NaN eleven times
        result[f"std-cpu{i}"] = series.std()  # NaN at first
    result["last_ten"] = pd.Series(readings[0]).rolling(3).mean().tail(10)
    return result
