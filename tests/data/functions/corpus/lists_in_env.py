# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists in env, one per CPU, trimmed by count; an if on the first call."""


def handler(input, context):
    if "cpus" not in context.env:
        context.env["cpus"] = {}
    result = {}
    for key in input:
        if key.startswith("cpu_percent-"):
            history = context.env["cpus"].setdefault(key, [])
            history.append(input[key])
            if len(history) > 12:
                history.pop(0)
            result["moving_average_" + key] = sum(history) / len(history)
    sent = input["net_io_counters_eth0-bytes_sent"]
    received = input["net_io_counters_eth0-bytes_recv"]
    result["percentage_outgoing_bytes"] = (sent / (sent + received)) * 100
    cached = input["virtual_memory-cached"] + input["virtual_memory-buffers"]
    result["percentage_memory_caching"] = (cached / input["virtual_memory-total"]) * 100
    return result
