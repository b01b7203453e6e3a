# SPDX-License-Identifier: GPL-3.0-or-later
"""Tuples of (datetime, value) in env, cut at 60 seconds."""

from datetime import datetime, timedelta


def handler(input, context):
    now = datetime.strptime(input["timestamp"], "%Y-%m-%d %H:%M:%S.%f")
    out = {}
    for i in range(16):
        name = "cpu_percent-" + str(i)
        if name not in context.env:
            context.env[name] = []
        context.env[name].append((now, input[name]))
        context.env[name] = [(t, v) for (t, v) in context.env[name] if now - t <= timedelta(seconds=60)]
        values = [v for _, v in context.env[name]]
        out["avg_util_cpu" + str(i) + "_60sec"] = sum(values) / len(values)
    out["percent_network_caching"] = input["virtual_memory-cached"] / input["virtual_memory-total"]
    return out
