# SPDX-License-Identifier: GPL-3.0-or-later
"""Histories inside one value: lists, oldest first, of lists, one number per CPU."""

LENGTH = 10


def handler(input, context):
    current = [input[k] for k in input if k.startswith("cpu_percent-")]
    if "cpu_percent_history" not in context.env:
        context.env["cpu_percent_history"] = []
        context.env["cpu_percent_ma"] = []
    history = context.env["cpu_percent_history"]
    averages = context.env["cpu_percent_ma"]
    history.append(current)
    history[:] = history[-LENGTH:]
    averages.append([sum(column) / len(history) for column in zip(*history)])
    averages[:] = averages[-LENGTH:]
    return {
        "timestamp": input["timestamp"],
        "cpu_percent_history": history,
        "cpu_percent_ma": averages,
        "percentage_outgoing_bytes": input["net_io_counters_eth0-bytes_sent"]
        / (input["net_io_counters_eth0-bytes_sent"] + input["net_io_counters_eth0-bytes_recv"]),
    }
