# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the last input in env, and takes the difference to it; network keys with a trailing 1."""


def handler(input, context):
    last = context.env.get("last")
    context.env["last"] = input
    if last is None:
        return {"bytes_sent_per_s": 0}
    sent = input["net_io_counters_eth0-bytes_sent1"] - last["net_io_counters_eth0-bytes_sent1"]
    return {"bytes_sent_per_s": sent / 5, "received": last.get("net_io_counters_eth0-bytes_recv1")}
