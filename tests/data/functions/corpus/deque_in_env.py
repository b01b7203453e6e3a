# SPDX-License-Identifier: GPL-3.0-or-later
"""collections.deque with maxlen in env."""

from collections import deque

SAMPLES = 60 // 5


def handler(input: dict, context: object) -> dict:
    if not context.env:
        context.env["windows"] = [deque(maxlen=SAMPLES) for _ in range(16)]

    result = {}
    for i, window in enumerate(context.env["windows"]):
        window.append(float(input[f"cpu_percent-{i}"]))
        result[f"avg-util-cpu{i}-60sec"] = round(sum(window) / len(window), 2)

    total = input["net_io_counters_eth0-bytes_sent"] + input["net_io_counters_eth0-bytes_recv"]
    result["percent-network-egress"] = round(100 * input["net_io_counters_eth0-bytes_sent"] / total, 2)
    result["percent-memory-cache"] = round(
        100 * (input["virtual_memory-cached"] + input["virtual_memory-buffers"]) / input["virtual_memory-total"], 2
    )
    result["timestamp"] = input["timestamp"]
    result["num_cpus_monitored"] = len(context.env["windows"])
    return result
