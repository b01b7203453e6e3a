# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters called event and ctx; means over the last minute and the last hour."""


def mean(values):
    return sum(values) / len(values) if values else 0


def handler(event, ctx):
    history = ctx.env.setdefault("history", [])
    history.append([event[f"cpu_percent-{n}"] for n in range(16)])
    del history[:-720]
    result = {}
    for n in range(16):
        column = [row[n] for row in history]
        result[f"mvg_avg_cpu_{n}_last_minute"] = mean(column[-12:])
        result[f"mvg_avg_cpu_{n}_last_hour"] = mean(column)
    result["percent_network_egress"] = round(
        event["net_io_counters_eth0-bytes_sent"]
        / (event["net_io_counters_eth0-bytes_sent"] + event["net_io_counters_eth0-bytes_recv"]),
        4,
    )
    result["cpu_freq_current"] = event["cpu_freq_current"]
    return result
