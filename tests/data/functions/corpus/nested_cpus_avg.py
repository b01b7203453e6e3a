# SPDX-License-Identifier: GPL-3.0-or-later
"""Averages in a dict of their own, below "cpus_avg"."""


def handler(input, context):
    env = context.env
    env.setdefault("cpus", {})
    result = {"cpus_avg": {}, "network": {}, "memory": {"cache": {}}}
    for key, value in input.items():
        if not key.startswith("cpu_percent"):
            continue
        env["cpus"][key] = env["cpus"].get(key, [])[-11:] + [value]
        result["cpus_avg"][key] = sum(env["cpus"][key]) / len(env["cpus"][key])
    sent, received = (input["net_io_counters_eth0-bytes_" + way] for way in ("sent", "recv"))
    result["network"]["percent_network_egress"] = 100 * sent / (sent + received)
    result["memory"]["cache"]["percent"] = 100 * input["virtual_memory-cached"] / input["virtual_memory-total"]
    return result
