# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters and extremes in env, with += and max; deltas since the last call."""


def handler(input, context):
    env = context.env
    try:
        env["calls"] += 1
    except KeyError:
        env["calls"] = 1
        env["max"] = 0
        env["min"] = 100
        env["bytes"] = input["net_io_counters_eth0-bytes_sent"]
    cpus = [input["cpu_percent-" + str(i)] for i in range(16)]
    env["max"] = max(env["max"], *cpus)
    env["min"] = min(env["min"], *cpus)
    delta = input["net_io_counters_eth0-bytes_sent"] - env["bytes"]
    env["bytes"] = input["net_io_counters_eth0-bytes_sent"]
    return {"calls": env["calls"], "max": env["max"], "min": env["min"], "bytes_per_second": delta / 5}
